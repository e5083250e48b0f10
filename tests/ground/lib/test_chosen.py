"""The filters that are set, in words, each with the address without it."""

from types import SimpleNamespace

import django_filters
import pytest
from django.http import QueryDict

from enterprises.models import Enterprise
from pinzibiao.lib.chosen import chosen_of
from pinzibiao.lib.filters import DayRangeFilter, PortalFilterSet, SearchFilter
from pinzibiao.regions.filters import RegionFilter
from pinzibiao.regions.models import Region


class Filters(PortalFilterSet):
    q = SearchFilter("name", label="企业名称")
    region = RegionFilter()
    place = django_filters.ModelChoiceFilter(label="所在地", queryset=Region.objects.all())
    scale = django_filters.ChoiceFilter(label="规模", choices=Enterprise.Scale)
    established_on = DayRangeFilter(label="成立日期")
    year = django_filters.NumberFilter(label="年份")

    class Meta:
        model = Enterprise
        fields = ()


@pytest.fixture
def found(stage, province_handler):
    def ask(query: str):
        data = QueryDict(query)
        form = Filters(data, Enterprise.objects.all(), request=SimpleNamespace(user=province_handler)).form
        return [(one.label, one.words, one.url) for one in chosen_of(form, data)]

    return ask


def test_each_filter_with_its_words_and_the_address_without_it(found):
    query = "q=甲 乙&region=330113&scale=large&page=3&sort=name&year="
    assert found(query) == [
        ("企业名称", "甲 乙", _without("q", query)),
        ("属地", "临平区", _without("region", query)),
        ("规模", "大型", _without("scale", query)),
    ]


@pytest.mark.parametrize(
    ("query", "label", "words"),
    [
        ("established_on_after=2026-01-01&established_on_before=2026-02-01", "成立日期", "2026-01-01 至 2026-02-01"),
        ("established_on_after=2026-01-01", "成立日期", "2026-01-01 起"),
        ("established_on_before=2026-02-01", "成立日期", "2026-02-01 止"),
        ("year=2024", "年份", "2024"),
        ("place=330113", "所在地", "临平区"),
        ("place=nowhere", "所在地", "nowhere"),
        ("scale=giant", "规模", "giant"),
    ],
)
def test_words_of_one_filter(found, query, label, words):
    assert found(f"{query}&q=") == [(label, words, "?q=")]


def test_nothing_set_nothing_shown(found):
    assert found("q=&page=2&sort=name") == []


def _without(name, query):
    left = QueryDict(query, mutable=True)
    for one in (name, "page"):
        left.pop(one)
    return "?" + left.urlencode()
