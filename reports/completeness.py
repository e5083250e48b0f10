"""What a report needs before it goes to review: one rule, one function."""

from pinzibiao.jobs.models import Job

from .models import Narrative, Report
from .selectors import narratives_of

REQUIRED = (Narrative.Chapter.PRACTICE, Narrative.Chapter.PROBLEMS, Narrative.Chapter.NEXT)


def problems(report: Report, by=None) -> list[str]:
    """Everything that is missing, as sentences."""
    return chapters_are_written(report) + files_are_fresh(report)


def chapters_are_written(report: Report) -> list[str]:
    """An official signs chapters that an official wrote: the portal knows numbers, not next year's plan."""
    written = narratives_of(report)
    return [
        f"“{chapter.label}”还没有填写，请点“编辑文字”补写。"
        for chapter in REQUIRED
        if not written.get(chapter, "").strip()
    ]


def files_are_fresh(report: Report) -> list[str]:
    return [] if report.files_are_fresh else ["文字修改后文件正在重新生成，请稍候刷新页面。"]


def nobody_is_at_it(report: Report, by=None) -> list[str]:
    """A report that is being made is not started twice."""
    job = Job.objects.filter(pk=report.job_id).first()
    if job is None or job.is_finished:
        return []
    return ["报告正在生成，请等它结束；进度见本页。"]
