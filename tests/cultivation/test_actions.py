"""The three procedures of the library: every action × status, every action × person, and what each act brings about."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cultivation import actions
from cultivation.actions import ENTRY_PROCEDURE, MEASURE_PROCEDURE, PROBLEM_PROCEDURE
from cultivation.models import Problem, Tier
from cultivation.states import EntryStatus, MeasureStatus, ProblemStatus
from enterprises.models import BrandHolder
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.refusals import NeedsComment, NotReady, Refused, WrongDesk, WrongStatus
from pinzibiao.casework.workflow import Desk
from tests.factories.cultivation import (
    ENTRY_WAY,
    MEASURE_WAY,
    PROBLEM_WAY,
    SAVING,
    LibraryEntryFactory,
    MeasureFactory,
    ProblemFactory,
    prove,
    walk_entry,
    walk_measure,
    walk_problem,
)


@pytest.fixture
def people(clerk, county_officer, county_second, county_leader):
    """Who acts at each desk; the leader has had no hand in the case."""
    return {Desk.ENTERPRISE: clerk, Desk.COUNTY: county_leader, Desk.SYSTEM: None}


@pytest.fixture
def problem_at(enterprise, clerk, expert_user, county_officer, county_second):
    def make(status: str, by=None, **data) -> Problem:
        problem = ProblemFactory(enterprise=enterprise, by=by or expert_user, **data)
        return walk_problem(
            problem, status, enterprise=clerk, county=county_officer, second=county_second, saving=SAVING
        )

    return make


@pytest.fixture
def measure_at(enterprise, problem_at, county_officer, county_second):
    def make(status: str):
        measure = MeasureFactory(enterprise=enterprise, by=county_officer, problems=[problem_at("in_progress")])
        return walk_measure(measure, status, county=county_officer, second=county_second)

    return make


@pytest.fixture
def entry_at(enterprise, county_officer):
    def make(status: str):
        entry = LibraryEntryFactory(enterprise=enterprise, by=county_officer)
        return walk_entry(entry, status, county=county_officer)

    return make


DATA = {"rate": {"rating": 5}, "set_tier": {"tier": Tier.SPRINT}}


def expect(procedure, case, action, people):
    """Take ``action`` on ``case`` and compare with the table: its line's target, or a refusal."""
    move = procedure.workflow.find(action, case.status)
    if move is None:
        with pytest.raises(WrongStatus):
            procedure.take(case, action, by=people[Desk.COUNTY], comment="意见", data=DATA.get(action))
        return
    event = procedure.take(case, action, by=people[move.desk], comment="意见", data=DATA.get(action))
    assert (case.status, event.from_status, event.to_status) == (move.target, move.source, move.target)


@pytest.mark.parametrize("action", PROBLEM_PROCEDURE.workflow.actions)
@pytest.mark.parametrize("status", ProblemStatus.values)
def test_problem_every_action_in_every_status(action, status, problem_at, people):
    expect(PROBLEM_PROCEDURE, problem_at(status), action, people)


@pytest.mark.parametrize("action", MEASURE_PROCEDURE.workflow.actions)
@pytest.mark.parametrize("status", MeasureStatus.values)
def test_measure_every_action_in_every_status(action, status, measure_at, people):
    expect(MEASURE_PROCEDURE, measure_at(status), action, people)


@pytest.mark.parametrize("action", ENTRY_PROCEDURE.workflow.actions)
@pytest.mark.parametrize("status", EntryStatus.values)
def test_entry_every_action_in_every_status(action, status, entry_at, people, enterprise):
    BrandHolder.objects.create(enterprise=enterprise, route="certification", first_valid_on=date(2026, 5, 1))
    expect(ENTRY_PROCEDURE, entry_at(status), action, people)


def test_ways_reach_every_status():
    assert set(PROBLEM_WAY) == set(ProblemStatus.values)
    assert set(MEASURE_WAY) == set(MeasureStatus.values)
    assert set(ENTRY_WAY) == set(EntryStatus.values)


# Who may take what

