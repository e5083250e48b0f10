"""Who may open saved views: everybody keeps their own, and nobody, not even the auditor, sees those of others."""

from pinzibiao.exchange.models import SavedView

from .people import EVERYBODY, rule

OWNER = ["county_officer"]
RULES = {
    "exchange:views": rule(EVERYBODY),
    "exchange:view_save": rule(EVERYBODY),
    "exchange:view_columns": rule(EVERYBODY, method="POST"),
    "exchange:view_rename": rule(OWNER),
    "exchange:view_delete": rule(OWNER),
    "exchange:view_act": rule(OWNER, method="POST"),
}


def addresses(cast) -> dict[str, dict]:
    view = SavedView.objects.create(owner=cast.county_officer, list_key="enterprises:list", name="临平", query="q=x")
    one = {"pk": view.pk}
    a_list = {"list_key": "enterprises:list"}
    return {
        "exchange:view_save": a_list,
        "exchange:view_columns": a_list,
        "exchange:view_rename": one,
        "exchange:view_delete": one,
        "exchange:view_act": one | {"act": "pin"},
    }
