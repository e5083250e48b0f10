"""What the database refuses about places, and which places exist on a day."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from pinzibiao.regions.models import Region, city_code_of
from tests.factories.regions import RegionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"code": "320100"}, "region_code_form"),
        ({"code": "3301z1"}, "region_code_form"),
        ({"code": "33010"}, "region_code_form"),
        ({"parent_id": None}, "region_parent_by_level"),
        ({"level": "province"}, "region_parent_by_level"),
        ({"valid_from": date(2021, 4, 9), "valid_to": date(2021, 4, 9)}, "region_validity_order"),
    ],
)
def test_the_database_refuses(fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        RegionFactory(**fields)


def test_a_place_exists_from_its_first_day_until_the_day_before_its_last():
    place = RegionFactory(valid_from=date(2021, 4, 9), valid_to=date(2023, 1, 1))
    days = [date(2021, 4, 8), date(2021, 4, 9), date(2022, 12, 31), date(2023, 1, 1)]
    assert [place in Region.objects.valid_on(day) for day in days] == [False, True, True, False]


def test_counties_are_counties_and_zones():
    assert set(Region.objects.counties().values_list("level", flat=True)) == {"county", "zone"}
    assert Region.objects.get(pk="3304Z1").is_county
    assert Region.objects.get(pk="330113").is_county
    assert not Region.objects.get(pk="330100").is_county


@pytest.mark.parametrize(
    ("code", "found"),
    [("330000", 105), ("330400", 10), ("330113", 1), ("3304Z1", 1)],
)
def test_within_is_the_place_and_what_lies_below(code, found):
    assert Region.objects.within(Region.objects.get(pk=code)).count() == found


def test_city_code_of_a_zone():
    assert city_code_of("3304Z1") == "330400"
