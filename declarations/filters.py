"""Filters of the lists."""

from datetime import timedelta

import django_filters
from django.db.models import Q
from django.utils import timezone

from enterprises.case_search import CaseSearchFilter
from enterprises.models import SubBrand
from pinzibiao.casework.holders import held_by
from pinzibiao.lib.filters import DayRangeFilter, PortalFilterSet, SearchFilter
from pinzibiao.regions.filters import RegionFilter

from .models import Authorisation, Declaration, PublicNotice
from .register_search import RegisterSearchFilter
from .selectors import owing_an_answer
from .self_checks import overdue
from .states import WORKFLOW, DeclarationStatus
from .turns import DESKS_OF_KIND, awaiting

S = DeclarationStatus
IN_FORCE, PAUSED, OVER = "in_force", "paused", "over"
STANDINGS = ((IN_FORCE, "有效"), (PAUSED, "暂停"), (OVER, "已失效"))
STATUSES_OF_STANDING = {
    IN_FORCE: (S.AUTHORISED,),
    PAUSED: (S.SUSPENDED,),
    OVER: (S.REVOKED, S.CANCELLED, S.EXPIRED),
}


class DeclarationFilter(PortalFilterSet):
    q = CaseSearchFilter("product__name", number="number", label="编号、企业、代码或产品")
    turn = django_filters.ChoiceFilter(
        label="办理",
        method="by_turn",
        choices=[
            ("mine", "等我办理"),
            ("held", "我经办的"),
            ("overdue", "已逾期"),
            ("self_check", "年度自查逾期"),
            ("open", "在办和有效"),
            ("ended", "已办结"),
        ],
    )
    status = django_filters.ChoiceFilter(label="状态", choices=DeclarationStatus.choices)
    region = RegionFilter()
    submitted_on = DayRangeFilter(label="提交日期")

    class Meta:
        model = Declaration
        fields = []

    def by_turn(self, rows, name, value):
        match value:
            case "mine":
                return rows.filter(status__in=awaiting(self.request.user))
            case "held":
                user = self.request.user
                return held_by(rows, user, DESKS_OF_KIND.get(user.kind, ()))
            case "overdue":
                return _overdue(rows.filter(status__in=WORKFLOW.open_statuses))
            case "self_check":
                return overdue(rows)
            case "open":
                return rows.filter(status__in=WORKFLOW.open_statuses)
        return rows.exclude(status__in=WORKFLOW.open_statuses)


def _overdue(rows):
    """Past their own day, or past the day on which the city owed an answer about an expert."""
    today = timezone.localdate()
    return rows.filter(Q(due_on__lt=today) | Q(pk__in=owing_an_answer(today - timedelta(days=1))))


class ToNoticeFilter(PortalFilterSet):
    """Within what awaits its notice."""

    q = CaseSearchFilter("product__name", number="number", label="编号、企业、代码或产品")
    region = RegionFilter()
    submitted_on = DayRangeFilter(label="提交日期")

    class Meta:
        model = Declaration
        fields = []


class RegisterFilter(PortalFilterSet):
    q = RegisterSearchFilter()
    region = RegionFilter("declaration__")
    sub_brand = django_filters.ChoiceFilter(label="子品牌", choices=SubBrand.choices)
    state = django_filters.ChoiceFilter(label="状态", method="by_state", choices=STANDINGS)

    class Meta:
        model = Authorisation
        fields = []

    def by_state(self, rows, name, value):
        return rows.filter(declaration__status__in=STATUSES_OF_STANDING[value])


class NoticeFilter(PortalFilterSet):
    q = SearchFilter("declaration__enterprise__name", "declaration__enterprise__uscc", label="企业或代码")
    region = RegionFilter("declaration__")
    state = django_filters.ChoiceFilter(
        label="状态", method="by_state", choices=[("open", "公示中"), ("closed", "已结束")]
    )

    class Meta:
        model = PublicNotice
        fields = []

    def by_state(self, rows, name, value):
        is_open = Q(closed_at=None, closes_on__gte=timezone.localdate())
        return rows.filter(is_open) if value == "open" else rows.exclude(is_open)
