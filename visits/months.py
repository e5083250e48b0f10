"""Visits by day: a month of whole weeks, or one week."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet
from django.urls import reverse

from .models import HelpVisit
from .states import VisitStatus

WEEK = timedelta(days=7)
SHOWN = 300
A_DAY = 4


@dataclass(frozen=True)
class CalendarDay:
    """One square: the visits shown, and how many more the list holds."""

    on: date
    is_inside: bool
    visits: list[HelpVisit]
    more: int

    @property
    def list_url(self) -> str:
        return f"{reverse('visits:list')}?planned_on_after={self.on}&planned_on_before={self.on}"


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def month_after(day: date, months: int) -> date:
    """The first of the month so many months after that of ``day``."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def weeks_of(visits: QuerySet[HelpVisit], first: date, last: date) -> list[list[CalendarDay]]:
    """Whole weeks that hold ``first`` to ``last``; two questions to the database, however many visits."""
    start, end = monday_of(first), monday_of(last) + WEEK - timedelta(days=1)
    rows = visits.exclude(status=VisitStatus.CANCELLED).filter(planned_on__range=(start, end))
    counts = dict(rows.order_by().values_list("planned_on").annotate(Count("pk")))
    found: dict[date, list[HelpVisit]] = {}
    for visit in rows.select_related("enterprise").order_by("planned_on", "pk")[:SHOWN]:
        found.setdefault(visit.planned_on, []).append(visit)
    limit = A_DAY if end - start > WEEK else SHOWN
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    squares = [_square(day, first <= day <= last, found.get(day, [])[:limit], counts.get(day, 0)) for day in days]
    return [squares[n : n + 7] for n in range(0, len(squares), 7)]


def _square(day: date, is_inside: bool, visits: list[HelpVisit], count: int) -> CalendarDay:
    return CalendarDay(day, is_inside, visits, count - len(visits))
