"""Asking for a report, building it, and moving it to its signature."""

import hashlib
from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone

from pinzibiao.accounts.models import Role
from pinzibiao.casework.actions import record
from pinzibiao.casework.once import made_before
from pinzibiao.casework.procedure import Procedure
from pinzibiao.casework.versions import canonical
from pinzibiao.casework.workflow import Desk
from pinzibiao.files.actions import store_content
from pinzibiao.regions.models import Region

from . import completeness, notifications
from .content import content_of, cut_off_of, title_of
from .documents import WRITERS
from .models import Narrative, Report
from .selectors import narratives_of, next_version
from .states import REPORT_WORKFLOW, ReportStatus

FIELDS = {"docx": "word", "pdf": "pdf", "xlsx": "excel"}
# Once a report has left its office, its files are those that were reviewed and signed.
WITH_FILES_OPEN = (ReportStatus.GENERATING, ReportStatus.DRAFT)


def sits_at(user, report: Report) -> set[Desk]:
    """The bureau of the report's own place; its leaders sign."""
    role = user.role_or_none
    if role is None or role.region_id != report.region_id:
        return set()
    return {Desk.LEADER} if role.post == Role.Post.LEADER else {Desk.OFFICE}


def _ask_again(report, *, by, data, event) -> None:
    report.job_id = notifications.ask_for_building(report, by=by).pk


def _sign(report, *, by, data, event) -> None:
    report.signed_by, report.signed_on = by, timezone.localdate()


PROCEDURE = Procedure(
    model="reports.report",
    workflow=REPORT_WORKFLOW,
    sits_at=sits_at,
    ready={
        "retry": completeness.nobody_is_at_it,
        "submit": completeness.problems,
        "approve": completeness.problems,
        "sign": completeness.problems,
    },
    effects={"retry": _ask_again, "sign": _sign},
)
take = PROCEDURE.take


@transaction.atomic
def request_report(kind: str, region: Region, start: date, end: date, *, by=None, key=None) -> Report:
    """Open the next version and hand its making to a worker. A form sent again (``key``) gives the same report."""
    if before := made_before(Report, by=by, key=key):
        return before
    # Two people asking at once get two versions, one after the other.
    Region.objects.select_for_update().get(pk=region.pk)
    report = Report.objects.create(
        kind=kind,
        region=region,
        period_from=start,
        period_to=end,
        version=next_version(kind, region, start, end),
        title=title_of(kind, region, start, end),
        requested_by=by,
    )
    record(report, "request", "发起生成", by=by, desk=Desk.OFFICE if by else Desk.SYSTEM, key=key)
    report.job_id = notifications.ask_for_building(report, by=by).pk
    report.save(update_fields=["job_id"])
    return report


def build(report: Report, progress: Callable[[int, str], None]) -> None:
    """Count once, freeze, write the files, hand the draft to its office. Running twice does no harm."""
    if report.status != ReportStatus.GENERATING:
        return
    if report.frozen is None:
        progress(10, "正在统计数据")
        _freeze(report)
    write_files(report, progress)
    take(report, "finish", by=None)


def _freeze(report: Report) -> None:
    content = content_of(report.kind, report.region, report.period_from, report.period_to)
    report.frozen = content
    report.cut_off_at = cut_off_of(content)
    report.sha256 = hashlib.sha256(canonical(content).encode()).hexdigest()
    report.save(update_fields=["frozen", "cut_off_at", "sha256"])


def write_files(report: Report, progress: Callable[[int, str], None]) -> None:
    """The three files of the frozen numbers and the narrative as it now stands."""
    narratives, files = narratives_of(report), {}
    for step, (suffix, write) in enumerate(WRITERS.items()):
        progress(40 + step * 18, f"正在生成{suffix.upper()}文件")
        body = write(report.frozen, narratives)
        name = f"{report.title}（第{report.version}版）.{suffix}"
        files[FIELDS[suffix]] = store_content(body, name, by=report.requested_by)
    _keep_files(report, files, narratives)


@transaction.atomic
def _keep_files(report: Report, files: dict, narratives: dict[str, str]) -> None:
    """Under the row's lock: an official may be writing or handing in at this moment. A job run late changes nothing."""
    if _locked(report).status not in WITH_FILES_OPEN:
        return
    for name, stored in files.items():
        setattr(report, name, stored)
    report.files_are_fresh = narratives == narratives_of(report)
    report.save(update_fields=[*files, "files_are_fresh"])


@transaction.atomic
def write_narrative(report: Report, texts: dict[str, str], *, by) -> None:
    """Keep what officials wrote; the numbers beside it cannot be edited."""
    _locked(report)
    for chapter, text in texts.items():
        Narrative.objects.update_or_create(report=report, chapter=chapter, defaults={"text": text})
    report.files_are_fresh = False
    report.job_id = notifications.ask_for_rewriting(report, by=by).pk
    report.save(update_fields=["files_are_fresh", "job_id"])
    record(report, "write", "编辑文字", by=by, desk=Desk.OFFICE)


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
