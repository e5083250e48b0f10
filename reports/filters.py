"""What the address of the rows behind a figure may hold."""

import django_filters

from pinzibiao.lib.filters import PortalFilterSet


class RowsFilter(PortalFilterSet):
    """The scope of the figure. It is applied by the figure's own source, so nothing here narrows a second time."""

    region = django_filters.CharFilter(label="区域", method="keep")
    start = django_filters.DateFilter(label="期间自", method="keep")
    end = django_filters.DateFilter(label="期间至", method="keep")
    industry = django_filters.CharFilter(label="产业", method="keep")

    def keep(self, queryset, name, value):
        return queryset
