"""Who sits where for a case of this room, and what its dates and savings must be."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from enterprises.models import Member
from pinzibiao.accounts.models import Role, regulator_desks
from pinzibiao.casework.workflow import Desk

from .models import Category


def sits_at(user, case) -> set[Desk]:
    """Regulators at the desk of their own place; the enterprise's people for their own cases."""
    if user.kind == Role.Kind.ENTERPRISE:
        return _enterprise_desks(user, case)
    return regulator_desks(user, case)


def not_future(day: date, what: str) -> list[str]:
    """``what`` names the date, e.g. 销号日期."""
    if day > timezone.localdate():
        return [f"{what}不能晚于今天（{timezone.localdate().isoformat()}），请改为实际日期。"]
    return []


def not_before(day: date, earliest: date | None, what: str, since: str) -> list[str]:
    if earliest and day < earliest:
        return [f"{what}不能早于{since}（{earliest.isoformat()}），请核对后重新填写。"]
    return []


def solved_day(problem, day: date) -> list[str]:
    """The day on which a problem was solved lies between its raising and today."""
    found = not_before(day, problem.raised_on, "销号日期", "提出日期")
    return found + not_future(day, "销号日期")


def category(dimension: str, part: str) -> list[str]:
    """A category is a part of the dimension that stands beside it."""
    if part and Category(part).dimension != dimension:
        return [f"类别「{Category(part).label}」属于「{Category(part).dimension.label}」，请改选维度或类别。"]
    return []


def after_value(problem, value: str) -> list[str]:
    """Where a value before is known, the one after is asked for: the two are what one sees the effect by."""
    if problem.now_value and not value.strip():
        return [f"该问题登记了现状值（{problem.in_unit(problem.now_value)}），请填写整改后值，口径和单位与现状值相同。"]
    return []


def saving(amount: Decimal | None, kind: str, basis: str) -> list[str]:
    """A saving has an amount, a kind and a basis, or there is none."""
    if amount is not None and amount < 0:
        return ["节约成本不能为负数；没有节约请留空。"]
    if not amount:
        return []
    missing = [label for label, value in (("节约性质", kind), ("节约依据", basis.strip())) if not value]
    return [f"填写了节约成本，请同时填写{'和'.join(missing)}。"] if missing else []


def _enterprise_desks(user, case) -> set[Desk]:
    member = Member.objects.filter(user=user, enterprise=case.enterprise_id).first()
    if member is None:
        return set()
    return {Desk.ENTERPRISE} | ({Desk.SIGNATORY} if member.kind == Member.Kind.SIGNATORY else set())
