"""品牌企业销售占比 of places by year: what carries the brand over all revenue, where an enterprise reported both."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, QuerySet, Sum

from pinzibiao.regions.models import Region

YEARS_SHOWN = 8
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 240, 56, 24, 24, 36
# The first and the last point stand this far inside, so that their figures do not run into the scale.
INSET = 32


@dataclass(frozen=True)
class Share:
    """One place in one year. Nobody reported is no share of 0."""

    sales_wan: Decimal = Decimal(0)
    revenue_wan: Decimal = Decimal(0)
    enterprises: int = 0

    @property
    def percent(self) -> Decimal | None:
        if not self.revenue_wan:
            return None
        return (self.sales_wan * 100 / self.revenue_wan).quantize(Decimal("0.1"))

    def __add__(self, other: "Share") -> "Share":
        return Share(
            self.sales_wan + other.sales_wan,
            self.revenue_wan + other.revenue_wan,
            self.enterprises + other.enterprises,
        )


@dataclass(frozen=True)
class Shares:
    """``years`` oldest first; ``places`` maps a code to its shares by year; ``total`` is that of all of them."""

    years: list[int]
    places: dict[str, dict[int, Share]]
    total: dict[int, Share]


def shares_of(figures: QuerySet, region: Region) -> Shares:
    """The places right below ``region``, or itself where it is a county, out of ``figures``; asked in one query."""
    column = "city_code" if region.level == Region.Level.PROVINCE else "county"
    rows = (
        figures.filter(brand_sales_wan__isnull=False)
        .order_by()
        .values("year", place=F(column))
        .annotate(sales=Sum("brand_sales_wan"), revenue=Sum("revenue_wan"), n=Count("pk"))
    )
    places: dict[str, dict[int, Share]] = {}
    total: dict[int, Share] = {}
    for row in rows:
        share = Share(row["sales"], row["revenue"], row["n"])
        places.setdefault(row["place"], {})[row["year"]] = share
        total[row["year"]] = total.get(row["year"], Share()) + share
    return Shares(sorted(total)[-YEARS_SHOWN:], places, total)


@dataclass(frozen=True)
class Point:
    """One year of the line, in the picture's own units."""

    x: float
    y: float
    year: int
    percent: Decimal


@dataclass(frozen=True)
class Chart:
    """A line over years, drawn by the page as SVG."""

    points: list[Point]
    ticks: list[tuple[float, int]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT

    @property
    def line(self) -> str:
        return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in self.points)


def chart_of(years: Iterable[int], shares: dict[int, Share]) -> Chart | None:
    """None where fewer than two years are told: one point is no trend."""
    years = list(years)
    percents = [(at, year, shares.get(year, Share()).percent) for at, year in enumerate(years)]
    told = [(at, year, percent) for at, year, percent in percents if percent is not None]
    if len(told) < 2:
        return None
    tick, top = _scale(max(percent for _, _, percent in told))
    step = (WIDTH - LEFT - RIGHT - 2 * INSET) / (len(years) - 1)
    points = [Point(LEFT + INSET + at * step, _height_of(percent, top), year, percent) for at, year, percent in told]
    ticks = [(_height_of(value, top), value) for value in range(0, top + 1, tick)]
    return Chart(points, ticks)


def _scale(percent: Decimal) -> tuple[int, int]:
    """From tick to tick, and the top of the scale: the next tick above, at most 100."""
    tick = 10 if percent < 50 else 20
    return tick, min(100, (int(percent) // tick + 1) * tick)


def _height_of(percent, top: int) -> float:
    return round(HEIGHT - BOTTOM - float(percent) / top * (HEIGHT - TOP - BOTTOM), 1)
