"""Whose turn a declaration is: stored for officers, computed for everybody else, and the same either way."""

import pytest

from declarations.models import Declaration
from declarations.states import DeclarationStatus as S
from declarations.turns import COLUMNS, FIRST, LATER, awaiting, mine_first
from tests.factories.declarations import declaration_at

OFFICERS = ["county_officer", "city_officer", "province_handler"]


@pytest.fixture
def cases(stage):
    return [declaration_at(status) for status in (S.SUBMITTED, S.ASSIGNMENT, S.TO_NOTICE, S.AUTHORISED)]


@pytest.mark.parametrize("who", OFFICERS)
def test_the_stored_turn_is_that_of_the_table(cases, request, who):
    user = request.getfixturevalue(who)
    stored = dict(Declaration.objects.values_list("status", COLUMNS[user.kind]))
    assert stored == {case.status: FIRST if case.status in awaiting(user) else LATER for case in cases}


@pytest.mark.parametrize(
    ("who", "count"), [("county_officer", 1), ("city_officer", 2), ("province_handler", 1), ("auditor", 0)]
)
def test_what_awaits_the_person_comes_first(cases, request, who, count):
    user = request.getfixturevalue(who)
    shown = [case.status for case in mine_first(user, Declaration.objects.all())]
    assert [status in awaiting(user) for status in shown] == [True] * count + [False] * (4 - count)
