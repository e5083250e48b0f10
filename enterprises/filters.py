"""Filters of the lists of enterprises and account requests."""

import django_filters
from django import forms

from pinzibiao.lib.filters import PortalFilterSet, SearchFilter
from pinzibiao.lib.pieces import kept
from pinzibiao.regions.filters import RegionFilter

from .brand_filters import BrandFilter, BrandRouteFilter, BrandYearFilter, FoundedFilter
from .models import AccountRequest, Enterprise, Industry
from .searching import EnterpriseSearchFilter
from .states import AccountRequestStatus

YES_NO = [("yes", "是"), ("no", "否")]


def industry_choices() -> list:
    """Sections with their divisions: 117 lines in one query."""
    rows = list(Industry.objects.filter(level__lte=2).values_list("code", "name", "level"))
    sections = [(code, name) for code, name, level in rows if level == 1]
    return [
        (
            f"{code} {name}",
            [(code, f"{code} 全部"), *((c, f"{c} {n}") for c, n, level in rows if level == 2 and c[0] == code)],
        )
        for code, name in sections
    ]


def in_industry(rows, code: str):
    """Rows of a section, division, group or class and what lies below, by the equalities that indexes serve."""
    code = code.strip().upper()
    if len(code) == 3:
        return rows.filter(division_code=code)
    below = Industry.objects.filter(code__startswith=code)
    if len(code) < 3:
        return rows.filter(division_code__in=[code, *below.filter(level=2).values_list("code", flat=True)])
    classes = list(below.values_list("code", flat=True))
    if len(classes) == 1:
        return rows.filter(industry=classes[0])
    return rows.filter(division_code=code[:3], industry__in=classes)


class EnterpriseFilter(PortalFilterSet):
    q = EnterpriseSearchFilter()
    region = RegionFilter()
    industry = django_filters.ChoiceFilter(
        label="行业", choices=lambda: kept("industries", industry_choices), method="of_industry"
    )
    class_code = django_filters.CharFilter(
        label="行业代码",
        method="of_industry",
        max_length=5,
        widget=forms.TextInput(attrs={"placeholder": "如 C277"}),
    )
    scale = django_filters.ChoiceFilter(label="规模", choices=Enterprise.Scale)
    above_scale = django_filters.ChoiceFilter(label="规上", choices=YES_NO, method="by_above_scale")
    brand = BrandFilter()
    route = BrandRouteFilter()
    brand_year = BrandYearFilter()
    founded = FoundedFilter()

    class Meta:
        model = Enterprise
        fields = ()

    def of_industry(self, rows, name, value):
        return in_industry(rows, value)

    def by_above_scale(self, rows, name, value):
        return rows.filter(is_above_scale=value == "yes")


def offer(name: str, found: django_filters.Filter) -> None:
    """A room above adds a filter of its own to the list of enterprises. Called in ``AppConfig.ready()``."""
    EnterpriseFilter.base_filters[name] = found


class AccountRequestFilter(PortalFilterSet):
    q = SearchFilter("enterprise_name", "uscc", label="企业名称或统一社会信用代码")
    region = RegionFilter()
    status = django_filters.ChoiceFilter(label="状态", choices=AccountRequestStatus)

    class Meta:
        model = AccountRequest
        fields = ()
