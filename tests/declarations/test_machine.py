"""The whole machine under any history: whatever people, nights and the public do, what must hold does hold.

Source: DOMAIN.md section 6. Every example plays with two products of one enterprise inside a savepoint.
"""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from declarations import actions, tasks
from declarations.models import Authorisation, Declaration
from declarations.renewals import why_no_renewal
from declarations.selectors import open_declaration_of, open_notice_of
from declarations.states import HELD, UNDER_WAY, WORKFLOW
from declarations.states import DeclarationStatus as S
from declarations.turns import COLUMNS, DESKS_OF_KIND, FIRST
from enterprises.models import BrandHolder
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.models import Event
from pinzibiao.casework.refusals import Refused
from pinzibiao.casework.versions import versions_of
from pinzibiao.casework.workflow import Desk
from pinzibiao.jobs.models import Job
from tests.factories.declarations import People, complete, declaration_at, prove_afresh, step
from tests.factories.enterprises import EnterpriseFactory, ProductFactory

pytestmark = pytest.mark.django_db

FREEZING = ("submit", "resubmit", "submit_rectification", "report_mended")
AUTHORISED_ONCE = (*HELD, S.REVOKED, S.CANCELLED, S.EXPIRED)
WHO = ("clerk", "signatory", "county", "county_second", "city", "province", "system")


