"""What runs by itself: reminders that have come due and mail that waits, every few minutes; a letter a day."""

from django.utils import timezone

from pinzibiao.jobs.models import Job
from pinzibiao.jobs.registry import Progress, job

from . import actions, digests, mailing


@job("notices.send_due")
def send_due(job: Job, progress: Progress) -> dict:
    """By today, whatever period the job was made for: what an outage has kept back is said now."""
    return {"label": f"处理提醒 {actions.send_due(timezone.localdate())} 条"}


@job("notices.send_mail")
def send_mail(job: Job, progress: Progress) -> dict:
    return {"label": f"发送邮件 {mailing.send_waiting()} 封"}


@job("notices.write_digests")
def write_digests(job: Job, progress: Progress) -> dict:
    """Of today, whatever period the job was made for: yesterday's list is no use to anybody."""
    today = timezone.localdate()
    digests.remove_old(today)
    return {"label": f"每日待办汇总 {digests.write(today, progress)} 封"}
