"""Addresses made without Django's search are those that Django makes."""

import pytest
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse

from pinzibiao.lib.addresses import changed, fixed_address, record_address


@pytest.mark.parametrize("name", ["enterprises:detail", "cultivation:problem_detail", "exchange:import_detail"])
def test_a_record_lies_where_django_says(name):
    assert [record_address(name, pk) for pk in (1, 10**12)] == [reverse(name, args=[pk]) for pk in (1, 10**12)]


def test_a_page_of_the_frame_lies_where_django_says():
    assert fixed_address("jobs:list") == reverse("jobs:list")


def test_an_unknown_page_is_an_error_each_time():
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            fixed_address("jobs:nowhere")


@pytest.mark.parametrize(
    ("query", "changes", "address"),
    [
        ("", {}, "?"),
        ("q=甲 乙&page=3", {"page": None}, "?q=%E7%94%B2+%E4%B9%99"),
        ("a=1&a=2&b=3", {"b": 4}, "?a=1&a=2&b=4"),
        ("a=1&b=", {"c": "x&y"}, "?a=1&b=&c=x%26y"),
    ],
)
def test_the_page_asked_otherwise(query, changes, address):
    assert changed(QueryDict(query), **changes) == address
