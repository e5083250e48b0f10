"""Filters of the projects' lists."""

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from pinzibiao.lib.filters import DayRangeFilter, PortalFilterSet, SearchFilter
from pinzibiao.regions.filters import RegionFilter
from pinzibiao.regions.models import Region

from .models import Indicator, NqiStation, ProgrammeEvent, Project, ProjectRegion
from .states import ProjectStatus


def year_choices() -> list[tuple[int, str]]:
    return [(year, f"{year} 年") for year in range(timezone.localdate().year + 1, 2019, -1)]


class TouchingFilter(RegionFilter):
    """Projects that concern a place: it or something below it is among their places."""

    def filter(self, qs, value):
        if not value:
            return qs
        places = ProjectRegion.objects.filter(Q(project=OuterRef("pk")), Q(region=value) | Q(region__parent=value))
        return qs.filter(Exists(places))


class HeldInFilter(RegionFilter):
    """Rows whose ``region`` is a place or lies right below it."""

    def filter(self, qs, value):
        return qs.filter(Q(region=value) | Q(region__parent=value)) if value else qs


class ProjectFilter(PortalFilterSet):
    q = SearchFilter("title", "number", label="项目名称或编号")
    region = TouchingFilter(label="项目区域")
    kind = django_filters.ChoiceFilter(label="类别", choices=Project.Kind)
    year = django_filters.ChoiceFilter(label="年度", choices=year_choices)
    status = django_filters.ChoiceFilter(label="状态", choices=ProjectStatus)
    level = django_filters.ChoiceFilter(label="管理机关", choices=Region.Level, field_name="office__level")
    approved_on = DayRangeFilter(label="立项日期")

    class Meta:
        model = Project
        fields = ()


class EventFilter(PortalFilterSet):
    q = SearchFilter("title", "place", label="活动名称或地点")
    region = HeldInFilter(label="区域")
    kind = django_filters.ChoiceFilter(label="类别", choices=ProgrammeEvent.Kind)
    held_on = DayRangeFilter(label="日期")

    class Meta:
        model = ProgrammeEvent
        fields = ()


class StationFilter(PortalFilterSet):
    q = SearchFilter("name", label="平台名称")
    region = RegionFilter()

    class Meta:
        model = NqiStation
        fields = ()


class IndicatorFilter(PortalFilterSet):
    q = SearchFilter("name", "code", label="指标名称或代码")
    kind = django_filters.ChoiceFilter(label="性质", choices=Indicator.Kind)

    class Meta:
        model = Indicator
        fields = ()
