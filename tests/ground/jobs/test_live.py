"""Jobs with the real worker, the real relay and a real Valkey, and what happens when one of them fails."""

import contextlib
import http.client
import time
from pathlib import Path

import pytest

from pinzibiao.jobs import actions, bell
from pinzibiao.jobs.models import Job
from pinzibiao.jobs.states import Status
from tests.live import wait_until


@pytest.fixture
def portal(live, settings):
    """Worker and relay of this test know the jobs of ``work.py``."""
    live.env["JOB_SCHEDULE"] = "tests.ground.jobs.work"
    settings.CELERY_BROKER_URL = live.valkey.url
    bell._producer.cache_clear()
    yield live
    bell._producer.cache_clear()


@pytest.fixture
def lines(tmp_path):
    """``lines(name)``: what jobs wrote into that file."""

    def read(name: str) -> list[str]:
        path = tmp_path / name
        return path.read_text().split("\n")[:-1] if path.exists() else []

    read.path = lambda name: str(tmp_path / name)
    return read


def status_of(job: Job) -> str:
    return Job.objects.get(pk=job.pk).status


def wait_for(job: Job, status: Status) -> Job:
    wait_until(lambda: status_of(job) == status, what=f"for {status}, it is {status_of(job)}")
    return Job.objects.get(pk=job.pk)


def enqueue(kind: str, lines, name: str, by=None) -> Job:
    return actions.enqueue(kind, "生成报告", {"file": lines.path(name), "gate": lines.path("gate")}, by=by)


def test_a_killed_workers_job_is_finished_by_the_next(portal, lines):
    portal.start("worker", "relay")
    job = enqueue("tests.gated", lines, "work")
    wait_until(lambda: len(lines("work")) == 1)
    portal.kill("worker")
    assert status_of(job) == Status.RUNNING
    portal.start("worker")
    wait_until(lambda: len(lines("work")) == 2, what="for the next worker")
    Path(lines.path("gate")).touch()
    done = wait_for(job, Status.DONE)
    first, second, end = lines("work")
    assert first.startswith("began") and second.startswith("began") and first != second
    assert (end, done.attempts, done.progress, done.error) == ("ended", 2, 100, "")


def test_a_job_that_kills_its_worker_three_times_fails_with_a_reason(portal, lines):
    portal.start("relay")
    job = enqueue("tests.gated", lines, "work")
    for attempt in (1, 2, 3):
        portal.start("worker")
        wait_until(lambda n=attempt: len(lines("work")) == n, what=f"for attempt {attempt}")
        portal.kill("worker")
    failed = wait_for(job, Status.FAILED)
    assert failed.error == "执行中断 3 次，已停止重试。请稍后重新发起；仍不成功请联系平台管理员并提供任务编号。"
    assert (failed.attempts, failed.lease_token) == (3, None)


@pytest.mark.parametrize("trouble", ["stopped", "silent"])
def test_without_redis_people_work_and_each_job_runs_once_when_it_is_back(portal, lines, clerk, sign_in, trouble):
    portal.start("web", "worker", "relay")
    wait_for(enqueue("tests.mark", lines, "before"), Status.DONE)
    portal.valkey.stop() if trouble == "stopped" else portal.valkey.silence()
    jobs = [enqueue("tests.mark", lines, f"job{n}", by=clerk) for n in range(5)]
    wait_until(lambda: "the broker does not answer" in portal.log("relay"), what="for the relay to notice")
    Job.objects.filter(pk=jobs[0].pk).update(status=Status.FAILED, error="原因", finished_at="2026-01-01T00:00Z")
    cookies = {name: morsel.value for name, morsel in sign_in(clerk).cookies.items()}
    assert asked(portal, "GET", "/jobs/", cookies) == 200
    assert asked(portal, "POST", f"/jobs/{jobs[0].pk}/again/", cookies) == 302
    assert {status_of(job) for job in jobs} == {Status.QUEUED}
    portal.valkey.start() if trouble == "stopped" else portal.valkey.speak()
    for job in jobs:
        wait_for(job, Status.DONE)
    assert [lines(f"job{n}") for n in range(5)] == [["ran"]] * 5
    assert portal.log("relay").count("the broker does not answer") == 1
    assert "the outage is over" in portal.log("relay")


