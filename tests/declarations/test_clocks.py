"""Deadlines of the office in working days, and the clock that stands still while the enterprise mends."""

from datetime import date, datetime

import pytest
import time_machine
from django.utils import timezone

from declarations.clocks import PAUSED, TERMS
from declarations.defaults import FORM_REVIEW_DAYS
from declarations.states import OWNERS
from declarations.states import DeclarationStatus as S
from pinzibiao.casework.calendar import add_working_days, working_days_between
from pinzibiao.casework.models import CalendarDay, DatedSetting
from pinzibiao.casework.workflow import Desk
from tests.factories.declarations import People, declaration_at, step

OFFICES = {Desk.COUNTY, Desk.CITY, Desk.PUBLICITY, Desk.EXPERT}


@pytest.fixture
def day():
    """``day(2026, 3, 2)`` makes it that Monday; the last one set holds until the test ends."""
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=timezone.get_default_timezone()), tick=False) as travel:
        yield lambda *day: travel.move_to(datetime(*day, 9, tzinfo=timezone.get_default_timezone()))


def test_wherever_an_office_holds_a_case_there_is_a_term():
    """Acceptance and the notice set theirs by the act; a suspension is the enterprise's term to mend."""
    by_the_act = {S.SUBMITTED, S.IN_NOTICE}
    assert set(TERMS) == {status for status, desk in OWNERS.items() if desk in OFFICES} - by_the_act


@pytest.mark.parametrize(
    ("status", "days"),
    [
        (S.FORM_REVIEW, 10),
        (S.ASSIGNMENT, 5),
        (S.EVALUATION, 15),
        (S.SITE_CHECK, 20),
        (S.TO_NOTICE, 5),
        (S.OBJECTION, 15),
    ],
)
def test_the_term_begins_with_the_status(db, day, status, days):
    case = declaration_at(status)
    assert case.due_on == add_working_days(date(2026, 3, 2), days)


def test_the_clock_stands_still_in_a_correction(db, day):
    case = declaration_at(S.FORM_REVIEW)
    people = People.of(case.enterprise)
    due = case.due_on
    day(2026, 3, 5)
    step(case, "return_for_correction", people)
    assert (case.days_left, case.due_on) == (7, add_working_days(date(2026, 3, 5), 15))
    day(2026, 3, 20)
    step(case, "resubmit", people)
    assert (case.days_left, case.due_on) == (None, add_working_days(date(2026, 3, 20), 7))
    assert working_days_between(due, case.due_on) == working_days_between(date(2026, 3, 5), date(2026, 3, 20))


def test_an_office_that_was_late_is_late_at_once(db, day):
    case = declaration_at(S.FORM_REVIEW)
    people = People.of(case.enterprise)
    day(2026, 3, 27)
    step(case, "return_for_correction", people)
    day(2026, 4, 3)
    step(case, "resubmit", people)
    assert case.due_on == date(2026, 4, 3)


def test_a_site_check_goes_on_after_the_rectification(db, day):
    case = declaration_at(S.SITE_CHECK)
    people = People.of(case.enterprise)
    day(2026, 3, 6)
    step(case, "site_rectify", people)
    assert case.days_left == 16
    day(2026, 3, 9)
    step(case, "submit_rectification", people)
    assert case.due_on == add_working_days(date(2026, 3, 9), 16)


def test_make_up_days_count_and_holidays_do_not(db, day):
    CalendarDay.objects.update_or_create(day=date(2026, 3, 7), defaults={"is_working": True})
    CalendarDay.objects.update_or_create(day=date(2026, 3, 6), defaults={"is_working": False})
    case = declaration_at(S.ASSIGNMENT)
    assert case.due_on == date(2026, 3, 9)


def test_a_case_keeps_the_term_of_its_submission(db, day):
    DatedSetting.objects.create(key=FORM_REVIEW_DAYS, valid_from=date(2026, 3, 3), value=3)
    old = declaration_at(S.SUBMITTED)
    day(2026, 3, 4)
    step(old, "accept", People.of(old.enterprise))
    new = declaration_at(S.FORM_REVIEW)
    assert [old.due_on, new.due_on] == [add_working_days(date(2026, 3, 4), days) for days in (10, 3)]


@pytest.mark.parametrize("status", [S.DECLINED, S.FAILED, S.WITHDRAWN])
def test_where_nobody_has_to_act_there_is_no_deadline(db, status):
    case = declaration_at(status)
    assert (case.due_on, case.days_left) == (None, None)


def test_only_the_enterprise_holds_a_case_whose_clock_stands_still():
    assert {OWNERS[status] for status in PAUSED} == {Desk.ENTERPRISE}
