"""The skeleton around every handler."""

import threading
import uuid

import pytest
from django.db import connection

from pinzibiao.jobs import actions, registry, skeleton, tasks
from pinzibiao.jobs.models import Job
from pinzibiao.jobs.registry import JobRefused, job
from pinzibiao.jobs.states import Status
from tests.factories.jobs import JobFactory


@pytest.fixture
def does(monkeypatch):
    """``does(handler)``: jobs of the kind ``tests.work`` are done by ``handler``."""
    monkeypatch.setattr(registry, "_handlers", dict(registry._handlers))
    return job("tests.work")


def run(row: Job) -> Job:
    skeleton.run(row.pk)
    row.refresh_from_db()
    return row


def test_the_handler_gets_its_job_and_its_result_is_kept(db, does):
    seen = []

    @does
    def work(row, progress):
        seen.append((row.params, row.status))
        return {"url": "/reports/1/", "label": "打开报告"}

    done = run(JobFactory(params={"a": 1}))
    assert seen == [({"a": 1}, Status.RUNNING)]
    assert (done.status, done.result) == (Status.DONE, {"url": "/reports/1/", "label": "打开报告"})


def test_progress_is_seen_by_others_while_it_runs(db, does):
    seen = []

    @does
    def work(row, progress):
        for percent, text in ((10, "正在统计"), (60, "正在排版"), (200, "长" * 300)):
            progress(percent, text)
            now = Job.objects.get(pk=row.pk)
            seen.append((now.progress, now.progress_text))

    run(JobFactory())
    assert seen == [(10, "正在统计"), (60, "正在排版"), (99, "长" * 200)]


def test_a_refusal_is_final_and_its_words_are_the_reason(db, does):
    @does
    def work(row, progress):
        raise JobRefused("所选期间没有数据。")

    failed = run(JobFactory())
    assert (failed.status, failed.error, failed.attempts) == (Status.FAILED, "所选期间没有数据。", 1)


def test_an_error_is_tried_again_and_then_final(db, does, settings):
    settings.JOB_RETRY_SECONDS = 0

    @does
    def work(row, progress):
        raise ValueError("password=secret")

    row = JobFactory()
    ends = [(run(row).status, row.attempts) for _ in range(4)]
    assert ends == [("queued", 1), ("queued", 2), ("failed", 3), ("failed", 3)]
    assert row.error.startswith("执行 3 次均出错（ValueError，任务编号")
    assert "secret" not in row.error


def test_success_after_an_error_clears_it(db, does, settings):
    settings.JOB_RETRY_SECONDS = 0
    calls = []

    @does
    def work(row, progress):
        calls.append(1)
        if len(calls) == 1:
            raise OSError

    row = run(JobFactory())
    assert row.error.startswith("第 1 次执行出错（OSError")
    assert (run(row).status, row.error) == (Status.DONE, "")


def test_a_second_ring_and_an_unknown_one_do_nothing(db, does):
    calls = []
    does(lambda row, progress: calls.append(row.pk))
    row = JobFactory()
    tasks.run(str(row.pk))
    tasks.run(str(row.pk))
    tasks.run(str(uuid.uuid4()))
    assert calls == [row.pk]


def test_a_kind_nobody_does_fails_with_its_name(db):
    failed = run(JobFactory(kind="tests.unknown"))
    assert failed.status == Status.FAILED
    assert failed.error == "系统没有安装处理“tests.unknown”的程序，任务不能执行。请联系平台管理员。"


def test_who_lost_the_lease_stops_at_the_next_progress(db, does):
    reached = []

    @does
    def work(row, progress):
        Job.objects.filter(pk=row.pk).update(lease_token=uuid.uuid4())
        progress(50, "我还在")
        reached.append("after")

    row = run(JobFactory())
    assert reached == []
    assert (row.status, row.progress) == (Status.RUNNING, 0)


def test_a_long_handler_keeps_its_lease_by_the_heartbeat(committed_db, does, settings):
    settings.JOB_LEASE_SECONDS = 0.3
    renewed = []

    @does
    def work(row, progress):
        first = Job.objects.get(pk=row.pk).leased_until
        for _ in range(400):
            if Job.objects.get(pk=row.pk).leased_until > first:
                renewed.append(True)
                break
            threading.Event().wait(0.01)
        renewed.append(actions.recover_abandoned())

    assert run(JobFactory()).status == Status.DONE
    assert renewed == [True, 0]
    connection.close()


def test_old_finished_jobs_go_and_the_rest_stays(db, clerk):
    from datetime import timedelta

    from django.utils import timezone

    days = lambda n: timezone.now() - timedelta(days=n)  # noqa: E731
    kept = [
        JobFactory(done=True, finished_at=days(13)),
        JobFactory(done=True, finished_at=days(179), owner_id=clerk.pk),
        JobFactory(created_at=days(400)),
    ]
    JobFactory(done=True, finished_at=days(15))
    JobFactory(failed=True, finished_at=days(181), owner_id=clerk.pk)
    tasks.remove_old(JobFactory.build(), lambda *_: None)
    assert set(Job.objects.all()) == set(kept)
