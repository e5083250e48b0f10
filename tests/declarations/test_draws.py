"""Experts drawn by lot: nobody chooses the seed, anybody draws again, the next of the order takes over."""

import re
from datetime import date

import pytest
from django.urls import reverse

from declarations import actions
from declarations.defaults import DRAWN_EXPERTS
from declarations.draws import pool_of
from declarations.selectors import latest_version
from declarations.states import DeclarationStatus as S
from enterprises.models import Industry
from pinzibiao.casework.models import DatedSetting
from pinzibiao.casework.refusals import NotReady
from pinzibiao.lib.draws import ranked
from tests.cast import expert_person
from tests.factories.declarations import declaration_at, step
from tests.factories.enterprises import ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(enterprise, people):
    """Waits for experts, under the rule that two are drawn out of a library of six."""
    DatedSetting.objects.create(key=DRAWN_EXPERTS, value=2, valid_from=date(2020, 1, 1))
    for number in range(4):
        expert_person(f"urn-{number}", f"备选{number}")
    return declaration_at(S.ASSIGNMENT, product=ProductFactory(enterprise=enterprise), people=people)


def assigned(case, people):
    actions.take(case, "assign_experts", by=people.city, comment="随机抽取。")
    return case.draws.get()


def drawn_in(case) -> list[str]:
    return [str(row.expert_id) for row in case.evaluations.all()]


def test_the_seed_is_what_the_enterprise_froze(case, people):
    version = latest_version(case)
    draw = assigned(case, people)
    assert draw.seed == f"{version.sha256}/{case.number}/1"
    assert draw.order == ranked(draw.seed, [one["key"] for one in draw.pool])
    assert draw.drawn == draw.order[:2] == drawn_in(case)
    assert str(case.evaluations.get(is_leader=True).expert_id) == draw.order[0]
    assert draw.drawn_by == people.city


def test_whoever_the_officer_names_is_not_who_is_drawn(case, people):
    last = pool_of(case)[-1]
    data = {"experts": [last], "leader": last}
    actions.take(case, "assign_experts", by=people.city, data=data)
    assert drawn_in(case) == case.draws.get().order[:2]


def test_who_must_stay_away_is_not_in_the_urn(case, people):
    near = pool_of(case)[0]
    near.interests.create(enterprise=case.enterprise, kind="kin")
    assert str(near.pk) not in assigned(case, people).order


def test_who_knows_the_industry_fills_the_urn_once_they_are_enough(case, people):
    pool = pool_of(case)
    industry = Industry.objects.get(pk=case.enterprise.industry_id)
    for one in pool[:3]:
        one.industries.add(industry)
    assert len(pool_of(case)) == 6
    pool[3].industries.add(industry)
    assert {one.pk for one in pool_of(case)} == {one.pk for one in pool[:4]}


def test_too_small_a_library_draws_nobody(case, people):
    for one in pool_of(case)[1:]:
        one.interests.create(enterprise=case.enterprise, kind="kin")
    with pytest.raises(NotReady, match="可以抽取的专家只有 1 名"):
        actions.take(case, "assign_experts", by=people.city)
    assert (case.status, case.draws.count()) == (S.ASSIGNMENT, 0)


def test_the_next_of_the_order_takes_over(case, people):
    draw = assigned(case, people)
    row = case.evaluations.get(expert=draw.order[0])
    actions.take(case, "replace_expert", by=people.city, comment="生病。", data={"evaluation": row})
    draw.refresh_from_db()
    assert draw.drawn == draw.order[:3]
    assert set(drawn_in(case)) == set(draw.order[1:3])
    assert str(case.evaluations.get(is_leader=True).expert_id) == draw.order[2]


def test_the_pages_ask_nobody_to_choose(case, people, sign_in):
    client = sign_in(people.city)
    url = reverse("declarations:move", args=[case.pk, "assign_experts"])
    body = client.get(url).content.decode()
    assert ('name="experts"' in body, "从 6 名没有回避情形的专家中抽取 2 名" in body) == (False, True)
    assert client.post(url, {"comment": "抽取"}).status_code == 302
    assert drawn_in(case) == case.draws.get().order[:2]


def test_everybody_with_the_case_draws_again_and_the_enterprise_reads_the_drawn_alone(case, people, sign_in):
    draw = assigned(case, people)
    url = reverse("declarations:draws", args=[case.pk])
    names = {one["key"]: one["name"] for one in draw.pool}
    office, own = (sign_in(one).get(url).content.decode() for one in (people.county, people.clerk))
    for body in (office, own):
        assert "重新排序与保存的抽取顺序一致" in body
        assert re.findall(r'data-label="专家编号">(\d+)<', body) == draw.order
    assert [names[key] in office for key in draw.order] == [True] * 6
    assert [names[key] in own for key in draw.order] == [True, True, False, False, False, False]


def test_a_changed_order_is_told(case, people, sign_in):
    draw = assigned(case, people)
    draw.order = draw.order[::-1]
    draw.save()
    assert "不一致" in sign_in(people.clerk).get(reverse("declarations:draws", args=[case.pk])).content.decode()


def test_without_the_rule_the_city_chooses(enterprise, people):
    case = declaration_at(S.ASSIGNMENT, product=ProductFactory(enterprise=enterprise), people=people)
    step(case, "assign_experts", people)
    assert case.draws.count() == 0
