"""Tables and filters of the administrator."""

import django_filters

from pinzibiao.lib.filters import PortalFilterSet, SearchFilter
from pinzibiao.lib.tables import Column, DateColumn, LinkColumn, PortalTable, StatusColumn
from pinzibiao.regions.models import Region

from .models import Role, User

ACTIVE_CHOICES = [("true", "启用"), ("false", "停用")]


class UserTable(PortalTable):
    """People with their role."""

    name = LinkColumn(verbose_name="姓名")
    username = Column(verbose_name="账号")
    kind = Column(verbose_name="角色", order_by="role__kind")
    region = Column(verbose_name="区域", order_by="role__region")
    post = Column(verbose_name="岗位", orderable=False)
    second_factor = Column(verbose_name="二次验证", orderable=False)
    last_login = DateColumn(verbose_name="上次登录")
    state = StatusColumn(verbose_name="状态", order_by="is_active")


class SignInTable(PortalTable):
    """The sign-in history of one person."""

    at = DateColumn(verbose_name="时间", orderable=False)
    outcome = Column(verbose_name="结果", orderable=False)
    address = Column(verbose_name="登录地址（IP）", orderable=False)
    device = Column(verbose_name="设备", orderable=False)


class UserFilter(PortalFilterSet):
    """Role, place with what lies below it, in use or not, and a search box."""

    q = SearchFilter("name", "username", "mobile", label="姓名、账号或手机")
    kind = django_filters.ChoiceFilter(label="角色", field_name="role__kind", choices=Role.Kind.choices)
    region = django_filters.ModelChoiceFilter(label="区域", queryset=Region.objects.all(), method="in_region")
    is_active = django_filters.ChoiceFilter(label="状态", choices=ACTIVE_CHOICES, method="in_use")

    class Meta:
        model = User
        fields = []

    def in_region(self, rows, name, region):
        """People of the place and of every place below it."""
        return rows.filter(role__region__in=Region.objects.within(region))

    def in_use(self, rows, name, value):
        return rows.filter(is_active=value == "true")
