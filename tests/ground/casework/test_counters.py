"""Numbers without gaps, whoever asks at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, Event

import pytest
from django.db import OperationalError, connection, transaction

from pinzibiao.casework.counters import next_blocks, next_number


class GivenBack(Exception):
    """Ends a transaction."""


@transaction.atomic
def impatient(series: str) -> int:
    """A number for somebody who waits a tenth of a second at most."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '100ms'")
    return next_number(series)


@pytest.mark.django_db
def test_each_series_counts_from_one():
    assert [next_number("authorisation/2026") for _ in range(3)] == [1, 2, 3]
    assert next_number("authorisation/2027") == 1


@pytest.mark.django_db
def test_blocks_go_on_where_single_numbers_stopped():
    next_number("a")
    assert next_blocks({"a": 3, "b": 2}) == {"a": 2, "b": 1}
    assert (next_number("a"), next_number("b")) == (5, 3)
    assert next_blocks({}) == {}


@pytest.mark.django_db
def test_a_number_that_was_not_used_comes_again():
    next_number("a")
    with suppress(GivenBack), transaction.atomic():
        assert next_number("a") == 2
        raise GivenBack
    assert next_number("a") == 2


def test_eight_at_once_get_eight_numbers_without_gap(committed_db):
    barrier = Barrier(8)

    def take(_):
        try:
            barrier.wait(timeout=10)
            with transaction.atomic():
                return next_number("races")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(take, range(8))) == list(range(1, 9))


def test_the_second_waits_for_the_first_and_takes_the_number_given_back(committed_db):
    holds, may_end = Event(), Event()

    def first():
        try:
            with suppress(GivenBack), transaction.atomic():
                assert next_number("waiting") == 1
                holds.set()
                assert may_end.wait(timeout=10)
                raise GivenBack
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(first)
        assert holds.wait(timeout=10)
        with pytest.raises(OperationalError):
            impatient("waiting")
        may_end.set()
        running.result(timeout=10)
    assert next_number("waiting") == 1
