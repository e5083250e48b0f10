"""The list of enterprises not visited: what it shows and how it is narrowed."""

from datetime import timedelta

import django_filters
from django.utils import timezone

from cultivation.filters import EnterpriseTierFilter
from enterprises.filters import in_industry, industry_choices
from enterprises.models import Enterprise
from enterprises.searching import EnterpriseSearchFilter
from pinzibiao.lib.filters import PortalFilterSet
from pinzibiao.lib.pieces import kept
from pinzibiao.lib.tables import Column, DateColumn, LinkColumn, PortalTable
from pinzibiao.regions.filters import RegionFilter

from .coverage import not_visited_since, without_plan

EVER, THIS_YEAR = "ever", "year"
SINCE = [(THIS_YEAR, "今年"), ("180", "近 180 天"), ("365", "近 365 天"), (EVER, "从未走访")]


class UnvisitedFilter(PortalFilterSet):
    """Without a choice of time: not visited this year."""

    q = EnterpriseSearchFilter()
    region = RegionFilter()
    since = django_filters.ChoiceFilter(label="多久没有走访", choices=SINCE, method="at_the_end")
    industry = django_filters.ChoiceFilter(
        label="行业", choices=lambda: kept("industries", industry_choices), method="of_industry"
    )
    tier = EnterpriseTierFilter()
    scale = django_filters.ChoiceFilter(label="规模", choices=Enterprise.Scale)
    plan = django_filters.ChoiceFilter(
        label="安排", choices=[("none", "尚未安排")], method="by_plan", empty_label="不限"
    )

    class Meta:
        model = Enterprise
        fields = ()

    @property
    def qs(self):
        return not_visited_since(super().qs, self._first_day())

    def at_the_end(self, rows, name, value):
        """The time holds without a choice too, so that ``qs`` asks for it."""
        return rows

    def of_industry(self, rows, name, value):
        return in_industry(rows, value)

    def by_plan(self, rows, name, value):
        return without_plan(rows)

    def _first_day(self):
        since = (self.asked.cleaned_data if self.is_valid() else {}).get("since") or THIS_YEAR
        today = timezone.localdate()
        if since == EVER:
            return None
        return today.replace(month=1, day=1) if since == THIS_YEAR else today - timedelta(days=int(since))


class UnvisitedTable(PortalTable):
    name = LinkColumn(verbose_name="企业名称", orderable=False)
    county = Column(verbose_name="属地", accessor="county__name", order_by="county_id")
    industry = Column(verbose_name="国民经济行业", order_by="industry_id")
    scale = Column(verbose_name="规模", accessor="get_scale_display", order_by="scale")
    visited_on = DateColumn(verbose_name="上次走访", orderable=False)
    to_visit_on = DateColumn(verbose_name="已安排", orderable=False)
