"""The bucket of an address: full at first, filled evenly, nobody else's."""

import pytest

from pinzibiao.lib import throttle
from pinzibiao.lib.throttle import Limit

HERE, THERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def clock(monkeypatch):
    """``clock.shift(seconds)`` lets time pass."""

    class Clock:
        now = 1000.0

        def shift(self, seconds):
            self.now += seconds

    clock = Clock()
    monkeypatch.setattr(throttle.time, "monotonic", lambda: clock.now)
    return clock


def waits(limit: Limit, count: int, address: str = HERE) -> list[int]:
    return [limit.wait(address) for _ in range(count)]


def test_a_full_bucket_is_emptied_and_the_rest_waits_for_its_share(clock):
    assert waits(Limit(4), 6) == [0, 0, 0, 0, 15, 15]


def test_tokens_come_back_evenly(clock):
    limit = Limit(4)
    waits(limit, 4)
    clock.shift(14)
    assert limit.wait(HERE) == 1
    clock.shift(1)
    assert waits(limit, 2) == [0, 15]
    clock.shift(3600)
    assert waits(limit, 5) == [0, 0, 0, 0, 15]


def test_each_address_has_its_own(clock):
    limit = Limit(1)
    assert [limit.wait(HERE), limit.wait(THERE), limit.wait(HERE)] == [0, 0, 60]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("", "192.0.2.1", False),
    ],
)
def test_a_household_is_one_network(one, other, is_same, clock):
    limit = Limit(1)
    limit.wait(one)
    assert (limit.wait(other) > 0) == is_same


def test_no_limit_and_no_address_in_memory(clock):
    assert waits(Limit(0), 1000) == [0] * 1000
    limit = Limit(5)
    limit.wait(HERE)
    assert [len(key) for key in limit._buckets] == [64]


def test_the_address_that_was_silent_longest_is_forgotten(clock, monkeypatch):
    monkeypatch.setattr(throttle, "MOST_ADDRESSES", 2)
    limit = Limit(1)
    for address in (HERE, THERE, HERE, "192.0.2.3"):
        limit.wait(address)
    assert (limit.wait(HERE), limit.wait(THERE)) == (60, 0)
