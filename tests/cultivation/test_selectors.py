"""The library as of any day: acts count by the day they name, not by the day of typing."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cultivation import selectors
from cultivation.actions import ENTRY_PROCEDURE
from cultivation.models import LibraryEntry
from pinzibiao.casework.refusals import NotReady
from tests.factories.cultivation import LibraryEntryFactory
from tests.factories.enterprises import EnterpriseFactory

DAYS = [date(2025, month, 1) for month in range(1, 13)]


@pytest.fixture
def moved(enterprise, county_officer):
    """In since 1 March as reserve, key since 1 June, branded since 1 September of 2025."""
    entry = LibraryEntryFactory(enterprise=enterprise, by=county_officer)
    told = {"by": county_officer}
    ENTRY_PROCEDURE.take(entry, "admit", **told, data={"entered_on": date(2025, 3, 1), "tier": "reserve"})
    ENTRY_PROCEDURE.take(entry, "set_tier", **told, data={"tier": "key", "moved_on": date(2025, 6, 1)})
    ENTRY_PROCEDURE.take(entry, "obtain_brand", by=None, data={"branded_on": date(2025, 9, 1)})
    return entry


def then(entry, day: date):
    found = selectors.as_of(LibraryEntry.objects.filter(pk=entry.pk), day).first()
    return found and (found.status_then, found.tier_then)


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        (date(2025, 2, 28), None),
        (date(2025, 3, 1), ("listed", "reserve")),
        (date(2025, 5, 31), ("listed", "reserve")),
        (date(2025, 6, 1), ("listed", "key")),
        (date(2025, 8, 31), ("listed", "key")),
        (date(2025, 9, 1), ("branded", "branded")),
        (date(2026, 12, 1), ("branded", "branded")),
    ],
)
def test_an_entry_is_told_as_it_was(day, wanted, moved):
    assert then(moved, day) == wanted


def test_who_left_and_came_back_is_counted_on_the_days_between(enterprise, county_officer):
    first = LibraryEntryFactory(enterprise=enterprise, by=county_officer)
    told = {"by": county_officer, "comment": "停产。"}
    ENTRY_PROCEDURE.take(first, "admit", **told, data={"entered_on": date(2025, 1, 1)})
    ENTRY_PROCEDURE.take(first, "leave", **told, data={"left_on": date(2025, 4, 1)})
    again = LibraryEntryFactory(enterprise=enterprise, by=county_officer)
    ENTRY_PROCEDURE.take(again, "admit", **told, data={"entered_on": date(2025, 8, 1), "tier": "sprint"})
    rows = LibraryEntry.objects.all()
    inside = {day.month: [count for *_, count in selectors.tier_counts_as_of(rows, day)] for day in DAYS}
    assert [inside[month] for month in (1, 3, 4, 7, 8, 12)] == [
        [1, 0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0], [0, 0, 1, 0],
    ]  # fmt: skip


def test_a_move_is_not_dated_before_the_one_it_follows(moved, enterprise, county_officer):
    entry = LibraryEntryFactory(enterprise=EnterpriseFactory(), by=county_officer)
    ENTRY_PROCEDURE.take(entry, "admit", by=county_officer, data={"entered_on": date(2025, 3, 1), "tier": "reserve"})
    ENTRY_PROCEDURE.take(entry, "set_tier", by=county_officer, data={"tier": "key", "moved_on": date(2025, 6, 1)})
    with pytest.raises(NotReady, match="2025-06-01"):
        ENTRY_PROCEDURE.take(
            entry, "set_tier", by=county_officer, data={"tier": "sprint", "moved_on": date(2025, 5, 31)}
        )


@pytest.mark.django_db
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=st.lists(st.integers(1, 11), min_size=1, max_size=4, unique=True), asked=st.integers(0, 11))
def test_under_any_history_the_tier_of_a_day_is_that_of_the_last_move_before_it(steps, asked, county_officer):
    tiers = ["reserve", "key", "sprint"]
    entry = LibraryEntryFactory(enterprise=EnterpriseFactory(), by=county_officer)
    ENTRY_PROCEDURE.take(entry, "admit", by=county_officer, data={"entered_on": DAYS[0], "tier": tiers[0]})
    told = {0: tiers[0]}
    for count, step in enumerate(sorted(steps), start=1):
        told[step] = tiers[count % 3]
        data = {"tier": told[step], "moved_on": DAYS[step]}
        ENTRY_PROCEDURE.take(entry, "set_tier", by=county_officer, data=data)
    assert then(entry, DAYS[asked]) == ("listed", told[max(step for step in told if step <= asked)])