COUNTY = {"county_officer", "county_second", "county_leader"}
ENTERPRISE = {"clerk", "signatory"}
PROBLEM_PEOPLE = {
    ("confirm", "to_confirm"): ENTERPRISE,
    # It follows the signature under a visit's record; nobody does it by hand.
    ("confirm_signed", "to_confirm"): set(),
    ("reject", "to_confirm"): COUNTY,
    ("reject", "confirmed"): COUNTY,
    ("start", "confirmed"): ENTERPRISE,
    ("submit_result", "in_progress"): ENTERPRISE,
    ("verify", "to_verify"): COUNTY,
    ("send_back", "to_verify"): COUNTY,
    ("send_back", "verified"): COUNTY,
    # county_officer verified it on the way.
    ("close", "verified"): COUNTY - {"county_officer"},
    ("park", "confirmed"): COUNTY,
    ("park", "in_progress"): COUNTY,
    ("resume", "parked"): COUNTY,
    ("reopen", "closed"): COUNTY,
    ("reconsider", "not_adopted"): COUNTY,
}
MEASURE_PEOPLE = {
    ("start", "planned"): COUNTY,
    ("finish", "running"): COUNTY,
    ("send_back", "to_check"): COUNTY,
    ("rate", "to_check"): ENTERPRISE,
    # county_officer finished it on the way.
    ("close", "to_check"): COUNTY - {"county_officer"},
    ("drop", "planned"): COUNTY,
    ("drop", "running"): COUNTY,
}
ENTRY_PEOPLE = {
    ("admit", "candidate"): COUNTY,
    ("set_tier", "listed"): COUNTY,
    ("mark_branded", "listed"): COUNTY,
    ("obtain_brand", "listed"): set(),
    ("leave", "candidate"): COUNTY,
    ("leave", "listed"): COUNTY,
}


def who_may(procedure, case, action, everyone) -> set[str]:
    """The people of the cast who can take ``action``; each tries and is undone."""
    able = set()
    for name, person in everyone.items():
        try:
            with transaction.atomic():
                procedure.take(case, action, by=person, comment="意见", data=DATA.get(action))
                able.add(name)
                raise _Undo
        except (_Undo, WrongDesk, NotReady):
            case.refresh_from_db()
    return able


class _Undo(Exception):
    pass


def lines(procedure) -> set:
    return {(move.action, str(move.source)) for move in procedure.workflow.moves}


def test_tables_of_people_are_whole():
    assert lines(PROBLEM_PROCEDURE) == set(PROBLEM_PEOPLE)
    assert lines(MEASURE_PROCEDURE) == set(MEASURE_PEOPLE)
    assert lines(ENTRY_PROCEDURE) == set(ENTRY_PEOPLE)


@pytest.mark.parametrize(("action", "status"), PROBLEM_PEOPLE)
def test_problem_every_action_by_every_person(action, status, problem_at, everyone):
    assert who_may(PROBLEM_PROCEDURE, problem_at(status), action, everyone) == PROBLEM_PEOPLE[action, status]


@pytest.mark.parametrize(("action", "status"), MEASURE_PEOPLE)
def test_measure_every_action_by_every_person(action, status, measure_at, everyone):
    assert who_may(MEASURE_PROCEDURE, measure_at(status), action, everyone) == MEASURE_PEOPLE[action, status]


@pytest.mark.parametrize(("action", "status"), ENTRY_PEOPLE)
def test_entry_every_action_by_every_person(action, status, entry_at, everyone, enterprise):
    BrandHolder.objects.create(enterprise=enterprise, route="certification", first_valid_on=date(2026, 5, 1))
    assert who_may(ENTRY_PROCEDURE, entry_at(status), action, everyone) == ENTRY_PEOPLE[action, status]


# A problem


