"""Enterprises filtered by their brand: today or once, by which route, since which year; and by year of foundation."""

from datetime import date

import pytest

from enterprises.models import Route
from tests.cast import XIANJU
from tests.factories import enterprises as make

LIST = "/enterprises/"


@pytest.fixture
def firms(stage):
    """甲 by both routes since 2021, 乙 once until 2024, 丙 never, and 丁 of another place like 甲."""
    first, second, _, fourth = (
        make.EnterpriseFactory(name=name, established_on=date(year, 12, 31), **place)
        for name, year, place in (
            ("甲", 2001, {}),
            ("乙", 2002, {}),
            ("丙", 2001, {}),
            ("丁", 2001, {"county_id": XIANJU}),
        )
    )
    for firm in (first, fourth):
        make.BrandHolderFactory(enterprise=firm, route=Route.CERTIFICATION, first_valid_on=date(2021, 1, 1))
        make.BrandHolderFactory(enterprise=firm, route=Route.SELF_DECLARATION, first_valid_on=date(2023, 5, 1))
    make.BrandHolderFactory(
        enterprise=second,
        route=Route.SELF_DECLARATION,
        first_valid_on=date(2023, 12, 31),
        is_current=False,
        ended_on=date(2024, 12, 31),
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("brand=yes", ["甲"]),
        ("brand=no", ["丙", "乙"]),
        ("brand=ended", ["乙"]),
        ("route=certification", ["甲"]),
        ("route=self_declaration", ["甲"]),
        ("brand=ended&route=self_declaration", []),
        ("brand_year=2021", ["甲"]),
        ("brand_year=2023", ["乙"]),
        ("brand_year=2024", []),
        ("founded=2001", ["丙", "甲"]),
        ("founded=2002&brand=no", ["乙"]),
        ("founded=2000", []),
    ],
)
def test_each_enterprise_once_and_none_of_another_place(sign_in, county_officer, firms, query, found):
    page = sign_in(county_officer).get(f"{LIST}?{query}")
    assert [row.record.name for row in page.context["table"].table.rows] == found


@pytest.mark.parametrize("query", ["brand=perhaps", "route=purchase", "brand_year=1999", "founded=2001.5", "founded=x"])
def test_what_is_no_choice_finds_nothing_and_says_so(sign_in, county_officer, firms, query):
    page = sign_in(county_officer).get(f"{LIST}?{query}")
    assert page.context["page_obj"].count == 0
    assert "筛选条件有误" in page.content.decode()
