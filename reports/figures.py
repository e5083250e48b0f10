"""Figures of a place and a period: cumulative = baseline + flow. Pure: a scope in, a frozen dataclass out.

A baseline is what stood at the end of its day, from records that the portal does not hold; a region's baseline
supersedes those beneath it. Everything counts by its business date. Source: DOMAIN.md section 2.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

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


def figures(codes: Iterable[str], scope: Scope) -> list[Figure]:
    """The figures of indicators ``codes`` for ``scope``, one query each. Raises ``KeyError`` for an unknown code."""
    codes = list(codes)
    indicators = Indicator.objects.in_bulk(codes)
    baselines = baselines_of(codes, scope)
    return [_figure(indicators[code], SOURCES[code], baselines[code], scope) for code in codes]


def figure(code: str, scope: Scope) -> Figure:
    """One of ``figures``."""
    return figures([code], scope)[0]


def baselines_of(codes: list[str], scope: Scope) -> dict[str, list[IndicatorBaseline]]:
    """For each code the uppermost baselines in the scope's region: its own, else those of the places beneath it.

    A place without one of its own is known at least by those of its industries: the whole is never less than a part.
    """
    found = IndicatorBaseline.objects.filter(indicator__in=codes).select_related("region", "industry")
    found = found.filter(industry=scope.industry) if scope.industry else found
    one_each = ("indicator_id", "region_id", "industry_id")
    by_code: dict[str, dict[str, list[IndicatorBaseline]]] = {code: {} for code in codes}
    for baseline in found.order_by(*one_each, "-as_of").distinct(*one_each):
        by_code[baseline.indicator_id].setdefault(baseline.region_id, []).append(baseline)
    tree = _children() if any(by_code.values()) else {}
    return {code: _uppermost(scope.region.pk, tree, by_region) for code, by_region in by_code.items()}


def _children() -> dict[str, list[str]]:
    """Who lies right beneath whom."""
    tree: dict[str, list[str]] = {}
    for code, parent in Region.objects.exclude(parent=None).values_list("code", "parent"):
        tree.setdefault(parent, []).append(code)
    return tree


def _uppermost(code: str, tree: dict, by_region: dict) -> list[IndicatorBaseline]:
    if code in by_region:
        return [one for one in by_region[code] if one.industry_id is None] or by_region[code]
    return [found for child in tree.get(code, []) for found in _uppermost(child, tree, by_region)]


def _figure(indicator: Indicator, source: Source, baselines: list[IndicatorBaseline], scope: Scope) -> Figure:
    own = baselines[0] if len(baselines) == 1 else None
    counted = source.totals(
        source.select(scope.region, scope.industry),
        period=_within(scope),
        last_year=_within(scope.a_year_earlier()),
        flow=Q(counted_on__lte=scope.end) & _not_in_baselines(source, baselines, scope),
    )
    return Figure(
        code=indicator.code,
        name=indicator.name,
        unit=indicator.unit,
        decimals=indicator.decimals,
        period=_known(counted["period"], baselines, scope),
        cumulative=_cumulative(source, counted["flow"], baselines, scope),
        last_year=_known(counted["last_year"], baselines, scope.a_year_earlier()),
        baseline=sum((b.value for b in baselines), Decimal(0)) if baselines else None,
        baseline_as_of=own.as_of if own else None,
        source=own.source if own else "",
    )


def _within(scope: Scope) -> Q:
    return Q(counted_on__range=(scope.start, scope.end))


def _not_in_baselines(source: Source, baselines: list[IndicatorBaseline], scope: Scope) -> Q:
    """Rows that no baseline already contains: those up to its day, in its place, are in it."""
    condition = Q()
    for baseline in baselines:
        if baseline.region_id == scope.region.pk and baseline.industry == scope.industry:
            condition &= Q(counted_on__gt=baseline.as_of)
        else:
            inside = source.select(baseline.region, baseline.industry).filter(counted_on__lte=baseline.as_of)
            condition &= ~Q(pk__in=inside.values("pk"))
    return condition


def _known(total: Decimal | None, baselines, scope: Scope) -> Decimal | None:
    """None where only a baseline, in one sum, knows those years."""
    return None if any(scope.start <= b.as_of for b in baselines) else total


def _cumulative(source: Source, flow: Decimal | None, baselines, scope: Scope) -> Decimal | None:
    if any(b.as_of > scope.end for b in baselines) or flow is None:
        return None
    stood = Decimal(0) if source.is_average else sum((b.value for b in baselines), Decimal(0))
    return stood + flow


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
