"""The list of places."""

import django_filters

from pinzibiao.lib.filters import PortalFilterSet, SearchFilter
from pinzibiao.lib.tables import Column, DateColumn, PortalTable

from .models import Region


class RegionTable(PortalTable):
    code = Column(verbose_name="代码")
    name = Column(verbose_name="名称")
    alias = Column(verbose_name="别名", orderable=False)
    level = Column(verbose_name="层级", accessor="get_level_display", order_by="level")
    parent = Column(verbose_name="上级", accessor="parent__name", order_by="parent")
    valid_from = DateColumn(verbose_name="启用日期")
    valid_to = DateColumn(verbose_name="停用日期")


class RegionFilter(PortalFilterSet):
    q = SearchFilter("name", "alias", "code", label="名称、别名或代码")
    level = django_filters.ChoiceFilter(label="层级", choices=Region.Level.choices)
    parent = django_filters.ModelChoiceFilter(label="上级", queryset=Region.objects.cities())

    class Meta:
        model = Region
        fields = []
