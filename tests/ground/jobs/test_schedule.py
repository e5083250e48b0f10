"""What runs when, and what becomes of periods that passed while nothing ran."""

import threading
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from pinzibiao.jobs import schedule
from pinzibiao.jobs.models import Job
from pinzibiao.jobs.schedule import Missed, every, monthly, nightly
from pinzibiao.schedule import SCHEDULE

HERE = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


@pytest.fixture
def lines(monkeypatch):
    """``lines(line, …)`` makes these the whole schedule."""
    return lambda *rows: monkeypatch.setattr(schedule, "lines", lambda: list(rows))


def keys() -> list[str]:
    return sorted(Job.objects.values_list("key", flat=True))


@pytest.mark.parametrize(
    ("line", "after", "until", "dues"),
    [
        (every(10, "a", "甲"), "2026-11-22 10:03", "2026-11-22 10:30", ["10:10", "10:20", "10:30"]),
        (every(10, "a", "甲"), "2026-11-22 10:10", "2026-11-22 10:19", []),
        (every(60, "a", "甲"), "2026-11-22 22:30", "2026-11-23 00:10", ["23:00", "00:00"]),
        (nightly("00:30", "a", "甲"), "2026-11-21 00:30", "2026-11-23 00:29", ["00:30"]),
        (nightly("00:30", "a", "甲"), "2026-11-21 00:29", "2026-11-22 00:30", ["00:30", "00:30"]),
        (monthly(1, "02:00", "a", "甲"), "2026-10-31 23:00", "2026-12-01 02:00", ["02:00", "02:00"]),
        (monthly(1, "02:00", "a", "甲"), "2026-11-01 02:00", "2026-11-30 23:59", []),
    ],
)
def test_the_instants_of_a_line(line, after, until, dues):
    assert [f"{due:%H:%M}" for due in line.dues(at(after), at(until))] == dues


def test_a_line_seen_for_the_first_time_has_nothing_to_make_up(db, lines):
    lines(nightly("00:30", "declarations.expire", "到期"))
    assert schedule.tick(at("2026-11-22 09:00")) == 0
    assert schedule.tick(at("2026-11-23 00:31")) == 1
    job = Job.objects.get()
    assert (job.kind, job.title, job.owner_id) == ("declarations.expire", "到期", None)
    assert (job.key, job.params) == (
        "declarations.expire:2026-11-23T00:30",
        {"due": "2026-11-23T00:30:00+08:00", "on": "2026-11-23"},
    )


def test_ticking_again_does_nothing_more(db, lines):
    lines(nightly("00:30", "a", "甲"))
    schedule.tick(at("2026-11-22 09:00"))
    assert [schedule.tick(at("2026-11-23 00:31")) for _ in range(3)] == [1, 0, 0]
    assert schedule.tick(at("2026-11-22 12:00")) == 0


@pytest.mark.parametrize(
    ("missed", "made_up"),
    [
        (Missed.LATEST, ["a:2026-11-25T00:30"]),
        (Missed.EACH, ["a:2026-11-23T00:30", "a:2026-11-24T00:30", "a:2026-11-25T00:30"]),
        (Missed.SKIP, []),
    ],
)
def test_after_three_days_of_silence(db, lines, missed, made_up):
    lines(nightly("00:30", "a", "甲", missed))
    schedule.tick(at("2026-11-22 09:00"))
    schedule.tick(at("2026-11-25 09:00"))
    assert keys() == made_up


def test_skip_is_for_what_is_really_late(db, lines):
    lines(every(10, "a", "甲", Missed.SKIP))
    schedule.tick(at("2026-11-22 09:01"))
    schedule.tick(at("2026-11-22 09:14"))
    assert keys() == ["a:2026-11-22T09:10"]


def test_no_more_than_a_dozen_are_made_up(db, lines):
    lines(monthly(1, "02:00", "a", "甲"))
    schedule.tick(at("2025-01-15 09:00"))
    assert schedule.tick(at("2026-11-15 09:00")) == 12
    assert keys()[0] == "a:2025-12-01T02:00"


def test_many_clocks_make_one_job(committed_db, lines):
    lines(nightly("00:30", "a", "甲"))
    schedule.tick(at("2026-11-22 09:00"))
    start, made = threading.Barrier(6), []

    def clock():
        start.wait(20)
        made.append(schedule.tick(at("2026-11-23 00:31")))
        connection.close()

    threads = [threading.Thread(target=clock) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == [0, 0, 0, 0, 0, 1]
    assert Job.objects.count() == 1


def test_the_portals_own_schedule_in_words():
    assert [(line.when, line.kind, line.missed) for line in SCHEDULE] == [
        ("每 10 分钟", "casework.seal_events", Missed.LATEST),
        ("每 60 分钟", "files.remove_expired_uploads", Missed.SKIP),
        ("每 10 分钟", "notices.send_due", Missed.LATEST),
        ("每 10 分钟", "notices.send_mail", Missed.LATEST),
        ("每天 00:10", "enterprises.put_standards_in_force", Missed.LATEST),
        ("每天 00:30", "declarations.close_public_notices", Missed.LATEST),
        ("每天 00:45", "declarations.expire", Missed.LATEST),
        ("每天 00:50", "enterprises.expire_certificates", Missed.LATEST),
        ("每天 00:55", "declarations.plan_reminders", Missed.LATEST),
        ("每天 01:00", "declarations.write_missing_certificates", Missed.LATEST),
        ("每天 01:15", "declarations.draw_spot_checks", Missed.LATEST),
        ("每天 01:30", "declarations.write_open_data", Missed.LATEST),
        ("每天 02:30", "cultivation.propose_common", Missed.LATEST),
        ("每天 03:00", "accounts.clear_sessions", Missed.LATEST),
        ("每天 03:05", "exchange.remove_old_exports", Missed.LATEST),
        ("每天 03:10", "jobs.remove_old", Missed.LATEST),
        ("每天 03:20", "exchange.close_old", Missed.LATEST),
        ("每天 07:00", "notices.write_digests", Missed.LATEST),
        ("每月 1 日 02:00", "reports.monthly", Missed.EACH),
    ]
    assert len({line.kind for line in SCHEDULE}) == len(SCHEDULE)


def test_every_line_of_the_schedule_has_somebody_to_do_it():
    from pinzibiao.jobs.registry import handler_of

    assert [line.kind for line in SCHEDULE if handler_of(line.kind) is None] == []
