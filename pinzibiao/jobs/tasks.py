"""What Celery calls, and this room's own scheduled work."""

from datetime import timedelta
from uuid import UUID

from celery import shared_task
from django.db.models.functions import Now

from . import bell, schedule, skeleton
from .models import Job
from .registry import job
from .states import FINAL

# The log keeps what happened; these rows serve the page, where nobody looks back further.
KEPT_FOR = {"of people": timedelta(days=180), "of the schedule": timedelta(days=14)}


@shared_task(name=bell.TASK)
def run(job_id: str) -> None:
    """The one Celery task of the house: every kind of job goes through the same skeleton."""
    skeleton.run(UUID(job_id))


@shared_task(name="jobs.tick")
def tick() -> None:
    """Sent by beat each minute. The relay ticks too, so that a Redis outage does not stop the calendar."""
    schedule.tick()


@job("jobs.remove_old")
def remove_old(_job: Job, progress) -> None:
    """Forget finished jobs that nobody looks at any more."""
    finished = Job.objects.filter(status__in=FINAL)
    finished.filter(owner_id=None, finished_at__lt=Now() - KEPT_FOR["of the schedule"]).delete()
    finished.filter(finished_at__lt=Now() - KEPT_FOR["of people"]).delete()
