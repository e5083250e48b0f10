"""Who may open each page of the registry. ``roles`` are people of the cast for rows of their own place;
``other`` is what everybody else reads: 404 outside the scope, 403 at the wrong desk."""

REGULATORS = [
    "province_handler",
    "province_reviewer",
    "province_leader",
    "city_officer",
    "city_second",
    "county_officer",
    "county_second",
    "county_leader",
]
COUNTY = ["county_officer", "county_second", "county_leader"]
PROVINCE = ["province_handler", "province_reviewer", "province_leader"]
OWN = ["clerk", "signatory"]
EVERYBODY = [
    *REGULATORS,
    *OWN,
    "auditor",
    "taizhou_city",
    "xianju_officer",
    "xianju_second",
    "zone_officer",
    "other_clerk",
    "other_signatory",
    "expert_user",
    "second_expert_user",
    "third_expert_user",
    "lead_body",
    "administrator",
    "nobody",
]
STANDARD_READERS = [name for name in EVERYBODY if name not in {"administrator", "nobody"}]
ANY_COUNTY = [*COUNTY, "xianju_officer", "xianju_second", "zone_officer"]
ANY_REGULATOR = [*REGULATORS, "taizhou_city", "xianju_officer", "xianju_second", "zone_officer"]


def _rule(roles, other=404, public=False, method="GET"):
    return {"roles": roles, "other": other, "public": public, "method": method}


# Lists open for everybody who is signed in: outside the scope they are empty.
RULES = {
    "enterprises:list": _rule(EVERYBODY),
    "enterprises:create": _rule(ANY_COUNTY, 403),
    "enterprises:choose": _rule(EVERYBODY),
    "enterprises:choose_industry": _rule(EVERYBODY),
    "enterprises:choose_standard": _rule(EVERYBODY),
    "enterprises:detail": _rule([*REGULATORS, *OWN, "auditor"]),
    "enterprises:edit": _rule(COUNTY, 403),
    "enterprises:history": _rule([*REGULATORS, *OWN, "auditor"]),
    "enterprises:member_list": _rule([*REGULATORS, *OWN, "auditor"]),
    "enterprises:member_create": _rule([*COUNTY, *OWN], 403),
    "enterprises:member_close": _rule([*COUNTY, *OWN], 403),
    "enterprises:member_reopen": _rule([*COUNTY, *OWN], 403),
    **{
        f"enterprises:{item}_{act}": _rule([*COUNTY, *OWN], 403)
        for item in ("contact", "product", "figure")
        for act in ("create", "edit", "delete")
    },
    **{
        f"enterprises:{item}_{act}": _rule(COUNTY, 403)
        for item in ("award", "officer")
        for act in ("create", "edit", "delete")
    },
    "enterprises:standard_list": _rule(EVERYBODY),
    "enterprises:standard_create": _rule(PROVINCE, 403),
    "enterprises:standard_detail": _rule(STANDARD_READERS),
    "enterprises:standard_edit": _rule(PROVINCE, 403),
    "enterprises:brand_list": _rule(EVERYBODY),
    "enterprises:certificate_list": _rule(EVERYBODY),
    "enterprises:certificate_create": _rule(ANY_REGULATOR, 403),
    "enterprises:certificate_detail": _rule([*REGULATORS, *OWN, "auditor"]),
    "enterprises:certificate_edit": _rule(REGULATORS, 403),
    "enterprises:account_request_list": _rule(EVERYBODY),
    "enterprises:account_request_new": _rule(EVERYBODY, public=True),
    "enterprises:account_request_received": _rule(EVERYBODY, public=True),
    "enterprises:account_request_detail": _rule([*REGULATORS, "auditor"]),
    "enterprises:account_request_move": _rule(COUNTY, 403),
}
