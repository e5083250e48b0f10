"""What awaits a person though it lies at nobody's desk: drawn checks, self-checks that never came, late cases below."""

from collections.abc import Callable
from datetime import date
from functools import cache

from django.urls import reverse
from django.utils import timezone

from declarations.models import SpotCheck
from declarations.self_checks import overdue
from declarations.spot_checks import OPEN, in_state
from pinzibiao.accounts.models import Role

from . import scopes
from .climbing import CLIMBINGS, Climbing, last_late_day
from .piles import SHOWN, Item, Pile, piled


def piles(user) -> list[Pile | None]:
    limit_of = cache(last_late_day)
    return [_drawn(user), _never_checked(user), *(_climbed(one, user, limit_of) for one in CLIMBINGS)]


def _drawn(user) -> Pile | None:
    """The province makes the year's spot checks."""
    if user.kind != Role.Kind.PROVINCE:
        return None
    rows = in_state(scopes.spot_checks(user), OPEN).order_by("plan__year", "pk")
    items = [_spot_check(check) for check in rows[:SHOWN]]
    return piled("待检查的监督抽查", rows, items, f"{reverse('declarations:spot_checks')}?state=open")


def _never_checked(user) -> Pile | None:
    """The county asks its enterprises why."""
    if user.kind != Role.Kind.COUNTY:
        return None
    rows = overdue(scopes.declarations(user)).select_related("enterprise", "product", "county").order_by("due_on", "pk")
    items = [_late(case) for case in rows[:SHOWN]]
    return piled("年度自查逾期，请督促", rows, items, f"{reverse('declarations:list')}?turn=self_check")


def _climbed(climbing: Climbing, user, limit_of: Callable[[int], date]) -> Pile | None:
    """Late cases of the levels below."""
    rows = climbing.overdue_below(user, limit_of)
    if rows is None:
        return None
    items = [_late(case, climbing.label) for case in rows[:SHOWN]]
    return piled(climbing.title, rows, items, climbing.list_url)


def _spot_check(check: SpotCheck) -> Item:
    row, plan = check.authorisation, check.plan
    return Item(
        label=f"{row.number} {row.product_name}",
        kind=str(plan),
        owner=f"{row.declaration.county.name} {row.enterprise_name}",
        url=check.get_absolute_url(),
        since=plan.drawn_at,
        due=plan.due_on,
        is_late=plan.due_on < timezone.localdate(),
        action="登记结果",
    )


def _late(case, label: Callable = str) -> Item:
    """With the place that holds it."""
    return Item(
        label=label(case),
        kind=case.get_status_display(),
        owner=f"{case.county.name} {case.enterprise.name}",
        url=case.get_absolute_url(),
        since=case.status_at,
        # Where the city owes an answer about an expert, that day comes before the experts'.
        due=getattr(case, "answer_due_on", None) or case.due_on,
        is_late=True,
        action="查看",
    )
