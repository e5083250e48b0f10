"""Whose rows a person of a place sees: its own and those below, never a neighbour's that really exists."""

import pytest

from enterprises.models import Enterprise
from pinzibiao.regions.fields import within
from pinzibiao.regions.models import Region, city_code_of
from tests.cast import any_industry, uscc

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_in_each() -> dict[str, Enterprise]:
    """An enterprise in every county and zone of the province."""
    industry = any_industry()
    codes = Region.objects.counties().values_list("code", flat=True)
    rows = [
        Enterprise(uscc=uscc(n), name=f"{code}的企业", county_id=code, industry=industry)
        for n, code in enumerate(codes)
    ]
    return {row.county_id: row for row in Enterprise.objects.bulk_create(rows)}


def seen(code: str | None) -> list[str]:
    region = Region.objects.get(pk=code) if code else None
    return sorted(within(Enterprise.objects.all(), region).values_list("county_id", flat=True))


def test_postgres_fills_the_city_by_the_very_rule_of_python(one_in_each):
    found = dict(Enterprise.objects.values_list("county_id", "city_code"))
    assert found == {code: city_code_of(code) for code in one_in_each}
    assert set(found.values()) == set(Region.objects.cities().values_list("code", flat=True))


def test_a_county_sees_itself_alone(one_in_each):
    assert seen("330113") == ["330113"]
    assert seen("331024") == ["331024"]


def test_a_zone_sees_itself_alone_though_its_city_has_another(one_in_each):
    assert seen("3304Z1") == ["3304Z1"]


def test_a_city_sees_its_counties_and_zones(one_in_each):
    assert seen("330400") == sorted(code for code in one_in_each if code.startswith("3304"))
    assert {"3304Z1", "3304Z2"} < set(seen("330400"))


def test_the_province_sees_all(one_in_each):
    assert seen("330000") == sorted(one_in_each)


def test_no_place_sees_nothing(one_in_each):
    assert seen(None) == []


def test_through_another_row(enterprise, other_enterprise, clerk, other_clerk):
    from enterprises.models import Member

    linping = Region.objects.get(pk="330113")
    assert list(within(Member.objects.all(), linping, "enterprise__")) == [clerk.membership]
