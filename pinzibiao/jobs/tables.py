"""The columns and filters of 我的任务."""

import django_filters

from pinzibiao.lib.filters import PortalFilterSet, SearchFilter
from pinzibiao.lib.tables import Column, DateColumn, LinkColumn, PortalTable, StatusColumn

from .models import Job
from .states import Status


class JobFilter(PortalFilterSet):
    q = SearchFilter("title", label="任务名称")
    status = django_filters.ChoiceFilter(choices=Status.choices, label="状态")

    class Meta:
        model = Job
        fields = ["q", "status"]


class JobTable(PortalTable):
    title = LinkColumn(verbose_name="任务")
    status = StatusColumn(verbose_name="状态")
    progress = Column(verbose_name="进度和结果", orderable=False)
    created_at = DateColumn(verbose_name="提交时间")
    finished_at = DateColumn(verbose_name="结束时间")

    class Meta(PortalTable.Meta):
        model = Job
        fields = ["title", "status", "progress", "created_at", "finished_at"]
