"""The registers across enterprises: what each filter finds, and that nothing of another place is shown."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from tests.cast import XIANJU
from tests.factories import enterprises as make

BASE = "/enterprises/"
LISTS = {
    "products/": make.ProductFactory,
    "officers/": make.QualityOfficerFactory,
    "awards/": make.QualityAwardFactory,
    "system-certificates/": make.SystemCertificateFactory,
    "figures/": make.YearFigureFactory,
}


def _found(page) -> set:
    return {row.record.pk for row in page.context["table"].table.rows}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", LISTS)
def test_a_list_asks_as_often_for_three_rows_as_for_one(
    sign_in, province_handler, django_assert_max_num_queries, address, rows
):
    LISTS[address].create_batch(rows)
    client = sign_in(province_handler)
    client.get(BASE + address)
    with django_assert_max_num_queries(9) as asked:
        page = client.get(BASE + address)
    assert len(page.context["table"]) == rows
    LISTS[address].create_batch(2)
    before = len(asked)
    with django_assert_max_num_queries(before):
        client.get(BASE + address)


@pytest.mark.parametrize(
    ("person", "count"),
    [
        ("province_handler", 2),
        ("auditor", 2),
        ("city_officer", 1),
        ("county_officer", 1),
        ("taizhou_city", 1),
        ("zone_officer", 0),
        ("clerk", 1),
        ("expert_user", 0),
        ("lead_body", 0),
        ("administrator", 0),
        ("nobody", 0),
    ],
)
@pytest.mark.parametrize("address", LISTS)
def test_who_finds_how_many(request, sign_in, enterprise, other_enterprise, address, person, count):
    for holder in (enterprise, other_enterprise):
        LISTS[address](enterprise=holder)
    page = sign_in(request.getfixturevalue(person)).get(BASE + address)
    assert len(_found(page)) == count


@pytest.mark.parametrize("address", LISTS)
def test_a_list_is_taken_out_with_ones_own_rows_alone(sign_in, county_officer, enterprise, other_enterprise, address):
    for holder in (enterprise, other_enterprise):
        LISTS[address](enterprise=holder)
    answer = sign_in(county_officer).get(f"{BASE}{address}?export=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.values)
    assert len(rows) == 2
    assert enterprise.name in rows[1]


@pytest.mark.parametrize(
    ("address", "query", "found"),
    [
        ("products/", "q=输液器", "甲"),
        ("products/", "q=仙居外县", "乙"),
        ("products/", "q=输液器 仙居", ""),
        ("products/", "region=331024", "乙"),
        ("products/", "region=330100", "甲"),
        ("products/", "device_class=2", "甲"),
        ("products/", "licence=valid", "甲"),
        ("products/", "licence=expired", "乙"),
        ("officers/", "q=吴质量", "甲"),
        ("officers/", "active=no", "乙"),
        ("officers/", "trained=2022", "甲"),
        ("officers/", "region=331000", "乙"),
        ("awards/", "level=province", "甲"),
        ("awards/", "year=2021", "乙"),
        ("awards/", "q=政府质量奖", "甲乙"),
        ("awards/", "region=330113", "甲"),
        ("system-certificates/", "kind=food", "乙"),
        ("system-certificates/", "validity=valid", "甲"),
        ("system-certificates/", "validity=expired", "乙"),
        ("system-certificates/", "valid_to_before=2022-12-31", "乙"),
        ("system-certificates/", "q=临平试验", "甲"),
        ("figures/", "year=2024", "乙"),
        ("figures/", "reported=no", "乙"),
        ("figures/", "reported=yes", "甲"),
        ("figures/", "q=外县器械", "乙"),
        ("figures/", "region=331024&year=2025", ""),
    ],
)
def test_filters(sign_in, province_handler, enterprise, other_enterprise, address, query, found):
    first, second = {"enterprise": enterprise}, {"enterprise": other_enterprise}
    rows = {
        "products/": (
            {"name": "输液器", "device_class": "2", "licence_valid_to": date(2099, 1, 1)},
            {"name": "敷料", "licence_valid_to": date(2020, 1, 1)},
        ),
        "officers/": ({"name": "吴质量"}, {"name": "郑质管", "is_active": False, "trained_on": date(2021, 1, 1)}),
        "awards/": ({"level": "province", "year": 2022}, {"level": "city", "year": 2021}),
        "system-certificates/": ({}, {"kind": "food", "issued_on": date(2019, 1, 1), "valid_to": date(2022, 1, 1)}),
        "figures/": ({"year": 2025}, {"year": 2024, "brand_sales_wan": None}),
    }[address]
    made = {"甲": LISTS[address](**first, **rows[0]).pk, "乙": LISTS[address](**second, **rows[1]).pk}
    page = sign_in(province_handler).get(f"{BASE}{address}?{query}")
    assert _found(page) == {made[letter] for letter in found}


@pytest.mark.parametrize("address", LISTS)
def test_one_letter_is_too_little_to_look_for(sign_in, province_handler, address):
    page = sign_in(province_handler).get(f"{BASE}{address}?q=药")
    assert "关键词太短" in page.content.decode()


def test_what_is_not_reported_is_not_nothing(sign_in, province_handler, enterprise):
    make.YearFigureFactory(enterprise=enterprise, revenue_wan=Decimal(2000), brand_sales_wan=None)
    page = sign_in(province_handler).get(f"{BASE}figures/").content.decode()
    assert page.count("未报") >= 2
    assert "2,000.00" in page


def test_a_row_leads_to_its_place_on_the_enterprises_page(sign_in, province_handler, enterprise):
    make.QualityOfficerFactory(enterprise=enterprise)
    page = sign_in(province_handler).get(f"{BASE}officers/").content.decode()
    assert f'href="{enterprise.get_absolute_url()}#officer"' in page


def test_a_county_cannot_filter_its_way_out(sign_in, county_officer, other_enterprise):
    make.QualityAwardFactory(enterprise=other_enterprise)
    assert _found(sign_in(county_officer).get(f"{BASE}awards/?region={XIANJU}")) == set()
