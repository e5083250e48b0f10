"""One value into many rows: those that the filter found, that are ticked, open, and unchanged since."""

from datetime import date

import pytest
from django.urls import reverse

from cultivation.models import ListDefinition
from tests.factories.cultivation import ProblemFactory, walk_problem

URL = "/cultivation/lists/2026/4/bulk/"


@pytest.fixture
def problems(enterprise, other_enterprise, expert_user, xianju_officer):
    own = [ProblemFactory(enterprise=enterprise, by=expert_user) for _ in range(3)]
    return own, ProblemFactory(enterprise=other_enterprise, by=xianju_officer)


@pytest.fixture
def due():
    return ListDefinition.objects.get(list_set__year=2026, number=4).columns.get(key="due_on")


def lines(client, one, query: str = "") -> dict:
    page = client.get(f"{URL}?column={one.pk}{query}")
    return {line["row"].pk: line for line in page.context["lines"]}


def sent(found: dict, keys, **more) -> dict:
    return {"rows": list(keys), **{f"before-{key}": line["before"] for key, line in found.items()}} | more


def test_the_page_shows_what_the_filter_found_in_ones_own_place(problems, due, county_officer, sign_in):
    own, _ = problems
    client = sign_in(county_officer)
    assert set(lines(client, due)) == {row.pk for row in own}
    assert set(lines(client, due, f"&q={own[0].number}")) == {own[0].pk}
    assert reverse("cultivation:list_bulk", args=[2026, 4]) == URL


def test_ticked_rows_take_the_value_and_the_others_keep_theirs(problems, due, county_officer, sign_in):
    own, foreign = problems
    client = sign_in(county_officer)
    found = lines(client, due)
    chosen = [own[0].pk, own[1].pk, foreign.pk]
    client.post(f"{URL}?column={due.pk}", sent(found, chosen, due_on="2026-11-30"))
    days = [type(row).objects.get(pk=row.pk).due_on for row in (*own, foreign)]
    assert days == [date(2026, 11, 30), date(2026, 11, 30), date(2026, 12, 31), date(2026, 12, 31)]


def test_a_row_changed_or_solved_meanwhile_is_told_and_left(
    problems, due, county_officer, county_second, clerk, sign_in
):
    (first, second, third), _ = problems
    client = sign_in(county_officer)
    found = lines(client, due)
    type(first).objects.filter(pk=first.pk).update(due_on=date(2026, 10, 1))
    walk_problem(second, "closed", enterprise=clerk, county=county_officer, second=county_second)
    data = sent(found, found, due_on="2026-11-30")
    page = client.post(f"{URL}?column={due.pk}", data, follow=True).content.decode()
    assert ("已填写 1 条" in page, "别人改过" in page, "已办结" in page) == (True, True, True)
    days = [type(row).objects.get(pk=row.pk).due_on for row in (first, second, third)]
    assert days == [date(2026, 10, 1), date(2026, 12, 31), date(2026, 11, 30)]


@pytest.mark.django_db
def test_who_may_write_no_column_has_no_page(due, city_officer, auditor, sign_in):
    for person in (city_officer, auditor):
        assert sign_in(person).get(URL).status_code == 403
        assert sign_in(person).post(f"{URL}?column={due.pk}", {"rows": [1]}).status_code == 403


def test_nothing_ticked_and_wrong_values_write_nothing(problems, due, county_officer, sign_in):
    own, _ = problems
    client = sign_in(county_officer)
    found = lines(client, due)
    client.post(f"{URL}?column={due.pk}", sent(found, [], due_on="2026-11-30"))
    client.post(f"{URL}?column={due.pk}", sent(found, found, due_on="2020-01-01"))
    assert {type(row).objects.get(pk=row.pk).due_on for row in own} == {date(2026, 12, 31)}
