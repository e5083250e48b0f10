"""The enterprise objects to an expert who has not scored; nothing is concluded before the city answers."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from declarations import actions
from declarations.defaults import RECUSAL_DAYS
from declarations.states import DeclarationStatus as S
from desks import climbing
from desks.worklists import worklist
from pinzibiao.casework.calendar import add_working_days, working_days_before
from pinzibiao.casework.models import DatedSetting
from pinzibiao.casework.refusals import NotReady
from pinzibiao.notices.models import Message
from tests.factories.declarations import declaration_at, step
from tests.factories.enterprises import ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(enterprise, people):
    return declaration_at(S.EVALUATION, product=ProductFactory(enterprise=enterprise), people=people)


def object_to(case, people, row):
    actions.take(case, "object_to_expert", by=people.clerk, comment="曾在竞争对手任职。", data={"evaluation": row})
    return case.recusals.get()


def evaluates(row):
    actions.take(row.declaration, "evaluate", by=row.expert.user, data={"score": Decimal(90), "opinion": "好"})


def test_a_granted_request_replaces_the_expert_for_good(case, people, third_expert_user):
    row = case.evaluations.get(is_leader=False)
    request = object_to(case, people, row)
    data = {"evaluation": row, "expert": third_expert_user.expert}
    actions.take(case, "replace_expert", by=people.city, comment="同意回避。", data=data)
    request.refresh_from_db()
    assert (request.is_granted, request.answer, request.answered_by) == (True, "同意回避。", people.city)
    again = {"evaluation": case.evaluations.get(expert=third_expert_user.expert), "expert": row.expert}
    with pytest.raises(NotReady, match="企业申请其回避，已经同意"):
        actions.take(case, "replace_expert", by=people.city, comment="换回。", data=again)


def test_the_expert_waits_for_the_answer(case, people):
    row = case.evaluations.get(is_leader=False)
    request = object_to(case, people, row)
    with pytest.raises(NotReady, match="企业申请您回避"):
        evaluates(row)
    leader = case.evaluations.get(is_leader=True)
    evaluates(leader)
    with pytest.raises(NotReady, match=f"企业申请 {row.expert.name} 回避，市级还没有答复"):
        actions.take(case, "conclude_pass", by=leader.expert.user, comment="同意")
    actions.take(case, "dismiss_recusal", by=people.city, comment="没有利害关系。", data={"recusal": request})
    evaluates(row)
    actions.take(case, "conclude_pass", by=leader.expert.user, comment="同意")
    request.refresh_from_db()
    assert (request.is_granted, request.outcome, case.status) == (False, "未同意", S.TO_NOTICE)


def test_nobody_is_objected_to_after_scoring_or_twice(case, people):
    scored, other = case.evaluations.all()
    evaluates(scored)
    with pytest.raises(NotReady, match="尚未评价的专家"):
        object_to(case, people, scored)
    request = object_to(case, people, other)
    actions.take(case, "dismiss_recusal", by=people.city, comment="没有利害关系。", data={"recusal": request})
    with pytest.raises(NotReady, match="都已申请过回避"):
        object_to(case, people, other)


def test_the_city_is_told_and_finds_it_among_its_work_until_it_answers(case, people):
    def waits():
        return [item.url.partition("?")[0] for pile in worklist(people.city) for item in pile.items]

    assert waits() == []
    request = object_to(case, people, case.evaluations.first())
    assert waits() == [case.get_absolute_url()]
    assert "申请专家回避" in Message.objects.get(to=people.city).title
    actions.take(case, "dismiss_recusal", by=people.city, comment="没有利害关系。", data={"recusal": request})
    assert waits() == []
    assert "未获同意" in Message.objects.filter(to=people.clerk).latest("pk").title


def test_the_answer_has_a_term_that_is_seen_marked_and_climbs(case, people, sign_in):
    request = object_to(case, people, case.evaluations.first())
    assert request.due_on == add_working_days(timezone.localdate(), 3)
    (item,) = [item for pile in worklist(people.city) for item in pile.items]
    assert (item.due, item.is_late) == (request.due_on, False)
    page = case.get_absolute_url()
    assert f"答复期限 {request.due_on}" in sign_in(people.clerk).get(page).content.decode()
    assert case.due_on > request.due_on
    for days, climbs in ((5, False), (6, True)):
        day = working_days_before(timezone.localdate(), days)
        case.recusals.update(due_on=day)
        (item,) = [item for pile in worklist(people.city) for item in pile.items]
        assert (item.due, item.is_late) == (day, True)
        above = [
            item
            for pile in worklist(people.province)
            if pile.title == climbing.DECLARATIONS.title
            for item in pile.items
        ]
        assert [(item.due, item.is_late) for item in above] == [(day, True)] * climbs
    client = sign_in(people.province)
    assert f"答复期限 {day} 已逾期" in client.get(page).content.decode()
    assert case.number in client.get(climbing.DECLARATIONS.list_url).content.decode()
    actions.take(case, "dismiss_recusal", by=people.city, comment="没有利害关系。", data={"recusal": request})
    assert case.number not in client.get(climbing.DECLARATIONS.list_url).content.decode()
    assert [pile for pile in worklist(people.province) if pile.title == climbing.DECLARATIONS.title] == []


def test_the_term_is_the_one_of_the_day_of_the_submission(case, people):
    DatedSetting.objects.create(key=RECUSAL_DAYS, valid_from=case.submitted_on + timedelta(days=1), value=30)
    assert object_to(case, people, case.evaluations.first()).due_on == add_working_days(timezone.localdate(), 3)


def test_the_pages_of_both_sides(case, people, third_expert_user, sign_in):
    row = case.evaluations.first()
    url = reverse("declarations:move", args=[case.pk, "object_to_expert"])
    client = sign_in(people.clerk)
    assert row.expert.unit in client.get(url).content.decode()
    assert client.post(url, {"evaluation": row.pk, "comment": "曾为竞争对手顾问"}).status_code == 302
    shown = client.get(case.get_absolute_url()).content.decode()
    assert ("等待市级答复" in shown, "曾为竞争对手顾问" in shown) == (True, True)
    office = sign_in(people.city).get(reverse("declarations:move", args=[case.pk, "replace_expert"]))
    assert "曾为竞争对手顾问" in office.content.decode()


def test_the_enterprise_reads_no_names_once_the_evaluation_is_over(case, people, sign_in):
    name = case.evaluations.first().expert.name
    panel = f'data-label="专家">{name}'
    assert panel in sign_in(people.clerk).get(case.get_absolute_url()).content.decode()
    step(case, "evaluate", people)
    step(case, "conclude_pass", people)
    assert panel not in sign_in(people.clerk).get(case.get_absolute_url()).content.decode()
    assert panel in sign_in(people.city).get(case.get_absolute_url()).content.decode()
