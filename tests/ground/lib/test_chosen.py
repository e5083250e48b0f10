"""The filters that are set, in words, each with the address without it."""

import pytest
from django.http import QueryDict

from enterprises.filters import BrandHolderFilter, EnterpriseFilter, StandardFilter
from enterprises.models import BrandHolder, Enterprise, Standard
from pinzibiao.lib.chosen import chosen_of

pytestmark = pytest.mark.django_db


def found(filterset, model, query, user=None):
    data = QueryDict(query)
    form = filterset(data, model.objects.all(), request=type("Request", (), {"user": user})()).form
    return [(one.label, one.words, one.url) for one in chosen_of(form, data)]


def test_each_filter_with_its_words_and_the_address_without_it(stage):
    query = "q=甲 乙&region=330113&scale=large&page=3&sort=name&above_scale="
    assert found(EnterpriseFilter, Enterprise, query) == [
        (EnterpriseFilter.base_filters["q"].label, "甲 乙", _without("q", query)),
        ("属地", "临平区", _without("region", query)),
        ("规模", "大型", _without("scale", query)),
    ]


def test_a_choice_that_does_not_exist_is_shown_as_typed(stage):
    assert [(label, words) for label, words, _ in found(EnterpriseFilter, Enterprise, "scale=giant")] == [
        ("规模", "giant")
    ]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("published_on_after=2026-01-01&published_on_before=2026-02-01", "2026-01-01 至 2026-02-01"),
        ("published_on_after=2026-01-01", "2026-01-01 起"),
        ("published_on_before=2026-02-01", "2026-02-01 止"),
    ],
)
def test_a_range_of_days_goes_as_one(query, words):
    assert found(StandardFilter, Standard, f"{query}&stage=") == [("发布日期", words, "?stage=")]


def test_a_number_as_typed(stage):
    assert [words for _, words, _ in found(BrandHolderFilter, BrandHolder, "year=2024&route=")] == ["2024"]


def test_nothing_set_nothing_shown(stage):
    assert found(EnterpriseFilter, Enterprise, "q=&page=2&sort=name") == []


def _without(name, query):
    left = QueryDict(query, mutable=True)
    for one in (name, "page"):
        left.pop(one)
    return "?" + left.urlencode()