def test_raising_gives_number_defaults_and_an_event(enterprise, expert_user):
    first = actions.raise_problem(by=expert_user, enterprise=enterprise, data={"title": "甲", "dimension": "brand"})
    second = actions.raise_problem(by=expert_user, enterprise=enterprise, data={"title": "乙", "dimension": "brand"})
    year = timezone.localdate().year
    assert [first.number, second.number] == [f"WT-330113-{year}-0001", f"WT-330113-{year}-0002"]
    assert first.due_on == first.raised_on + timedelta(days=30)
    assert (first.source, first.responsible_unit) == ("diagnosis", enterprise.name)
    event = events_of(first).get()
    assert (event.action, event.by_id, event.desk, event.county_code) == ("raise", expert_user.pk, "expert", "330113")


def test_a_problem_cannot_be_raised_in_the_future(enterprise, expert_user):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused, match="不能晚于今天"):
        ProblemFactory(enterprise=enterprise, by=expert_user, raised_on=tomorrow)
    assert Problem.objects.count() == 0


def test_who_reported_can_neither_verify_nor_close(problem_at, county_officer, county_second, county_leader, clerk):
    problem = problem_at("to_confirm", by=county_officer)
    for action, by in (("confirm", clerk), ("start", clerk), ("submit_result", clerk)):
        PROBLEM_PROCEDURE.take(problem, action, by=by, comment="已改。")
    prove(problem, by=clerk)
    with pytest.raises(NotReady, match="不得为同一人"):
        PROBLEM_PROCEDURE.take(problem, "verify", by=county_officer)
    PROBLEM_PROCEDURE.take(problem, "verify", by=county_second)
    for person in (county_officer, county_second):
        with pytest.raises(NotReady, match="不得为同一人"):
            PROBLEM_PROCEDURE.take(problem, "close", by=person)
    PROBLEM_PROCEDURE.take(problem, "close", by=county_leader)
    assert (problem.verified_by, problem.closed_by) == (county_second, county_leader)


def test_the_verified_saving_counts_not_the_claimed(problem_at, clerk, county_officer):
    problem = problem_at("in_progress")
    prove(problem, by=clerk)
    claimed = {**SAVING, "saving_wan": Decimal("20.00"), "after_value": "±1.5%"}
    PROBLEM_PROCEDURE.take(problem, "submit_result", by=clerk, comment="已改。", data=claimed)
    assert (problem.claimed_saving_wan, problem.saving_wan) == (Decimal("20.00"), None)
    PROBLEM_PROCEDURE.take(problem, "verify", by=county_officer, data=SAVING)
    assert (problem.claimed_saving_wan, problem.saving_wan) == (Decimal("20.00"), Decimal("12.50"))
    event = events_of(problem).last()
    assert event.data == {"saving_wan": "12.50", "saving_kind": "yearly", "claimed_wan": "20.00"}


def test_verifying_without_a_word_confirms_the_claim(problem_at, clerk, county_officer):
    problem = problem_at("in_progress")
    prove(problem, by=clerk)
    PROBLEM_PROCEDURE.take(problem, "submit_result", by=clerk, comment="已改。", data=SAVING)
    PROBLEM_PROCEDURE.take(problem, "verify", by=county_officer)
    assert (problem.saving_wan, problem.saving_kind) == (Decimal("12.50"), "yearly")


@pytest.mark.parametrize("amount", [None, Decimal(0)])
def test_no_saving_is_no_saving(amount, problem_at, county_officer):
    problem = problem_at("to_verify")
    PROBLEM_PROCEDURE.take(problem, "verify", by=county_officer, data={**SAVING, "saving_wan": amount})
    assert (problem.saving_wan, problem.saving_kind, problem.saving_basis) == (None, "", "")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"saving_wan": Decimal(5)}, "节约性质和节约依据"),
        ({"saving_wan": Decimal(5), "saving_kind": "once", "saving_basis": "  "}, "同时填写节约依据"),
        ({"saving_wan": Decimal(-1), "saving_kind": "once", "saving_basis": "账"}, "不能为负数"),
    ],
)
def test_a_saving_needs_kind_and_basis(data, sentence, problem_at, county_officer):
    problem = problem_at("to_verify")
    with pytest.raises(NotReady, match=sentence):
        PROBLEM_PROCEDURE.take(problem, "verify", by=county_officer, data=data)
    assert problem.status == "to_verify"


