"""Who may open each page of the visits. ``roles`` open it; ``forbidden`` read 403; everybody else 404.

The row is a planned visit of ``expert_user`` to the enterprise of 临平区, by a team that ``lead_body`` leads.
"""

from .experts import COUNTY, EVERYBODY, EXPERTS, PROVINCE, rule

OWN_COUNTY = ["county_officer", "county_second", "county_leader"]
SEES_VISIT = [
    *PROVINCE,
    "city_officer",
    "city_second",
    *OWN_COUNTY,
    "clerk",
    "signatory",
    "expert_user",
    "lead_body",
    "auditor",
]
RULES = {
    "visits:list": rule(EVERYBODY),
    "visits:mine": rule(EXPERTS, other=403),
    "visits:create": rule(COUNTY, other=403),
    "visits:detail": rule(SEES_VISIT),
    "visits:edit": rule(OWN_COUNTY, seen=SEES_VISIT),
    # Before the visit has begun the expert is led to its beginning (302).
    "visits:record": rule(["expert_user"], seen=SEES_VISIT),
    "visits:move": rule(["expert_user"], seen=SEES_VISIT),
}
