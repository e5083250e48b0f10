"""The year so far in a few numbers, for the home page of a regulator."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from pinzibiao.regions.models import PROVINCE_CODE, Region
from projects.models import Indicator
from reports.figures import Scope
from reports.rows import links_of
from reports.sources import SOURCES
from reports.wording import number_of

SHOWN = ("ENT_TIMES", "ISS_SOLVED", "COST_SAVED", "BR_ENT")


@dataclass(frozen=True)
class Tile:
    """One number of this year; it opens the rows behind it."""

    label: str
    value: str
    unit: str
    url: str


def tiles_of(user) -> list[Tile]:
    """This year's numbers of the person's place; the auditor's is the province."""
    region = user.region or Region.objects.filter(pk=PROVINCE_CODE).first()
    if region is None:
        return []
    today = timezone.localdate()
    scope = Scope(region, date(today.year, 1, 1), today)
    indicators = Indicator.objects.in_bulk(SHOWN)
    return [_tile(indicators[code], scope) for code in SHOWN if code in indicators]


def _tile(indicator: Indicator, scope: Scope) -> Tile:
    rows = SOURCES[indicator.code].select(scope.region)
    total = SOURCES[indicator.code].totals(rows, period=Q(counted_on__range=(scope.start, scope.end)))["period"]
    group = {"region": scope.region.pk, "industry": None}
    url = links_of(group, indicator.code, scope.start, scope.end)["url"]
    return Tile(indicator.name, number_of(total, indicator.decimals), indicator.unit, url)