def test_sending_back_forgets_the_verification(problem_at, county_second):
    problem = problem_at("verified")
    PROBLEM_PROCEDURE.take(problem, "send_back", by=county_second, comment="数据不足。")
    assert (problem.status, problem.verified_by, problem.saving_wan) == ("in_progress", None, None)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(date(2026, 3, 1), "不能早于提出日期"), (timezone.localdate() + timedelta(days=1), "不能晚于今天")],
)
def test_solved_on_lies_between_raising_and_today(day, sentence, problem_at, county_second):
    problem = problem_at("verified")
    with pytest.raises(NotReady, match=sentence):
        PROBLEM_PROCEDURE.take(problem, "close", by=county_second, data={"solved_on": day})
    problem.refresh_from_db()
    assert (problem.status, problem.solved_on) == ("verified", None)


def test_solved_on_is_today_unless_said(problem_at, county_second):
    problem = problem_at("verified")
    PROBLEM_PROCEDURE.take(problem, "close", by=county_second)
    assert problem.solved_on == timezone.localdate()
    early = problem_at("verified")
    PROBLEM_PROCEDURE.take(early, "close", by=county_second, data={"solved_on": date(2026, 3, 2)})
    assert early.solved_on == date(2026, 3, 2)


def test_a_problem_waits_for_its_measures(problem_at, enterprise, county_officer, county_second):
    problem = problem_at("verified")
    measure = MeasureFactory(enterprise=enterprise, by=county_officer, problems=[problem])
    with pytest.raises(NotReady, match=measure.number):
        PROBLEM_PROCEDURE.take(problem, "close", by=county_second)
    walk_measure(measure, "closed", county=county_officer, second=county_second)
    PROBLEM_PROCEDURE.take(problem, "close", by=county_second)
    assert problem.status == "closed"


def test_overdue_is_derived_and_ends_with_the_problem(problem_at):
    late = problem_at("in_progress", due_on=date(2026, 3, 5))
    problem_at("closed", due_on=date(2026, 3, 5))
    problem_at("in_progress", due_on=date(2026, 3, 6))
    problem_at("in_progress", due_on=date(2026, 12, 31))
    assert list(Problem.objects.overdue(date(2026, 3, 6))) == [late]
    assert (late.is_overdue(date(2026, 3, 5)), late.is_overdue(date(2026, 3, 6))) == (False, True)


def test_a_word_is_no_proof(problem_at, clerk, county_officer):
    problem = problem_at("in_progress")
    PROBLEM_PROCEDURE.take(problem, "submit_result", by=clerk, comment="已改。")
    with pytest.raises(NotReady, match="没有佐证材料"):
        PROBLEM_PROCEDURE.take(problem, "verify", by=county_officer)
    prove(problem, by=clerk)
    PROBLEM_PROCEDURE.take(problem, "verify", by=county_officer)
    assert problem.status == "verified"


def test_what_was_measured_before_is_measured_after(problem_at, clerk):
    problem = problem_at("in_progress", now_value="3.2", value_unit="%")
    with pytest.raises(NotReady, match="请填写整改后值"):
        PROBLEM_PROCEDURE.take(problem, "submit_result", by=clerk, comment="已改。")
    PROBLEM_PROCEDURE.take(problem, "submit_result", by=clerk, comment="已改。", data={"after_value": "0.8"})
    assert problem.in_unit(problem.after_value) == "0.8 %"


def test_reopening_takes_back_all_that_was_verified_and_sets_a_term(problem_at, county_second, county_officer):
    problem = problem_at("closed")
    PROBLEM_PROCEDURE.take(problem, "reopen", by=county_second, comment="复发。")
    found = (problem.status, problem.solved_on, problem.closed_by, problem.verified_by, problem.saving_wan)
    assert found == ("in_progress", None, None, None, None)
    assert problem.due_on == timezone.localdate() + timedelta(days=30)
    told = events_of(problem).last().data
    assert (told["saving_wan"], told["verifier"]) == ("12.50", county_officer.name)


