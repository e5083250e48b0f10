"""All writes to ``Job``. Every one is a single conditional statement judged by the database clock."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now

from .models import Job
from .states import MAX_ATTEMPTS, Status


def enqueue(
    kind: str,
    title: str,
    params: dict | None = None,
    *,
    by=None,
    key: str | None = None,
    county_code: str | None = None,
    due_at: datetime | None = None,
) -> Job:
    """Note down work to be done by a worker, in the caller's transaction; touches Postgres only.

    ``by`` is the person who asked (``None``: the schedule). With a ``key`` that exists already nothing is written
    and the job of that key is returned.
    """
    job = Job(
        kind=kind,
        title=title,
        params=params or {},
        owner_id=by.pk if by else None,
        owner_name=str(by) if by else "",
        key=key,
        county_code=county_code,
    )
    if due_at:
        job.due_at = due_at
    if key is None:
        job.save(force_insert=True)
        return job
    Job.objects.bulk_create([job], ignore_conflicts=True)
    return Job.objects.get(key=key)


def claim(job_id: uuid.UUID) -> Job | None:
    """Take the lease of a job that waits or whose worker is gone.

    ``None`` when another worker has it, it is finished, or its attempts are used up: then there is nothing to do.
    """
    token = uuid.uuid4()
    free = Q(status=Status.QUEUED, due_at__lte=Now()) | Q(status=Status.RUNNING, leased_until__lt=Now())
    taken = Job.objects.filter(free, pk=job_id, attempts__lt=MAX_ATTEMPTS).update(
        status=Status.RUNNING,
        lease_token=token,
        leased_until=_lease_end(),
        attempts=F("attempts") + 1,
        started_at=Coalesce("started_at", Now()),
    )
    return Job.objects.get(pk=job_id, lease_token=token) if taken else None


def extend(job: Job, **columns) -> bool:
    """Renew the lease and write ``columns`` (progress). ``False``: the lease was lost to another worker."""
    return bool(_held(job).update(leased_until=_lease_end(), **columns))


def finish(job: Job, result: dict | None) -> bool:
    """Note success with its link. ``False``: the lease was lost, and the other worker's word counts."""
    return _end(job, Status.DONE, progress=100, progress_text="", error="", result=result or {})


def fail(job: Job, reason: str) -> bool:
    """Note the final failure with a Chinese sentence."""
    return _end(job, Status.FAILED, error=reason[:500])


def retry_later(job: Job, reason: str) -> bool:
    """Give the job back after a failed attempt; the pause grows with the attempts, so that what is ill can heal."""
    pause = timedelta(seconds=settings.JOB_RETRY_SECONDS * job.attempts)
    return bool(
        _held(job).update(
            status=Status.QUEUED,
            error=reason[:500],
            due_at=Now() + pause,
            rung_at=None,
            lease_token=None,
            leased_until=None,
        )
    )


def start_again(job: Job) -> bool:
    """Queue a failed job anew, as if it had just been asked for. ``False``: it has not failed."""
    failed = Job.objects.filter(pk=job.pk, status=Status.FAILED)
    return bool(
        failed.update(
            status=Status.QUEUED,
            attempts=0,
            progress=0,
            progress_text="",
            error="",
            due_at=Now(),
            rung_at=None,
            started_at=None,
            finished_at=None,
        )
    )


@transaction.atomic
def recover_abandoned() -> int:
    """Requeue jobs whose worker died; those that died too often become failed. Gives the number looked at."""
    rows = list(Job.objects.abandoned().select_for_update(skip_locked=True).values_list("pk", "attempts")[:200])
    spent = [pk for pk, attempts in rows if attempts >= MAX_ATTEMPTS]
    again = [pk for pk, attempts in rows if attempts < MAX_ATTEMPTS]
    free = {"lease_token": None, "leased_until": None}
    Job.objects.filter(pk__in=again).update(status=Status.QUEUED, rung_at=None, **free)
    Job.objects.filter(pk__in=spent).update(
        status=Status.FAILED,
        finished_at=Now(),
        error=f"执行中断 {MAX_ATTEMPTS} 次，已停止重试。请稍后重新发起；仍不成功请联系平台管理员并提供任务编号。",
        **free,
    )
    return len(rows)


def _held(job: Job):
    return Job.objects.filter(pk=job.pk, status=Status.RUNNING, lease_token=job.lease_token)


def _end(job: Job, status: Status, **columns) -> bool:
    return bool(_held(job).update(status=status, finished_at=Now(), lease_token=None, leased_until=None, **columns))


def _lease_end():
    return Now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)
