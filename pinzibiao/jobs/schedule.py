"""Work by the calendar: what a line of the schedule is, and the tick that turns due periods into jobs.

The lines themselves stand in ``settings.JOB_SCHEDULE`` (the wiring). Any clock may tick, as often as it likes: the
relay does, and Celery beat. A line's mark is locked while it is followed, and each period has a unique key.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from . import actions
from .models import ScheduleMark


class Missed(Enum):
    """What becomes of periods that passed while nothing ran."""

    LATEST = "补做最近一期"
    EACH = "逐期补做"
    SKIP = "过时不补"


MOST_MADE_UP = 12


@dataclass(frozen=True)
class Line:
    """One line: ``dues(after, until)`` gives its instants in that span, oldest first. ``when`` is for people."""

    kind: str
    title: str
    when: str
    dues: Callable[[datetime, datetime], Iterator[datetime]]
    missed: Missed = Missed.LATEST
    # For SKIP: how late a period may still be begun.
    grace: timedelta = timedelta(minutes=5)


def every(minutes: int, kind: str, title: str, missed: Missed = Missed.SKIP) -> Line:
    """Every so many minutes past the hour; ``minutes`` divides 60."""

    def dues(after: datetime, until: datetime) -> Iterator[datetime]:
        step = timedelta(minutes=minutes)
        at = after.replace(minute=after.minute // minutes * minutes, second=0, microsecond=0) + step
        while at <= until:
            yield at
            at += step

    return Line(kind, title, f"每 {minutes} 分钟", dues, missed)


def nightly(at: str, kind: str, title: str, missed: Missed = Missed.LATEST) -> Line:
    """Every day at ``HH:MM`` of the portal's own time zone."""
    return Line(kind, title, f"每天 {at}", _on_days(at, lambda _day: True), missed)


def monthly(on: int, at: str, kind: str, title: str, missed: Missed = Missed.EACH) -> Line:
    """On one day of each month (1–28) at ``HH:MM``."""
    return Line(kind, title, f"每月 {on} 日 {at}", _on_days(at, lambda day: day.day == on), missed)


def lines() -> list[Line]:
    """The portal's schedule."""
    return import_module(settings.JOB_SCHEDULE).SCHEDULE


def tick(now: datetime | None = None) -> int:
    """Enqueue every period that has come due since the last tick; gives how many. Postgres only."""
    until = timezone.localtime(now)
    return sum(_follow(line, until) for line in lines())


@transaction.atomic
def _follow(line: Line, until: datetime) -> int:
    """A line seen for the first time starts now: a fresh portal has nothing to make up for."""
    ScheduleMark.objects.bulk_create([ScheduleMark(kind=line.kind, followed_until=until)], ignore_conflicts=True)
    mark = ScheduleMark.objects.select_for_update(skip_locked=True).filter(pk=line.kind).first()
    if mark is None or mark.followed_until >= until:
        return 0
    periods = _to_do(line, list(line.dues(timezone.localtime(mark.followed_until), until)), until)
    for due in periods:
        _enqueue(line, due)
    ScheduleMark.objects.filter(pk=line.kind).update(followed_until=until)
    return len(periods)


def _to_do(line: Line, dues: list[datetime], until: datetime) -> list[datetime]:
    match line.missed:
        case Missed.EACH:
            return dues[-MOST_MADE_UP:]
        case Missed.LATEST:
            return dues[-1:]
        case Missed.SKIP:
            return [due for due in dues[-1:] if until - due <= line.grace]


def _enqueue(line: Line, due: datetime) -> None:
    """``due`` is the period's instant and ``on`` its day: a handler that runs late still knows its period."""
    params = {"due": due.isoformat(), "on": f"{due:%Y-%m-%d}"}
    actions.enqueue(line.kind, line.title, params, key=f"{line.kind}:{due:%Y-%m-%dT%H:%M}")


def _on_days(at: str, fits: Callable) -> Callable[[datetime, datetime], Iterator[datetime]]:
    clock = time.fromisoformat(at)

    def dues(after: datetime, until: datetime) -> Iterator[datetime]:
        for offset in range((until.date() - after.date()).days + 1):
            day = after.date() + timedelta(days=offset)
            moment = datetime.combine(day, clock, tzinfo=after.tzinfo)
            if fits(day) and after < moment <= until:
                yield moment

    return dues
