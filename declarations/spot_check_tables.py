"""Columns and filters of the spot checks, for the offices and for everybody."""

import django_filters
from django.utils.html import format_html

from enterprises.filters import in_industry, industry_choices
from enterprises.models import Enterprise
from pinzibiao.lib.filters import PortalFilterSet, SearchFilter
from pinzibiao.lib.pieces import kept
from pinzibiao.lib.tables import Column, DateColumn, LinkColumn, PortalTable, StatusColumn
from pinzibiao.regions.filters import RegionFilter

from .models import Authorisation, SpotCheck
from .spot_checks import WAITING, in_state, is_open, state_of

CASE = "authorisation__declaration__"


class PublicSpotCheckFilter(PortalFilterSet):
    """Within one year."""

    q = SearchFilter(
        "authorisation__enterprise_name",
        "authorisation__product_name",
        "authorisation__number",
        label="企业、产品或授权编号",
    )
    region = RegionFilter(CASE)
    industry = django_filters.ChoiceFilter(
        label="行业", choices=lambda: kept("industries", industry_choices), method="of_industry"
    )
    state = django_filters.ChoiceFilter(
        label="结果", method="by_state", choices=[*WAITING.items(), *SpotCheck.Result.choices]
    )

    class Meta:
        model = SpotCheck
        fields = []

    def of_industry(self, rows, name, value):
        cases = Authorisation.objects.filter(declaration__enterprise__in=in_industry(Enterprise.objects.all(), value))
        return rows.filter(authorisation__in=cases)

    def by_state(self, rows, name, value):
        return in_state(rows, value)


class SpotCheckFilter(PublicSpotCheckFilter):
    year = django_filters.NumberFilter(label="年度", field_name="plan__year", min_value=2000, max_value=9999)


class PublicSpotCheckTable(PortalTable):
    number = LinkColumn(verbose_name="授权编号", css="lead-cell date", order_by="authorisation__number")
    enterprise = Column(verbose_name="企业", orderable=False)
    product = Column(verbose_name="产品", orderable=False)
    county = Column(verbose_name="属地", orderable=False)
    industry = Column(verbose_name="行业", orderable=False)
    state = StatusColumn(verbose_name="结果", order_by="result")
    checked_on = DateColumn(verbose_name="检查日期")

    class Meta(PortalTable.Meta):
        model = SpotCheck
        fields = ("number", "enterprise", "product", "county", "industry", "state", "checked_on")


class SpotCheckTable(PublicSpotCheckTable):
    year = Column(verbose_name="年度", order_by="plan__year", css="date")
    note = Column(verbose_name="检查情况", orderable=False)
    act = Column(verbose_name="办理", orderable=False, exclude_from_export=True, css="date")

    class Meta(PublicSpotCheckTable.Meta):
        fields = (*PublicSpotCheckTable.Meta.fields, "year", "note", "act")


def public_row(check: SpotCheck) -> dict:
    row, case = check.authorisation, check.authorisation.declaration
    return {
        "number": row.number,
        "url": row.get_absolute_url(),
        "enterprise": row.enterprise_name,
        "product": row.product_name,
        "county": case.county.name,
        "industry": case.enterprise.industry.name,
        "state": state_of(check),
        "checked_on": check.checked_on,
    }


def office_row(check: SpotCheck, *, may_record: bool) -> dict:
    """The number leads to the case; whoever records finds the way to it."""
    act = format_html('<a href="{}">登记结果</a>', check.get_absolute_url()) if may_record and is_open(check) else ""
    return public_row(check) | {
        "url": check.authorisation.declaration.get_absolute_url(),
        "year": str(check.plan.year),
        "note": check.note,
        "act": act,
    }