def test_a_reopened_problem_lies_with_the_county_that_is_competent_now(problem_at, enterprise, county_second):
    problem = problem_at("closed")
    enterprise.county_id = "331024"
    enterprise.save()
    PROBLEM_PROCEDURE.take(problem, "reopen", by=county_second, comment="复发。")
    problem.refresh_from_db()
    assert problem.county_id == "331024"


def test_the_database_refuses_that_who_reported_verifies(problem_at, county_officer):
    problem = problem_at("to_verify", by=county_officer)
    with pytest.raises(IntegrityError, match="problem_verified_by_another"), transaction.atomic():
        Problem.objects.filter(pk=problem.pk).update(verified_by=county_officer)


def test_moves_that_need_an_opinion_ask_for_it(problem_at, clerk):
    with pytest.raises(NeedsComment):
        PROBLEM_PROCEDURE.take(problem_at("in_progress"), "submit_result", by=clerk)


# A measure


def test_a_measure_answers_problems_of_its_own_enterprise(problem_at, enterprise, other_enterprise, county_officer):
    problem = problem_at("confirmed")
    for stranger, problems in ((other_enterprise, [problem]), (enterprise, [])):
        with pytest.raises(Refused, match="至少选择一个该企业的质量问题"):
            MeasureFactory(enterprise=stranger, by=county_officer, problems=problems)


def test_who_finished_a_measure_cannot_close_it(measure_at, county_officer, county_second):
    measure = measure_at("to_check")
    with pytest.raises(NotReady, match="不得为同一人"):
        MEASURE_PROCEDURE.take(measure, "close", by=county_officer)
    MEASURE_PROCEDURE.take(measure, "close", by=county_second)
    assert (measure.status, measure.done_on) == ("closed", timezone.localdate())


@pytest.mark.parametrize("rating", [None, 0, 6])
def test_a_rating_is_one_to_five(rating, measure_at, clerk):
    with pytest.raises(NotReady, match="1–5"):
        MEASURE_PROCEDURE.take(measure_at("to_check"), "rate", by=clerk, data={"rating": rating})


# The library


def test_one_open_entry_an_enterprise_and_re_entry_after_leaving(entry_at, enterprise, county_officer):
    entry = entry_at("listed")
    with pytest.raises(Refused, match="已在培育库中"):
        actions.nominate(by=county_officer, enterprise=enterprise)
    ENTRY_PROCEDURE.take(entry, "leave", by=county_officer, comment="停产。")
    assert (entry.left_on, entry.leave_reason) == (timezone.localdate(), "停产。")
    again = actions.nominate(by=county_officer, enterprise=enterprise)
    assert (again.status, again.pk == entry.pk) == ("candidate", False)


def test_the_brand_moves_a_listed_entry_and_no_other(entry_at, enterprise):
    entry = entry_at("candidate")
    actions.brand_obtained({enterprise.pk: timezone.localdate()})
    entry.refresh_from_db()
    assert entry.status == "candidate"


def test_the_system_notes_the_brand(entry_at, enterprise):
    entry = entry_at("listed")
    actions.brand_obtained({enterprise.pk: timezone.localdate()})
    entry.refresh_from_db()
    assert (entry.status, entry.tier, entry.branded_on) == ("branded", "branded", timezone.localdate())
    assert events_of(entry).last().by_name == "系统"


def test_nobody_is_branded_by_a_click(entry_at, county_officer):
    with pytest.raises(NotReady, match="名录中没有该企业"):
        ENTRY_PROCEDURE.take(entry_at("listed"), "mark_branded", by=county_officer)


def test_a_tier_changes_only_to_another_working_tier(entry_at, county_officer):
    entry = entry_at("listed")
    for tier, sentence in ((Tier.RESERVE, "已在「储备」"), (Tier.BRANDED, "自动转入")):
        with pytest.raises(NotReady, match=sentence):
            ENTRY_PROCEDURE.take(entry, "set_tier", by=county_officer, data={"tier": tier})
    event = ENTRY_PROCEDURE.take(entry, "set_tier", by=county_officer, data={"tier": Tier.KEY})
    assert event.data == {"tier_before": "reserve", "tier": "key", "on": timezone.localdate().isoformat()}
