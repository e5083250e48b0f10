"""What runs every few minutes: reminders that have come due, mail that waits."""

from django.utils import timezone

from pinzibiao.jobs.models import Job
from pinzibiao.jobs.registry import Progress, job

from . import actions, mailing


@job("notices.send_due")
def send_due(job: Job, progress: Progress) -> dict:
    """By today, whatever period the job was made for: what an outage has kept back is said now."""
    return {"label": f"处理提醒 {actions.send_due(timezone.localdate())} 条"}


@job("notices.send_mail")
def send_mail(job: Job, progress: Progress) -> dict:
    return {"label": f"发送邮件 {mailing.send_waiting()} 封"}
