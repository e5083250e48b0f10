"""Calendars as files (iCalendar, RFC 5545): days with a title, a place and a link."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

LINE = 75  # octets, without the line break


@dataclass(frozen=True)
class Day:
    """One whole day. ``uid`` stays the same while the entry changes; ``changed_at`` is an instant in UTC."""

    uid: str
    on: date
    title: str
    place: str
    text: str
    url: str
    changed_at: datetime


def calendar(name: str, days: Iterable[Day]) -> str:
    """The whole file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//pinzibiao//visits//ZH", f"X-WR-CALNAME:{_escaped(name)}"]
    for day in days:
        lines += _event(day)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(day: Day) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{day.uid}",
        f"DTSTAMP:{day.changed_at:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(day.title)}",
        f"LOCATION:{_escaped(day.place)}",
        f"DESCRIPTION:{_escaped(day.text)}",
        f"URL:{day.url}",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """Broken so that no line is longer than 75 octets and no character is cut."""
    parts, now = [], b""
    for character in line:
        octets = character.encode()
        if len(now) + len(octets) > LINE:
            parts.append(now)
            now = b" "
        now += octets
    return b"\r\n".join([*parts, now]).decode()
