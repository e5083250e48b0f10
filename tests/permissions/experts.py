"""Who may open each page of the expert library. ``roles`` open it; ``forbidden`` read 403; everybody else 404."""

PROVINCE = ["province_handler", "province_reviewer", "province_leader"]
CITY = ["city_officer", "city_second"]
OTHER_CITY = ["taizhou_city"]
COUNTY = ["county_officer", "county_second", "county_leader", "xianju_officer", "xianju_second", "zone_officer"]
REGULATORS = [*PROVINCE, *CITY, *OTHER_CITY, *COUNTY]
ENTERPRISES = ["clerk", "signatory", "other_clerk", "other_signatory"]
EXPERTS = ["expert_user", "second_expert_user", "third_expert_user"]
ROLELESS = ["administrator", "nobody"]
EVERYBODY = [*REGULATORS, *ENTERPRISES, *EXPERTS, *ROLELESS, "lead_body", "auditor"]
# The row is the expert of ``expert_user``, listed; its team is led by the body of ``lead_body``.
SEES_EXPERT = [*REGULATORS, "auditor", "expert_user", "lead_body"]
SEES_ORGANISATION = [name for name in EVERYBODY if name not in ROLELESS]


def rule(roles, *, seen=(), other=404, method="GET") -> dict:
    """``seen`` are those for whom the row exists: at the wrong desk they read 403."""
    forbidden = [name for name in seen if name not in roles]
    return {"roles": list(roles), "forbidden": forbidden, "other": other, "public": False, "method": method}


LIBRARY = [*REGULATORS, "auditor", "lead_body"]
RULES = {
    "experts:list": rule(LIBRARY, other=403),
    "experts:choose": rule([*REGULATORS, "lead_body"], other=403),
    "experts:me": rule(EXPERTS, other=403),
    "experts:create": rule([*PROVINCE, *CITY, *OTHER_CITY], other=403),
    "experts:detail": rule(SEES_EXPERT),
    "experts:edit": rule(PROVINCE, seen=SEES_EXPERT),
    "experts:account": rule(PROVINCE, seen=SEES_EXPERT),
    "experts:move": rule(PROVINCE, seen=SEES_EXPERT),
    "experts:interest_create": rule([*PROVINCE, "expert_user"], seen=SEES_EXPERT),
    "experts:interest_edit": rule([*PROVINCE, "expert_user"], seen=SEES_EXPERT),
    "experts:interest_end": rule([*PROVINCE, "expert_user"], seen=SEES_EXPERT),
    "experts:organisation_list": rule(EVERYBODY),
    "experts:organisation_create": rule(PROVINCE, other=403),
    "experts:organisation_detail": rule(SEES_ORGANISATION),
    "experts:organisation_edit": rule(PROVINCE, seen=SEES_ORGANISATION),
    "experts:organisation_account": rule(PROVINCE, seen=SEES_ORGANISATION),
    "experts:team_list": rule([*REGULATORS, "auditor", "lead_body", *EXPERTS], other=403),
    "experts:team_create": rule(PROVINCE, other=403),
    "experts:team_detail": rule(SEES_EXPERT),
    "experts:team_edit": rule(PROVINCE, seen=SEES_EXPERT),
    "experts:team_member_create": rule(PROVINCE, seen=SEES_EXPERT),
    "experts:team_member_lead": rule(PROVINCE, seen=SEES_EXPERT),
    "experts:team_member_remove": rule(PROVINCE, seen=SEES_EXPERT),
    "experts:assignment_create": rule(PROVINCE, seen=SEES_EXPERT),
    "experts:assignment_end": rule(PROVINCE, seen=SEES_EXPERT),
}
