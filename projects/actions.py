"""What is done with projects."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from pinzibiao.casework.actions import record
from pinzibiao.casework.counters import next_number
from pinzibiao.casework.once import made_before
from pinzibiao.casework.procedure import Procedure
from pinzibiao.casework.refusals import NotReady, Refused
from pinzibiao.casework.workflow import Desk

from . import completeness, rules
from .models import IndicatorValue, Project, ProjectRegion
from .states import PROJECT_WORKFLOW

PREFIX = {Project.Kind.IMPROVEMENT: "ZT", Project.Kind.BREAKTHROUGH: "GJ", Project.Kind.CULTIVATION: "PY"}


@transaction.atomic
def create_project(*, by, office, data: dict, regions=(), key=None) -> Project:
    """Write a new draft of ``office``; ``regions`` are the places it concerns (the office's own when none given).

    ``key`` is made with the form: sent again, it gives the same project.
    """
    if before := made_before(Project, by=by, key=key):
        return before
    project = Project.objects.create(created_by=by, office=office, **data)
    set_regions(project, regions or [office])
    record(project, "create", "建立项目", by=by, desk=Desk.OFFICE, key=key)
    return project


def set_regions(project, regions) -> None:
    """Make ``regions`` the places of ``project``."""
    wanted = {region.pk for region in regions}
    project.regions.exclude(region__in=wanted).delete()
    present = set(project.regions.values_list("region_id", flat=True))
    ProjectRegion.objects.bulk_create(
        ProjectRegion(project=project, region_id=code) for code in sorted(wanted - present)
    )


@transaction.atomic
def report_quarter(project, year: int, quarter: int, values: dict[str, tuple[Decimal | None, str]], *, by) -> None:
    """Keep the quarter's values: ``{indicator code: (value, note)}``. None means 未报, which is not 0.

    Raises ``Refused`` for a quarter that has not begun.
    """
    if not rules.quarter_has_begun(year, quarter):
        raise Refused(f"{year} 年第 {quarter} 季度还没有开始，请选择已开始的季度。")
    for code, (value, note) in values.items():
        row = {"project": project, "indicator_id": code, "year": year, "quarter": quarter}
        if value is None:
            IndicatorValue.objects.filter(**row).delete()
        else:
            IndicatorValue.objects.update_or_create(**row, defaults={"value": value, "note": note, "entered_by": by})
    told = {code: None if value is None else str(value) for code, (value, _) in values.items()}
    label = f"填报 {year} 年第 {quarter} 季度"
    record(project, "report_quarter", label, by=by, desk=Desk.OFFICE, data={"year": year, "quarter": quarter, **told})


@transaction.atomic
def finish_milestone(milestone, day, *, by, note: str = "") -> None:
    """Mark ``milestone`` as done on ``day``. Raises ``Refused`` for a day to come."""
    if found := rules.not_future(day, "实际完成日期"):
        raise Refused(found[0])
    milestone.done_on, milestone.note = day, note or milestone.note
    milestone.save(update_fields=["done_on", "note"])
    data = {"milestone": milestone.pk, "done_on": day.isoformat()}
    record(
        milestone.project, "finish_milestone", "完成里程碑", by=by, desk=Desk.OFFICE, comment=milestone.name, data=data
    )


def _approve(project, *, by, data, event) -> None:
    day = data.get("approved_on") or timezone.localdate()
    if found := rules.approval_day(project, day):
        raise NotReady("；".join(found), found)
    project.approved_on = day
    project.number = project.number or _number(project)
    event.data = {"approved_on": day.isoformat(), "number": project.number}


def _close(project, *, by, data, event) -> None:
    day = data.get("closed_on") or timezone.localdate()
    if found := rules.closing_day(project, day):
        raise NotReady("；".join(found), found)
    project.closed_on = day
    event.data = {"closed_on": day.isoformat()}


def number_series(kind: str, year: int) -> tuple[str, str]:
    """The counter of a kind and year, and what stands before its numbers."""
    prefix = PREFIX[kind]
    return f"project/{prefix}/{year}", f"{prefix}{year}-"


def _number(project) -> str:
    series, prefix = number_series(project.kind, project.year)
    return f"{prefix}{next_number(series):04d}"


PROJECT_PROCEDURE = Procedure(
    model="projects.project",
    workflow=PROJECT_WORKFLOW,
    sits_at=rules.sits_at,
    ready={"submit": completeness.of_submission},
    effects={"approve": _approve, "close": _close},
)
take = PROJECT_PROCEDURE.take
