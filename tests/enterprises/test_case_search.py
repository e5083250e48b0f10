"""The search box of cases: by number, by a text of two characters or more, by the enterprise; each through an index."""

import pytest
from django.db import connection
from django.test import RequestFactory

from cultivation.filters import ProblemFilter
from cultivation.models import Problem
from enterprises import case_search
from enterprises.search import TOO_SHORT
from tests.cast import LINPING, XIANJU
from tests.factories.cultivation import ProblemFactory
from tests.factories.enterprises import EnterpriseFactory

pytestmark = pytest.mark.django_db


GAUGE, FILLING = "WT-330113-2026-0012", "WT-331024-2026-0112"


@pytest.fixture(autouse=True)
def problems(county_officer, xianju_officer) -> None:
    _problem(GAUGE, "关键计量器具超期未校准", "杭州恒瑞药业有限公司", LINPING, county_officer)
    _problem(FILLING, "灌装工序装量波动大", "仙居明远器械有限公司", XIANJU, xianju_officer)


def _problem(number: str, title: str, enterprise: str, county: str, officer) -> None:
    made = ProblemFactory(title=title, enterprise=EnterpriseFactory(name=enterprise, county_id=county), by=officer)
    Problem.objects.filter(pk=made.pk).update(number=number)


def found(text: str) -> list[str]:
    request = RequestFactory().get("/")
    rows = ProblemFilter({"q": text}, Problem.objects.all(), request=request).qs
    return sorted(rows.values_list("number", flat=True))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("校准", [GAUGE]),
        ("计量器具", [GAUGE]),
        ("计量装量", []),
        ("恒瑞", [GAUGE]),
        ("hengrui", [GAUGE]),
        ("恒瑞 校准", [GAUGE]),
        ("恒瑞 灌装", []),
        (GAUGE, [GAUGE]),
        (GAUGE.lower(), [GAUGE]),
        ("WT-", [GAUGE, FILLING]),
        ("WT-331024-2026", [FILLING]),
        ("2026-0012", [GAUGE]),
        ("0112", [FILLING]),
        ("026-0012", []),
        ("", [GAUGE, FILLING]),
    ],
)
def test_what_is_found(text, numbers):
    assert found(text) == numbers


@pytest.mark.parametrize(("text", "numbers"), [("恒瑞", [GAUGE]), ("校准", [GAUGE]), ("公司", [GAUGE, FILLING])])
def test_where_many_enterprises_are_found_the_same_is_found(monkeypatch, text, numbers):
    monkeypatch.setattr(case_search, "NAMED", 0)
    assert found(text) == numbers


def test_one_character_is_refused_with_a_sentence(county_officer):
    request = RequestFactory().get("/")
    request.user = county_officer
    errors = ProblemFilter({"q": "量"}, Problem.objects.all(), request=request).form.errors
    assert errors["q"] == [TOO_SHORT]


def test_the_pairs_of_a_text():
    with connection.cursor() as cursor:
        cursor.execute("SELECT bigrams('未校准未'), bigrams('字'), bigrams(''), bigrams(NULL)")
        assert cursor.fetchone() == (["准未", "未校", "校准"], [], [], None)


@pytest.mark.parametrize(
    ("text", "index"),
    [("校准", "problem_title_pairs"), ("2026-0012", "problem_number_ending"), ("恒瑞", "problem_enterprise")],
)
def test_each_way_has_its_index(text, index):
    request = RequestFactory().get("/")
    rows = ProblemFilter({"q": text}, Problem.objects.all(), request=request).qs
    with connection.cursor() as cursor:
        # Of a handful of rows Postgres reads all: it is asked what it would do with many.
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert index in rows.explain()
