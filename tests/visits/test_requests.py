"""From the request to the visit: dispatch, answers, what becomes of the request, who is told."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pinzibiao.casework.actions import events_of
from pinzibiao.casework.models import DatedSetting
from pinzibiao.casework.refusals import NeedsComment, WrongDesk, WrongStatus
from pinzibiao.notices.models import Message
from tests.factories.experts import expert_at
from tests.factories.visits import answers, ask_for_help, dispatch, offer_visit, visit_at
from visits import actions, requests
from visits.models import Decline, HelpRequest, HelpVisit
from visits.states import REQUEST_WORKFLOW, RequestStatus, VisitStatus

MONDAY = date(2026, 3, 2)


@pytest.fixture
def request_(enterprise, clerk):
    return ask_for_help(enterprise, by=clerk)


@pytest.fixture
def at(enterprise, clerk, expert_user, county_officer):
    """A request walked to a status."""

    def walked(status: str) -> HelpRequest:
        found = ask_for_help(enterprise, by=clerk)
        if status in (RequestStatus.DISPATCHED, RequestStatus.DONE):
            dispatch(found, [expert_user.expert], county=county_officer)
        if status == RequestStatus.DONE:
            requests.take(found, "fulfil", by=None)
        if status == RequestStatus.REFUSED:
            requests.take(found, "refuse", by=county_officer, comment="请先联系一站式平台")
        if status == RequestStatus.WITHDRAWN:
            requests.take(found, "withdraw", by=clerk)
        return found

    return walked


def act(case, action, by, expert):
    data = {"experts": [expert], "planned_on": case.wished_on, "mode": "on_site", "team": None, "regulators": ""}
    return requests.take(case, action, by=by, comment="理由", data=data)


@pytest.mark.parametrize("status", RequestStatus.values)
@pytest.mark.parametrize("action", list(REQUEST_WORKFLOW.actions))
def test_each_action_in_each_status(action, status, at, county_officer, clerk, expert_user):
    case = at(status)
    by = {"dispatch": county_officer, "refuse": county_officer, "withdraw": clerk}.get(action)
    move = REQUEST_WORKFLOW.find(action, status)
    if move is None:
        with pytest.raises(WrongStatus):
            act(case, action, by, expert_user.expert)
        return
    act(case, action, by, expert_user.expert)
    case = HelpRequest.objects.get(pk=case.pk)
    assert case.status == move.target
    # A term binds only the county that has not decided yet.
    assert (case.due_on is not None) == (case.status == RequestStatus.ASKED)


@pytest.mark.parametrize(
    ("action", "able"),
    [
        ("dispatch", {"county_officer", "county_second", "county_leader"}),
        ("refuse", {"county_officer", "county_second", "county_leader"}),
        ("withdraw", {"clerk", "signatory"}),
        ("fulfil", set()),
        ("bring_back", set()),
    ],
)
def test_each_action_by_each_person(action, able, at, everyone, expert_user):
    case = at(RequestStatus.ASKED if action in ("dispatch", "refuse", "withdraw") else RequestStatus.DISPATCHED)
    desk = next(move.desk for move in REQUEST_WORKFLOW.moves if move.action == action)
    assert {who for who, person in everyone.items() if desk in requests.sits_at(person, case)} == able
    for who in set(everyone) - able:
        with pytest.raises(WrongDesk):
            act(case, action, everyone[who], expert_user.expert)


def test_a_request_gets_a_number_without_gaps_and_its_term(enterprise, clerk, time_machine):
    time_machine.move_to(f"{MONDAY}T10:00:00+08:00", tick=False)
    first, second = ask_for_help(enterprise, by=clerk), ask_for_help(enterprise, by=clerk)
    assert [first.number, second.number] == ["XQ-330113-2026-0001", "XQ-330113-2026-0002"]
    assert (first.county_id, first.due_on) == ("330113", date(2026, 3, 5))
    assert [event.label for event in events_of(first)] == ["提出需求"]


def test_the_term_is_a_dated_setting(enterprise, clerk, time_machine):
    time_machine.move_to(f"{MONDAY}T10:00:00+08:00", tick=False)
    DatedSetting.objects.create(key="visits.dispatch_days", valid_from=MONDAY, value=1)
    assert ask_for_help(enterprise, by=clerk).due_on == date(2026, 3, 3)


def test_a_request_sent_twice_is_one(enterprise, clerk):
    first = ask_for_help(enterprise, by=clerk)
    assert ask_for_help(enterprise, by=clerk, client_id=first.client_id) == first
    assert HelpRequest.objects.count() == 1


def test_dispatching_makes_a_visit_that_waits_for_an_answer(request_, expert_user, county_officer):
    visit = dispatch(request_, [expert_user.expert], county=county_officer)
    assert (visit.status, visit.purpose, visit.planned_on) == (
        VisitStatus.OFFERED,
        request_.title,
        request_.wished_on,
    )
    assert list(visit.experts.all()) == [expert_user.expert]
    assert (request_.status, request_.due_on) == (RequestStatus.DISPATCHED, None)
    assert events_of(request_).last().data == {"visit": visit.pk, "number": visit.number}


def test_who_declines_goes_from_the_visit_with_the_reason(
    request_, expert_user, second_expert_user, county_officer, time_machine
):
    time_machine.move_to(f"{MONDAY}T10:00:00+08:00", tick=False)
    visit = dispatch(request_, [expert_user.expert, second_expert_user.expert], county=county_officer)
    with pytest.raises(NeedsComment):
        actions.take(visit, "decline", by=expert_user, data={"ground": "conflict"})
    actions.take(visit, "decline", by=expert_user, comment="曾任该企业顾问", data={"ground": "conflict"})
    assert (visit.status, visit.due_on) == (VisitStatus.DECLINED, date(2026, 3, 4))
    assert list(visit.experts.all()) == [second_expert_user.expert]
    one = Decline.objects.get()
    assert (one.visit, one.expert, one.ground, one.reason) == (visit, expert_user.expert, "conflict", "曾任该企业顾问")


def test_others_are_sent_and_must_accept_anew(request_, expert_user, second_expert_user, county_officer):
    visit = dispatch(request_, [expert_user.expert], county=county_officer)
    actions.take(visit, "decline", by=expert_user, comment="出差", data={"ground": "time"})
    later = visit.planned_on + timedelta(days=2)
    data = {"experts": [second_expert_user.expert], "planned_on": later}
    actions.take(visit, "redispatch", by=county_officer, data=data)
    assert (visit.status, visit.planned_on, visit.experts.get()) == (
        VisitStatus.OFFERED,
        later,
        second_expert_user.expert,
    )
    with pytest.raises(WrongDesk):
        actions.take(visit, "accept", by=expert_user)
    actions.take(visit, "accept", by=second_expert_user)
    assert (visit.status, visit.due_on) == (VisitStatus.PLANNED, later)


def test_the_confirmed_visit_ends_the_request(request_, expert_user, county_officer, clerk):
    visit = dispatch(request_, [expert_user.expert], county=county_officer)
    other = visit_at(VisitStatus.TO_CONFIRM, visit.enterprise, expert_user, county=county_officer, member=clerk)
    HelpVisit.objects.filter(pk=other.pk).update(request=request_)
    actions.take(HelpVisit.objects.get(pk=other.pk), "confirm", by=clerk)
    request_.refresh_from_db()
    assert request_.status == RequestStatus.DONE
    assert events_of(request_).last().by_name == "系统"


def test_the_cancelled_visit_brings_the_request_back(request_, expert_user, county_officer):
    visit = dispatch(request_, [expert_user.expert], county=county_officer)
    actions.take(visit, "cancel", by=county_officer, comment="企业停产")
    request_.refresh_from_db()
    assert (request_.status, request_.due_on > timezone.localdate()) == (RequestStatus.ASKED, True)


def test_a_visit_without_a_request_moves_none(enterprise, request_, expert_user, county_officer):
    visit = offer_visit(enterprise, [expert_user.expert], county=county_officer)
    actions.take(visit, "cancel", by=county_officer, comment="企业停产")
    request_.refresh_from_db()
    assert (request_.status, request_.moves) == (RequestStatus.ASKED, 0)


def test_each_is_told_what_is_theirs(county_officer, county_second, xianju_officer, expert_user, clerk, request_):
    visit = dispatch(request_, [expert_user.expert], county=county_officer)
    actions.take(visit, "decline", by=expert_user, comment="出差", data=answers("decline", visit))
    told = {(one.to, one.kind, one.url) for one in Message.objects.select_related("to")}
    asked, offered = request_.get_absolute_url(), visit.get_absolute_url()
    assert told == {
        (county_officer, "visits.asked", asked),
        (county_second, "visits.asked", asked),
        (county_officer, "visits.asked", offered),
        (county_second, "visits.asked", offered),
        (expert_user, "visits.offered", offered),
        (clerk, "visits.result", offered),
    }


# The pages


def test_the_enterprise_asks_on_its_page(enterprise, clerk, sign_in):
    client = sign_in(clerk)
    url = reverse("visits:request_create")
    form = client.get(url).context["form"]
    data = {
        "client_id": str(form["client_id"].value()),
        "title": "供应商评价记录不全",
        "dimension": "management",
        "industry": enterprise.industry_id,
        "detail": "",
        "mode": "remote",
        "wished_on": timezone.localdate().isoformat(),
    }
    answers = [client.post(url, data) for _ in range(2)]
    one = HelpRequest.objects.get()
    assert [answer.url for answer in answers] == [one.get_absolute_url()] * 2
    assert (one.enterprise, one.created_by, one.mode, one.industry_id) == (
        enterprise,
        clerk,
        "remote",
        enterprise.industry_id,
    )
    late = client.post(url, data | {"client_id": "", "wished_on": "2020-01-01"})
    assert late.context["form"].errors == {"wished_on": ["希望日期不能早于今天，请改为今天或以后。"]}


def test_the_county_dispatches_on_the_page(request_, expert_user, county_officer, sign_in):
    client = sign_in(county_officer)
    url = reverse("visits:request_move", args=[request_.pk, "dispatch"])
    form = client.get(url).context["form"]
    assert form["planned_on"].value() == request_.wished_on
    data = {
        "experts": [str(expert_user.expert.pk)],
        "planned_on": request_.wished_on.isoformat(),
        "mode": "on_site",
        "expected": "0",
    }
    nobody = client.post(url, data | {"experts": []})
    assert nobody.context["form"].errors == {"experts": ["请选择「专家」。"]}
    assert client.post(url, data).url == request_.get_absolute_url()
    assert request_.visits.get().experts.get() == expert_user.expert


def test_an_expert_without_an_account_cannot_be_ticked(request_, province_handler, county_officer, sign_in):
    silent = expert_at("listed", province=province_handler, name="无账号")
    client = sign_in(county_officer)
    url = reverse("visits:request_move", args=[request_.pk, "dispatch"])
    form = client.get(url).context["form"]
    assert {one.expert.name: one.reasons for one in form.barred()} == {"无账号": ["尚未开通账号，不能在线接单。"]}
    data = {"experts": [str(silent.pk)], "planned_on": request_.wished_on.isoformat(), "mode": "on_site"}
    refused = client.post(url, data)
    assert refused.context["form"].errors == {"experts": ["无账号：尚未开通账号，不能在线接单。"]}
    assert request_.visits.count() == 0


def test_the_expert_declines_on_the_page_and_sees_the_visit_no_more(request_, expert_user, county_officer, sign_in):
    visit = dispatch(request_, [expert_user.expert], county=county_officer)
    client = sign_in(expert_user)
    page = client.get(reverse("visits:mine")).content.decode()
    assert f'href="{visit.get_absolute_url()}">接单或谢绝' in page
    both = client.get(visit.get_absolute_url()).content.decode()
    assert f"/visits/{visit.pk}/move/accept/" in both and f"/visits/{visit.pk}/move/decline/" in both
    url = reverse("visits:move", args=[visit.pk, "decline"])
    bare = client.post(url, {"comment": "出差"})
    assert set(bare.context["form"].errors) == {"ground"}
    assert client.post(url, {"comment": "出差", "ground": "time"}).url == "/"
    assert client.get(visit.get_absolute_url()).status_code == 404
    page = sign_in(county_officer).get(reverse("visits:move", args=[visit.pk, "redispatch"]))
    reasons = {one.expert: one.reasons for one in page.context["form"].barred()}
    assert reasons[expert_user.expert] == ["已谢绝本次帮扶（时间冲突）：出差"]


def test_the_list_holds_ones_own_requests_only(request_, other_enterprise, other_clerk, xianju_officer, clerk, sign_in):
    foreign = ask_for_help(other_enterprise, by=other_clerk)

    def shown(person):
        page = sign_in(person).get(reverse("visits:request_list"))
        return {row.record for row in page.context["table"].table.rows}

    assert [shown(person) for person in (clerk, other_clerk, xianju_officer)] == [{request_}, {foreign}, {foreign}]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    count, enterprise, clerk, county_officer, sign_in, django_assert_num_queries
):
    for _ in range(count):
        ask_for_help(enterprise, by=clerk)
    client = sign_in(county_officer)
    client.get(reverse("visits:request_list"))
    with django_assert_num_queries(7):
        client.get(reverse("visits:request_list"))
