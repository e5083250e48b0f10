"""Who may open the pages of the Excel door: a file brought in is its owner's own, and the auditor's to read."""

from tests.factories.exchange import checked, exported

from .people import ANY_COUNTY, ANY_REGULATOR, EVERYBODY, PROVINCE, rule

KEEPERS = [*PROVINCE, *ANY_COUNTY]
OWNER = ["county_officer"]
READ = [*OWNER, "auditor"]
RULES = {
    "exchange:import_list": rule(EVERYBODY),
    # Whoever keeps any register: projects are their offices' and lead bodies'.
    "exchange:import_start": rule([*ANY_REGULATOR, "lead_body"], other=403),
    "exchange:import_new": rule(KEEPERS, other=403),
    "exchange:template": rule(KEEPERS, other=403),
    "exchange:import_detail": rule(READ),
    "exchange:import_faults": rule(READ),
    "exchange:import_confirm": rule(OWNER, seen=READ),
    "exchange:import_give_up": rule(OWNER, seen=READ),
    "exchange:export_list": rule(EVERYBODY),
    "exchange:export_detail": rule(READ),
    # Not even the auditor gets the file itself.
    "files:serve#export": rule(OWNER),
    "files:serve#import": rule(OWNER),
    "files:serve#marked": rule(OWNER),
}


def addresses(cast) -> dict[str, dict]:
    ready = checked(cast.county_officer)
    wrong = checked(cast.county_officer, [{"统一社会信用代码": "1", "企业名称": ""}])
    taken = exported(cast.county_officer)
    kind = {"kind": "enterprise"}
    one = {"pk": ready.pk}
    return {
        "exchange:import_new": kind,
        "exchange:template": kind,
        **{f"exchange:import_{page}": one for page in ("detail", "confirm", "give_up")},
        "exchange:import_faults": {"pk": wrong.pk},
        "exchange:export_detail": {"pk": taken.pk},
        "files:serve#export": {"pk": taken.pk, "kind": "exchange.export", "name": "a.xlsx"},
        "files:serve#import": one | {"kind": "exchange.source", "name": "a.xlsx"},
        "files:serve#marked": {"pk": wrong.pk, "kind": "exchange.marked", "name": "a.xlsx"},
    }
