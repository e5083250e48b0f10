"""Quality problems: found on a visit, asked by an enterprise, or told by a spot check."""

from datetime import date

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from enterprises.models import Enterprise
from pinzibiao.accounts.models import User
from pinzibiao.casework.models import Case
from pinzibiao.lib.addresses import record_address
from pinzibiao.lib.bigrams import Bigrams
from pinzibiao.lib.indexes import number_ending
from pinzibiao.regions.fields import InCounty, at_every_level
from projects.models import Project

from ..states import PROBLEM_WORKFLOW, ProblemStatus
from .category import Category, Dimension

# Open ones alone: what was overdue in its time and is solved since is most of the register.
CAN_BE_LATE = Q(status__in=PROBLEM_WORKFLOW.open_statuses)


class ProblemQuerySet(models.QuerySet):
    """Problems, asked by how they stand."""

    def open(self) -> "ProblemQuerySet":
        return self.filter(status__in=PROBLEM_WORKFLOW.open_statuses)

    def overdue(self, today: date) -> "ProblemQuerySet":
        """Still open after the day by which they were to be solved."""
        return self.open().filter(due_on__lt=today)


class Problem(Case, InCounty):
    """One problem of one enterprise. Solved means 已销号; its saving is verified by another person."""

    class Source(models.TextChoices):
        REQUEST = "request", "企业需求"
        DIAGNOSIS = "diagnosis", "现场诊断"
        SPOT_CHECK = "spot_check", "监督抽查"
        SURVEY = "survey", "调研分析"

    class Severity(models.TextChoices):
        HIGH = "high", "严重"
        MEDIUM = "medium", "一般"
        LOW = "low", "轻微"

    class Priority(models.TextChoices):
        """How soon it is to be taken up, whatever it weighs."""

        URGENT = "urgent", "急办"
        NORMAL = "normal", "正常"
        LATER = "later", "可缓"

    class SavingKind(models.TextChoices):
        ONCE = "once", "一次性"
        YEARLY = "yearly", "每年"

    number = models.CharField("问题编号", max_length=30, unique=True, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="problems", verbose_name="企业")
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="problems", verbose_name="项目"
    )
    title = models.CharField("问题", max_length=120)
    description = models.TextField("问题描述", max_length=4000, blank=True)
    source = models.CharField("来源", max_length=10, choices=Source)
    dimension = models.CharField("维度", max_length=16, choices=Dimension)
    category = models.CharField("类别", max_length=32, choices=Category, blank=True, default="", db_default="")
    is_common = models.BooleanField("共性问题", default=False)
    severity = models.CharField("严重程度", max_length=8, choices=Severity, default=Severity.MEDIUM)
    priority = models.CharField(
        "优先级", max_length=8, choices=Priority, default=Priority.NORMAL, db_default=Priority.NORMAL
    )
    now_value = models.CharField("现状值", max_length=80, blank=True)
    value_unit = models.CharField(
        "数值单位",
        max_length=20,
        blank=True,
        default="",
        db_default="",
        help_text="现状值和整改后值共用，例如 %、mm、次/月。",
    )
    root_cause = models.TextField("原因分析", max_length=2000, blank=True)
    advice = models.TextField("改进建议", max_length=2000, blank=True)
    raised_on = models.DateField("提出日期")
    reported_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提出人")
    responsible_unit = models.CharField("责任单位", max_length=80, blank=True)
    responsible_person = models.CharField("责任人", max_length=40, blank=True)
    due_on = models.DateField("完成时限", null=True, blank=True)
    # What the enterprise says it reached and saved; what counts is what the verifier made of it, further down.
    after_value = models.CharField("整改后值", max_length=80, blank=True, editable=False)
    claimed_saving_wan = models.DecimalField(
        "企业申报节约成本（万元）", max_digits=14, decimal_places=2, null=True, blank=True, editable=False
    )
    claimed_saving_kind = models.CharField(
        "企业申报节约性质", max_length=6, choices=SavingKind, blank=True, editable=False
    )
    claimed_saving_basis = models.TextField("企业申报节约依据", max_length=2000, blank=True, editable=False)
    solved_on = models.DateField("销号日期", null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="验证人", editable=False
    )
    # Who verified a problem that was solved before the portal knew it.
    past_verifier = models.CharField("验证人（历史记录）", max_length=40, blank=True, editable=False)
    closed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="销号人", editable=False
    )
    saving_wan = models.DecimalField(
        "节约成本（万元）",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        editable=False,
        validators=[MinValueValidator(0)],
    )
    saving_kind = models.CharField("节约性质", max_length=6, choices=SavingKind, blank=True, editable=False)
    saving_basis = models.TextField("节约依据", max_length=2000, blank=True, editable=False)
    # When its text was last held against the others of its industry; empty for one that is new or was reworded.
    compared_at = models.DateTimeField("比对时间", null=True, blank=True, editable=False)
    status = models.CharField("状态", max_length=14, choices=ProblemStatus, default=ProblemStatus.TO_CONFIRM)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    objects = ProblemQuerySet.as_manager()

    class Meta(InCounty.Meta):
        verbose_name = verbose_name_plural = "质量问题"
        indexes = [
            *InCounty.Meta.indexes,
            *at_every_level("problem_by_status", "status"),
            models.Index(fields=["source", "-id"], name="problem_source"),
            models.Index(fields=["solved_on", "-id"], name="problem_solved"),
            models.Index(fields=["due_on", "-id"], name="problem_due"),
            *(
                models.Index(fields=[*place, "due_on", "id"], name=f"problem_late{name}", condition=CAN_BE_LATE)
                for name, place in (("", ()), ("_city", ("city_code",)), ("_county", ("county",)))
            ),
            models.Index(fields=["raised_on"], name="problem_raised"),
            models.Index(fields=["category", "-id"], name="problem_category", condition=~Q(category="")),
            models.Index(fields=["priority", "-id"], name="problem_priority", condition=~Q(priority="normal")),
            # What the night has yet to compare: never many, among a million.
            models.Index(fields=["id"], name="problem_uncompared", condition=Q(compared_at=None)),
            models.Index(fields=["city_code", "-id"], condition=Q(is_common=True), name="problem_common"),
            GinIndex(Bigrams("title"), name="problem_title_pairs"),
            number_ending("problem_number_ending"),
            models.Index(fields=["enterprise", "-id"], name="problem_enterprise"),
        ]
        # Whoever rewords it, and by whichever door: a new text is compared anew.
        triggers = [
            pgtrigger.Trigger(
                name="compare_anew",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("title"),
                condition=pgtrigger.Condition("OLD.title IS DISTINCT FROM NEW.title"),
                func="NEW.compared_at = NULL; RETURN NEW;",
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ProblemStatus.values), name="problem_status"),
            models.CheckConstraint(
                condition=~Q(status=ProblemStatus.CLOSED)
                | Q(solved_on__isnull=False, closed_by__isnull=False, verified_by__isnull=False)
                | (Q(solved_on__isnull=False) & ~Q(past_verifier="")),
                name="problem_closed_is_verified",
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None) | ~Q(verified_by=F("reported_by")), name="problem_verified_by_another"
            ),
            models.CheckConstraint(
                condition=Q(saving_wan=None) | (~Q(saving_basis="") & ~Q(saving_kind="")),
                name="problem_saving_has_basis",
            ),
            models.CheckConstraint(condition=Q(saving_wan=None) | Q(saving_wan__gt=0), name="problem_saving_positive"),
            models.CheckConstraint(
                condition=Q(solved_on=None) | Q(solved_on__gte=F("raised_on")), name="problem_solved_after_raised"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return record_address("cultivation:problem_detail", self.pk)

    @property
    def verifier(self) -> str:
        """Who verified it: a person of the portal, or the name in a record from before it."""
        return self.verified_by.name if self.verified_by else self.past_verifier

    def in_unit(self, value: str) -> str:
        """A value before or after with the unit it is measured in."""
        return f"{value} {self.value_unit}".strip() if value else ""

    def is_overdue(self, today: date) -> bool:
        return bool(self.due_on and self.due_on < today and not PROBLEM_WORKFLOW.ended(self.status))
