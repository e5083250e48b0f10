"""Work arriving: a worker builds what was asked for."""

from datetime import date, timedelta

from django.utils import timezone

from pinzibiao.jobs.models import Job
from pinzibiao.jobs.registry import JobRefused, Progress, job
from pinzibiao.jobs.states import MAX_ATTEMPTS
from pinzibiao.regions.models import PROVINCE_CODE, Region

from . import actions
from .models import Report
from .states import ReportStatus


@job("reports.build")
def build(job: Job, progress: Progress) -> dict:
    report = _report(job)
    try:
        actions.build(report, progress)
    except Exception:
        if job.attempts >= MAX_ATTEMPTS and report.status == ReportStatus.GENERATING:
            actions.take(report, "fail", by=None, comment="生成失败，请稍后点“重新生成”；仍不成功请联系平台管理员。")
        raise
    return _link(report)


@job("reports.rewrite")
def rewrite(job: Job, progress: Progress) -> dict:
    report = _report(job)
    actions.write_files(report, progress)
    return _link(report)


@job("reports.monthly")
def monthly(job: Job, progress: Progress) -> None:
    """The province's and each city's report of the month before ``params["on"]`` (default today), once."""
    start, end = month_before(date.fromisoformat(job.params["on"]) if "on" in job.params else timezone.localdate())
    regions = list(Region.objects.filter(pk=PROVINCE_CODE) | Region.objects.cities())
    for number, region in enumerate(regions):
        progress(100 * number // len(regions), f"正在发起{region.name}月报")
        if not Report.objects.filter(kind=Report.Kind.MONTHLY, region=region, period_from=start).exists():
            actions.request_report(Report.Kind.MONTHLY, region, start, end)


def month_before(day: date) -> tuple[date, date]:
    """The first and the last day of the month before ``day``'s."""
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def _report(job: Job) -> Report:
    report = Report.objects.filter(pk=job.params["report"]).first()
    if report is None:
        raise JobRefused("这份报告已不存在，请重新发起。")
    return report


def _link(report: Report) -> dict:
    return {"url": report.get_absolute_url(), "label": "打开报告"}
