"""The lease: who may take a job, who may write about it, and what becomes of it without its worker."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from pinzibiao.jobs import actions
from pinzibiao.jobs.models import Job
from pinzibiao.jobs.states import MAX_ATTEMPTS, Status
from tests.factories.jobs import JobFactory

STATES = {
    "queued": {},
    "due later": {"due_at": timezone.now() + timedelta(days=1)},
    "running": {"running": True},
    "abandoned": {"abandoned": True},
    "abandoned for the last time": {"abandoned": True, "attempts": MAX_ATTEMPTS},
    "done": {"done": True},
    "failed": {"failed": True},
}


def test_enqueue_notes_what_who_and_where(clerk):
    job = actions.enqueue("reports.build", "生成月报", {"region": "330113"}, by=clerk, county_code="330113")
    job.refresh_from_db()
    assert (job.kind, job.title, job.params, job.status) == (
        "reports.build",
        "生成月报",
        {"region": "330113"},
        "queued",
    )
    assert (job.owner_id, job.owner_name, job.county_code, job.key) == (clerk.pk, str(clerk), "330113", None)
    assert (job.attempts, job.progress, job.error, job.result) == (0, 0, "", {})


def test_enqueue_is_part_of_the_callers_transaction(db):
    with transaction.atomic():
        actions.enqueue("a", "甲")
        transaction.set_rollback(True)
    assert Job.objects.count() == 0


def test_a_key_has_one_job_for_ever(db):
    first = actions.enqueue("a", "甲", key="a:2026-11-22")
    Job.objects.update(status=Status.DONE, finished_at=timezone.now())
    second = actions.enqueue("a", "乙", key="a:2026-11-22")
    third = actions.enqueue("a", "丙", key="a:2026-11-23")
    assert second == first != third
    assert second.title == "甲"
    assert Job.objects.count() == 2


@pytest.mark.parametrize("state", STATES)
def test_claim(db, state):
    job = JobFactory(**STATES[state])
    claimed = actions.claim(job.pk)
    assert (claimed is not None) == (state in {"queued", "abandoned"})
    if claimed:
        assert (claimed.status, claimed.attempts) == (Status.RUNNING, job.attempts + 1)
        assert claimed.lease_token not in (None, job.lease_token)
        assert claimed.leased_until > timezone.now()


def test_a_job_is_claimed_once_and_an_unknown_one_never(db):
    job = JobFactory()
    assert actions.claim(job.pk)
    assert actions.claim(job.pk) is None
    assert actions.claim(uuid.uuid4()) is None


@pytest.mark.parametrize("act", ["extend", "finish", "fail", "retry_later"])
def test_who_lost_the_lease_writes_nothing(db, act):
    job = JobFactory(abandoned=True)
    successor = actions.claim(job.pk)
    call = {
        "extend": lambda held: actions.extend(held, progress=90),
        "finish": lambda held: actions.finish(held, {"url": "/mine/"}),
        "fail": lambda held: actions.fail(held, "原因"),
        "retry_later": lambda held: actions.retry_later(held, "原因"),
    }[act]
    assert call(job) is False
    row = Job.objects.get(pk=job.pk)
    assert (row.status, row.progress, row.lease_token) == (Status.RUNNING, 40, successor.lease_token)
    assert call(successor) is True


def test_finish_keeps_the_link(db):
    job = actions.claim(JobFactory().pk)
    actions.finish(job, {"url": "/reports/1/", "label": "打开报告"})
    job.refresh_from_db()
    assert (job.status, job.progress, job.result["label"]) == (Status.DONE, 100, "打开报告")
    assert job.finished_at is not None
    assert job.lease_token is None


def test_the_pause_grows_with_the_attempts(db, settings):
    settings.JOB_RETRY_SECONDS = 60
    pauses = []
    for attempts in (0, 1):
        job = actions.claim(JobFactory(attempts=attempts).pk)
        actions.retry_later(job, "第一次执行出错")
        job.refresh_from_db()
        assert (job.status, job.rung_at, job.error) == (Status.QUEUED, None, "第一次执行出错")
        assert actions.claim(job.pk) is None
        pauses.append(round((job.due_at - timezone.now()).total_seconds() / 60))
    assert pauses == [1, 2]


@pytest.mark.parametrize("state", STATES)
def test_recover_abandoned(db, state):
    job = JobFactory(**STATES[state], rung_at=timezone.now())
    looked_at = actions.recover_abandoned()
    row = Job.objects.get(pk=job.pk)
    if state == "abandoned":
        assert (looked_at, row.status, row.rung_at, row.lease_token) == (1, Status.QUEUED, None, None)
    elif state == "abandoned for the last time":
        assert (looked_at, row.status) == (1, Status.FAILED)
        assert row.error.startswith("执行中断 3 次")
    else:
        assert (looked_at, row.status, row.lease_token) == (0, job.status, job.lease_token)


@pytest.mark.parametrize("state", STATES)
def test_start_again(db, state):
    job = JobFactory(**STATES[state])
    assert actions.start_again(job) is (state == "failed")
    row = Job.objects.get(pk=job.pk)
    if state == "failed":
        assert (row.status, row.attempts, row.error, row.progress, row.finished_at) == (Status.QUEUED, 0, "", 0, None)
        assert actions.claim(job.pk)
    else:
        assert row.status == job.status


@pytest.mark.parametrize(
    "columns",
    [
        {"status": "lost"},
        {"progress": 101},
        {"status": "running"},
        {"status": "done"},
        {"finished_at": timezone.now()},
        {"status": "failed", "finished_at": timezone.now(), "error": ""},
    ],
)
def test_postgres_refuses_what_cannot_be(db, columns):
    job = JobFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**columns)
