"""The lists of visits and of requests: what they show and how they are narrowed."""

import django_filters

from cultivation.models import Dimension
from enterprises.case_search import CaseSearchFilter
from pinzibiao.lib.filters import DayRangeFilter, PortalFilterSet
from pinzibiao.lib.tables import Column, DateColumn, LinkColumn, NumberColumn, PortalTable, StatusColumn
from pinzibiao.regions.filters import RegionFilter

from .models import HelpRequest, HelpVisit
from .states import RequestStatus, VisitStatus


class VisitFilter(PortalFilterSet):
    q = CaseSearchFilter(paired="purpose", number="number", label="编号、企业或目的")
    county = RegionFilter()
    status = django_filters.ChoiceFilter(label="状态", choices=VisitStatus.choices)
    mode = django_filters.ChoiceFilter(label="方式", choices=HelpVisit.Mode.choices)
    expert = django_filters.CharFilter(label="专家", method="by_expert", max_length=40)
    planned_on = DayRangeFilter(label="计划日期")

    class Meta:
        model = HelpVisit
        fields = ()

    def by_expert(self, qs, name, value):
        """Through a subquery, so that a visit of two experts comes once."""
        return qs.filter(pk__in=HelpVisit.objects.filter(experts__name__contains=value.strip()).values("pk"))


class VisitTable(PortalTable):
    number = LinkColumn(verbose_name="帮扶编号", css="date wide", orderable=False)
    enterprise = Column(verbose_name="企业", orderable=False, css="lead-cell")
    county = Column(verbose_name="属地", order_by="county_id")
    planned_on = DateColumn(verbose_name="计划日期")
    mode = Column(accessor="get_mode_display", verbose_name="方式", orderable=False)
    purpose = Column(verbose_name="帮扶目的", orderable=False)
    expert_names = Column(verbose_name="专家", accessor="names_of_experts", orderable=False)
    problem_count = NumberColumn(verbose_name="问题（个）", orderable=False)
    rating = NumberColumn(verbose_name="评价（分）", orderable=False)
    status = StatusColumn(verbose_name="状态", orderable=False)


class RequestFilter(PortalFilterSet):
    q = CaseSearchFilter("title", number="number", label="编号、企业或问题")
    county = RegionFilter()
    status = django_filters.ChoiceFilter(label="状态", choices=RequestStatus.choices)
    dimension = django_filters.ChoiceFilter(label="维度", choices=Dimension.choices)
    wished_on = DayRangeFilter(label="希望日期")

    class Meta:
        model = HelpRequest
        fields = ()


class RequestTable(PortalTable):
    number = LinkColumn(verbose_name="需求编号", css="date wide", orderable=False)
    enterprise = Column(verbose_name="企业", orderable=False, css="lead-cell")
    county = Column(verbose_name="属地", order_by="county_id")
    title = Column(verbose_name="要解决的问题", orderable=False)
    dimension = Column(accessor="get_dimension_display", verbose_name="维度", orderable=False)
    wished_on = DateColumn(verbose_name="希望日期")
    due_on = DateColumn(verbose_name="派单期限")
    status = StatusColumn(verbose_name="状态", orderable=False)
