"""How a visit moves: every action in every status, by every person; what the acts bring about."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import InternalError, connection, transaction
from django.utils import timezone

from cultivation.actions.problems import take as take_problem
from cultivation.models import Problem
from cultivation.states import ProblemStatus
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.models import Event
from pinzibiao.casework.refusals import NotReady, Refused, WrongDesk, WrongStatus
from pinzibiao.casework.versions import versions_of
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.visits import answers, full_record, offer_visit, plan_visit, signature_of, visit_at
from visits import actions
from visits.models import Diagnosis, HelpVisit, VisitProblem
from visits.states import VISIT_WORKFLOW, VisitStatus

ACTIONS = list(VISIT_WORKFLOW.actions)


@pytest.fixture
def visit(enterprise, expert_user, county_officer, clerk):
    def at(status, *titles, **more):
        return visit_at(status, enterprise, expert_user, county=county_officer, member=clerk, titles=titles, **more)

    return at


@pytest.fixture
def actor(expert_user, county_officer, clerk):
    experts = dict.fromkeys(("accept", "decline", "start", "submit_record", "sign"), expert_user)
    return experts | dict.fromkeys(("redispatch", "cancel"), county_officer), clerk


def act(case, action, by):
    data = {"signature": signature_of(case, by)} if action == "sign" else answers(action, case)
    return actions.take(case, action, by=by, comment="理由", data=data)


@pytest.mark.parametrize("status", VisitStatus.values)
@pytest.mark.parametrize("action", ACTIONS)
def test_each_action_in_each_status(action, status, visit, actor, expert_user):
    case = visit(status)
    if status == VisitStatus.RECORDING:
        actions.save_record(case, full_record(), by=expert_user)
    special, member = actor
    by = special.get(action, member)
    move = VISIT_WORKFLOW.find(action, status)
    if move is None:
        with pytest.raises(WrongStatus):
            act(case, action, by)
        assert HelpVisit.objects.get(pk=case.pk).status == status
    else:
        act(case, action, by)
        assert HelpVisit.objects.get(pk=case.pk).status == move.target


PEOPLE = {
    "accept": {"expert_user"},
    "decline": {"expert_user"},
    "redispatch": {"county_officer", "county_second", "county_leader"},
    "start": {"expert_user"},
    "cancel": {"county_officer", "county_second", "county_leader"},
    "submit_record": {"expert_user"},
    "send_back": {"clerk", "signatory"},
    "confirm": {"clerk", "signatory"},
    "sign": {"expert_user"},
    "rate": {"clerk", "signatory"},
}


@pytest.mark.parametrize("action", ACTIONS)
def test_each_action_by_each_person(action, visit, everyone, expert_user):
    source = next(move.source for move in VISIT_WORKFLOW.moves if move.action == action)
    case = visit(source)
    if source == VisitStatus.RECORDING:
        actions.save_record(case, full_record(), by=expert_user)
    able = set()
    for name, person in everyone.items():
        try:
            with transaction.atomic():
                act(case, action, person)
                able.add(name)
                transaction.set_rollback(True)
        except WrongDesk:
            pass
        case.refresh_from_db()
    assert able == PEOPLE[action]


def test_a_plan_gets_a_number_without_gaps_and_its_event(enterprise, expert_user, county_officer):
    first = offer_visit(enterprise, [expert_user.expert], county=county_officer)
    second = offer_visit(enterprise, [expert_user.expert], county=county_officer)
    year = timezone.localdate().year
    assert [first.number, second.number] == [f"BF-330113-{year}-0001", f"BF-330113-{year}-0002"]
    assert first.county_id == "330113" and first.city_code == "330100"
    assert [event.action for event in events_of(first)] == ["plan"]


def test_a_plan_sent_twice_is_one_visit(enterprise, expert_user, county_officer):
    first = plan_visit(enterprise, [expert_user.expert], county=county_officer)
    again = plan_visit(enterprise, [expert_user.expert], county=county_officer, client_id=first.client_id)
    assert again == first
    assert HelpVisit.objects.count() == 1


def test_a_plan_sent_twice_at_once_is_one_visit(committed_db, enterprise, expert_user, county_officer):
    same, gate, found = uuid.uuid4(), threading.Barrier(2), []

    def send():
        gate.wait()
        try:
            found.append(offer_visit(enterprise, [expert_user.expert], county=county_officer, client_id=same).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    visit = HelpVisit.objects.get()
    assert found == [visit.pk, visit.pk]
    assert [event.action for event in events_of(visit)] == ["plan"]
    assert offer_visit(enterprise, [expert_user.expert], county=county_officer).number.endswith("-0002")


def test_starting_notes_the_time(visit):
    case = visit(VisitStatus.RECORDING)
    assert abs(timezone.now() - case.starts_at) < timedelta(minutes=2)


def test_what_is_missing_is_told_all_at_once(visit, expert_user):
    case = visit(VisitStatus.RECORDING)
    with pytest.raises(NotReady) as refusal:
        actions.take(case, "submit_record", by=expert_user)
    assert refusal.value.problems == [
        "请填写帮扶的开始时间和结束时间。",
        "请填写企业参加人员（姓名、职务）。",
        "请至少对一个维度作出诊断（评分和诊断意见）。",
        "请填写帮扶结论。",
    ]


def test_a_score_without_words_and_an_end_in_the_future_are_told(visit, expert_user):
    case = visit(VisitStatus.RECORDING)
    entry = full_record(starts_at=timezone.now() - timedelta(hours=1))
    entry.diagnoses["brand"] = (2, "")
    actions.save_record(case, entry, by=expert_user)
    with pytest.raises(NotReady) as refusal:
        actions.take(case, "submit_record", by=expert_user)
    assert refusal.value.problems == [
        "帮扶时间晚于现在，请在帮扶结束后再提交，或改正时间。",
        "「质量品牌」已评分，请填写诊断意见。",
    ]


def test_handing_in_raises_each_problem_once(visit, expert_user):
    case = visit(VisitStatus.TO_CONFIRM, "缺少可靠性试验", "供应商评价不全")
    found = list(case.problems.order_by("id"))
    assert [(p.title, p.status, p.source, p.reported_by) for p in found] == [
        ("缺少可靠性试验", ProblemStatus.TO_CONFIRM, "diagnosis", expert_user),
        ("供应商评价不全", ProblemStatus.TO_CONFIRM, "diagnosis", expert_user),
    ]
    assert {p.raised_on for p in found} == {timezone.localdate(case.starts_at)}
    assert {p.county_id for p in found} == {"330113"}
    assert [noted.problem for noted in case.noted_problems.all()] == found


def test_the_record_is_frozen_with_its_problems(visit):
    case = visit(VisitStatus.TO_CONFIRM, "缺少可靠性试验")
    version = versions_of(case).get()
    assert version.content["number"] == case.number
    assert [one["title"] for one in version.content["problems"]] == ["缺少可靠性试验"]
    assert version.content["problems"][0]["number"] == case.problems.get().number
    assert events_of(case).last().data == {"version": 1, "sha256": version.sha256}


def test_confirming_confirms_the_problems_too(visit, clerk):
    case = visit(VisitStatus.CONFIRMED, "缺少可靠性试验", "供应商评价不全")
    assert (case.confirmed_on, case.confirmed_by) == (timezone.localdate(), clerk)
    assert {problem.status for problem in case.problems.all()} == {ProblemStatus.CONFIRMED}
    assert [events_of(problem).last().action for problem in case.problems.all()] == ["confirm", "confirm"]


def test_a_problem_refused_before_is_not_confirmed(visit, clerk, county_officer):
    case = visit(VisitStatus.TO_CONFIRM, "不属实", "属实")
    refused, other = case.problems.order_by("id")
    take_problem(refused, "reject", by=county_officer, comment="现场复核不属实")
    actions.take(case, "confirm", by=clerk)
    refused.refresh_from_db()
    other.refresh_from_db()
    assert (refused.status, other.status) == (ProblemStatus.NOT_ADOPTED, ProblemStatus.CONFIRMED)


def test_a_record_sent_back_is_worded_anew_without_doubling(visit, clerk, expert_user):
    case = visit(VisitStatus.TO_CONFIRM, "缺少可靠性试验")
    actions.take(case, "send_back", by=clerk, comment="时间不对")
    row = case.noted_problems.values("client_id", "dimension", "severity", "advice", "due_on").get()
    entry = actions.Record(problems=[{**row, "title": "缺少老化试验"}])
    actions.save_record(case, entry, by=expert_user)
    actions.take(case, "submit_record", by=expert_user)
    problem = Problem.objects.get()
    assert problem.title == "缺少老化试验"
    assert list(case.problems.all()) == [problem]
    assert [event.action for event in events_of(problem)] == ["raise", "amend"]
    assert [version.number for version in versions_of(case)] == [1, 2]


def test_a_raised_problem_is_not_removed_by_the_record(visit, clerk, expert_user):
    case = visit(VisitStatus.TO_CONFIRM, "缺少可靠性试验")
    actions.take(case, "send_back", by=clerk, comment="时间不对")
    noted = case.noted_problems.get()
    actions.save_record(case, actions.Record(removed=[noted.client_id]), by=expert_user)
    assert case.noted_problems.get() == noted


def test_a_draft_problem_is_removed(visit, expert_user):
    case = visit(VisitStatus.RECORDING)
    actions.save_record(case, full_record("写错了", "留着"), by=expert_user)
    wrong = case.noted_problems.get(title="写错了")
    actions.save_record(case, actions.Record(removed=[wrong.client_id]), by=expert_user)
    assert [one.title for one in case.noted_problems.all()] == ["留着"]
    assert Problem.objects.count() == 0


def test_saving_the_same_record_twice_changes_nothing(visit, expert_user):
    case = visit(VisitStatus.RECORDING)
    entry = full_record("缺少可靠性试验")
    actions.save_record(case, entry, by=expert_user)
    actions.save_record(case, entry, by=expert_user)
    assert case.noted_problems.count() == 1
    assert Diagnosis.objects.filter(visit=case).count() == 2


def test_a_problem_row_of_another_visit_is_refused(visit, expert_user):
    first, second = visit(VisitStatus.RECORDING), visit(VisitStatus.RECORDING)
    entry = full_record("甲")
    actions.save_record(first, entry, by=expert_user)
    with pytest.raises(Refused, match="属于另一份帮扶记录"):
        actions.save_record(second, entry, by=expert_user)
    assert second.noted_problems.count() == 0


@pytest.mark.parametrize("status", [s for s in VisitStatus.values if s != VisitStatus.RECORDING])
def test_the_record_is_written_only_while_it_is_open(status, visit, expert_user):
    case = visit(status)
    before = case.conclusion
    with pytest.raises(Refused, match="不能修改"):
        actions.save_record(case, actions.Record(fields={"conclusion": "改了"}), by=expert_user)
    case.refresh_from_db()
    assert case.conclusion == before


def test_only_the_experts_who_were_sent_write(visit, second_expert_user, county_officer, clerk):
    case = visit(VisitStatus.RECORDING)
    for person in (second_expert_user, county_officer, clerk):
        with pytest.raises(Refused):
            actions.save_record(case, full_record(), by=person)


@pytest.mark.parametrize("status", [VisitStatus.TO_CONFIRM, VisitStatus.CONFIRMED, VisitStatus.RATED])
def test_postgres_refuses_to_change_what_was_handed_in(status, visit):
    case = visit(status, "缺少可靠性试验")
    for change in (
        lambda: Diagnosis.objects.filter(visit=case).update(score=1),
        lambda: Diagnosis.objects.filter(visit=case).delete(),
        lambda: VisitProblem.objects.filter(visit=case).update(title="改了"),
        lambda: Diagnosis.objects.create(visit=case, dimension="brand", score=1, finding="补的"),
    ):
        with pytest.raises(InternalError, match="cannot be changed"), transaction.atomic():
            change()
    assert [one.score for one in case.diagnoses.all()] == [4, 3]


def test_rating_is_kept_with_its_words(visit):
    case = visit(VisitStatus.RATED)
    assert (case.rating, case.rating_comment) == (5, "讲得清楚。")


def test_a_plan_is_changed_until_the_experts_begin(visit, expert_user, county_officer, xianju_officer):
    case = visit(VisitStatus.PLANNED)
    case.purpose = "改为指导标准研制"
    with pytest.raises(Refused):
        actions.replan(case, by=xianju_officer)
    actions.replan(case, by=county_officer, changed=["帮扶目的"])
    case.refresh_from_db()
    assert (case.status, case.purpose) == (VisitStatus.PLANNED, "改为指导标准研制")
    actions.take(case, "start", by=expert_user)
    with pytest.raises(Refused, match="安排不能再改"):
        actions.replan(case, by=county_officer)


def test_open_problems_of_earlier_visits_are_carried_on(visit, clerk, county_officer, expert_user):
    from visits.selectors import last_visit_before, open_problems_before

    first = visit(VisitStatus.CONFIRMED, "上次的问题")
    elsewhere = EnterpriseFactory()
    plan_visit(elsewhere, [expert_user.expert], county=county_officer)
    now = visit(VisitStatus.PLANNED)
    assert list(open_problems_before(now)) == list(first.problems.all())
    assert last_visit_before(now) == first
    assert list(open_problems_before(first)) == []


def test_two_people_confirm_at_once_and_one_wins(
    committed_db, enterprise, expert_user, county_officer, clerk, signatory
):
    case = visit_at(
        VisitStatus.TO_CONFIRM, enterprise, expert_user, county=county_officer, member=clerk, titles=["问题一"]
    )
    outcomes, gate = [], threading.Barrier(2)

    def confirm(person):
        gate.wait()
        try:
            actions.take(HelpVisit.objects.get(pk=case.pk), "confirm", by=person, expected=case.moves)
            outcomes.append("won")
        except WrongStatus as refusal:
            outcomes.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=(person,)) for person in (clerk, signatory)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lost = next(one for one in outcomes if one != "won")
    winner = HelpVisit.objects.get(pk=case.pk).confirmed_by
    assert outcomes.count("won") == 1
    assert f"{winner.name} 已于" in lost and "办理「确认记录」" in lost
    confirms = Event.objects.filter(subject_type="cultivation.problem", action="confirm")
    assert confirms.count() == 1
