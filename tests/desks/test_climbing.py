"""A case that is late long enough is seen a level above, and no longer once somebody has acted."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from declarations.models import Declaration
from declarations.states import DeclarationStatus as S
from desks.climbing import TITLE, overdue_below
from desks.worklists import worklist
from pinzibiao.casework.calendar import working_days_before
from tests.factories.declarations import People, declaration_at, step
from tests.factories.enterprises import ProductFactory


@pytest.fixture
def case(enterprise):
    return declaration_at(S.SUBMITTED, product=ProductFactory(enterprise=enterprise))


def late_by(case: Declaration, working_days: int) -> None:
    Declaration.objects.filter(pk=case.pk).update(due_on=working_days_before(timezone.localdate(), working_days))


def climbed(user) -> list[tuple[str, str]]:
    return [(item.owner, item.action) for pile in worklist(user) if pile.title == TITLE for item in pile.items]


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
    assert overdue_below(request.getfixturevalue(who)) is None


def test_the_latest_comes_first(enterprise, city_officer):
    cases = [declaration_at(S.SUBMITTED, product=ProductFactory(enterprise=enterprise)) for _ in range(3)]
    for one, days in zip(cases, (5, 9, 7), strict=True):
        Declaration.objects.filter(pk=one.pk).update(due_on=date.today() - timedelta(days=days * 7))
    assert list(overdue_below(city_officer)) == [cases[1], cases[2], cases[0]]
