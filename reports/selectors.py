"""Reports asked for: versions, and what the shell and the pages need of one."""

from datetime import date

from django.db.models import Max

from pinzibiao.regions.models import Region

from .models import Narrative, Report


def next_version(kind: str, region: Region, start: date, end: date) -> int:
    """The number of the next report of the same kind, place and period."""
    same = Report.objects.filter(kind=kind, region=region, period_from=start, period_to=end)
    return (same.aggregate(last=Max("version"))["last"] or 0) + 1


def narratives_of(report: Report) -> dict[str, str]:
    """``{chapter: text}`` of what officials wrote."""
    return dict(Narrative.objects.filter(report=report).values_list("chapter", "text"))
