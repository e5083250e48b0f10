"""The register by place: what is in force in each city or county, as tiles and as a table.

Tiles and not borders: whoever publishes a map of China needs an approval number (审图号), and a tile takes a phone's
thumb. The eleven cities lie roughly as they do in the province; the counties of a city follow their codes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils import timezone

from pinzibiao.regions.models import Region

from .models import Authorisation
from .selectors import IN_FORCE

# (row, column) of each city.
PLACES = {
    "330500": (1, 2), "330400": (1, 3),
    "330100": (2, 1), "330600": (2, 2), "330200": (2, 3), "330900": (2, 4),
    "330800": (3, 1), "330700": (3, 2), "331000": (3, 3),
    "331100": (4, 2), "330300": (4, 3),
}  # fmt: skip
SHADES = 4


@dataclass(frozen=True)
class Tile:
    """A place with its enterprises (家) and authorised products (个). ``shade``: 0 for none, then 1–4."""

    region: Region
    enterprises: int
    products: int
    shade: int
    place: str = ""


def in_force(rows: QuerySet[Authorisation]) -> QuerySet[Authorisation]:
    return rows.filter(declaration__status__in=IN_FORCE).order_by()


def totals(rows: QuerySet[Authorisation]) -> tuple[int, int]:
    """Enterprises, each once wherever it is, and products."""
    found = rows.aggregate(enterprises=Count("declaration__enterprise", distinct=True), products=Count("pk"))
    return found["enterprises"], found["products"]


def tiles_of_cities(rows: QuerySet[Authorisation]) -> list[Tile]:
    return _tiles(Region.objects.cities(), _counts(rows, "declaration__city_code"))


def tiles_of_counties(rows: QuerySet[Authorisation], city: Region) -> list[Tile]:
    """Those that there are today, and earlier ones that still hold something."""
    counts = _counts(rows.filter(declaration__city_code=city.code), "declaration__county")
    today = set(Region.objects.valid_on(timezone.localdate()).values_list("pk", flat=True))
    below = Region.objects.filter(parent=city)
    return _tiles([one for one in below if one.pk in today or one.pk in counts], counts)


def scale(tiles: Iterable[Tile]) -> list[tuple[int, str]]:
    """The legend: each shade with the numbers of enterprises that it stands for."""
    most = max((one.enterprises for one in tiles), default=0)
    step = _step(most)
    ranges = [(shade, (shade - 1) * step + 1, shade * step) for shade in range(1, SHADES + 1)]
    return [(0, "0"), *((shade, _range(low, high)) for shade, low, high in ranges if low <= most)]


def _counts(rows: QuerySet[Authorisation], by: str) -> dict[str, tuple[int, int]]:
    found = rows.values_list(by).annotate(Count("declaration__enterprise", distinct=True), Count("pk"))
    return {code: (enterprises, products) for code, enterprises, products in found}


def _tiles(regions: Iterable[Region], counts: dict[str, tuple[int, int]]) -> list[Tile]:
    step = _step(max((enterprises for enterprises, _ in counts.values()), default=0))
    return [_tile(one, *counts.get(one.pk, (0, 0)), step) for one in regions]


def _tile(region: Region, enterprises: int, products: int, step: int) -> Tile:
    row, column = PLACES.get(region.pk, (0, 0))
    place = f"at-{row}-{column}" if row else ""
    return Tile(region, enterprises, products, -(-enterprises // step), place)


def _step(most: int) -> int:
    """How many enterprises one shade spans."""
    return max(1, -(-most // SHADES))


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"
