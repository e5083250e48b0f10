"""Filters of the lists of standards, brand holders and certificates."""

from datetime import timedelta

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone

from pinzibiao.lib.filters import DayRangeFilter, PortalFilterSet, SearchFilter
from pinzibiao.regions.filters import RegionFilter

from .chooser import search_standards
from .filters import YES_NO
from .models import BrandHolder, Certificate, Route, Standard, StandardPublisher, SubBrand, Surveillance
from .states import LIVE, CertificateStatus

SOON = timedelta(days=30)


class YearFilter(django_filters.NumberFilter):
    """Rows whose day lies in a year."""

    def __init__(self, field_name: str, label: str, **kwargs):
        super().__init__(
            field_name=field_name, lookup_expr="year", label=label, min_value=2014, max_value=2100, **kwargs
        )


class StandardFilter(PortalFilterSet):
    q = django_filters.CharFilter(
        label="标准号或名称",
        method="search",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "标准号或名称"}),
    )
    region = RegionFilter("lead_drafter__", label="主要起草企业属地")
    stage = django_filters.ChoiceFilter(label="阶段", choices=Standard.Stage)
    validity = django_filters.ChoiceFilter(
        label="效力", choices=[("current", "现行有效"), ("withdrawn", "已废止")], method="by_validity"
    )
    publisher = django_filters.ModelChoiceFilter(label="发布机构", queryset=StandardPublisher.objects.all())
    year = YearFilter("published_on", "发布年份")
    published_on = DayRangeFilter(label="发布日期")

    class Meta:
        model = Standard
        fields = ()

    def search(self, rows, name, value):
        return search_standards(rows, value)

    def by_validity(self, rows, name, value):
        if value == "withdrawn":
            return rows.filter(withdrawn_on__isnull=False)
        return rows.filter(withdrawn_on=None, published_on__isnull=False)


class PublisherFilter(PortalFilterSet):
    q = SearchFilter("name", label="发布机构")

    class Meta:
        model = StandardPublisher
        fields = ()


class BrandHolderFilter(PortalFilterSet):
    q = SearchFilter("enterprise__name", "enterprise__uscc", label="企业名称或统一社会信用代码")
    region = RegionFilter("enterprise__")
    route = django_filters.ChoiceFilter(label="途径", choices=Route)
    sub_brand = django_filters.ChoiceFilter(label="子品牌", choices=SubBrand)
    year = YearFilter("first_valid_on", "首次获得年份")
    current = django_filters.ChoiceFilter(label="有效", choices=YES_NO, method="by_current")

    class Meta:
        model = BrandHolder
        fields = ()

    def by_current(self, rows, name, value):
        return rows.filter(is_current=value == "yes")


class CertificateFilter(PortalFilterSet):
    q = SearchFilter("number", "enterprise__name", "product_name", label="证书编号、企业或产品")
    region = RegionFilter("enterprise__")
    status = django_filters.ChoiceFilter(label="状态", choices=CertificateStatus)
    surveillance = django_filters.ChoiceFilter(
        label="监督到期", choices=[("overdue", "已逾期"), ("soon", "30 天内到期")], method="by_surveillance"
    )
    kind = django_filters.ChoiceFilter(label="证书类别", choices=Certificate.Kind)
    sub_brand = django_filters.ChoiceFilter(label="子品牌", choices=SubBrand)
    year = YearFilter("issued_on", "发证年份")
    issued_on = DayRangeFilter(label="发证日期")
    valid_to = DayRangeFilter(label="有效期至")

    class Meta:
        model = Certificate
        fields = ()

    def by_surveillance(self, rows, name, value):
        """Only what is still watched: a certificate that has ended falls due no more."""
        today = timezone.localdate()
        days = {"overdue": {"due_on__lt": today}, "soon": {"due_on__range": (today, today + SOON)}}[value]
        due = Surveillance.objects.filter(certificate=OuterRef("pk"), done_on=None, **days)
        return rows.filter(Exists(due), status__in=LIVE)
