"""Organisations, experts with their interests, and teams."""

import pghistory
from cryptography.fernet import InvalidToken
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from enterprises.models import Enterprise, Industry, ProgrammeIndustry
from pinzibiao.accounts.models import User
from pinzibiao.casework.models import Case
from pinzibiao.lib.addresses import record_address
from pinzibiao.lib.identity import masked
from pinzibiao.lib.sealing import PEOPLE
from pinzibiao.regions.models import Region

from .states import ExpertStatus


class Field(models.TextChoices):
    """What an expert knows: the four dimensions of a diagnosis (DOMAIN.md section 8)."""

    TECHNOLOGY = "technology", "质量技术"
    MANAGEMENT = "management", "质量管理"
    INFRASTRUCTURE = "infrastructure", "质量基础设施"
    BRAND = "brand", "质量品牌"


@pghistory.track()
class Organisation(models.Model):
    """A body that sponsors, leads, joins or supports: 检验, 认证, 标准化 and the like."""

    class Kind(models.TextChoices):
        REGULATOR = "regulator", "监管部门"
        CERTIFICATION = "certification", "认证机构"
        TESTING = "testing", "检验检测机构"
        STANDARDS = "standards", "标准化机构"
        UNIVERSITY = "university", "高校院所"
        ASSOCIATION = "association", "行业协会"
        OTHER = "other", "其他"

    name = models.CharField("名称", max_length=80, unique=True)
    short_name = models.CharField("简称", max_length=40, blank=True)
    kind = models.CharField("类别", max_length=14, choices=Kind)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所在地")
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "机构"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return record_address("experts:organisation_detail", self.pk)


class OrganisationMember(models.Model):
    """A user's tie to a lead or support body."""

    user = models.OneToOneField(User, models.CASCADE, related_name="organisation_membership", verbose_name="用户")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="members", verbose_name="机构")

    class Meta:
        verbose_name = verbose_name_plural = "机构用户"

    def __str__(self) -> str:
        return f"{self.user}（{self.organisation}）"


@pghistory.track()
class Expert(Case):
    """A person who helps on site and evaluates."""

    user = models.OneToOneField(User, models.PROTECT, null=True, blank=True, related_name="expert", verbose_name="用户")
    name = models.CharField("姓名", max_length=40)
    unit = models.CharField("工作单位", max_length=80)
    post = models.CharField("职务", max_length=40, blank=True)
    title = models.CharField("职称", max_length=40, blank=True)
    mobile = models.CharField("手机", max_length=20, blank=True)
    birth_year = models.PositiveSmallIntegerField(
        "出生年份", null=True, blank=True, validators=[MinValueValidator(1930), MaxValueValidator(2010)]
    )
    # Sealed by ``lib.sealing.PEOPLE``: a copy of the database tells nothing.
    identity_sealed = models.TextField("身份证号（加密）", blank=True, default="", db_default="", editable=False)
    age_exception = models.CharField("超龄聘用理由", max_length=200, blank=True)
    fields = ArrayField(models.CharField(max_length=16, choices=Field), default=list, verbose_name="专长领域")
    industries = models.ManyToManyField(Industry, blank=True, related_name="+", verbose_name="熟悉行业")
    qualifications = models.CharField("资质", max_length=200, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="所在地")
    recommended_by = models.CharField("推荐单位", max_length=80, blank=True)
    term_from = models.DateField("聘期自", null=True, blank=True)
    term_to = models.DateField("聘期至", null=True, blank=True)
    status = models.CharField("状态", max_length=10, choices=ExpertStatus, default=ExpertStatus.PENDING)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "专家"
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ExpertStatus.values), name="expert_status"),
            models.CheckConstraint(
                condition=Q(term_to=None) | Q(term_to__gt=F("term_from")),
                name="expert_term_order",
                violation_error_message="聘期至必须晚于聘期自。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return record_address("experts:detail", self.pk)

    @property
    def identity_masked(self) -> str:
        """For the page; a lost key must not take the whole page away."""
        if not self.identity_sealed:
            return ""
        try:
            return masked(PEOPLE.open(self.identity_sealed))
        except InvalidToken:
            return "无法解密，请系统管理员核对密钥"

    def get_fields_display(self) -> str:
        return "、".join(Field(field).label for field in self.fields)


@pghistory.track()
class Interest(models.Model):
    """A declared tie to an enterprise that keeps an expert from evaluating it (回避)."""

    class Kind(models.TextChoices):
        WORKED = "worked", "任职"
        ADVISED = "advised", "咨询服务"
        KIN = "kin", "亲属任职"
        JUDGED = "judged", "上一轮评审"
        OTHER = "other", "其他利害关系"

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="interests", verbose_name="专家")
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="+", verbose_name="企业")
    kind = models.CharField("关系", max_length=10, choices=Kind)
    since = models.DateField("自", null=True, blank=True)
    until = models.DateField("至", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "利害关系"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="interest_days",
                violation_error_message="「至」不能早于「自」。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert} {self.get_kind_display()} {self.enterprise}"


@pghistory.track()
class ExpertTeam(models.Model):
    """A team: sponsor, lead body and joint bodies are separate things; people with roles."""

    name = models.CharField("名称", max_length=80, unique=True)
    sponsor = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="sponsored_teams", verbose_name="主办单位"
    )
    lead_organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="led_teams", verbose_name="牵头单位"
    )
    partners = models.ManyToManyField(Organisation, blank=True, related_name="joined_teams", verbose_name="联合单位")
    technical_support = models.ManyToManyField(
        Organisation, blank=True, related_name="supported_teams", verbose_name="技术支撑单位"
    )
    founded_on = models.DateField("成立日期", null=True, blank=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "专家团队"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return record_address("experts:team_detail", self.pk)

    @property
    def places(self) -> str:
        """Where the team is sent, in words; prefetch ``assignments__region`` for a list."""
        return "、".join(dict.fromkeys(str(one.region) for one in self.assignments.all()))


class TeamMember(models.Model):
    """An expert's place in a team."""

    class Part(models.TextChoices):
        LEADER = "leader", "组长"
        MEMBER = "member", "成员"

    team = models.ForeignKey(ExpertTeam, models.CASCADE, related_name="memberships", verbose_name="团队")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="memberships", verbose_name="专家")
    part = models.CharField("角色", max_length=10, choices=Part, default=Part.MEMBER)

    class Meta:
        verbose_name = verbose_name_plural = "团队成员"
        constraints = [
            models.UniqueConstraint(fields=["team", "expert"], name="team_member_once"),
            models.UniqueConstraint(fields=["team"], condition=Q(part="leader"), name="team_one_leader"),
        ]

    def __str__(self) -> str:
        return f"{self.expert}（{self.get_part_display()}）"


class TeamAssignment(models.Model):
    """Where a team helps: a place, and an industry of it."""

    team = models.ForeignKey(ExpertTeam, models.CASCADE, related_name="assignments", verbose_name="团队")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="区域")
    industry = models.ForeignKey(
        ProgrammeIndustry, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="产业"
    )
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "团队派驻"
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="assignment_days",
                violation_error_message="「至」不能早于「自」。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team} → {self.region}"
