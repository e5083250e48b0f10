"""The places of the data file are in every database, and loading them again changes nothing."""

from datetime import date

import pytest
from django.core.management import call_command

from pinzibiao.regions.loading import DATA, load_regions, read_regions
from pinzibiao.regions.models import Region

pytestmark = pytest.mark.django_db


def counts() -> dict[str, int]:
    return {level: Region.objects.filter(level=level).count() for level in Region.Level}


def test_a_fresh_database_holds_the_whole_province():
    assert counts() == {"province": 1, "city": 11, "county": 90, "zone": 3}


def test_zones_have_codes_of_ours_below_their_city():
    zones = Region.objects.filter(level=Region.Level.ZONE).order_by("code")
    assert list(zones.values_list("code", "name", "alias", "parent_id")) == [
        ("3304Z1", "嘉兴经济技术开发区", "嘉兴经济开发区", "330400"),
        ("3304Z2", "嘉兴港区", "", "330400"),
        ("3306Z1", "绍兴滨海新区", "", "330600"),
    ]


def test_linping_and_qiantang_exist_since_hangzhou_changed():
    young = Region.objects.filter(valid_from=date(2021, 4, 9))
    assert list(young.values_list("name", flat=True)) == ["临平区", "钱塘区"]


def test_every_county_lies_in_the_city_that_its_code_says():
    for region in Region.objects.counties():
        assert region.parent_id == region.code[:4] + "00"


def test_loading_again_changes_nothing(capsys):
    before = list(Region.objects.values())
    call_command("load_regions")
    assert list(Region.objects.values()) == before
    assert "105 regions" in capsys.readouterr().out


def test_loading_mends_what_differs_from_the_file():
    Region.objects.filter(pk="330113").update(name="写错了", alias="错")
    load_regions(Region)
    assert Region.objects.get(pk="330113").name == "临平区"
    assert Region.objects.get(pk="330113").alias == ""


def test_the_file_names_parents_before_children():
    seen = set()
    for row in read_regions(DATA):
        assert row["parent_id"] is None or row["parent_id"] in seen
        seen.add(row["code"])
