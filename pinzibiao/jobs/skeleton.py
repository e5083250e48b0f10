"""The skeleton of every job: claim, heartbeat, handler, and the note of how it ended."""

import logging
import threading
import time
import uuid
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, connection

from . import actions
from .models import Job
from .registry import JobRefused, Progress, handler_of
from .states import MAX_ATTEMPTS

log = logging.getLogger(__name__)

# A bar that moves twice a second is lively enough; more is only writing.
_PROGRESS_EVERY = 0.5


class LeaseLost(Exception):
    """Another worker has taken the job over: stop, and write nothing more."""


def run(job_id: uuid.UUID) -> Job | None:
    """Do the job if it is free. A ring for a job that is held, finished or unknown does nothing (``None``)."""
    job = actions.claim(job_id)
    if job is None:
        return None
    handler = handler_of(job.kind)
    if handler is None:
        actions.fail(job, f"系统没有安装处理“{job.kind}”的程序，任务不能执行。请联系平台管理员。")
        return job
    try:
        with _heartbeat(job):
            result = handler(job, _progress_of(job))
        actions.finish(job, result)
    except LeaseLost:
        log.warning("job %s (%s) was taken over by another worker", job.pk, job.kind)
    except JobRefused as refusal:
        actions.fail(job, str(refusal))
    except Exception as error:
        log.exception("job %s (%s) failed at attempt %s", job.pk, job.kind, job.attempts)
        _note_error(job, error)
    return job


def _note_error(job: Job, error: Exception) -> None:
    what = f"{type(error).__name__}，任务编号 {job.short_id}"
    if job.attempts >= MAX_ATTEMPTS:
        actions.fail(job, f"执行 {job.attempts} 次均出错（{what}）。请稍后重新发起；仍不成功请联系平台管理员。")
    else:
        actions.retry_later(job, f"第 {job.attempts} 次执行出错（{what}），系统将自动重试。")


def _progress_of(job: Job) -> Progress:
    last = {"percent": -1, "at": 0.0}

    def progress(percent: int, text: str = "") -> None:
        percent = max(0, min(99, int(percent)))
        now = time.monotonic()
        if percent == last["percent"] and now - last["at"] < _PROGRESS_EVERY:
            return
        if not actions.extend(job, progress=percent, progress_text=text[:200]):
            raise LeaseLost
        last.update(percent=percent, at=now)

    return progress


@contextmanager
def _heartbeat(job: Job):
    """Renew the lease while the handler works, and no longer than a task may take: a hung job must become free."""
    stop = threading.Event()
    beat = threading.Thread(target=_beat, args=(job, stop), daemon=True, name=f"lease-{job.short_id}")
    beat.start()
    try:
        yield
    finally:
        stop.set()
        beat.join()


def _beat(job: Job, stop: threading.Event) -> None:
    until = time.monotonic() + settings.CELERY_TASK_TIME_LIMIT
    try:
        while not stop.wait(settings.JOB_LEASE_SECONDS / 3) and time.monotonic() < until:
            _renew(job, stop)
    finally:
        connection.close()


def _renew(job: Job, stop: threading.Event) -> None:
    try:
        if not actions.extend(job):
            stop.set()
    except DatabaseError:
        # The database is away for a moment; the lease outlasts two missed beats.
        log.warning("job %s: the lease could not be renewed", job.pk)
        connection.close()
