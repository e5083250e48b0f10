"""Filters of enterprises by their brand: whether they carry it, by which route, since which year.

Whether it carries it stands in the row; route and year ask the holders by a subquery of their own, so that two of
them never multiply rows.
"""

from datetime import date

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from .models import BrandHolder, Route

FIRST_YEAR = 2014
STATES = [("yes", "是"), ("no", "否"), ("ended", "曾经是，已失效")]


def year_choices() -> list[tuple[int, str]]:
    """From this year back to the first year of the brand."""
    return [(year, f"{year} 年") for year in range(timezone.localdate().year, FIRST_YEAR - 1, -1)]


def _held(**fields) -> Exists:
    return Exists(BrandHolder.objects.filter(enterprise=OuterRef("pk"), **fields))


class BrandFilter(django_filters.ChoiceFilter):
    """Whether the enterprise carries the brand today, or did once."""

    def __init__(self, **kwargs):
        super().__init__(label="品字标企业", choices=STATES, **kwargs)

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        match value:
            case "yes":
                return rows.filter(is_branded=True)
            case "no":
                return rows.filter(is_branded=False)
            case "ended":
                return rows.filter(_held(is_current=False), is_branded=False)
        return rows


class BrandRouteFilter(django_filters.ChoiceFilter):
    """The route by which the enterprise carries the brand today."""

    def __init__(self, **kwargs):
        super().__init__(label="品字标途径", choices=Route.choices, **kwargs)

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        return rows.filter(_held(is_current=True, route=value)) if value else rows


class BrandYearFilter(django_filters.ChoiceFilter):
    """The year of the very first brand, by whichever route: the year in which reports count the enterprise as new."""

    def __init__(self, **kwargs):
        super().__init__(label="首次获得品字标", choices=year_choices, **kwargs)

    def filter(self, rows: QuerySet, value: str) -> QuerySet:
        if not value:
            return rows
        begin = date(int(value), 1, 1)
        return rows.filter(_held(first_valid_on__year=int(value)), ~_held(first_valid_on__lt=begin))


class FoundedFilter(django_filters.NumberFilter):
    """The year in which the enterprise was founded."""

    field_class = forms.IntegerField

    def __init__(self, **kwargs):
        super().__init__(
            field_name="established_on", lookup_expr="year", label="成立年份", min_value=1900, max_value=2100, **kwargs
        )
