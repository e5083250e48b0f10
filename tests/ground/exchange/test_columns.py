"""Which columns a person sees and in which sort: chosen, kept for that person alone, the same in the export."""

import csv
import io
import re

import pytest
from django.contrib.messages import get_messages

from pinzibiao.exchange import keeping
from pinzibiao.exchange.models import ListPreference
from tests.factories import enterprises as make

LIST, KEY = "/enterprises/brand/", "enterprises:brand_list"
COLUMNS = f"/exchange/lists/{KEY}/columns/"
DESIGNED = ["enterprise", "uscc", "county", "route", "sub_brand", "first_valid_on", "is_current", "ended_on"]


def shown(client, address=LIST) -> list[str]:
    return [column.name for column in client.get(address).context["table"].table.columns]


def order(client, address=LIST) -> list[str]:
    return [row.record.enterprise.name for row in client.get(address).context["table"].table.rows]


def exported(client, query="") -> list[list[str]]:
    answer = client.get(f"{LIST}?export=csv{query}")
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


@pytest.fixture
def holders(stage):
    """甲 since 2024, 乙 since 2022."""
    return [
        make.BrandHolderFactory(enterprise__name=name, first_valid_on=f"{year}-01-01")
        for name, year in (("甲", 2024), ("乙", 2022))
    ]


def test_chosen_columns_in_their_order_on_the_page_and_in_the_export(sign_in, county_officer, holders):
    client = sign_in(county_officer)
    assert shown(client) == DESIGNED
    answer = client.post(COLUMNS, {"columns": ["first_valid_on", "enterprise", "route"], "query": "route=&year=2024"})
    assert (answer.status_code, answer.url) == (302, f"{LIST}?route=&year=2024")
    assert shown(client) == ["first_valid_on", "enterprise", "route"]
    assert exported(client, "&year=2024") == [["首次获得日期", "企业名称", "途径"], ["2024-01-01", "甲", "认证"]]


def test_the_choice_is_that_persons_alone_and_of_that_list_alone(sign_in, county_officer, county_second, holders):
    client = sign_in(county_officer)
    client.post(COLUMNS, {"columns": ["enterprise", "route"]})
    assert shown(sign_in(county_second)) == DESIGNED
    assert "route" not in shown(client, "/enterprises/")
    assert len(shown(client, "/enterprises/")) > 5


def test_back_to_the_design(sign_in, county_officer, holders):
    client = sign_in(county_officer)
    client.post(COLUMNS, {"columns": ["enterprise", "route"]})
    client.get(f"{LIST}?sort=first_valid_on")
    client.post(COLUMNS, {"columns": ["enterprise"], "reset": "1"})
    assert shown(client) == DESIGNED
    assert client.get(LIST).context["page"].sort == client.get(LIST).context["page"].default_sort


@pytest.mark.parametrize(
    ("step", "name", "found"),
    [
        ("up", "route", ["route", "enterprise", "county"]),
        ("down", "enterprise", ["route", "enterprise", "county"]),
        ("up", "enterprise", ["enterprise", "route", "county"]),
        ("down", "county", ["enterprise", "route", "county"]),
        ("up", "uscc", ["enterprise", "route", "county"]),
    ],
)
def test_one_step_without_a_script(sign_in, county_officer, holders, step, name, found):
    client = sign_in(county_officer)
    answer = client.post(COLUMNS, {"columns": ["enterprise", "route", "county"], step: name, "query": "year=2024"})
    assert answer.url == f"{LIST}?year=2024#column-chooser"
    assert shown(client) == found


def test_the_column_that_opens_the_record_stays(sign_in, county_officer, holders):
    client = sign_in(county_officer)
    client.post(COLUMNS, {"columns": ["route", "county"]})
    assert shown(client) == ["enterprise", "route", "county"]