class Portal(RuleBasedStateMachine):
    """Two products, everybody who acts on them, and the calendar."""

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.travel = time_machine.travel(timezone.now())
        self.clock = self.travel.start()
        enterprise = EnterpriseFactory()
        self.people = People.of(enterprise)
        self.products = [ProductFactory(enterprise=enterprise) for _ in range(2)]
        for product in self.products:
            self.begin(product)

    def teardown(self):
        self.travel.stop()
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def begin(self, product) -> None:
        case, is_new = actions.create_draft(product, by=self.people.clerk)
        if is_new:
            prove_afresh(case) if case.indicators.exists() else complete(case)

    @initialize(status=st.sampled_from(S))
    def one_of_them_has_come_some_way(self, status):
        declaration_at(status, self.cases()[0], self.people)

    def cases(self) -> list[Declaration]:
        return list(Declaration.objects.order_by("id"))

    def open_cases(self) -> list[Declaration]:
        return [case for case in self.cases() if not WORKFLOW.ended(case.status)]

    @precondition(lambda self: self.open_cases())
    @rule(data=st.data())
    def whoever_holds_it_acts(self, data):
        case = data.draw(st.sampled_from(self.open_cases()))
        moves = [move.action for move in WORKFLOW.leaving(case.status) if move.desk != Desk.SYSTEM]
        if not moves:
            return
        # A refusal undoes the act, and with it whatever the step had to prepare.
        try:
            with transaction.atomic():
                step(case, data.draw(st.sampled_from(moves)), self.people)
        except Refused:
            return

    @precondition(lambda self: self.cases())
    @rule(data=st.data(), action=st.sampled_from(list(WORKFLOW.actions)), who=st.sampled_from(WHO))
    def anybody_tries_anything(self, data, action, who):
        case = data.draw(st.sampled_from(self.cases()))
        before = footprint(case)
        try:
            actions.take(case, action, by=getattr(self.people, who, None), comment="试一试。")
        except Refused:
            assert footprint(case) == before

    @rule(days=st.sampled_from([1, 10, 40, 400]))
    def days_go_by_and_the_night_does_its_work(self, days):
        self.clock.shift(timedelta(days=days))
        for task in (tasks.close_public_notices, tasks.expire):
            task(Job(params={"on": timezone.localdate().isoformat()}), lambda *_: None)

    @precondition(lambda self: any(open_notice_of(case) for case in self.cases()))
    @rule(data=st.data())
    def somebody_objects(self, data):
        notices = [notice for case in self.cases() if (notice := open_notice_of(case))]
        words = {"name": "周异议", "contact": "a@b.cn", "content": "材质不符"}
        try:
            actions.file_objection(data.draw(st.sampled_from(notices)), address="::1", **words)
        except Refused:
            return

    @rule(product=st.integers(0, 1))
    def the_enterprise_begins_anew(self, product):
        held = open_declaration_of(self.products[product])
        if held is None:
            self.begin(self.products[product])
        elif held.status == S.AUTHORISED and not why_no_renewal(held):
            case, is_new = actions.renew(held, by=self.people.clerk)
            if is_new:
                prove_afresh(case)

    @invariant()
    def every_move_left_one_event_and_they_form_a_chain(self):
        for case in self.cases():
            trail = moves_of(case)
            assert len(trail) == case.moves
            assert all(WORKFLOW.find(one.action, one.from_status).target == one.to_status for one in trail)
            stations = [S.DRAFT, *(one.to_status for one in trail)]
            assert [one.from_status for one in trail] == stations[:-1]
            assert case.status == stations[-1]

    @invariant()
    def a_case_lies_on_the_one_desk_that_owns_its_status(self):
        for case in self.cases():
            owner = WORKFLOW.owner(case.status)
            turns = {kind for kind, column in COLUMNS.items() if getattr(case, column) == FIRST}
            assert turns == {kind for kind in COLUMNS if owner in DESKS_OF_KIND[kind]}

    @invariant()
    def every_submission_is_frozen(self):
        for case in self.cases():
            frozen = sum(one.action in FREEZING for one in moves_of(case))
            assert list(versions_of(case).values_list("number", flat=True)) == list(range(1, frozen + 1))
            assert (case.number is not None) == (case.signed_at is not None) == (case.submitted_on is not None)

    @invariant()
    def a_product_has_one_case_under_way_and_one_in_force_at_most(self):
        for product in self.products:
            statuses = [case.status for case in self.cases() if case.product_id == product.pk]
            assert sum(status in UNDER_WAY for status in statuses) <= 1
            assert sum(status in HELD for status in statuses) <= 1

    @invariant()
    def nothing_is_authorised_without_a_closed_notice(self):
        for case in self.cases():
            row = Authorisation.objects.filter(declaration=case).first()
            assert (row is not None) == (case.status in AUTHORISED_ONCE)
            if row:
                assert case.notices.filter(closed_at__isnull=False, closes_on__lt=row.valid_from).exists()
            assert (open_notice_of(case) is not None) == (case.status in (S.IN_NOTICE, S.OBJECTION))

    @invariant()
    def the_brand_is_carried_while_a_product_is_authorised(self):
        is_carried = BrandHolder.objects.filter(enterprise=self.people_enterprise, is_current=True).exists()
        assert is_carried == any(case.status == S.AUTHORISED for case in self.cases())

    @invariant()
    def numbers_have_no_gap_within_a_year(self):
        for year in {case.submitted_on.year for case in self.cases() if case.submitted_on}:
            ends = [case.number for case in self.cases() if case.submitted_on and case.submitted_on.year == year]
            assert sorted(int(number[-4:]) for number in ends) == list(range(1, len(ends) + 1))

    @property
    def people_enterprise(self):
        return self.products[0].enterprise


def moves_of(case: Declaration) -> list[Event]:
    return list(events_of(case).filter(action__in=WORKFLOW.actions))


def footprint(case: Declaration) -> tuple:
    """Everything that an act could have left behind."""
    row = Declaration.objects.filter(pk=case.pk).values().get()
    return row, events_of(case).count(), versions_of(case).count(), Authorisation.objects.count()


def test_any_history_keeps_what_must_hold():
    quiet = (HealthCheck.too_slow, HealthCheck.data_too_large)
    run_state_machine_as_test(
        Portal, settings=settings(max_examples=20, stateful_step_count=40, deadline=None, suppress_health_check=quiet)
    )
