"""年度自查: by when the holder of an authorisation next looks over its own product, and from when on it is asked."""

from datetime import date, timedelta

from django.db.models import Max, QuerySet
from django.utils import timezone

from pinzibiao.casework.dated import value_of

from .completeness import months_before
from .defaults import REPORT_MONTHS, SELF_CHECK_QUESTIONS, SELF_CHECK_REMINDERS
from .models import Authorisation, Declaration, SelfCheckAnswer
from .states import DeclarationStatus as S


def next_check(authorisation: Authorisation, after: date) -> date | None:
    """The first anniversary of the authorisation after a day; none at the end of the term, which renewal looks at."""
    years = max(1, after.year - authorisation.valid_from.year)
    day = years_after(authorisation.valid_from, years)
    if day <= after:
        day = years_after(authorisation.valid_from, years + 1)
    return day if day <= authorisation.valid_to else None


def next_of(case: Declaration, today: date) -> date | None:
    """The next that is still to come: a year that was answered is not asked for again after a suspension."""
    answered = case.self_checks.aggregate(last=Max("asked_for"))["last"]
    return next_check(case.authorisation, max(today, answered or today))


def asked_days() -> int:
    """How many days before the deadline a self-check is asked for."""
    return max(value_of(SELF_CHECK_REMINDERS))


def check_is_asked(due_on: date | None, today: date) -> bool:
    return due_on is not None and today >= due_on - timedelta(days=asked_days())


def overdue(rows: QuerySet[Declaration]) -> QuerySet[Declaration]:
    """Of ``rows`` those whose self-check should have come and has not."""
    return rows.filter(status=S.AUTHORISED, due_on__lt=timezone.localdate())


def questions() -> list[str]:
    """What is asked today."""
    return value_of(SELF_CHECK_QUESTIONS)


def oldest_report(today: date) -> date:
    """A test report of this day or later is new enough."""
    return months_before(today, value_of(REPORT_MONTHS))


def facts_for(case: Declaration) -> list[tuple]:
    """What the register knows of what is asked, beside the questions."""
    standard, last = case.standard, case.test_reports.first()
    found = [("声明的标准", f"{standard}（{_validity(standard.withdrawn_on)}）" if standard else "")]
    if case.product.licence_no:
        found.append(("产品注册证", f"{case.product.licence_no}（{_term(case.product.licence_valid_to)}）"))
    systems = case.enterprise.system_certificates.order_by("kind", "-valid_to")
    found += [(row.get_kind_display(), _term(row.valid_to)) for row in systems]
    found.append(("申报时的检测报告", f"{last.number}（{last.reported_on}）" if last else ""))
    return [(label, value) for label, value in found if value]


def unmet(answers: list[tuple]) -> int:
    """How many of ``(question, answer, note)`` are answered no."""
    return sum(answer == SelfCheckAnswer.Answer.NO for _, answer, _ in answers)


def _validity(withdrawn_on: date | None) -> str:
    return f"已于 {withdrawn_on} 废止" if withdrawn_on and withdrawn_on <= timezone.localdate() else "现行有效"


def _term(day: date | None) -> str:
    if day is None:
        return "未登记有效期"
    return f"已于 {day} 到期" if day < timezone.localdate() else f"有效期至 {day}"


def years_after(day: date, years: int) -> date:
    """The same day ``years`` later; 1 March after a 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
