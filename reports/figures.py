"""Figures of a place and a period: cumulative = baseline + flow. Pure: a scope in, a frozen dataclass out.

A baseline is what stood at the end of its day, from records that the portal does not hold; a region's baseline
supersedes those beneath it. Everything counts by its business date. Source: DOMAIN.md section 2.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Avg, Q, QuerySet

from enterprises.models import ProgrammeIndustry
from pinzibiao.regions.models import Region
from projects.models import Indicator, IndicatorBaseline

from .sources import SOURCES, Source


@dataclass(frozen=True)
class Scope:
    """A place, an industry of it if any, and a period of days, both ends included."""

    region: Region
    start: date
    end: date
    industry: ProgrammeIndustry | None = None

    def a_year_earlier(self) -> "Scope":
        return Scope(self.region, _year_before(self.start), _year_before(self.end), self.industry)


@dataclass(frozen=True)
class Figure:
    """One number; None means not known, which is not 0. ``cumulative`` counts from the beginning to ``end``."""

    code: str
    name: str
    unit: str
    decimals: int
    period: Decimal | None
    cumulative: Decimal | None
    last_year: Decimal | None
    baseline: Decimal | None = None
    baseline_as_of: date | None = None
    source: str = ""


def figure(code: str, scope: Scope) -> Figure:
    """The figure of indicator ``code`` for ``scope``. Raises ``KeyError`` for a code that nothing counts."""
    source = SOURCES[code]
    indicator = Indicator.objects.get(pk=code)
    rows = source.select(scope.region, scope.industry)
    baselines = baselines_of(code, scope)
    own = baselines[0] if len(baselines) == 1 else None
    return Figure(
        code=code,
        name=indicator.name,
        unit=indicator.unit,
        decimals=indicator.decimals,
        period=_period(source, rows, baselines, scope),
        cumulative=_cumulative(source, rows, baselines, scope),
        last_year=_period(source, rows, baselines, scope.a_year_earlier()),
        baseline=sum((b.value for b in baselines), Decimal(0)) if baselines else None,
        baseline_as_of=own.as_of if own else None,
        source=own.source if own else "",
    )


def baselines_of(code: str, scope: Scope) -> list[IndicatorBaseline]:
    """The uppermost baselines in the scope's region: its own, else those of the places right beneath it."""
    found = IndicatorBaseline.objects.filter(indicator=code, industry=scope.industry).select_related("region")
    found = found.order_by("region_id", "-as_of").distinct("region_id")
    by_region = {baseline.region_id: baseline for baseline in found}
    return _uppermost(scope.region.pk, _children(by_region), by_region)


def _children(by_region: dict) -> dict[str, list[str]]:
    """Who lies beneath whom, for the places that have a baseline and those above them."""
    tree: dict[str, list[str]] = {}
    if by_region:
        for code, parent in Region.objects.exclude(parent=None).values_list("code", "parent"):
            tree.setdefault(parent, []).append(code)
    return tree


def _uppermost(code: str, tree: dict, by_region: dict) -> list[IndicatorBaseline]:
    if code in by_region:
        return [by_region[code]]
    return [found for child in tree.get(code, []) for found in _uppermost(child, tree, by_region)]


def flow(source: Source, rows: QuerySet, baselines: list[IndicatorBaseline], scope: Scope) -> QuerySet:
    """Rows that no baseline already contains: those up to its day, in its place, are in it."""
    for baseline in baselines:
        if baseline.region_id == scope.region.pk:
            rows = rows.filter(counted_on__gt=baseline.as_of)
        else:
            inside = source.select(baseline.region, scope.industry).filter(counted_on__lte=baseline.as_of)
            rows = rows.exclude(pk__in=inside.values("pk"))
    return rows


def _period(source, rows, baselines, scope: Scope):
    """What was recorded within the period; None where only a baseline, in one sum, knows those years."""
    if any(scope.start <= b.as_of for b in baselines):
        return None
    return _exact(source.add_up(rows.filter(counted_on__range=(scope.start, scope.end))))


def _cumulative(source, rows, baselines, scope: Scope):
    if any(b.as_of > scope.end for b in baselines):
        return None
    rows = rows.filter(counted_on__lte=scope.end)
    if isinstance(source.value, Avg):
        return _exact(source.add_up(rows))
    stood = sum((b.value for b in baselines), Decimal(0))
    return stood + _exact(source.add_up(flow(source, rows, baselines, scope)))


def _exact(value) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _year_before(day: date) -> date:
    """The same day of the year before; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def industries_in(region: Region) -> list[ProgrammeIndustry]:
    """The programme industries of a region and below it."""
    below = Q(region=region) | Q(region__parent=region) | Q(region__parent__parent=region)
    return list(ProgrammeIndustry.objects.filter(below).select_related("region").order_by("region", "name"))
