"""Who is who in the matrix, and the one shape of its entries.

``RULES`` of each file here maps the name of an address to ``rule(…)``; ``name#variant`` is a second entry of the same
address, e.g. another act. ``addresses(cast)`` makes the rows, all of 临平区, and gives the arguments of each address.
People of 仙居, 台州, the zone and the other enterprise are the other region.
"""

from tests.cast import NAMES

EVERYBODY = list(NAMES)
PROVINCE = ["province_handler", "province_reviewer", "province_leader"]
CITY = ["city_officer", "city_second"]
COUNTY = ["county_officer", "county_second", "county_leader"]
OTHER_COUNTY = ["xianju_officer", "xianju_second", "zone_officer"]
ANY_CITY = [*CITY, "taizhou_city"]
ANY_COUNTY = [*COUNTY, *OTHER_COUNTY]
# Who has 临平 below or around them, and who regulates at all.
REGULATORS = [*PROVINCE, *CITY, *COUNTY]
ANY_REGULATOR = [*PROVINCE, *ANY_CITY, *ANY_COUNTY]
OWN = ["clerk", "signatory"]
ANY_MEMBER = [*OWN, "other_clerk", "other_signatory"]
EXPERTS = ["expert_user", "second_expert_user", "third_expert_user"]
ROLELESS = ["administrator", "nobody"]
WITH_A_PART = [name for name in EVERYBODY if name not in ROLELESS]


def rule(roles, *, seen=(), other=404, public=False, method="GET") -> dict:
    """``roles`` are let in. Of the others, those of ``seen`` know the row and read 403; everybody else ``other``.

    ``public``: without signing in too. ``method``: what the address is asked with.
    """
    forbidden = [name for name in seen if name not in roles]
    return {"roles": list(roles), "forbidden": forbidden, "other": other, "public": public, "method": method}