def asked(portal, method: str, path: str, cookies: dict) -> int:
    """The status of a request to the real web server; of three alike the quickest takes less than half a second.

    One alone may be slow for reasons of its own (the first of a process compiles its templates); what waits for
    Redis waits each time.
    """
    token = "a" * 32
    cookie = "; ".join(f"{name}={value}" for name, value in (cookies | {"csrftoken": token}).items())
    headers = {"Cookie": cookie, "X-CSRFToken": token, "Origin": portal.url}
    statuses, seconds = [], []
    for _ in range(3):
        began = time.monotonic()
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", portal.port, timeout=20)) as line:
            line.request(method, path, headers=headers)
            statuses.append(line.getresponse().status)
        seconds.append(time.monotonic() - began)
    assert min(seconds) < 0.5
    assert len(set(statuses)) == 1
    return statuses[0]


def test_a_job_rung_many_times_runs_once(portal, lines):
    job = enqueue("tests.mark", lines, "work")
    last = enqueue("tests.mark", lines, "last")
    portal.start("worker")
    bell.ring([job.pk] * 5 + [last.pk])
    wait_for(last, Status.DONE)
    assert lines("work") == ["ran"]
    assert Job.objects.get(pk=job.pk).attempts == 1


def test_a_failing_job_is_tried_three_times_and_fails_with_a_reason(portal, lines):
    portal.start("worker", "relay")
    job = enqueue("tests.broken", lines, "work")
    failed = wait_for(job, Status.FAILED)
    assert lines("work") == ["tried"] * 3
    assert failed.error.startswith(f"执行 3 次均出错（ValueError，任务编号 {job.short_id}）。请稍后重新发起")
    assert "secret detail" not in failed.error
    assert "secret detail" in portal.log("worker")


def test_what_no_retry_can_mend_is_not_retried_and_an_unknown_kind_says_so(portal, lines):
    portal.start("worker", "relay")
    refused = enqueue("tests.refused", lines, "work")
    unknown = enqueue("tests.unknown", lines, "none")
    assert wait_for(refused, Status.FAILED).error == "所选期间没有数据，请换一个期间再生成。"
    assert lines("work") == ["tried"]
    assert wait_for(unknown, Status.FAILED).error == (
        "系统没有安装处理“tests.unknown”的程序，任务不能执行。请联系平台管理员。"
    )


def test_two_relays_and_two_workers_run_each_job_once(portal, lines):
    jobs = [enqueue("tests.mark", lines, f"job{n}") for n in range(12)]
    portal.start("worker", "relay")
    first = dict(portal.processes)
    portal.processes.clear()
    portal.start("worker", "relay")
    portal.processes |= {f"first {name}": process for name, process in first.items()}
    for job in jobs:
        wait_for(job, Status.DONE)
    assert [lines(f"job{n}") for n in range(12)] == [["ran"]] * 12


def test_beats_tick_reaches_the_calendar(portal):
    """Beat's message is the same as any other's: the worker ticks, and each line of the schedule gets its mark."""
    from pinzibiao.celery import app
    from pinzibiao.jobs.models import ScheduleMark
    from pinzibiao.schedule import SCHEDULE

    portal.env["JOB_SCHEDULE"] = "pinzibiao.schedule"
    portal.start("worker")
    entry = app.conf.beat_schedule["tick"]
    bell._producer().send_task(entry["task"])
    wait_until(lambda: ScheduleMark.objects.count() == len(SCHEDULE), what="for the marks")
    assert set(ScheduleMark.objects.values_list("kind", flat=True)) == {line.kind for line in SCHEDULE}
