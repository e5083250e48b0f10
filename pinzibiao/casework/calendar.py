"""China's working days: weekends, holidays and make-up days (调休) from an editable table."""

from datetime import date, timedelta

from .models import CalendarDay, CalendarYear

ONE_DAY = timedelta(days=1)
SATURDAY = 5


def add_working_days(start: date, days: int) -> date:
    """The ``days``-th working day after ``start``; the day itself does not count (《民法典》第 201 条)."""
    special = _special_days(start, start + timedelta(days=days * 3 + 30))
    day = start
    while days > 0:
        day += ONE_DAY
        days -= _works(day, special)
    return day


def working_days_before(end: date, days: int) -> date:
    """The latest day with ``days`` working days after it up to and including ``end``; ``end`` itself for none."""
    special = _special_days(end - timedelta(days=days * 3 + 30), end)
    day = end
    while days > 0:
        days -= _works(day, special)
        day -= ONE_DAY
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after ``start`` up to and including ``end``; negative when ``end`` is earlier."""
    if end < start:
        return -working_days_between(end, start)
    special = _special_days(start, end)
    return sum(_works(start + timedelta(days=n), special) for n in range(1, (end - start).days + 1))


def is_working_day(day: date) -> bool:
    return _works(day, _special_days(day, day))


def is_provisional(day: date) -> bool:
    """Whether the year's holidays are not announced yet, so that only weekends were counted."""
    return not CalendarYear.objects.filter(year=day.year).exists()


def _special_days(start: date, end: date) -> dict[date, bool]:
    return dict(CalendarDay.objects.filter(day__range=(start, end)).values_list("day", "is_working"))


def _works(day: date, special: dict[date, bool]) -> bool:
    return special.get(day, day.weekday() < SATURDAY)
