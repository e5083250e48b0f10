"""Filters of the registers that hang on enterprises: products, officers, awards, system certificates, year figures."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone

from pinzibiao.lib.bigrams import Bigrams, holding
from pinzibiao.lib.filters import DayRangeFilter, PortalFilterSet
from pinzibiao.regions.filters import RegionFilter

from . import search
from .models import Enterprise, Product, QualityAward, QualityOfficer, SystemCertificate, YearFigure
from .searching import refuse_too_short

YES_NO = [("yes", "是"), ("no", "否")]
IN_FORCE = [("valid", "有效"), ("expired", "已过期")]


class ItemSearchFilter(django_filters.CharFilter):
    """Rows whose own fields hold every word, or whose enterprise is found by it. Each way has its index."""

    def __init__(self, *names: str, label: str):
        self.names = names
        widget = forms.TextInput(attrs={"type": "search", "placeholder": label})
        super().__init__(label=label, max_length=100, widget=widget, validators=[refuse_too_short])

    def filter(self, qs, value):
        for word in (value or "").split():
            qs = qs.filter(pk__in=self._holding(qs.model, word))
        return qs

    def _holding(self, model, word: str):
        """Keys by either way, put together: an OR over two tables would read both of them whole."""
        found = model.objects.filter(enterprise__in=search.search(Enterprise.objects.all(), word)).order_by()
        ways = [_with(model, name, word) for name in self.names]
        return found.values("pk").union(*ways)


def _with(model, name: str, word: str):
    """Keys of the rows whose column holds ``word``, by the index of its pairs."""
    return model.objects.alias(pairs=Bigrams(name)).filter(**holding(name, word)).order_by().values("pk")


class ValidityFilter(django_filters.ChoiceFilter):
    """Papers by whether their last day is still to come. A paper without one is in neither."""

    def __init__(self, field_name: str, label: str = "效力"):
        super().__init__(field_name=field_name, label=label, choices=IN_FORCE)

    def filter(self, qs, value):
        if not value:
            return qs
        lookup = "gte" if value == "valid" else "lt"
        return qs.filter(**{f"{self.field_name}__{lookup}": timezone.localdate()})


def year_filter(field_name: str, label: str, lookup: str = "exact") -> django_filters.NumberFilter:
    return django_filters.NumberFilter(
        field_name=field_name, lookup_expr=lookup, label=label, min_value=1990, max_value=2100
    )


class ProductFilter(PortalFilterSet):
    q = ItemSearchFilter("name", label="产品或企业名称")
    region = RegionFilter()
    device_class = django_filters.ChoiceFilter(label="器械类别", choices=Product.DeviceClass.choices[1:])
    licence = ValidityFilter("licence_valid_to", label="注册证")

    class Meta:
        model = Product
        fields = ()


class QualityOfficerFilter(PortalFilterSet):
    q = ItemSearchFilter("name", label="姓名或企业名称")
    region = RegionFilter()
    active = django_filters.ChoiceFilter(label="在任", choices=YES_NO, method="by_active")
    trained = year_filter("trained_on", "培训年份", "year")

    class Meta:
        model = QualityOfficer
        fields = ()

    def by_active(self, rows, name, value):
        return rows.filter(is_active=value == "yes")


class QualityAwardFilter(PortalFilterSet):
    q = ItemSearchFilter("name", label="奖项或企业名称")
    region = RegionFilter()
    level = django_filters.ChoiceFilter(label="级别", choices=QualityAward.Level)
    year = year_filter("year", "年度")

    class Meta:
        model = QualityAward
        fields = ()


class SystemCertificateFilter(PortalFilterSet):
    q = ItemSearchFilter("number", label="证书编号或企业名称")
    region = RegionFilter()
    kind = django_filters.ChoiceFilter(label="体系", choices=SystemCertificate.Kind)
    validity = ValidityFilter("valid_to")
    valid_to = DayRangeFilter(label="有效期至")

    class Meta:
        model = SystemCertificate
        fields = ()


class YearFigureFilter(PortalFilterSet):
    q = ItemSearchFilter(label="企业名称或统一社会信用代码")
    region = RegionFilter()
    year = year_filter("year", "年度")
    reported = django_filters.ChoiceFilter(label="已报品字标销售额", choices=YES_NO, method="by_reported")

    class Meta:
        model = YearFigure
        fields = ()

    def by_reported(self, rows, name, value):
        return rows.filter(Q(brand_sales_wan=None) if value == "no" else Q(brand_sales_wan__isnull=False))


class SalesShareFilter(PortalFilterSet):
    """The place of which the shares are asked."""

    region = RegionFilter()

    class Meta:
        model = YearFigure
        fields = ()
