"""我的任务: what a person asked the machine to do, how far it is, what came of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse_lazy
from django.views.decorators.http import require_GET, require_POST

from pinzibiao.lib.pages import DetailPage, ListPage, Panel
from pinzibiao.lib.passive import passive

from . import actions
from .models import Job
from .selectors import jobs_of
from .tables import JobFilter, JobTable

TITLE = "我的任务"


class JobList(ListPage):
    model = Job
    title = TITLE
    lead = "报告生成、导出等在后台执行的工作。离开本页不影响执行。"
    filterset_class = JobFilter
    table_class = JobTable
    default_sort = "-created_at"
    empty_text = "您还没有发起过后台任务。在报告页生成报告后，可以在这里看到进度和结果。"

    def scope(self, user):
        return jobs_of(user)

    def rows(self, objects: list[Job]) -> list[dict]:
        return [self._row(job) for job in objects]

    def _row(self, job: Job) -> dict:
        return {
            "title": job.title,
            "url": job.get_absolute_url(),
            "status": (job.get_status_display(), job.status_tone),
            "progress": render_to_string("jobs/_progress.html", progress_context(job), self.request),
            "created_at": job.created_at,
            "finished_at": job.finished_at,
        }


class JobDetail(DetailPage):
    list_title = TITLE
    list_url = reverse_lazy("jobs:list")

    def scope(self, user):
        return jobs_of(user)

    def facts(self) -> list[tuple]:
        job = self.object
        return [
            ("任务编号", job.short_id),
            ("状态", job.get_status_display()),
            ("发起人", job.owner_name),
            ("提交时间", job.created_at),
            ("开始时间", job.started_at),
            ("结束时间", job.finished_at),
            ("执行次数", job.attempts),
        ]

    def panels(self) -> list[Panel]:
        return [Panel("进度和结果", template="jobs/_panel.html", context=progress_context(self.object, reload=True))]


@passive
@require_GET
def progress(request: HttpRequest, pk) -> HttpResponse:
    """The progress block alone, asked for again every two seconds while the job is not finished.

    With ``?reload=1`` the page around it is loaded anew at the end, because more than the block changes.
    """
    job = get_object_or_404(jobs_of(request.user), pk=pk)
    reload = "reload" in request.GET
    response = render(request, "jobs/_progress.html", progress_context(job, reload=reload))
    if job.is_finished and reload:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def again(request: HttpRequest, pk) -> HttpResponse:
    """Start a failed job of one's own once more."""
    job = get_object_or_404(jobs_of(request.user), pk=pk)
    if actions.start_again(job):
        messages.success(request, f"「{job.title}」已重新排队。")
    else:
        messages.info(request, f"「{job.title}」没有失败，不需要重新执行。")
    return redirect(job)


def progress_context(job: Job, *, reload: bool = False, polls: bool = True) -> dict:
    """What ``jobs/_progress.html`` shows."""
    url = "" if job.is_finished or not polls else job.progress_url + ("?reload=1" if reload else "")
    return {"job": job, "poll_url": url}
