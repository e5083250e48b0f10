"""Writing in the list itself: by role and column, into the record itself, never over somebody else's change."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from cultivation.actions import listsets
from cultivation.models import ListDefinition, ListValue
from pinzibiao.casework.actions import events_of
from tests.factories.cultivation import BenchmarkProductFactory, ProblemFactory, walk_problem

IN_PLACE = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def problem(enterprise, expert_user):
    return ProblemFactory(enterprise=enterprise, by=expert_user, title="灌装精度波动")


@pytest.fixture
def extra(province_handler):
    """Makes an extra column of list 4: ``extra(type="number", editors=["county"])``."""
    definition = ListDefinition.objects.get(list_set__year=2026, number=4)

    def make(**data):
        data = {"label": "专班意见", "type": "text", "editors": ["county"]} | data
        return listsets.add_extra_column(by=province_handler, definition=definition, data=data)

    return make


def column(key: str, number: int = 4):
    return ListDefinition.objects.get(list_set__year=2026, number=number).columns.get(key=key)


def cell(row, one, number: int = 4) -> str:
    return reverse("cultivation:list_cell", args=[2026, number, row.pk, one.pk])


def write(client, url: str, name: str, value, **headers):
    version = client.get(url).context["version"]
    return client.post(url, {name: value, "version": version}, **headers)


def test_a_cell_writes_the_record_and_its_trail(problem, county_officer, sign_in):
    client = sign_in(county_officer)
    answer = write(client, cell(problem, column("due_on")), "due_on", "2026-11-30", **IN_PLACE)
    problem.refresh_from_db()
    assert problem.due_on == date(2026, 11, 30)
    assert "2026-11-30" in answer.content.decode() and "cell-pencil" in answer.content.decode()
    last = list(events_of(problem))[-1]
    assert (last.label, last.comment) == ("修改", "质量问题（需求）清单：完成时限")


def test_without_a_script_the_cell_is_a_page_that_leads_back(problem, county_officer, sign_in):
    answer = write(sign_in(county_officer), cell(problem, column("severity")), "severity", "high")
    assert answer.url == reverse("cultivation:list", args=[2026, 4])
    problem.refresh_from_db()
    assert problem.severity == "high"


def test_the_records_own_rules_hold_in_a_cell(problem, county_officer, sign_in):
    answer = write(sign_in(county_officer), cell(problem, column("due_on")), "due_on", "2020-01-01", **IN_PLACE)
    assert "完成时限不能早于提出日期" in answer.content.decode()
    problem.refresh_from_db()
    assert problem.due_on == date(2026, 12, 31)


def test_a_rule_over_two_fields_sees_what_the_record_has(enterprise, county_officer, sign_in):
    row = BenchmarkProductFactory(enterprise=enterprise)
    client, url = sign_in(county_officer), cell(row, column("reached_value", 2), 2)
    assert "请同时填写检测报告日期" in write(client, url, "reached_value", "7.5", **IN_PLACE).content.decode()
    row.reported_on = date(2026, 10, 1)
    row.save()
    write(client, url, "reached_value", "7.5", **IN_PLACE)
    row.refresh_from_db()
    assert row.reached_value == Decimal("7.5")


def test_nothing_is_written_over_a_change_made_meanwhile(problem, county_officer, county_second, sign_in):
    client, url = sign_in(county_officer), cell(problem, column("responsible_person"))
    version = client.get(url).context["version"]
    write(sign_in(county_second), url, "responsible_person", "李后来")
    answer = client.post(url, {"responsible_person": "王先开", "version": version}, **IN_PLACE)
    problem.refresh_from_db()
    assert problem.responsible_person == "李后来"
    assert "李后来" in answer.content.decode() and "王先开" in answer.content.decode()


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("county_officer", 200),
        ("city_officer", 403),
        ("province_handler", 403),
        ("auditor", 403),
        ("clerk", 403),
        ("xianju_officer", 404),
        ("zone_officer", 404),
        ("second_expert_user", 404),
        ("nobody", 404),
    ],
)
def test_who_writes_is_said_by_the_column_and_where_by_the_scope(person, status, problem, sign_in, request):
    client = sign_in(request.getfixturevalue(person))
    url = cell(problem, column("due_on"))
    assert client.get(url).status_code == status
    if status != 200:
        assert client.post(url, {"due_on": "2026-11-30"}).status_code == status
        problem.refresh_from_db()
        assert problem.due_on == date(2026, 12, 31)


def test_a_column_opened_to_the_city_is_the_citys_to_write(problem, extra, city_officer, county_officer, sign_in):
    one = extra(editors=["city"])
    write(sign_in(city_officer), cell(problem, one), "value", "同意列入攻坚")
    assert ListValue.objects.get().text == "同意列入攻坚"
    assert sign_in(county_officer).get(cell(problem, one)).status_code == 403


@pytest.mark.parametrize(
    ("data", "typed", "shown"),
    [
        ({"type": "text"}, "同意", "同意"),
        ({"type": "long"}, "第一行\n第二行", "第一行"),
        ({"type": "number"}, "12.50", "12.5"),
        ({"type": "day"}, "2026-03-01", "2026-03-01"),
        ({"type": "yes_no"}, "是", "是"),
        ({"type": "choice", "options": "甲\n乙"}, "乙", "乙"),
    ],
)
def test_an_extra_column_of_every_type_shows_what_was_typed(
    data, typed, shown, problem, extra, county_officer, sign_in
):
    one, client = extra(**data), sign_in(county_officer)
    write(client, cell(problem, one), "value", typed)
    page = client.get(reverse("cultivation:list", args=[2026, 4])).content.decode()
    assert f'<span class="cell-words">{shown}' in page


@pytest.mark.parametrize(("kind", "typed"), [("number", "很多"), ("day", "明天"), ("yes_no", "可能"), ("choice", "丙")])
def test_what_is_not_of_the_type_is_refused(kind, typed, problem, extra, county_officer, sign_in):
    one = extra(type=kind, options="甲\n乙")
    assert write(sign_in(county_officer), cell(problem, one), "value", typed).status_code == 422
    assert not ListValue.objects.exists()


def test_the_list_sorts_by_an_extra_column_and_by_number_not_by_letters(
    enterprise, extra, expert_user, county_officer, sign_in
):
    one = extra(type="number")
    for title, number in (("乙", 9), ("甲", 10), ("丙", 100)):
        row = ProblemFactory(enterprise=enterprise, by=expert_user, title=title)
        ListValue.objects.create(column=one, problem=row, number=number)
    page = sign_in(county_officer).get(reverse("cultivation:list", args=[2026, 4]) + f"?sort={one.name}")
    assert [row.title for row in page.context["page_obj"].object_list] == ["乙", "甲", "丙"]


def test_the_list_is_filtered_by_an_extra_column_of_few_words(enterprise, extra, expert_user, county_officer, sign_in):
    one = extra(type="choice", options="甲\n乙")
    for title, word in (("一", "甲"), ("二", "乙"), ("三", "")):
        ListValue.objects.create(
            column=one, problem=ProblemFactory(enterprise=enterprise, by=expert_user, title=title), text=word
        )
    client, url = sign_in(county_officer), reverse("cultivation:list", args=[2026, 4])
    page = client.get(f"{url}?{one.name}=乙")
    assert [row.title for row in page.context["page_obj"].object_list] == ["二"]
    assert client.get(f"{url}?{one.name}=丙").context["page_obj"].count == 0


def test_a_solved_problem_keeps_its_facts_but_takes_notes(
    problem, extra, clerk, county_officer, county_second, sign_in
):
    walk_problem(problem, "closed", enterprise=clerk, county=county_officer, second=county_second)
    client = sign_in(county_officer)
    assert client.get(cell(problem, column("due_on"))).status_code == 403
    assert client.get(cell(problem, extra())).status_code == 200
    page = client.get(reverse("cultivation:list", args=[2026, 4])).content.decode()
    assert page.count("cell-pencil") == 1


def test_what_only_an_act_changes_has_no_form(problem, province_handler, county_officer, sign_in):
    one = column("status")
    one.editors = ["county"]
    one.save()
    assert sign_in(county_officer).get(cell(problem, one)).status_code == 403
