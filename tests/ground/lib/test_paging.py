"""Walking through a list: every row once, in the list's order, there and back."""

from datetime import date
from itertools import chain

import pytest

from enterprises.models import Enterprise
from pinzibiao.lib import paging
from tests.cast import XIANJU
from tests.factories.enterprises import EnterpriseFactory

pytestmark = pytest.mark.django_db
SORTS = ["-pk", "pk", "name", "-name", "established_on", "-established_on", "county__name", "-is_above_scale"]
DAYS = [date(2020, 5, 1), None, date(2019, 1, 1), None, date(2020, 5, 1), date(2021, 1, 1), None]


@pytest.fixture
def rows():
    for n, day in enumerate(DAYS):
        place = {"county_id": XIANJU} if n % 2 else {}
        EnterpriseFactory(name=f"企业{n % 3}", established_on=day, is_above_scale=n < 3, **place)
    return Enterprise.objects.select_related("county")


def turned(rows, place: str) -> paging.Page:
    return paging.Page(rows, 2, place)


@pytest.mark.parametrize("sort", SORTS)
def test_forwards_and_backwards_shows_every_row_once(rows, sort):
    ordered = paging.with_tie_breaker(rows.order_by(sort))
    page, there = turned(ordered, ""), []
    while True:
        there.append([row.pk for row in page.object_list])
        if not page.next:
            break
        page = turned(ordered, page.next)
    assert list(chain(*there)) == list(ordered.values_list("pk", flat=True))
    assert [len(part) for part in there] == [2, 2, 2, 1]
    back = [there[-1]]
    while page.previous:
        page = turned(ordered, page.previous)
        back.insert(0, [row.pk for row in page.object_list])
    assert (back, page.number) == (there, 1)


@pytest.mark.parametrize("sort", SORTS)
def test_the_last_page_is_the_one_at_the_end_of_the_way(rows, sort):
    ordered = paging.with_tie_breaker(rows.order_by(sort))
    last = turned(ordered, turned(ordered, "").last)
    assert [row.pk for row in last.object_list] == [ordered.values_list("pk", flat=True)[6]]
    assert (last.number_text, last.next) == ("第 4 页，共 4 页", "")


def test_beyond_the_bound_pages_are_counted_from_the_end(rows, monkeypatch):
    monkeypatch.setattr(paging, "COUNT_BOUND", 4)
    ordered = rows.order_by("pk")
    last = turned(ordered, turned(ordered, "").last)
    before = turned(ordered, last.previous)
    assert (last.count_text, last.number_text, before.number_text) == ("4+", "末页", "倒数第 2 页")
    assert [row.pk for row in last.object_list] == list(ordered.values_list("pk", flat=True)[5:])


def test_a_page_whose_rows_are_gone_is_the_first(rows):
    ordered = rows.order_by("pk")
    second = turned(ordered, "").next
    keep = list(ordered.values_list("pk", flat=True)[:2])
    Enterprise.objects.exclude(pk__in=keep).delete()
    page = turned(ordered, second)
    assert ([row.pk for row in page.object_list], page.number_text) == (keep, "第 1 页，共 1 页")


def test_a_row_put_in_before_moves_nothing_on_the_next_page(rows):
    ordered = rows.order_by("-pk")
    following = turned(ordered, "").next
    expected = [row.pk for row in turned(ordered, following).object_list]
    EnterpriseFactory()
    assert [row.pk for row in turned(ordered, following).object_list] == expected


@pytest.mark.parametrize("place", ["2", "a.b", "WyJhZnRlciIsMixbMV1d:x"])
def test_a_place_that_was_never_given_is_refused(rows, place):
    with pytest.raises(paging.StaleCursor):
        turned(rows.order_by("pk"), place)


def test_a_place_of_another_sort_is_refused(rows):
    by_name, by_day = (paging.with_tie_breaker(rows.order_by(sort)) for sort in ("name", "established_on"))
    for ordered in (rows.order_by("pk"), by_day):
        with pytest.raises(paging.StaleCursor):
            turned(ordered, turned(by_name, "").next)


def test_a_deep_page_begins_at_its_place_in_the_index(rows, django_assert_num_queries):
    ordered = paging.with_tie_breaker(rows.order_by("name"))
    place = turned(ordered, "").next
    with django_assert_num_queries(1) as asked:
        turned(ordered, place)
    assert '"name" >= ' in asked[0]["sql"]


@pytest.mark.parametrize("sort", ["-pk", "pk", "name", "-name"])
def test_rows_of_one_place_are_walked_by_the_index_of_the_place(rows, sort):
    ordered = paging.with_tie_breaker(rows.filter(county__gte=XIANJU, county__lte=XIANJU).order_by(sort), "county_id")
    assert ordered.query.order_by[0].lstrip("-") == "county_id"
    page, there = paging.Page(ordered, 2, "", "county_id"), []
    while True:
        there += [row.pk for row in page.object_list]
        if not page.next:
            break
        page = paging.Page(ordered, 2, page.next, "county_id")
    assert there == list(ordered.values_list("pk", flat=True))
    assert [row.pk for row in paging.Page(ordered, 2, page.previous, "county_id").object_list] == there[:2]


def test_without_such_an_index_the_sort_stays_as_it_is(rows):
    ordered = paging.with_tie_breaker(rows.order_by("established_on"), "county_id")
    assert ordered.query.order_by == ("established_on", "-pk")
    page = paging.Page(ordered, 2, paging.Page(ordered, 2, "", "county_id").last, "county_id")
    assert page.objects.query.order_by == ("established_on", "-pk")
