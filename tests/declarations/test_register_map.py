"""The register by place: every city once, enterprises and products apart, only what is in force."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from declarations import register_map
from declarations.models import Authorisation
from declarations.register_map import PLACES, Tile, scale
from declarations.states import DeclarationStatus as S
from pinzibiao.regions.models import Region
from tests.factories.declarations import People, declaration_at
from tests.factories.enterprises import ProductFactory

from .test_public import SECRETS, text

pytestmark = pytest.mark.django_db
QUERIES = 2
REGISTER = "/public/?region={}&amp;state=in_force"


@pytest.fixture
def three(enterprise, other_enterprise, people) -> None:
    """Two products of 临平's enterprise and one of another's in force; one more is suspended."""
    for status in (S.AUTHORISED, S.AUTHORISED, S.SUSPENDED):
        declaration_at(status, product=ProductFactory(enterprise=enterprise), people=people)
    theirs = ProductFactory(enterprise=other_enterprise)
    declaration_at(S.AUTHORISED, product=theirs, people=People.of(other_enterprise))


def counted(tiles: list[Tile]) -> dict[str, tuple[int, int]]:
    return {one.region.pk: (one.enterprises, one.products) for one in tiles if one.products}


def test_every_city_has_a_place_of_its_own():
    assert set(PLACES) == set(Region.objects.cities().values_list("pk", flat=True))
    assert len(set(PLACES.values())) == len(PLACES) == 11


def test_enterprises_and_products_are_counted_apart(three, enterprise, other_enterprise):
    rows = register_map.in_force(Authorisation.objects.all())
    other = other_enterprise.county
    assert counted(register_map.tiles_of_cities(rows)) == {"330100": (1, 2), other.parent_id: (1, 1)}
    city = enterprise.county.parent
    assert counted(register_map.tiles_of_counties(rows, city)) == {enterprise.county_id: (1, 2)}
    assert register_map.totals(rows) == (2, 3)


def test_an_enterprise_that_moved_is_one_for_the_province(three, enterprise):
    held = register_map.in_force(Authorisation.objects.filter(declaration__enterprise=enterprise))
    moved = held.first().declaration
    type(moved).objects.filter(pk=moved.pk).update(county="330106")
    rows = register_map.in_force(Authorisation.objects.all())
    city = enterprise.county.parent
    assert counted(register_map.tiles_of_counties(rows, city)) == {"330106": (1, 1), enterprise.county_id: (1, 1)}
    assert register_map.totals(rows.filter(declaration__city_code="330100")) == (1, 2)


@pytest.mark.parametrize(
    ("numbers", "legend"),
    [
        ([0, 0], ["0"]),
        ([1], ["0", "1"]),
        ([3, 1], ["0", "1", "2", "3"]),
        ([4], ["0", "1", "2", "3", "4"]),
        ([10, 2], ["0", "1–3", "4–6", "7–9", "10–12"]),
    ],
)
def test_the_legend_says_what_each_shade_stands_for(numbers, legend):
    tiles = [register_map._tile(Region(), number, number, register_map._step(max(numbers))) for number in numbers]
    assert [words for _, words in scale(tiles)] == legend
    for tile in tiles:
        low, _, high = legend[tile.shade].partition("–")
        assert int(low) <= tile.enterprises <= int(high or low)


def test_a_city_leads_to_its_counties_and_they_to_the_register(three, enterprise):
    province = Client().get(reverse("public:map"))
    assert "2 家企业， 3 个授权产品" in text(province)
    assert "杭州市 1 家 2 个" in text(province)
    assert [word in province.content.decode() for word in ("/public/map/330100/", REGISTER.format("330100"))] == [
        True
    ] * 2
    city = Client().get("/public/map/330100/")
    assert "临平区 1 家 2 个" in text(city)
    assert city.content.decode().count(REGISTER.format(enterprise.county_id)) == 2
    shown = Client().get(reverse("public:register"), {"region": enterprise.county_id, "state": "in_force"})
    assert "共 2 条" in text(shown)


def test_nobody_is_named_and_nothing_hangs_on_the_number_of_rows(three):
    for address, more in ((reverse("public:map"), 0), ("/public/map/330100/", 2)):
        with CaptureQueriesContext(connection) as asked:
            body = text(Client().get(address))
        assert [word for word in SECRETS if word in body] == []
        assert len(asked) == QUERIES + 1 + more


@pytest.mark.parametrize("code", ["330113", "330000", "999999", "'"])
def test_only_cities_have_counties(code):
    assert Client().get(f"/public/map/{code}/").status_code == 404
