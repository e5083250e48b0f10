"""待办: what lies at a person's desks, and nothing of anybody else's."""

from datetime import timedelta

import pytest
from django.utils import timezone

from declarations.states import DeclarationStatus as S
from desks.worklists import WORKS, desks_of, worklist
from pinzibiao.casework.procedure import PROCEDURES
from tests.factories.cultivation import ProblemFactory, walk_problem
from tests.factories.declarations import People, declaration_at, step
from tests.factories.enterprises import AccountRequestFactory, ProductFactory
from tests.factories.reports import report_of, walk_report
from tests.factories.visits import visit_at


def labels(user) -> list[tuple[str, str]]:
    """What the person has to do: ``(status in words, word on the button)``."""
    return [(item.kind, item.action) for pile in worklist(user) for item in pile.items]


def lateness(user) -> list[tuple[str, bool]]:
    return [(item.label, item.is_late) for pile in worklist(user) for item in pile.items]


def test_every_procedure_has_its_pile():
    assert {work.model for work in WORKS} == set(PROCEDURES)


@pytest.mark.parametrize(
    ("status", "holder", "words"),
    [
        (S.SUBMITTED, "county", [("已提交", "受理")]),
        (S.FORM_REVIEW, "county", [("形式审查中", "办理")]),
        (S.CORRECTION, "clerk", [("待补正", "办理")]),
        (S.ASSIGNMENT, "city", [("待指派专家", "指派专家")]),
        (S.TO_NOTICE, "city", [("拟公示", "发布公示")]),
        (S.TO_NOTICE, "province", [("拟公示", "发布公示")]),
        (S.SUSPENDED, "province", [("暂停", "办理")]),
    ],
)
def test_a_declaration_lies_at_one_desk(status, holder, words, enterprise, county_officer, xianju_officer):
    people = People.of(enterprise)
    declaration_at(status, product=ProductFactory(enterprise=enterprise), people=people)
    assert labels(getattr(people, holder)) == words
    assert labels(xianju_officer) == []


def test_the_list_empties_itself(enterprise):
    people = People.of(enterprise)
    case = declaration_at(S.SUBMITTED, product=ProductFactory(enterprise=enterprise), people=people)
    step(case, "withdraw", people)
    assert labels(people.county) == []


def test_an_expert_is_asked_once_and_the_leader_again_when_all_have_scored(enterprise):
    people = People.of(enterprise)
    case = declaration_at(S.EVALUATION, product=ProductFactory(enterprise=enterprise), people=people)
    leader, second = (row.expert.user for row in case.evaluations.order_by("-is_leader"))
    assert (len(labels(leader)), len(labels(second))) == (1, 1)
    step(case, "evaluate", people)
    assert (len(labels(leader)), len(labels(second))) == (1, 0)


def test_problems_wait_for_the_county_only_when_it_is_its_turn(enterprise, signatory, county_officer, county_second):
    problem = ProblemFactory(enterprise=enterprise, by=county_officer)
    assert labels(county_second) == []
    walk_problem(problem, "to_verify", enterprise=signatory, county=county_second, second=county_officer)
    assert labels(county_second) == [("待验证", "办理")]


def test_a_planned_day_binds_the_expert_not_the_enterprise(enterprise, expert_user, county_officer, signatory):
    more = {"county": county_officer, "member": signatory, "planned_on": timezone.localdate() - timedelta(days=1)}
    begun = visit_at("recording", enterprise, expert_user, **more)
    handed_in = visit_at("to_confirm", enterprise, expert_user, **more)
    assert lateness(expert_user) == [(f"{begun.number} {begun.purpose}", True)]
    assert lateness(signatory) == [(f"{handed_in.number} {handed_in.purpose}", False)]


def test_account_requests_wait_for_their_own_county(county_officer, xianju_officer):
    AccountRequestFactory()
    assert labels(county_officer) == [("待审核", "办理")]
    assert labels(xianju_officer) == []


def test_reports_wait_for_their_own_office_and_its_leader(county_officer, county_second, county_leader, city_officer):
    office = {"handler": county_officer, "reviewer": county_second, "leader": county_leader}
    walk_report(report_of(by=county_officer), "to_sign", **office)
    assert labels(county_leader) == [("待签发", "办理")]
    assert labels(county_officer) == []
    assert labels(city_officer) == []


def test_who_has_no_role_has_no_desk(nobody, auditor, administrator):
    assert [desks_of(person) for person in (nobody, auditor, administrator)] == [set(), set(), set()]


@pytest.mark.parametrize("count", [1, 3])
def test_the_home_page_takes_the_same_queries(count, county_officer, sign_in, django_assert_num_queries):
    AccountRequestFactory.create_batch(count)
    client = sign_in(county_officer)
    with django_assert_num_queries(26):
        page = client.get("/")
    assert [pile.count for pile in page.context["piles"]] == [count]


@pytest.mark.parametrize("name", ["clerk", "expert_user", "auditor", "administrator", "nobody", "lead_body"])
def test_a_home_page_without_work_says_what_to_do(name, request, sign_in):
    page = sign_in(request.getfixturevalue(name)).get("/")
    assert page.status_code == 200
    assert page.context["piles"] == []
