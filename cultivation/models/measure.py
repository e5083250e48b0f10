"""Measures: what is done about problems."""

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from enterprises.models import Enterprise
from experts.models import Organisation
from pinzibiao.accounts.models import User
from pinzibiao.casework.models import Case
from pinzibiao.lib.addresses import record_address
from pinzibiao.lib.bigrams import Bigrams
from pinzibiao.lib.indexes import number_ending
from pinzibiao.regions.fields import InCounty, at_every_level

from ..states import MEASURE_WORKFLOW, MeasureStatus
from .policy import PolicyTool
from .problem import Problem


class Measure(Case, InCounty):
    """One measure for one enterprise; it answers one or several problems."""

    class Kind(models.TextChoices):
        DIAGNOSIS = "diagnosis", "诊断"
        TRAINING = "training", "培训"
        TESTING = "testing", "检测"
        METROLOGY = "metrology", "计量"
        STANDARDS = "standards", "标准"
        CERTIFICATION = "certification", "认证辅导"
        RESEARCH = "research", "技术攻关"
        ONE_STOP = "one_stop", "一站式服务"
        POLICY = "policy", "政策对接"

    number = models.CharField("措施编号", max_length=30, unique=True, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="measures", verbose_name="企业")
    problems = models.ManyToManyField(Problem, related_name="measures", verbose_name="针对问题")
    policy_tools = models.ManyToManyField(PolicyTool, blank=True, related_name="measures", verbose_name="政策工具")
    kind = models.CharField("类别", max_length=14, choices=Kind)
    content = models.TextField("内容", max_length=2000)
    responsible_unit = models.CharField("责任单位", max_length=80)
    responsible_person = models.CharField("责任人", max_length=40, blank=True)
    helping_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name="帮扶单位"
    )
    starts_on = models.DateField("开始日期", null=True, blank=True)
    due_on = models.DateField("完成时限")
    done_on = models.DateField("完成日期", null=True, blank=True, editable=False)
    effect_before = models.CharField("实施前", max_length=120, blank=True)
    effect_after = models.CharField("实施后", max_length=120, blank=True)
    rating = models.PositiveSmallIntegerField(
        "企业评价（1–5 分）", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    status = models.CharField("状态", max_length=10, choices=MeasureStatus, default=MeasureStatus.PLANNED)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta(InCounty.Meta):
        verbose_name = verbose_name_plural = "帮扶措施"
        indexes = [
            *InCounty.Meta.indexes,
            *at_every_level("measure_by_status", "status"),
            models.Index(fields=["kind", "-id"], name="measure_kind"),
            models.Index(fields=["due_on", "-id"], name="measure_due"),
            GinIndex(Bigrams("content"), name="measure_content_pairs"),
            number_ending("measure_number_ending"),
            models.Index(fields=["enterprise", "-id"], name="measure_enterprise"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=MeasureStatus.values), name="measure_status"),
            models.CheckConstraint(
                condition=~Q(status=MeasureStatus.CLOSED) | Q(done_on__isnull=False), name="measure_closed_has_day"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return record_address("cultivation:measure_detail", self.pk)

    def is_overdue(self, today: date) -> bool:
        return self.due_on < today and not MEASURE_WORKFLOW.ended(self.status)
