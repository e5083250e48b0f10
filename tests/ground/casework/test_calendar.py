"""China's working days: weekends, holidays, make-up days."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pinzibiao.casework.calendar import (
    add_working_days,
    is_provisional,
    is_working_day,
    working_days_before,
    working_days_between,
)
from pinzibiao.casework.models import CalendarDay, CalendarYear

pytestmark = pytest.mark.django_db


@pytest.fixture
def holidays(db):
    call_command("load_holidays", verbosity=0)


def test_national_day_of_2023(holidays):
    """中秋国庆 9月29日至10月6日; 10月7日（六）and 8日（日）are worked."""
    assert add_working_days(date(2023, 9, 28), 1) == date(2023, 10, 7)
    assert add_working_days(date(2023, 9, 28), 2) == date(2023, 10, 8)
    assert working_days_between(date(2023, 9, 28), date(2023, 10, 9)) == 3


def test_make_up_days_are_worked_and_holidays_are_not(holidays):
    assert is_working_day(date(2023, 10, 7))
    assert not is_working_day(date(2023, 9, 29))
    assert not is_working_day(date(2023, 10, 14))


def test_the_day_itself_does_not_count(holidays):
    assert add_working_days(date(2023, 3, 1), 5) == date(2023, 3, 8)
    assert add_working_days(date(2023, 3, 1), 0) == date(2023, 3, 1)


def test_a_year_not_announced_counts_weekends_only_and_says_so(holidays):
    assert is_provisional(date(2031, 10, 1))
    assert not is_provisional(date(2023, 10, 1))
    assert add_working_days(date(2031, 9, 30), 1) == date(2031, 10, 1)


def test_an_edited_day_counts(holidays):
    CalendarDay.objects.update_or_create(day=date(2023, 3, 2), defaults={"is_working": False, "name": "临时放假"})
    assert add_working_days(date(2023, 3, 1), 1) == date(2023, 3, 3)


def test_loading_again_keeps_what_was_edited(holidays):
    CalendarDay.objects.filter(day=date(2023, 10, 7)).update(is_working=False, name="改为放假")
    years = CalendarYear.objects.count()
    call_command("load_holidays", verbosity=0)
    assert not is_working_day(date(2023, 10, 7))
    assert CalendarYear.objects.count() == years


DAYS = st.dates(min_value=date(2021, 1, 1), max_value=date(2030, 12, 31))
BOUNDS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@BOUNDS
@given(start=DAYS, days=st.integers(min_value=1, max_value=60))
def test_adding_and_counting_are_inverse(holidays, start, days):
    end = add_working_days(start, days)
    assert working_days_between(start, end) == days
    assert is_working_day(end)
    assert working_days_between(end, start) == -days


@BOUNDS
@given(start=DAYS, length=st.integers(min_value=0, max_value=90), at=st.integers(min_value=0, max_value=90))
def test_a_span_is_the_sum_of_its_parts(holidays, start, length, at):
    middle, end = start + timedelta(days=min(at, length)), start + timedelta(days=length)
    assert working_days_between(start, end) == working_days_between(start, middle) + working_days_between(middle, end)


@given(st.dates(date(2025, 2, 1), date(2026, 12, 1)), st.integers(0, 40))
def test_backwards_is_forwards(end, days):
    start = working_days_before(end, days)
    assert working_days_between(start, end) == days
    assert days == 0 or is_working_day(start + timedelta(days=1))
