"""How long a county takes: working days at its own desk, and none of those of the enterprise."""

from datetime import datetime

import pytest
from django.utils import timezone

from declarations.handling import Handling, handling_of
from declarations.models import Declaration
from declarations.states import DeclarationStatus as S
from pinzibiao.casework.models import Event
from tests.cast import LINPING, XIANJU
from tests.factories.declarations import DraftFactory
from tests.factories.enterprises import EnterpriseFactory, ProductFactory

ADDRESS = "/declarations/handling/"


def told(case: Declaration, *moves: tuple[str, int, int]) -> Declaration:
    """``(status, month, day)`` of 2025, each entered in the morning; the first one from the draft."""
    before = S.DRAFT
    for status, month, day in moves:
        at = datetime(2025, month, day, 9, tzinfo=timezone.get_default_timezone())
        Event.objects.create(
            subject_type="declarations.declaration", subject_id=case.pk, action="x", label="办理", desk="system",
            by_name="系统", from_status=before, to_status=status, at=at,
        )  # fmt: skip
        before = status
    return case


def draft(county: str) -> Declaration:
    return DraftFactory(product=ProductFactory(enterprise=EnterpriseFactory(county_id=county)))


@pytest.fixture
def cases(stage):
    """Two of 临平: 3 + 5 days, and 1 + 2 + 4 with a correction between; one of 仙居 declined after 2 + 8."""
    told(draft(LINPING), (S.SUBMITTED, 3, 3), (S.FORM_REVIEW, 3, 6), (S.ASSIGNMENT, 3, 13))
    told(
        draft(LINPING),
        (S.SUBMITTED, 3, 3), (S.FORM_REVIEW, 3, 4), (S.CORRECTION, 3, 6), (S.FORM_REVIEW, 4, 21), (S.ASSIGNMENT, 4, 25),
    )  # fmt: skip
    told(draft(XIANJU), (S.SUBMITTED, 6, 9), (S.FORM_REVIEW, 6, 11), (S.DECLINED, 6, 23))
    told(draft(XIANJU), (S.SUBMITTED, 6, 9), (S.FORM_REVIEW, 6, 11))


def test_only_the_offices_days_count(cases):
    assert handling_of(Declaration.objects.all(), 2025, "county_id") == [
        Handling(LINPING, 2, 7.5, 7.9, 2.0, 5.5),
        Handling(XIANJU, 1, 10.0, 10.0, 2.0, 8.0),
        Handling("", 3, 8.0, 9.6, 2.0, 6.0),
    ]


def test_the_province_sees_cities(cases):
    found = handling_of(Declaration.objects.all(), 2025, "city_code")
    assert [(one.place, one.cases) for one in found] == [("330100", 2), ("331000", 1), ("", 3)]


@pytest.mark.parametrize("year", [2024, 2026])
def test_another_year_has_none(cases, year):
    assert handling_of(Declaration.objects.all(), year, "county_id") == []


def test_a_county_sees_its_own_and_nobody_elses(cases, county_officer, sign_in, django_assert_num_queries):
    client = sign_in(county_officer)
    page = client.get(ADDRESS, {"year": 2025}).content.decode()
    assert ("7.5" in page, "10.0" in page, "仙居县" in page, "合计" in page) == (True, False, False, False)
    with django_assert_num_queries(3):
        client.get(ADDRESS, {"year": 2025})


@pytest.mark.parametrize(
    ("query", "sentence"), [("year=1999", "没有这个年份"), ("years=2025", "本页不认识的查询条件「years」")]
)
def test_what_the_page_does_not_know_is_refused(county_officer, sign_in, query, sentence):
    answer = sign_in(county_officer).get(f"{ADDRESS}?{query}")
    assert (answer.status_code, sentence in answer.content.decode()) == (400, True)


def test_without_cases_the_page_says_so(county_officer, sign_in):
    assert "这一年还没有办结的申报" in sign_in(county_officer).get(ADDRESS).content.decode()
