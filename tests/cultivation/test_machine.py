"""Problems, measures and their savings under any history: what must hold does hold.

The sum of verified savings is kept by the test itself, act by act, and held against the report's figure.
"""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from cultivation.actions import MEASURE_PROCEDURE, PROBLEM_PROCEDURE, savings
from cultivation.models import Measure, Problem, Saving
from cultivation.states import PROBLEM_WORKFLOW
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.refusals import Refused
from pinzibiao.regions.models import Region
from projects.models import Project
from reports.figures import Scope, figure
from tests import cast
from tests.factories.cultivation import MeasureFactory, ProblemFactory, prove
from tests.factories.declarations import People
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db
AMOUNTS = st.one_of(st.none(), st.decimals(Decimal("0.01"), Decimal("999.99"), places=2))
KINDS = st.sampled_from(Problem.SavingKind.values)
WHO = ("enterprise", "reporter", "handler", "reviewer", "leader", "stranger")
CLOSERS = ("handler", "reviewer", "leader", "stranger")


def saving(amount, kind) -> dict:
    return {"saving_wan": amount, "saving_kind": kind if amount else "", "saving_basis": "核算表" if amount else ""}


class Ledger(RuleBasedStateMachine):
    """Three problems of one enterprise in two projects, two measures that overlap, everybody who may act."""

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.travel = time_machine.travel(timezone.now())
        self.clock = self.travel.start()
        self.people = people()
        enterprise = EnterpriseFactory(county_id="330113")
        self.people["enterprise"] = People.of(enterprise).clerk
        projects = [ProjectFactory(created_by=self.people["handler"]) for _ in "ab"]
        self.problems = [
            ProblemFactory(enterprise=enterprise, by=self.people["reporter"], project=project)
            for project in (*projects, None)
        ]
        self.measures = [
            MeasureFactory(enterprise=enterprise, by=self.people["handler"], problems=some)
            for some in (self.problems[:2], self.problems[1:])
        ]
        # What counts, by source and year, as the acts alone tell it.
        self.counts: dict[tuple, Decimal] = {}

    def teardown(self):
        self.travel.stop()
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def tries(self, act) -> bool:
        """Whether it was done; a refusal leaves nothing behind."""
        try:
            with transaction.atomic():
                act()
        except Refused:
            return False
        return True

    @rule(data=st.data(), number=st.integers(0, 2), who=st.sampled_from(WHO), amount=AMOUNTS, kind=KINDS)
    def somebody_acts_on_a_problem(self, data, number, who, amount, kind):
        problem = Problem.objects.get(pk=self.problems[number].pk)
        action = data.draw(st.sampled_from([move.action for move in PROBLEM_WORKFLOW.leaving(problem.status)]))
        if not self.tries(lambda: self._take(PROBLEM_PROCEDURE, problem, action, who, saving(amount, kind))):
            return
        if action == "close" and problem.saving_wan:
            self.counts["problem", problem.pk, problem.solved_on.year] = problem.saving_wan
        if action == "reopen":
            self.forget("problem", problem.pk)

    @rule(number=st.integers(0, 2), who=st.sampled_from(CLOSERS), amount=AMOUNTS, kind=KINDS)
    def a_problem_goes_all_its_way(self, number, who, amount, kind):
        """Left to chance alone few histories would reach a closing."""
        problem = Problem.objects.get(pk=self.problems[number].pk)
        way = {"to_confirm": "confirm", "confirmed": "start", "in_progress": "submit_result", "to_verify": "verify"}
        prove_once(problem, self.people["enterprise"])
        while action := way.get(problem.status):
            by = "reviewer" if action == "verify" else "enterprise"
            if not self.tries(
                lambda by=by, act=action: self._take(PROBLEM_PROCEDURE, problem, act, by, saving(amount, kind))
            ):
                return
        if (
            problem.status == "verified"
            and self.tries(lambda: self._take(PROBLEM_PROCEDURE, problem, "close", who, {}))
            and problem.saving_wan
        ):
            self.counts["problem", problem.pk, problem.solved_on.year] = problem.saving_wan

    @rule(data=st.data(), number=st.integers(0, 1), who=st.sampled_from(WHO), amount=AMOUNTS, kind=KINDS)
    def somebody_acts_on_a_measure(self, data, number, who, amount, kind):
        measure = Measure.objects.get(pk=self.measures[number].pk)
        moves = [move.action for move in MEASURE_PROCEDURE.workflow.leaving(measure.status)]
        if not moves:
            return
        action = data.draw(st.sampled_from(moves))
        values = saving(amount, kind) | {"rating": 5}
        done = self.tries(lambda: self._take(MEASURE_PROCEDURE, measure, action, who, values))
        if done and action == "close" and amount:
            self.counts["measure", measure.pk, measure.done_on.year] = amount

    @rule(data=st.data(), who=st.sampled_from(CLOSERS), amount=st.decimals(Decimal("0.01"), Decimal(99), places=2))
    def another_year_is_verified(self, data, who, amount):
        if not (entries := list(Saving.objects.order_by("pk"))):
            return
        entry, day, by = data.draw(st.sampled_from(entries)), timezone.localdate(), self.people[who]
        if self.tries(lambda: savings.continue_saving(entry, day, amount, "核算表", by=by)):
            key = (*key_of(entry), day.year)
            assert key not in self.counts
            self.counts[key] = amount

    @rule(data=st.data())
    def an_entry_is_made_void(self, data):
        if not (entries := list(Saving.objects.order_by("pk"))):
            return
        entry = data.draw(st.sampled_from(entries))
        if self.tries(lambda: savings.void(entry, "账目有误", by=self.people["leader"])):
            del self.counts[*key_of(entry), entry.year]

    @rule(days=st.sampled_from([1, 100, 400]))
    def days_go_by(self, days):
        self.clock.shift(timedelta(days=days))

    @rule(number=st.integers(0, 2))
    def the_enterprise_brings_proof(self, number):
        prove_once(self.problems[number], self.people["enterprise"])

    def _take(self, procedure, case, action, who, data) -> None:
        procedure.take(case, action, by=self.people[who], comment="试一试。", data=data)

    def forget(self, kind, pk) -> None:
        for key in [key for key in self.counts if key[:2] == (kind, pk)]:
            del self.counts[key]

    @invariant()
    def the_figure_is_the_sum_of_what_was_verified(self):
        today = timezone.localdate()
        whole = Scope(Region.objects.get(pk="330000"), today.replace(month=1, day=1), today)
        found = figure("COST_SAVED", whole)
        assert found.cumulative == sum(self.counts.values(), Decimal(0))
        assert found.period == sum(
            (amount for (*_, year), amount in self.counts.items() if year == today.year), Decimal(0)
        )

    @invariant()
    def projects_never_add_up_to_more_than_the_whole(self):
        live = Saving.objects.live()
        each = [
            sum(one.amount_wan for one in live.filter(project=project)) for project in [*Project.objects.all(), None]
        ]
        assert sum(each) == sum(self.counts.values(), Decimal(0))

    @invariant()
    def no_money_is_counted_by_a_problem_and_by_its_measure(self):
        for entry in Saving.objects.live().filter(measure__isnull=False):
            problems = entry.measure.problems.all()
            assert not Saving.objects.live().filter(problem__in=problems).exists()
            assert not problems.filter(saving_wan__isnull=False).exists()

    @invariant()
    def a_problem_is_solved_as_the_rules_say_and_its_trail_is_a_chain(self):
        for problem in Problem.objects.all():
            trail = list(events_of(problem).filter(action__in=PROBLEM_WORKFLOW.actions))
            stations = ["to_confirm", *(one.to_status for one in trail)]
            assert [one.from_status for one in trail] == stations[:-1]
            assert (problem.status, problem.moves) == (stations[-1], len(trail))
            is_closed = problem.status == "closed"
            assert (problem.solved_on is not None) == (problem.closed_by_id is not None) == is_closed
            if problem.verified_by_id:
                assert problem.status in ("verified", "closed") and problem.evidence.exists()
                assert problem.verified_by_id not in (problem.reported_by_id, problem.closed_by_id)
            if problem.closed_by_id:
                assert problem.closed_by_id != problem.reported_by_id


def people() -> dict:
    """The county's officers, one of another county, and the one who reported, who is one of the county's too."""
    county = [cast.person(f"m-{n}", f"林县{n}", "county", cast.LINPING, "handler") for n in range(4)]
    found = dict(zip(("reporter", "handler", "reviewer", "leader"), county, strict=True))
    return found | {"stranger": cast.person("m-x", "仙居外", "county", "331024", "handler")}


def key_of(entry: Saving) -> tuple:
    return ("problem", entry.problem_id) if entry.problem_id else ("measure", entry.measure_id)


def prove_once(problem: Problem, by) -> None:
    if not problem.evidence.exists():
        prove(problem, by=by)


def test_any_history_keeps_what_must_hold():
    quiet = (HealthCheck.too_slow, HealthCheck.data_too_large)
    run_state_machine_as_test(
        Ledger, settings=settings(max_examples=20, stateful_step_count=40, deadline=None, suppress_health_check=quiet)
    )
