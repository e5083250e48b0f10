"""Experts are proposed in an order that the page explains, in a constant number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from declarations.candidates import candidates
from declarations.states import DeclarationStatus as S
from enterprises.models import Industry
from tests.cast import LINPING, XIANJU, expert_person
from tests.factories.declarations import declaration_at
from tests.factories.enterprises import ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(enterprise, people):
    product = ProductFactory(enterprise=enterprise, category="输液器")
    return declaration_at(S.ASSIGNMENT, product=product, people=people)


def expert(name: str, **fields):
    one = expert_person(f"c-{name}", name).expert
    for field, value in fields.items():
        setattr(one, field, value)
    one.save()
    return one


def order(case) -> list[str]:
    return [one.expert.name for one in candidates(case, q="乙")]


def test_industry_counts_before_category_field_place_and_load(case):
    expert("乙四", region_id=LINPING)
    expert("乙三", fields=["technology"], region_id=XIANJU)
    expert("乙二", qualifications="输液器检验员", region_id=XIANJU)
    first = expert("乙一", region_id=XIANJU)
    first.industries.add(Industry.objects.get(pk=case.enterprise.industry_id))
    expert("乙五")
    expert("乙六", region_id=XIANJU)
    assert order(case) == ["乙一", "乙二", "乙三", "乙四", "乙五", "乙六"]


def test_the_grounds_are_told(case):
    one = expert("乙甲", fields=["technology", "brand"], qualifications="输液器检验员", region_id=LINPING)
    industry = Industry.objects.get(pk=case.enterprise.industry_id)
    one.industries.add(industry)
    found = candidates(case, q="乙甲")[0]
    assert found.grounds == [
        f"熟悉行业：{industry.name}",
        "资质涉及“输液器”",
        "专长：质量技术",
        "本县（市、区）",
        "在办评价 0 件",
    ]


def test_who_has_fewer_open_cases_comes_first(case, people, other_enterprise):
    busy = declaration_at(S.EVALUATION, product=ProductFactory(enterprise=other_enterprise))
    row = busy.evaluations.first()
    row.expert.name = "乙忙"
    row.expert.save()
    expert("乙闲")
    found = {one.expert.name: one.grounds[-1] for one in candidates(case, q="乙")}
    assert found == {"乙闲": "在办评价 0 件", "乙忙": "在办评价 1 件"}
    assert order(case) == ["乙闲", "乙忙"]


def test_however_many_experts_the_queries_are_the_same(case):
    counts = []
    for names in (("乙01",), ("乙02", "乙03")):
        for name in names:
            expert(name).industries.add(Industry.objects.get(pk=case.enterprise.industry_id))
        with CaptureQueriesContext(connection) as asked:
            candidates(case, q="乙")
        counts.append(len(asked))
    assert counts[0] == counts[1]
