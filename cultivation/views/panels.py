"""What this room shows on an enterprise's page."""

from django.urls import reverse

from desks import scopes

from ..tables import EntryTable, MeasureTable, ProblemTable
from .base import is_county, is_enterprise

SHOWN = 5


def entries(user, enterprise) -> dict:
    rows = (
        scopes.library_entries(user).filter(enterprise=enterprise).select_related("enterprise", "county", "regulator")
    )
    return _latest(rows, EntryTable, "该企业不在培育库中。", exclude=("enterprise", "county"))


def problems(user, enterprise) -> dict:
    rows = scopes.problems(user).filter(enterprise=enterprise).select_related("enterprise", "county")
    found = _latest(rows, ProblemTable, "还没有质量问题。", exclude=("enterprise", "county", "solved_on"))
    if is_enterprise(user):
        found |= {"url": reverse("cultivation:problem_create"), "url_label": "提出需求"}
    return found | {"more_url": f"{reverse('cultivation:problem_list')}?q={enterprise.uscc}"}


def measures(user, enterprise) -> dict:
    rows = scopes.measures(user).filter(enterprise=enterprise).select_related("enterprise", "county")
    found = _latest(rows, MeasureTable, "还没有帮扶措施。", exclude=("enterprise", "county"))
    if is_county(user):
        found |= {"url": reverse("cultivation:measure_create_for", args=[enterprise.pk]), "url_label": "制定措施"}
    return found


def _latest(rows, table, empty: str, exclude: tuple[str, ...]) -> dict:
    found = list(rows.order_by("-pk")[: SHOWN + 1])
    return {
        "table": table(found[:SHOWN], exclude=exclude),
        "count": min(len(found), SHOWN),
        "has_more": len(found) > SHOWN,
        "empty": empty,
    }
