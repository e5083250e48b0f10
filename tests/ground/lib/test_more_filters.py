"""Of many filters the first stand at once; the others wait behind 更多筛选, open as soon as one is in use."""

import django_filters
import pytest
from django.http import QueryDict

from enterprises.models import Enterprise
from pinzibiao.lib.filters import DayRangeFilter, PortalFilterSet, SearchFilter


def filterset(count: int, query: str = ""):
    found = {f"f{n}": django_filters.CharFilter(label=f"条件{n}") for n in range(count - 1)}
    found |= {"q": SearchFilter("name"), "day": DayRangeFilter(label="日期")}
    meta = type("Meta", (), {"model": Enterprise, "fields": ()})
    return type("Filters", (PortalFilterSet,), found | {"Meta": meta})(QueryDict(query))


def names(bound) -> list[str]:
    return [one.name for one in bound]


@pytest.mark.parametrize(("count", "at_once", "waiting"), [(3, 3, 0), (6, 6, 0), (7, 5, 2), (10, 5, 5)])
def test_how_many_stand_at_once(count, at_once, waiting):
    filters = filterset(count)
    assert (len(filters.first_fields()), len(filters.more_fields())) == (at_once, waiting)
    assert names([*filters.first_fields(), *filters.more_fields()]) == names(b for b in filters.form if b.name != "q")


@pytest.mark.parametrize(
    ("query", "is_open"),
    [("", False), ("f0=x", False), ("f5=x", True), ("f5=", False), ("day_after=2026-01-01", True), ("q=x", False)],
)
def test_the_others_are_open_when_one_is_in_use(query, is_open):
    assert filterset(7, query).is_more_set() is is_open
