"""Who may open each page of the library. ``roles`` are people of the cast for rows of their own place; ``other`` is what
everybody else reads: 404 outside the scope, 403 inside it at the wrong desk."""

from .enterprises import ANY_COUNTY, COUNTY, EVERYBODY, OWN, REGULATORS

PROVINCE = ["province_handler", "province_reviewer", "province_leader"]
ANY_OWN = [*OWN, "other_clerk", "other_signatory"]
READERS = [*REGULATORS, *OWN, "auditor"]


def _rule(roles, other=404, method="GET"):
    return {"roles": roles, "other": other, "public": False, "method": method}


# Lists open for everybody who is signed in: outside the scope they are empty.
LISTS = ("entry_list", "problem_list", "measure_list", "benchmark_list", "plan_list", "lists", "list", "lists_workbook")
KINDS = ("entry", "problem", "measure", "benchmark", "plan")

RULES = {
    **{f"cultivation:{name}": _rule(EVERYBODY) for name in LISTS},
    "cultivation:lists_now": _rule(EVERYBODY),
    "cultivation:lists_create": _rule(PROVINCE, 403),
    **{f"cultivation:{kind}_detail": _rule(READERS) for kind in KINDS},
    # Readers of the row who are not its county's officers read 403; those who do not see it, 404.
    **{f"cultivation:{kind}_edit": _rule(COUNTY, 403) for kind in KINDS},
    **{f"cultivation:{kind}_move": _rule([*COUNTY, *OWN], 403) for kind in ("entry", "problem", "measure")},
    "cultivation:problem_evidence": _rule([*COUNTY, *OWN], 403),
    "cultivation:entry_create": _rule(ANY_COUNTY, 403),
    "cultivation:problem_create": _rule([*ANY_COUNTY, *ANY_OWN], 403),
    **{f"cultivation:{kind}_create": _rule(ANY_COUNTY, 403) for kind in ("measure", "benchmark", "plan")},
    **{f"cultivation:{kind}_create_for": _rule(COUNTY, 403) for kind in ("measure", "benchmark", "plan")},
}
