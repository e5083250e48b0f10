"""Questions about a project."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from .models import Indicator, IndicatorTarget, Project
from .states import PROJECT_WORKFLOW

SHOWN_QUARTERS = 4
OPEN_QUARTERS = 8


def open_projects_of(enterprise) -> QuerySet[Project]:
    """Run for this enterprise by its own county: what goes along when it moves to another."""
    rows = Project.objects.filter(enterprise=enterprise, status__in=PROJECT_WORKFLOW.open_statuses)
    return rows.filter(office=enterprise.county_id)


@dataclass(frozen=True)
class Quarter:
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year} 年 {self.number} 季度"


@dataclass(frozen=True)
class Progress:
    """One indicator of a project: what was set, ``(quarter, value)`` (None: 未报) and what they come to."""

    target: IndicatorTarget
    values: list
    total: object

    @property
    def baseline(self):
        return _rounded(self.target.baseline, self.target.indicator)

    @property
    def goal(self):
        return _rounded(self.target.target, self.target.indicator)


def quarters_of(project: Project) -> list[Quarter]:
    """The quarters that have begun within the project's period, newest first."""
    today = timezone.localdate()
    start = project.starts_on or project.approved_on or today
    end = min(project.ends_on or today, today)
    found = []
    year, number = start.year, (start.month + 2) // 3
    while date(year, number * 3 - 2, 1) <= end:
        found.append(Quarter(year, number))
        year, number = (year, number + 1) if number < 4 else (year + 1, 1)
    return found[::-1]


def progress_of(project: Project, quarters: list[Quarter]) -> list[Progress]:
    """Every target with its values in ``quarters``; a total counts all that was ever reported."""
    values = {}
    for row in project.values.order_by("year", "quarter"):
        values.setdefault(row.indicator_id, {})[row.year, row.quarter] = row.value
    return [
        Progress(target, _in(quarters, target, values), _total(target, values.get(target.indicator_id, {})))
        for target in project.targets.select_related("indicator")
    ]


def _in(quarters: list[Quarter], target: IndicatorTarget, values: dict) -> list:
    own = values.get(target.indicator_id, {})
    return [(q, _rounded(own.get((q.year, q.number)), target.indicator)) for q in quarters]


def _total(target: IndicatorTarget, own: dict):
    """Flows add up; of a stock or a ratio the latest holds; None when nothing was reported."""
    if not own:
        return None
    total = sum(own.values()) if target.indicator.kind == Indicator.Kind.FLOW else own[max(own)]
    return _rounded(total, target.indicator)


def _rounded(value, indicator: Indicator):
    return None if value is None else round(value, indicator.decimals or None)
