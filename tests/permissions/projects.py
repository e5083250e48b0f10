"""Who may open each page of the projects. ``roles`` are people of the cast for a project of 临平区 that their body leads;
``other`` is what everybody else reads: 404 outside the scope, 403 inside it at the wrong desk."""

from .enterprises import ANY_COUNTY, ANY_REGULATOR, COUNTY, EVERYBODY, REGULATORS

SIGNED_IN = [name for name in EVERYBODY if name not in {"administrator", "nobody"}]
PROVINCE = ["province_handler", "province_reviewer", "province_leader"]
OFFICE = [*COUNTY, "lead_body"]


def _rule(roles, other=404, method="GET"):
    return {"roles": roles, "other": other, "public": False, "method": method}


RULES = {
    # Lists open for everybody who is signed in: outside the scope they are empty.
    **{f"projects:{name}": _rule(EVERYBODY) for name in ("list", "event_list", "station_list", "indicator_list")},
    "projects:create": _rule(ANY_REGULATOR, 403),
    "projects:detail": _rule([*REGULATORS, "auditor", "lead_body"]),
    **{
        f"projects:{name}": _rule(OFFICE, 403)
        for name in ("edit", "item_create", "item_edit", "item_delete", "milestone_done", "quarter")
    },
    "projects:move": _rule([*OFFICE, *PROVINCE], 403),
    "projects:event_create": _rule([*ANY_REGULATOR, "lead_body"], 403),
    "projects:event_detail": _rule(SIGNED_IN),
    "projects:event_edit": _rule([*OFFICE, *PROVINCE], 403),
    "projects:event_child_create": _rule([*OFFICE, *PROVINCE], 403),
    "projects:station_create": _rule(ANY_COUNTY, 403),
    "projects:station_edit": _rule(COUNTY, 403),
}
