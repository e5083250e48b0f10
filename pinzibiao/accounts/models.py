"""People and the one role in which each of them works.

A person's tie to an enterprise, an expert or an organisation is a row in that room, not here.
"""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Right
from django.db.models.lookups import Exact
from django.utils import timezone

from pinzibiao.casework.workflow import Desk
from pinzibiao.lib.addresses import record_address
from pinzibiao.regions.models import PROVINCE_CODE, Region

KINDS = ("province", "city", "county", "body", "expert", "enterprise", "auditor", "administrator")
ENDS_IN_00 = Exact(Right(F("region"), 2, output_field=models.CharField()), models.Value("00"))


class UserManager(BaseUserManager):
    """Makes people; names are compared as typed, lower case."""

    def create_user(self, username: str, name: str, password: str | None = None, **fields) -> "User":
        user = self.model(username=username.lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, name: str, password: str | None = None, **fields) -> "User":
        return self.create_user(username, name, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str) -> "User":
        return self.get(username=username.lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in."""

    username = models.CharField(
        "账号", max_length=60, unique=True, error_messages={"unique": "这个账号已有人使用，请换一个。"}
    )
    name = models.CharField("姓名", max_length=40)
    mobile = models.CharField("手机", max_length=20, blank=True)
    email = models.EmailField("邮箱", blank=True)
    is_active = models.BooleanField("启用", default=True)
    is_staff = models.BooleanField("平台运维", default=False)
    # Set with every password that somebody else has seen; nothing else works until the person has changed it.
    must_change_password = models.BooleanField("须修改密码", default=False, editable=False)
    date_joined = models.DateTimeField("开户时间", default=timezone.now)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "用户"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                condition=Q(username=Lower("username")),
                name="user_username_lower",
                violation_error_message="账号请用小写字母。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return record_address("accounts:user", self.pk)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def kind(self) -> str:
        """The kind of this person's role; empty for somebody who has none and so sees nothing."""
        role = self.role_or_none
        return role.kind if role else ""

    @property
    def region(self) -> Region | None:
        """The place for which a regulator works."""
        role = self.role_or_none
        return role.region if role else None

    @property
    def role_or_none(self) -> "Role | None":
        """The role; it comes with the signed-in person in one query (``backends.PortalBackend``)."""
        return getattr(self, "role", None)


class Role(models.Model):
    """In what capacity a person works, and for which place. Source: DOMAIN.md section 10."""

    class Kind(models.TextChoices):
        PROVINCE = "province", "省级监管"
        CITY = "city", "市级监管"
        COUNTY = "county", "县级监管"
        BODY = "body", "牵头（支撑）单位"
        EXPERT = "expert", "专家"
        ENTERPRISE = "enterprise", "企业"
        AUDITOR = "auditor", "审计"
        ADMINISTRATOR = "administrator", "系统管理员"

    class Post(models.TextChoices):
        HANDLER = "handler", "经办"
        REVIEWER = "reviewer", "审核"
        LEADER = "leader", "领导"

    user = models.OneToOneField(User, models.CASCADE, related_name="role", verbose_name="用户")
    kind = models.CharField("角色", max_length=14, choices=Kind)
    post = models.CharField("岗位", max_length=10, choices=Post, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="区域")

    REGULATORS = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY)

    class Meta:
        verbose_name = verbose_name_plural = "角色"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=("province", "city", "county"), region__isnull=False)
                | (~Q(kind__in=("province", "city", "county")) & Q(region=None)),
                name="role_region_by_kind",
                violation_error_message="监管人员必须选择区域，其他角色不选区域。",
            ),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="role_kind_known"),
            # The code tells the level: 330000, a city ends in 00, anything else is a county or a zone.
            models.CheckConstraint(
                condition=Q(region=None)
                | Q(kind="province", region=PROVINCE_CODE)
                | (Q(ENDS_IN_00, kind="city") & ~Q(region=PROVINCE_CODE))
                | (Q(kind="county") & ~Q(ENDS_IN_00)),
                name="role_region_level",
                violation_error_message="区域与角色的层级不符：省级选浙江省，市级选设区市，县级选县（市、区）或功能区。",
            ),
        ]

    def __str__(self) -> str:
        place = f"{self.region} · " if self.region else ""
        return place + self.get_kind_display() + (f"（{self.get_post_display()}）" if self.post else "")


class StandIn(models.Model):
    """代办: who acts for an absent colleague of the same kind and place, from day to day."""

    absent = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="离岗人")
    stand_in = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="代办人")
    from_on = models.DateField("开始日期")
    to_on = models.DateField("结束日期")
    reason = models.CharField("原因", max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="设定人")
    made_at = models.DateTimeField("设定时间", auto_now_add=True)
    ended_at = models.DateTimeField("提前结束时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "代办"
        ordering = ["-from_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")),
                name="stand_in_days",
                violation_error_message="结束日期不能早于开始日期。",
            ),
            models.CheckConstraint(condition=~Q(absent=F("stand_in")), name="stand_in_other"),
        ]

    def __str__(self) -> str:
        return f"{self.stand_in} 代 {self.absent}（{self.from_on} 至 {self.to_on}）"

    @property
    def state(self) -> str:
        today = timezone.localdate()
        if self.ended_at:
            return "已提前结束"
        if today > self.to_on:
            return "已结束"
        return "进行中" if today >= self.from_on else "未开始"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None and timezone.localdate() <= self.to_on


def regulator_desks(user, case) -> set[Desk]:
    """The regulator's desks at which ``user`` sits for ``case`` (a row ``InCounty``): the competent place only.

    A higher desk does not act at a lower one, so a city never holds the county's desk.
    """
    role = user.role_or_none
    if role is None or role.kind not in Role.REGULATORS:
        return set()
    if role.kind == Role.Kind.PROVINCE:
        return {Desk.PROVINCE, Desk.PUBLICITY}
    if role.kind == Role.Kind.CITY:
        return {Desk.CITY, Desk.PUBLICITY} if role.region_id == case.city_code else set()
    return {Desk.COUNTY} if role.region_id == case.county_id else set()
