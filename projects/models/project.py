"""Projects of the three kinds."""

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from enterprises.models import Enterprise, ProgrammeIndustry
from experts.models import ExpertTeam, Organisation
from pinzibiao.accounts.models import User
from pinzibiao.casework.models import Case
from pinzibiao.lib.addresses import record_address
from pinzibiao.regions.models import Region

from ..states import ProjectStatus

APPROVED = (ProjectStatus.APPROVED, ProjectStatus.RUNNING, ProjectStatus.CLOSED, ProjectStatus.TERMINATED)


class Project(Case):
    """A project. ``office`` is the place whose bureau runs it; its regions are rows of their own."""

    class Kind(models.TextChoices):
        IMPROVEMENT = "improvement", "产业质量提升"
        BREAKTHROUGH = "breakthrough", "质量攻坚"
        CULTIVATION = "cultivation", "对标培育服务"

    number = models.CharField("项目编号", max_length=30, unique=True, null=True, editable=False)
    title = models.CharField("项目名称", max_length=120)
    kind = models.CharField("类别", max_length=14, choices=Kind)
    year = models.PositiveSmallIntegerField("年度", validators=[MinValueValidator(2014), MaxValueValidator(2100)])
    office = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="管理机关所在区域")
    sponsor = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="sponsored_projects", verbose_name="主办单位"
    )
    lead_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="led_projects", verbose_name="牵头单位"
    )
    partners = models.ManyToManyField(Organisation, blank=True, related_name="joined_projects", verbose_name="联合单位")
    technical_support = models.ManyToManyField(
        Organisation, blank=True, related_name="supported_projects", verbose_name="技术支撑单位"
    )
    team = models.ForeignKey(
        ExpertTeam, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name="专家团队"
    )
    industry = models.ForeignKey(
        ProgrammeIndustry, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name="产业"
    )
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name="攻坚企业"
    )
    summary = models.TextField("项目概况", max_length=4000, blank=True)
    starts_on = models.DateField("开始日期", null=True, blank=True)
    ends_on = models.DateField("结束日期", null=True, blank=True)
    budget_wan = models.DecimalField(
        "经费预算（万元）", max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    approved_on = models.DateField("立项日期", null=True, blank=True, editable=False)
    closed_on = models.DateField("结项日期", null=True, blank=True, editable=False)
    status = models.CharField("状态", max_length=20, choices=ProjectStatus, default=ProjectStatus.DRAFT)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="建立人")
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "项目"
        ordering = ["-year", "-id"]
        indexes = [
            models.Index(fields=["office", "-id"], name="project_office"),
            models.Index(fields=["kind", "approved_on"], name="project_kind_approved"),
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="project_title_trigram"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ProjectStatus.values), name="project_status"),
            models.CheckConstraint(
                condition=~Q(status__in=APPROVED) | Q(approved_on__isnull=False), name="project_approved_has_day"
            ),
            models.CheckConstraint(
                condition=~Q(status=ProjectStatus.CLOSED) | Q(closed_on__isnull=False), name="project_closed_has_day"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="project_dates",
                violation_error_message="结束日期不能早于开始日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return record_address("projects:detail", self.pk)


class ProjectRegion(models.Model):
    """One place of a project; the province's code stands for the whole province."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="regions", verbose_name="项目")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="区域")

    class Meta:
        verbose_name = verbose_name_plural = "项目区域"
        constraints = [models.UniqueConstraint(fields=["project", "region"], name="project_region_once")]

    def __str__(self) -> str:
        return f"{self.region}"


class ProjectMember(models.Model):
    """A person of the project's special team."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="members", verbose_name="项目")
    name = models.CharField("姓名", max_length=40)
    unit = models.CharField("单位", max_length=80)
    part = models.CharField("分工", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "项目成员"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.name}（{self.part}）"


class PilotTarget(models.Model):
    """A pilot region and industry of a cultivation service: 杭州临平区 · 生物医药."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="pilot_targets", verbose_name="项目")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="区域")
    industry = models.ForeignKey(ProgrammeIndustry, models.PROTECT, related_name="+", verbose_name="产业")
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "试点对象"
        ordering = ["region"]
        constraints = [models.UniqueConstraint(fields=["project", "region", "industry"], name="pilot_target_once")]

    def __str__(self) -> str:
        return f"{self.region} · {self.industry.name}"


class Milestone(models.Model):
    """A step of a project, due on a day, done on a day."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones", verbose_name="项目")
    name = models.CharField("里程碑", max_length=120)
    due_on = models.DateField("计划完成日期")
    done_on = models.DateField("实际完成日期", null=True, blank=True)
    note = models.CharField("说明", max_length=400, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "里程碑"
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.name