def test_no_column_at_all_is_refused(sign_in, county_officer, holders):
    client = sign_in(county_officer)
    answer = client.post(COLUMNS, {"query": ""})
    assert [str(message) for message in get_messages(answer.wsgi_request)] == ["至少要显示一列，未作修改。"]
    assert shown(client) == DESIGNED


def test_names_that_no_table_has_are_passed_over(sign_in, county_officer, holders):
    client = sign_in(county_officer)
    client.post(COLUMNS, {"columns": ["gone", "route", "route", "<b>", "x" * 99, "enterprise__pk"]})
    assert ListPreference.objects.get().columns == ["gone", "route", "enterprise__pk"]
    assert shown(client) == ["enterprise", "route"]
    client.post(COLUMNS, {"columns": ["gone"]})
    assert shown(client) == DESIGNED


def test_the_chooser_lists_what_is_shown_first(sign_in, county_officer, holders):
    client = sign_in(county_officer)
    client.post(COLUMNS, {"columns": ["route", "enterprise"]})
    lines = client.get(LIST).context["column_lines"]
    boxes = re.findall(r'type="checkbox" name="columns" value="(\w+)"([a-z ]*)>', lines)
    assert boxes[:3] == [("route", " checked"), ("enterprise", " checked disabled"), ("uscc", "")]
    assert sorted(name for name, _ in boxes) == sorted(DESIGNED)


def test_the_sort_chosen_last_is_kept_and_the_address_wins(sign_in, county_officer, county_second, holders):
    client = sign_in(county_officer)
    client.get(f"{LIST}?sort=first_valid_on")
    assert order(client) == ["乙", "甲"]
    assert order(client, f"{LIST}?sort=-first_valid_on") == ["甲", "乙"]
    assert order(client) == ["甲", "乙"]
    assert ListPreference.objects.get().owner == county_officer
    assert order(sign_in(county_second), f"{LIST}?sort=first_valid_on") == ["乙", "甲"]
    assert order(client) == ["甲", "乙"]


def test_sort_and_columns_do_not_overwrite_each_other(sign_in, county_officer, holders):
    client = sign_in(county_officer)
    client.post(COLUMNS, {"columns": ["enterprise", "route"]})
    client.get(f"{LIST}?sort=first_valid_on")
    client.post(COLUMNS, {"columns": ["enterprise", "county"]})
    assert shown(client) == ["enterprise", "county"]
    assert order(client) == ["乙", "甲"]


def test_sorted_by_a_column_that_is_not_shown(sign_in, county_officer, holders):
    client = sign_in(county_officer)
    client.post(COLUMNS, {"columns": ["enterprise"]})
    assert order(client, f"{LIST}?sort=first_valid_on") == ["乙", "甲"]
    assert exported(client, "&sort=first_valid_on") == [["企业名称"], ["乙"], ["甲"]]


def test_the_sort_is_written_only_when_it_changes(sign_in, county_officer, holders, django_assert_num_queries):
    client = sign_in(county_officer)
    client.get(f"{LIST}?sort=first_valid_on")
    with django_assert_num_queries(7):
        client.get(f"{LIST}?sort=first_valid_on")
    with django_assert_num_queries(8):
        client.get(f"{LIST}?sort=-first_valid_on")


def test_an_export_or_a_wrong_address_remembers_nothing(sign_in, county_officer, holders):
    client = sign_in(county_officer)
    exported(client, "&sort=first_valid_on")
    assert client.get(f"{LIST}?sort=nothing").status_code == 400
    assert not ListPreference.objects.exists()


def test_a_kept_sort_that_the_page_has_lost_is_passed_over(sign_in, county_officer, holders):
    keeping.remember_sort(county_officer, KEY, "-gone")
    assert sorted(order(sign_in(county_officer))) == ["乙", "甲"]


def test_the_public_has_no_choice(client, holders):
    page = client.get("/public/")
    assert page.status_code == 200
    assert "列设置" not in page.content.decode()
