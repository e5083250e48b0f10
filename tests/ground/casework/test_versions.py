"""What was submitted, word for word."""

from datetime import date
from decimal import Decimal

import pytest

from pinzibiao.casework.versions import canonical, freeze, versions_of

pytestmark = pytest.mark.django_db


def test_versions_are_numbered_from_one_for_each_case(case, clerk):
    first, second = freeze(case, {"name": "甲"}, by=clerk), freeze(case, {"name": "乙"}, by=clerk)
    assert [v.number for v in versions_of(case)] == [1, 2]
    assert [v.content for v in (first, second)] == [{"name": "甲"}, {"name": "乙"}]
    assert (first.by_id, first.by_name) == (clerk.pk, "钱企经")


def test_the_hash_is_of_the_one_spelling(case, clerk):
    one = freeze(case, {"b": Decimal("1.50"), "a": date(2026, 3, 1)}, by=clerk)
    other = freeze(case, {"a": "2026-03-01", "b": "1.50"}, by=clerk)
    changed = freeze(case, {"a": "2026-03-01", "b": "1.5"}, by=clerk)
    assert one.sha256 == other.sha256 != changed.sha256


def test_chinese_stays_chinese():
    assert canonical({"名": "㐀"}) == '{"名":"㐀"}'
