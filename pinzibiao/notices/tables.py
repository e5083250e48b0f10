"""The columns and filters of 我的消息."""

import django_filters

from pinzibiao.lib.filters import PortalFilterSet, SearchFilter
from pinzibiao.lib.tables import Column, DateColumn, LinkColumn, PortalTable, StatusColumn

from .kinds import kinds_for
from .models import Message


class MessageFilter(PortalFilterSet):
    q = SearchFilter("title", label="内容")
    state = django_filters.ChoiceFilter(label="状态", method="by_state", choices=[("unread", "未读"), ("read", "已读")])
    kind = django_filters.ChoiceFilter(label="类别")

    class Meta:
        model = Message
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["kind"].extra["choices"] = [(kind.name, kind.label) for kind in kinds_for(self.request.user)]

    def by_state(self, rows, name, value):
        return rows.filter(read_at__isnull=value == "unread")


class MessageTable(PortalTable):
    title = LinkColumn(verbose_name="内容", orderable=False)
    kind = Column(verbose_name="类别", accessor="kind_label", orderable=False)
    state = StatusColumn(verbose_name="状态", orderable=False)
    created_at = DateColumn(verbose_name="时间", orderable=False)

    class Meta(PortalTable.Meta):
        model = Message
        fields = ("title", "kind", "state", "created_at")
