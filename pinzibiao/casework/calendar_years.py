"""A year of the working-day calendar: its months, and who changed what of it and why.

A term that has been set stays as it was told: what is changed here counts for terms set from now on.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from .actions import events_of, record
from .calendar import SATURDAY
from .dated import declare, value_of
from .models import CalendarDay, CalendarYear, Event
from .workflow import Desk

PROVINCE = "province"
KEEPERS = ("administrator", PROVINCE)
REMINDED_DAYS = "casework.calendar_reminded_days"
declare(REMINDED_DAYS, 60, "年初前几天提醒登记下一年的节假日安排")
WORK, WEEKEND, OFF, MAKE_UP = "work", "weekend", "off", "make-up"
WORDS = {True: "上班", False: "放假"}


@dataclass(frozen=True)
class Day:
    """One day: what it is, and why it differs from its weekday."""

    day: date
    kind: str
    name: str = ""

    @property
    def mark(self) -> str:
        """What says it without colour."""
        return {OFF: "休", MAKE_UP: "班"}.get(self.kind, "")


@dataclass(frozen=True)
class Month:
    number: int
    # Weeks from Monday; nothing where a day belongs to another month.
    weeks: list[list[Day | None]]

    @property
    def working_days(self) -> int:
        return sum(one is not None and one.kind in (WORK, MAKE_UP) for week in self.weeks for one in week)


def months_of(year: int) -> list[Month]:
    special = {one.day: one for one in CalendarDay.objects.filter(day__year=year)}
    weeks_of = calendar.Calendar().monthdayscalendar
    return [
        Month(month, [[_day(special, year, month, day) for day in week] for week in weeks_of(year, month)])
        for month in range(1, 13)
    ]


def day_of(day: date) -> Day:
    return _day({one.day: one for one in CalendarDay.objects.filter(day=day)}, day.year, day.month, day.day)


def acts_on(year: int) -> QuerySet[Event]:
    """Who changed what of the year, newest first."""
    return events_of(CalendarYear(year=year)).order_by("-id")


def to_be_announced() -> int | None:
    """The year whose holidays should be in by now and are not: this one, or, when it is near, the next."""
    today = timezone.localdate()
    years = (today.year, today.year + 1)
    known = set(CalendarYear.objects.filter(year__in=years).values_list("year", flat=True))
    missing = next((year for year in years if year not in known), None)
    if missing == years[1] and today + timedelta(days=value_of(REMINDED_DAYS)) < date(missing, 1, 1):
        return None
    return missing


@transaction.atomic
def change(day: date, *, is_working: bool, name: str, reason: str, by) -> None:
    """Let ``day`` be worked or not. Raises ``ValidationError`` for a day that is over and for no change at all."""
    if day < timezone.localdate():
        raise ValidationError("已经过去的日子不能改，请选择今天或以后的日子。")
    before = day_of(day)
    if (before.kind in (WORK, MAKE_UP), before.name) == (is_working, name):
        raise ValidationError("与现在的日历相同，没有改动。")
    _put(day, is_working, name)
    told = {"day": day.isoformat(), "is_working": is_working, "name": name}
    _tell(day.year, "change_day", f"改为{WORDS[is_working]}", reason, told, by)


@transaction.atomic
def announce(year: int, source: str, off: dict[date, str], make_up: dict[date, str], *, by) -> CalendarYear:
    """The State Council's notice is out: its days off and its make-up days, and the year is no longer provisional."""
    row, is_new = CalendarYear.objects.get_or_create(year=year, defaults={"source": source})
    if not is_new:
        raise ValidationError(f"{year} 年的安排已经登记（{row.source}），请逐日修改。")
    for days, is_working in ((off, False), (make_up, True)):
        for day, name in days.items():
            _put(day, is_working, name)
    _tell(year, "announce", "登记节假日安排", source, {"off": len(off), "make_up": len(make_up)}, by)
    return row


def _put(day: date, is_working: bool, name: str) -> None:
    """A row is kept for what differs from the weekday, and for what has a name."""
    if is_working == (day.weekday() < SATURDAY) and not name:
        CalendarDay.objects.filter(day=day).delete()
    else:
        CalendarDay.objects.update_or_create(day=day, defaults={"is_working": is_working, "name": name})


def _tell(year: int, action: str, label: str, comment: str, data: dict, by) -> None:
    desk = Desk.PROVINCE if by.kind == PROVINCE else Desk.SYSTEM
    record(CalendarYear(year=year), action, label, by=by, desk=desk, comment=comment, data=data)


def _day(special: dict[date, CalendarDay], year: int, month: int, number: int) -> Day | None:
    if not number:
        return None
    day = date(year, month, number)
    row, is_weekend = special.get(day), day.weekday() >= SATURDAY
    if row is None or row.is_working != is_weekend:
        return Day(day, WEEKEND if is_weekend else WORK, row.name if row else "")
    return Day(day, MAKE_UP if row.is_working else OFF, row.name)
