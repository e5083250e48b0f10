"""Who must stay away, what may be edited, what may be published."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from declarations import rules
from declarations.models import CorrectionItem
from declarations.states import DeclarationStatus as S
from experts.models import Interest
from tests.factories.declarations import declaration_at
from tests.factories.enterprises import ProductFactory
from tests.factories.visits import plan_visit, visit_at
from visits.candidates import candidates, need_of
from visits.states import VisitStatus

TODAY = date(2026, 5, 10)


@pytest.fixture
def expert(expert_user):
    return expert_user.expert


def interest(expert, enterprise, kind="worked", since=None, until=None):
    return Interest.objects.create(expert=expert, enterprise=enterprise, kind=kind, since=since, until=until)


def test_a_stranger_is_free(expert, enterprise):
    assert rules.conflicts(expert, enterprise) == []


@pytest.mark.parametrize("kind", Interest.Kind)
def test_each_kind_of_interest_is_a_reason(expert, enterprise, kind):
    interest(expert, enterprise, kind)
    assert rules.conflicts(expert, enterprise) == [f"已申报：{rules.INTEREST_WORDS[kind]}。"]


@pytest.mark.parametrize(
    ("since", "until", "counts"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (TODAY + timedelta(days=1), None, False),
        (None, TODAY - timedelta(days=1), True),
        (None, date(2023, 5, 10), True),
        (None, date(2023, 5, 9), False),
    ],
)
def test_an_interest_counts_from_its_first_day_to_three_years_after_its_last(expert, enterprise, since, until, counts):
    interest(expert, enterprise, "worked", since, until)
    assert bool(rules.conflicts(expert, enterprise, TODAY)) is counts


def test_an_interest_in_another_enterprise_is_none_here(expert, enterprise, other_enterprise):
    interest(expert, other_enterprise)
    assert rules.conflicts(expert, enterprise) == []


@pytest.mark.parametrize("status", VisitStatus)
def test_who_helped_may_not_judge(status, enterprise, expert_user, county_officer, clerk):
    visit = visit_at(status, enterprise, expert_user, county=county_officer, member=clerk)
    expected = [f"为该企业提供过帮扶（{visit.number}），帮扶过的企业不得参与评价。"]
    reasons = rules.conflicts(expert_user.expert, enterprise)
    # Who declined has not helped.
    assert reasons == ([] if status in (VisitStatus.CANCELLED, VisitStatus.DECLINED) else expected)


def test_help_elsewhere_is_no_reason_here(enterprise, other_enterprise, expert, xianju_officer):
    plan_visit(other_enterprise, [expert], county=xianju_officer)
    assert rules.conflicts(expert, enterprise) == []


def test_whose_unit_is_the_enterprise_may_not_judge(expert, enterprise):
    expert.unit = enterprise.name
    assert rules.conflicts(expert, enterprise) == ["工作单位就是该企业。"]


@pytest.mark.django_db
def test_who_judged_the_last_round_may_not_judge_the_next():
    over, under_way = (declaration_at(status) for status in (S.AUTHORISED, S.EVALUATION))
    first = over.evaluations.order_by("pk")[0].expert
    assert rules.conflicts(first, over.enterprise) == [
        f"评价过该企业上一轮申报（{over.number}），本轮应由其他专家评价。"
    ]
    assert rules.conflicts(under_way.evaluations.order_by("pk")[0].expert, under_way.enterprise) == []


@pytest.mark.django_db
def test_who_is_judging_is_not_sent_to_help_meanwhile(other_enterprise):
    case, over = declaration_at(S.EVALUATION), declaration_at(S.AUTHORISED)
    judge, free = case.evaluations.order_by("pk")[0].expert, over.evaluations.order_by("pk")[0].expert
    sentence = f"正在评价该企业的自我声明（{case.number}），评价结束前不得帮扶该企业。"
    need = need_of(case.enterprise, "")
    found = {one.expert: one.reasons for one in candidates(case.enterprise, need)}
    assert sentence in found[judge]
    assert rules.judging([free], over.enterprise) == rules.judging([judge], other_enterprise) == {}


@pytest.mark.django_db
def test_only_the_last_round_counts():
    old = declaration_at(S.FAILED)
    new = declaration_at(S.FAILED, product=ProductFactory(enterprise=old.enterprise))
    judges = [case.evaluations.order_by("pk")[0].expert for case in (old, new)]
    assert [len(rules.conflicts(judge, old.enterprise)) for judge in judges] == [0, 1]


def test_many_experts_are_asked_in_four_queries(enterprise, expert_user, second_expert_user, django_assert_num_queries):
    interest(second_expert_user.expert, enterprise)
    with django_assert_num_queries(4):
        found = rules.conflicts_of([expert_user.expert, second_expert_user.expert], enterprise)
    assert [len(reasons) for reasons in found.values()] == [0, 1]


def test_out_of_term_and_unlisted_experts_are_unfit(expert):
    expert.term_from, expert.term_to = TODAY, TODAY
    assert rules.unfitness(expert, TODAY) == []
    assert rules.unfitness(expert, TODAY + timedelta(days=1)) == ["不在聘期内。"]
    expert.status, expert.user, expert.term_to = "suspended", None, None
    assert rules.unfitness(expert, TODAY) == ["当前状态为「暂停」，不在库。", "尚未开通账号，无法在线评价。"]


@pytest.mark.django_db
@pytest.mark.parametrize("status", S)
def test_a_draft_is_open_a_correction_in_part_all_else_is_locked(status):
    case = declaration_at(status)
    sections = [str(section) for section in rules.editable_sections(case)]
    everything = [str(section) for section in CorrectionItem.Section]
    assert sections == {S.DRAFT: everything, S.CORRECTION: ["indicators"]}.get(status, [])


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("材质与标准不符", 0),
        ("联系 13812345678", 1),
        ("编号 2026138123456789", 0),
        ("330102199003070396", 0),
        ("33010219900307039X", 0),
        ("11010519491231002X 与 13812345678", 2),
    ],
)
def test_personal_data_is_found_and_plain_numbers_are_not(text, count):
    assert len(rules.personal_data(text)) == count


@pytest.mark.django_db
def test_why_no_withdrawal_speaks_only_when_it_is_too_late():
    spoken = {status for status in S if rules.why_no_withdrawal(_at(status))}
    assert spoken == {
        S.EVALUATION,
        S.SITE_CHECK,
        S.RECTIFICATION,
        S.TO_NOTICE,
        S.IN_NOTICE,
        S.OBJECTION,
        S.AUTHORISED,
        S.SUSPENDED,
    }


def _at(status):
    from declarations.models import Declaration

    return Declaration(status=status, submitted_on=timezone.localdate())
