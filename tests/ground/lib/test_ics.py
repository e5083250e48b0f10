"""Calendars as files: escaped, folded, with line breaks as the standard asks."""

from datetime import UTC, date, datetime

from pinzibiao.lib import ics

DAY = ics.Day(
    uid="1@x",
    on=date(2026, 12, 31),
    title="甲,乙;丙\\丁",
    place="临平区",
    text="第一行\n第二行" + "很长" * 40,
    url="https://example.org/visits/1/",
    changed_at=datetime(2026, 3, 1, 1, 2, 3, tzinfo=UTC),
)


def test_a_day_is_told_as_the_standard_asks():
    text = ics.calendar("帮扶", [DAY])
    unfolded = text.replace("\r\n ", "").split("\r\n")
    assert unfolded[:4] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//pinzibiao//visits//ZH", "X-WR-CALNAME:帮扶"]
    assert unfolded[5:10] == [
        "UID:1@x",
        "DTSTAMP:20260301T010203Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:甲\\,乙\\;丙\\\\丁",
    ]
    assert f"DESCRIPTION:第一行\\n第二行{'很长' * 40}" in unfolded


def test_no_line_is_longer_than_75_octets_and_no_character_is_cut():
    lines = ics.calendar("帮扶", [DAY]).split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_a_line_break_cannot_make_a_line_of_its_own():
    from dataclasses import replace

    text = ics.calendar("帮扶", [replace(DAY, title="甲\r\nATTENDEE:x", text="")])
    assert not any(line.startswith("ATTENDEE") for line in text.split("\r\n"))
