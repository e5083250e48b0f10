"""What people are reminded of: deadlines that near, terms that end, the yearly self-check.

Planned every night from the cases as they stand; on the day itself each is looked at once more.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from pinzibiao.casework.calendar import working_days_before
from pinzibiao.casework.dated import value_of
from pinzibiao.notices.kinds import Notice
from pinzibiao.notices.models import Reminder

from .defaults import DEADLINE_REMINDERS, EXPIRY_REMINDERS, SELF_CHECK_REMINDERS
from .models import Authorisation, Declaration
from .notifications import DEADLINE, EXPIRY, SELF_CHECK, county_officers, enterprise_people
from .selectors import renewal_under_way
from .states import DeclarationStatus as S

ONE_DAY = timedelta(days=1)
# In which of them the enterprise has a deadline of its own.
ASKED = (S.CORRECTION, S.RECTIFICATION, S.SUSPENDED)
# How long an overdue self-check is still worth a word.
OVERDUE_WORTH = timedelta(days=300)


def planned(on: date) -> Iterator[Reminder]:
    """Every reminder whose day lies within sight of ``on``."""
    yield from _deadlines(on)
    yield from _expiries(on)
    yield from _self_checks(on)


def _deadlines(on: date) -> Iterator[Reminder]:
    leads = value_of(DEADLINE_REMINDERS)
    horizon = on + timedelta(days=3 * max(leads) + 15)
    for case in Declaration.objects.filter(status__in=ASKED, due_on__range=(on, horizon)):
        days = [(str(lead), working_days_before(case.due_on, lead)) for lead in sorted(leads, reverse=True)]
        yield from _series(DEADLINE, case.pk, case.due_on, days)


def _expiries(on: date) -> Iterator[Reminder]:
    leads = sorted(value_of(EXPIRY_REMINDERS), reverse=True)
    horizon = on + timedelta(days=leads[0] + 1)
    rows = Authorisation.objects.filter(declaration__status=S.AUTHORISED, valid_to__range=(on, horizon))
    for row in rows:
        days = [(str(lead), row.valid_to - timedelta(days=lead)) for lead in leads]
        yield from _series(EXPIRY, row.declaration_id, row.valid_to, days)


def _self_checks(on: date) -> Iterator[Reminder]:
    leads = sorted(value_of(SELF_CHECK_REMINDERS), reverse=True)
    span = (on - OVERDUE_WORTH, on + timedelta(days=leads[0] + 1))
    for case in Declaration.objects.filter(status=S.AUTHORISED, due_on__range=span):
        days = [(str(lead), case.due_on - timedelta(days=lead)) for lead in leads]
        yield from _series(SELF_CHECK, case.pk, case.due_on, days)
        yield _one(SELF_CHECK, case.pk, case.due_on, "late", case.due_on + ONE_DAY, case.due_on + OVERDUE_WORTH)


def _series(kind: str, pk: int, about: date, days: list[tuple[str, date]]) -> Iterator[Reminder]:
    """Each of ``days`` (name, day) is worth saying until the next one comes, the last one until the day itself."""
    for (name, day), following in zip(days, [*(day - ONE_DAY for _, day in days[1:]), about], strict=True):
        yield _one(kind, pk, about, name, day, max(day, following))


def _one(kind: str, pk: int, about: date, name: str, day: date, until: date) -> Reminder:
    key = f"{kind}:{pk}:{about}:{name}"
    return Reminder(kind=kind, key=key, subject_id=pk, about_on=about, due_on=day, until_on=until)


def deadline(reminder: Reminder) -> Notice | None:
    case = _case(reminder)
    if case is None or case.status not in ASKED or case.due_on != reminder.about_on:
        return None
    act = "重新提交" if case.status == S.CORRECTION else "提交整改情况"
    return _to_enterprise(case, f"「{case.product.name}」请在 {case.due_on} 前{act}，逾期将按规定处理。")


def expiry(reminder: Reminder) -> Notice | None:
    """Not while the renewal is with the offices: the enterprise has done its part."""
    case = _case(reminder)
    if case is None or case.status != S.AUTHORISED or case.authorisation.valid_to != reminder.about_on:
        return None
    renewal = renewal_under_way(case)
    if renewal and renewal.status != S.DRAFT:
        return None
    number, day = case.authorisation.number, reminder.about_on
    return _to_enterprise(case, f"「{case.product.name}」的授权 {number} 将于 {day} 到期，需要继续使用的请申请续展。")


def self_check(reminder: Reminder) -> Notice | None:
    """Asked, reminded; the county hears of what is overdue too."""
    case = _case(reminder)
    if case is None or case.status != S.AUTHORISED or case.due_on != reminder.about_on:
        return None
    if reminder.due_on <= reminder.about_on:
        return _to_enterprise(case, f"「{case.product.name}」请在 {case.due_on} 前办理年度自查。")
    text = f"{case.enterprise.name}「{case.product.name}」的年度自查已逾期（期限 {case.due_on}）。"
    return Notice([*enterprise_people(case), *county_officers(case)], text, case.get_absolute_url())


def _case(reminder: Reminder) -> Declaration | None:
    rows = Declaration.objects.select_related("product", "enterprise", "authorisation")
    return rows.filter(pk=reminder.subject_id).first()


def _to_enterprise(case: Declaration, text: str) -> Notice:
    return Notice(enterprise_people(case), text, case.get_absolute_url())
