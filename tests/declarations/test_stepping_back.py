"""退回上一步: what is undone, what stays, whose turn it is, and how many days are left."""

from datetime import date, datetime

import pytest
import time_machine
from django.utils import timezone

from declarations import actions
from declarations.states import DeclarationStatus as S
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.calendar import add_working_days
from pinzibiao.casework.refusals import NeedsComment, NotReady
from pinzibiao.notices.models import Message
from tests.factories.declarations import declaration_at, step
from tests.factories.enterprises import ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(enterprise, people):
    return lambda status: declaration_at(status, product=ProductFactory(enterprise=enterprise), people=people)


@pytest.fixture
def day():
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=timezone.get_default_timezone()), tick=False) as travel:
        yield lambda *day: travel.move_to(datetime(*day, 9, tzinfo=timezone.get_default_timezone()))


def back(case, by, comment="办理有误，请重新办理。"):
    return actions.take(case, "step_back", by=by, comment=comment)


def test_it_says_why(at, people):
    with pytest.raises(NeedsComment):
        back(at(S.FORM_REVIEW), people.county, "")


def test_who_accepted_anew_may_not_pass_and_the_one_before_may(at, people):
    """The two-person rule looks at the round that counts."""
    case = at(S.FORM_REVIEW)
    back(case, people.county)
    actions.take(case, "accept", by=people.county_second)
    step(case, "step_back", people)
    actions.take(case, "accept", by=people.county)
    with pytest.raises(NotReady, match="经办与审核不得为同一人"):
        actions.take(case, "pass_form_review", by=people.county)
    step(case, "pass_form_review", people)
    assert case.status == S.ASSIGNMENT


def test_the_checklist_of_the_round_stays_when_the_city_sends_a_case_back(at, people):
    case = at(S.ASSIGNMENT)
    count = case.marks.count()
    back(case, people.city)
    assert (case.status, case.marks.count()) == (S.FORM_REVIEW, count)


def test_an_assignment_is_taken_back_while_nobody_has_scored(at, people):
    case = at(S.EVALUATION)
    names = [row.expert.name for row in case.evaluations.select_related("expert")]
    event = back(case, people.city)
    assert (case.status, case.evaluations.count(), event.data["experts"]) == (S.ASSIGNMENT, 0, names)
    step(case, "assign_experts", people)
    assert case.evaluations.count() == 2


def test_an_evaluation_that_has_begun_is_not_undone(at, people):
    case = at(S.EVALUATION)
    row = case.evaluations.select_related("expert__user").first()
    actions.take(case, "evaluate", by=row.expert.user, data={"score": 80, "opinion": "可以。"})
    with pytest.raises(NotReady, match=f"{row.expert.name} 已提交评价"):
        back(case, people.city)
    assert case.evaluations.count() == 2


def test_the_leader_concludes_anew_over_the_scores_that_are_in(at, people):
    case = at(S.TO_NOTICE)
    scores = list(case.evaluations.values_list("score", flat=True))
    back(case, people.province)
    assert (case.status, list(case.evaluations.values_list("score", flat=True))) == (S.EVALUATION, scores)
    step(case, "conclude_fail", people)
    assert case.status == S.FAILED


def test_a_term_goes_on_where_it_stopped(at, people, day):
    case = at(S.FORM_REVIEW)
    day(2026, 3, 5)
    step(case, "pass_form_review", people)
    day(2026, 3, 9)
    back(case, people.city)
    assert case.due_on == add_working_days(date(2026, 3, 9), 7)
    day(2026, 3, 11)
    back(case, people.county)
    assert case.due_on == add_working_days(date(2026, 3, 11), 5)


def test_who_was_late_is_late_at_once(at, people, day):
    case = at(S.FORM_REVIEW)
    day(2026, 4, 1)
    step(case, "pass_form_review", people)
    day(2026, 4, 2)
    back(case, people.city)
    assert case.due_on == date(2026, 4, 2)


@pytest.mark.parametrize(
    ("status", "readers"),
    [
        (S.FORM_REVIEW, {"county", "county_second"}),
        (S.ASSIGNMENT, {"county", "county_second"}),
        (S.EVALUATION, {"city"}),
        (S.TO_NOTICE, {"leader"}),
    ],
)
def test_whoever_must_act_again_is_told(status, readers, at, people):
    case = at(status)
    before = set(Message.objects.values_list("pk", flat=True))
    step(case, "step_back", people)
    leader = people.experts[0].user
    names = {one.pk: name for name in ("county", "county_second", "city") for one in [getattr(people, name)]}
    told = Message.objects.exclude(pk__in=before).values_list("to", flat=True)
    assert {(names | {leader.pk: "leader"}).get(pk) for pk in told} == readers
    assert events_of(case).last().comment != ""
