"""The list of reports, and the rows behind a figure."""

import django_filters

from pinzibiao.lib.filters import DayRangeFilter, PortalFilterSet, SearchFilter
from pinzibiao.lib.tables import Column, DateColumn, LinkColumn, PortalTable, StatusColumn

from .models import Report
from .states import ReportStatus


class ReportTable(PortalTable):
    title = LinkColumn(verbose_name="报告")
    kind = Column(verbose_name="类别", accessor="get_kind_display", order_by="kind")
    region = Column(verbose_name="区域", accessor="region__name", order_by="region")
    period_from = DateColumn(verbose_name="期间自")
    period_to = DateColumn(verbose_name="期间至")
    version = Column(verbose_name="版本", css="num")
    status = StatusColumn(verbose_name="状态")
    cut_off_at = DateColumn(verbose_name="数据截止")


class ReportFilter(PortalFilterSet):
    q = SearchFilter("title", label="报告标题")
    kind = django_filters.ChoiceFilter(label="类别", choices=Report.Kind.choices)
    status = django_filters.ChoiceFilter(label="状态", choices=ReportStatus.choices)
    created_at = DayRangeFilter(label="发起日期")

    class Meta:
        model = Report
        fields = []


class RowsTable(PortalTable):
    """Any row that a figure counts."""

    title = LinkColumn(verbose_name="记录", accessor="title", orderable=False)
    enterprise = Column(verbose_name="企业", orderable=False)
    county = Column(verbose_name="属地", orderable=False)
    counted_on = DateColumn(verbose_name="计入日期")
    value = Column(verbose_name="数值", css="num", orderable=False)


class CountedRowsTable(RowsTable):
    """Rows that are only counted: each stands for one."""

    class Meta(RowsTable.Meta):
        exclude = ["value"]
