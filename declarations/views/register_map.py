"""The register as a map of tiles: the province's cities, and the counties of each."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from desks import scopes
from pinzibiao.accounts.everybody import for_everybody, kept_a_minute
from pinzibiao.lib.pages import Button, Page
from pinzibiao.regions.models import Region

from .. import register_map
from ..filters import IN_FORCE
from ..register_map import Tile


class TilesPage(Page):
    """``tiles()``, where each leads (``address_of``), and the sums of the place."""

    template_name = "public/map.html"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        rows = register_map.in_force(scopes.public_authorisations())
        tiles = self.tiles(rows)
        enterprises, products = register_map.totals(self.within(rows))
        return self.render(
            tiles=[(one, self.address_of(one), _register_of(one.region)) for one in tiles],
            scale=register_map.scale(tiles),
            enterprises=enterprises,
            products=products,
            today=timezone.localdate(),
        )

    def within(self, rows):
        return rows

    def page_lead(self) -> str:
        return "目前有效的品字标自我声明授权，按属地统计：企业按家，授权产品按个。一家企业有几个授权产品，只计一家。"


@kept_a_minute
@for_everybody
class ProvinceMap(TilesPage):
    title = "名录分布：浙江省"

    def tiles(self, rows) -> list[Tile]:
        return register_map.tiles_of_cities(rows)

    def address_of(self, tile: Tile) -> str:
        return reverse("public:map_city", args=[tile.region.pk])

    def buttons(self) -> list[Button]:
        return [Button("返回名录", reverse("public:register"), style="outline-secondary")]


@kept_a_minute
@for_everybody
class CityMap(TilesPage):
    def prepare(self) -> None:
        self.city = get_object_or_404(Region.objects.cities(), pk=self.kwargs["code"])

    def page_title(self) -> str:
        return f"名录分布：{self.city}"

    def within(self, rows):
        return rows.filter(declaration__city_code=self.city.code)

    def tiles(self, rows) -> list[Tile]:
        return register_map.tiles_of_counties(rows, self.city)

    def address_of(self, tile: Tile) -> str:
        return _register_of(tile.region)

    def context(self, **more) -> dict:
        return super().context(city=self.city, **more)

    def buttons(self) -> list[Button]:
        return [
            Button("返回全省", reverse("public:map"), style="outline-secondary"),
            Button("查看全市名录", _register_of(self.city)),
        ]


def _register_of(region: Region) -> str:
    """The register with what is in force in the place."""
    return f"{reverse('public:register')}?{urlencode({'region': region.pk, 'state': IN_FORCE})}"
