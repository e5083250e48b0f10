"""A case that is late long enough is seen a level above, and no longer once somebody has acted."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cultivation.models import Measure, Problem
from declarations.models import Declaration
from declarations.states import DeclarationStatus as S
from desks.climbing import CLIMBINGS, DECLARATIONS, MEASURES, PROBLEMS
from desks.worklists import worklist
from pinzibiao.casework.calendar import working_days_before
from tests.factories.cultivation import MeasureFactory, ProblemFactory, walk_problem
from tests.factories.declarations import People, declaration_at, step
from tests.factories.enterprises import ProductFactory


@pytest.fixture
def case(enterprise):
    return declaration_at(S.SUBMITTED, product=ProductFactory(enterprise=enterprise))


def late_by(case: Declaration, working_days: int) -> None:
    Declaration.objects.filter(pk=case.pk).update(due_on=working_days_before(timezone.localdate(), working_days))


def climbed(user, title=DECLARATIONS.title) -> list[tuple[str, str]]:
    return [(item.owner, item.action) for pile in worklist(user) if pile.title == title for item in pile.items]


@pytest.mark.parametrize(
    ("days", "at_the_city", "at_the_province"), [(2, False, False), (3, True, False), (5, True, False), (6, True, True)]
)
def test_late_cases_climb(case, city_officer, taizhou_city, province_handler, days, at_the_city, at_the_province):
    late_by(case, days)
    line = (f"临平区 {case.enterprise.name}", "查看")
    assert climbed(city_officer) == [line] * at_the_city
    assert climbed(province_handler) == [line] * at_the_province
    assert climbed(taizhou_city) == []


def test_it_comes_down_when_somebody_acts(case, city_officer):
    late_by(case, 10)
    case.refresh_from_db()
    step(case, "accept", People.of(case.enterprise))
    assert climbed(city_officer) == []


def test_what_the_enterprise_holds_does_not_climb(enterprise, city_officer):
    correction = declaration_at(S.CORRECTION, product=ProductFactory(enterprise=enterprise))
    late_by(correction, 10)
    assert climbed(city_officer) == []


@pytest.mark.parametrize("who", ["county_officer", "clerk", "expert_user", "auditor"])
def test_at_the_bottom_and_beside_nothing_climbs(case, request, who):
    late_by(case, 10)
    assert DECLARATIONS.overdue_below(request.getfixturevalue(who)) is None


def test_the_latest_comes_first(enterprise, city_officer):
    cases = [declaration_at(S.SUBMITTED, product=ProductFactory(enterprise=enterprise)) for _ in range(3)]
    for one, days in zip(cases, (5, 9, 7), strict=True):
        Declaration.objects.filter(pk=one.pk).update(due_on=date.today() - timedelta(days=days * 7))
    assert list(DECLARATIONS.overdue_below(city_officer)) == [cases[1], cases[2], cases[0]]


# Problems and measures


@pytest.fixture
def problem(enterprise, expert_user) -> Problem:
    return ProblemFactory(enterprise=enterprise, by=expert_user)


def make_late(case, working_days: int) -> None:
    type(case).objects.filter(pk=case.pk).update(due_on=working_days_before(timezone.localdate(), working_days))


@pytest.mark.parametrize(
    ("days", "levels"),
    [
        (0, set()),
        (1, {"county"}),
        (2, {"county"}),
        (3, {"county", "city"}),
        (5, {"county", "city"}),
        (6, {"county", "city", "province"}),
    ],
)
def test_an_overdue_problem_climbs_to_the_county_the_city_and_the_province(
    days, levels, problem, county_officer, city_officer, province_handler, taizhou_city, xianju_officer
):
    make_late(problem, days)
    line = [(f"临平区 {problem.enterprise.name}", "查看")]
    people = {"county": county_officer, "city": city_officer, "province": province_handler}
    assert {level for level, one in people.items() if climbed(one, PROBLEMS.title) == line} == levels
    assert climbed(taizhou_city, PROBLEMS.title) == climbed(xianju_officer, PROBLEMS.title) == []


@pytest.mark.parametrize("status", ["closed", "not_adopted"])
def test_a_problem_that_has_ended_comes_down(
    status, problem, clerk, county_officer, county_second, city_officer, province_handler
):
    make_late(problem, 10)
    problem.refresh_from_db()
    assert climbed(province_handler, PROBLEMS.title) != []
    walk_problem(problem, status, enterprise=clerk, county=county_officer, second=county_second)
    for one in (county_officer, city_officer, province_handler):
        assert climbed(one, PROBLEMS.title) == []


def test_a_new_term_takes_a_problem_down(problem, city_officer):
    make_late(problem, 10)
    Problem.objects.filter(pk=problem.pk).update(due_on=timezone.localdate())
    assert climbed(city_officer, PROBLEMS.title) == []


def test_what_the_county_itself_holds_is_in_its_own_list_and_climbs_above(
    problem, clerk, county_officer, county_second, city_officer
):
    walk_problem(problem, "to_verify", enterprise=clerk, county=county_officer, second=county_second)
    make_late(problem, 3)
    assert climbed(county_officer, PROBLEMS.title) == []
    assert len(climbed(city_officer, PROBLEMS.title)) == 1


@pytest.mark.parametrize(("days", "count"), [(2, (0, 0)), (3, (1, 0)), (6, (1, 1))])
def test_an_overdue_measure_climbs(days, count, problem, enterprise, county_officer, city_officer, province_handler):
    measure = MeasureFactory(enterprise=enterprise, by=county_officer, problems=[problem])
    make_late(measure, days)
    found = tuple(len(climbed(one, MEASURES.title)) for one in (city_officer, province_handler))
    assert (found, climbed(county_officer, MEASURES.title)) == (count, [])
    Measure.objects.filter(pk=measure.pk).update(status="dropped")
    assert climbed(city_officer, MEASURES.title) == []


@pytest.mark.parametrize("who", ["clerk", "expert_user", "auditor"])
def test_nothing_climbs_to_those_beside(who, problem, request):
    make_late(problem, 10)
    user = request.getfixturevalue(who)
    assert [one.overdue_below(user) for one in CLIMBINGS] == [None] * 3
