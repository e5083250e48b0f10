"""品牌企业销售占比: what is added up, what is left out, and the rows behind every figure."""

from decimal import Decimal

import pytest

from enterprises.models import YearFigure
from enterprises.sales_share import Share, chart_of, shares_of
from pinzibiao.regions.models import Region
from tests.cast import HANGZHOU, LINPING, TAIZHOU, XIANJU, ZHEJIANG
from tests.factories import enterprises as make

PAGE = "/enterprises/sales-share/"


@pytest.fixture(autouse=True)
def figures(enterprise, other_enterprise):
    """临平: 1000 of 4000 in 2024, 3000 of 6000 in 2025, beside one that did not report; 仙居: 100 of 1000 in 2025."""
    second = make.EnterpriseFactory()
    for holder, year, revenue, sales in (
        (enterprise, 2024, 4000, 1000),
        (enterprise, 2025, 4000, 1000),
        (second, 2025, 2000, 2000),
        (second, 2024, 90_000, None),
        (other_enterprise, 2025, 1000, 100),
        (other_enterprise, 2023, 0, 0),
    ):
        make.YearFigureFactory(
            enterprise=holder,
            year=year,
            revenue_wan=Decimal(revenue),
            brand_sales_wan=None if sales is None else Decimal(sales),
        )


def _percents(shares: dict[int, Share]) -> dict:
    return {year: share.percent and str(share.percent) for year, share in shares.items()}


@pytest.mark.parametrize(
    ("place", "places", "total"),
    [
        (
            ZHEJIANG,
            {HANGZHOU: {2024: "25.0", 2025: "50.0"}, TAIZHOU: {2025: "10.0", 2023: None}},
            {2023: None, 2024: "25.0", 2025: "44.3"},
        ),
        (
            HANGZHOU,
            {LINPING: {2024: "25.0", 2025: "50.0"}, XIANJU: {2025: "10.0", 2023: None}},
            {2023: None, 2024: "25.0", 2025: "44.3"},
        ),
    ],
)
def test_sums_over_sums_and_not_means_of_shares(django_assert_num_queries, place, places, total):
    with django_assert_num_queries(1):
        found = shares_of(YearFigure.objects.all(), Region(pk=place, level="province" if place == ZHEJIANG else "city"))
    assert {code: _percents(shares) for code, shares in found.places.items()} == places
    assert _percents(found.total) == total
    assert found.years == [2023, 2024, 2025]


def test_who_did_not_report_counts_nowhere():
    found = shares_of(YearFigure.objects.filter(enterprise__county=LINPING), Region(pk=LINPING, level="county"))
    assert found.total == {
        2024: Share(Decimal(1000), Decimal(4000), 1),
        2025: Share(Decimal(3000), Decimal(6000), 2),
    }


def _table(page) -> dict:
    rows = [page.context["total"], *page.context["rows"]]
    return {
        row["name"]: [str(cell["share"].percent) if "share" in cell else None for cell in row["cells"]] for row in rows
    }


@pytest.mark.parametrize(
    ("person", "query", "found"),
    [
        (
            "province_handler",
            "",
            {"浙江省": [None, "25.0", "44.3"], "杭州市": [None, "25.0", "50.0"], "台州市": [None, None, "10.0"]},
        ),
        ("auditor", "?region=331000", {"台州市": [None, "10.0"]}),
        ("province_handler", "?region=330113", {"临平区": ["25.0", "50.0"]}),
        ("city_officer", "", {"杭州市": ["25.0", "50.0"]}),
        ("city_officer", "?region=331024", {"杭州市": ["25.0", "50.0"]}),
        ("county_officer", "", {"临平区": ["25.0", "50.0"]}),
        ("xianju_officer", "", {"仙居县": [None, "10.0"]}),
        ("zone_officer", "", {"嘉兴经济技术开发区": []}),
    ],
)
def test_the_table_ends_with_the_scope(request, sign_in, person, query, found):
    page = sign_in(request.getfixturevalue(person)).get(PAGE + query)
    assert page.status_code == 200
    assert _table(page) == found


@pytest.mark.parametrize("person", ["province_handler", "city_officer", "county_officer"])
def test_every_figure_opens_the_rows_behind_it(request, sign_in, person):
    client = sign_in(request.getfixturevalue(person))
    page = client.get(PAGE)
    cells = [cell for row in (page.context["total"], *page.context["rows"]) for cell in row["cells"] if "share" in cell]
    assert cells
    for cell in cells:
        behind = client.get(cell["url"])
        rows = [row.record for row in behind.context["table"].table.rows]
        assert len(rows) == cell["share"].enterprises
        assert sum(row.brand_sales_wan for row in rows) == cell["share"].sales_wan
        assert sum(row.revenue_wan for row in rows) == cell["share"].revenue_wan


def test_a_city_of_the_province_opens_its_counties(sign_in, province_handler):
    rows = sign_in(province_handler).get(PAGE).context["rows"]
    assert {row["name"]: row["url"] for row in rows} == {"杭州市": "?region=330100", "台州市": "?region=331000"}


def test_the_line_rises_with_the_share_and_one_year_is_no_trend():
    shares = {2024: Share(Decimal(25), Decimal(100), 1), 2025: Share(Decimal(50), Decimal(100), 1)}
    chart = chart_of([2023, 2024, 2025], shares)
    assert [(point.year, str(point.percent)) for point in chart.points] == [(2024, "25.0"), (2025, "50.0")]
    assert chart.points[1].y < chart.points[0].y
    assert chart.points[0].x < chart.points[1].x
    assert [value for _, value in chart.ticks] == [0, 20, 40, 60]
    assert chart_of([2024], shares) is None


def test_a_share_of_all_stays_within_the_picture():
    shares = {year: Share(Decimal(100), Decimal(100), 1) for year in range(2020, 2022)}
    assert {point.y for point in chart_of([2020, 2021], shares).points} == {24.0}


def test_an_unknown_parameter_is_refused(sign_in, province_handler):
    assert sign_in(province_handler).get(f"{PAGE}?year=2024").status_code == 400


def test_nobody_reported_is_said(sign_in, zone_officer):
    assert "还没有企业同时填报" in sign_in(zone_officer).get(PAGE).content.decode()
