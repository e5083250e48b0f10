"""Common problems (共性问题): what many enterprises of an industry have, counted once; its cases stay problems."""

from django.db import models
from django.db.models import Q

from enterprises.models import Industry
from pinzibiao.accounts.models import User
from pinzibiao.casework.models import Case
from pinzibiao.lib.addresses import record_address
from pinzibiao.regions.models import Region
from projects.models import Project

from ..states import CommonStatus
from .problem import Problem


class CommonProblem(Case):
    """Similar problems of one division of industry, proposed by the portal and decided by a person."""

    number = models.CharField("共性问题编号", max_length=30, unique=True, null=True, editable=False)
    title = models.CharField("共性问题", max_length=120)
    industry = models.ForeignKey(Industry, models.PROTECT, related_name="+", verbose_name="行业大类")
    # The lowest place that holds all its cases: its bureau decides.
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="研判机关所在区域")
    leader = models.ForeignKey(Problem, models.PROTECT, related_name="+", verbose_name="代表个案")
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="common_problems", verbose_name="质量攻坚项目"
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, verbose_name="并入")
    decided_on = models.DateField("研判日期", null=True, blank=True, editable=False)
    status = models.CharField("状态", max_length=10, choices=CommonStatus, default=CommonStatus.PROPOSED)
    created_at = models.DateTimeField("提出时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "共性问题"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["status", "-id"], name="common_by_status"),
            models.Index(fields=["region", "status"], name="common_by_region"),
            models.Index(fields=["industry", "status"], name="common_by_industry"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=CommonStatus.values), name="common_status"),
            models.CheckConstraint(
                condition=~Q(status=CommonStatus.CONFIRMED) | Q(number__isnull=False, decided_on__isnull=False),
                name="common_confirmed_has_number",
            ),
            models.CheckConstraint(
                condition=Q(status=CommonStatus.MERGED, merged_into__isnull=False)
                | (~Q(status=CommonStatus.MERGED) & Q(merged_into=None)),
                name="common_merged_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}" if self.number else self.title

    def get_absolute_url(self) -> str:
        return record_address("cultivation:common_detail", self.pk)


class CommonCase(models.Model):
    """One problem in a common one. What a person refused stays written, so that it is never proposed again."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "待研判"
        CONFIRMED = "confirmed", "已归入"
        REFUSED = "refused", "不属于"

    common = models.ForeignKey(CommonProblem, models.CASCADE, related_name="cases", verbose_name="共性问题")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="common_cases", verbose_name="质量问题")
    similarity = models.FloatField("相似度")
    state = models.CharField("归入", max_length=10, choices=State, default=State.PROPOSED)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="研判人")

    class Meta:
        verbose_name = verbose_name_plural = "共性问题个案"
        ordering = ["-similarity", "id"]
        indexes = [models.Index(fields=["common", "state"], name="common_case_state")]
        constraints = [
            models.UniqueConstraint(fields=["common", "problem"], name="common_case_once"),
            models.UniqueConstraint(
                fields=["problem"], condition=Q(state="confirmed"), name="common_case_of_one_common"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by=None) | (~Q(state="proposed") & Q(decided_by__isnull=False)),
                name="common_case_is_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.problem}"

    def get_absolute_url(self) -> str:
        return self.problem.get_absolute_url()

    @property
    def enterprise(self):
        return self.problem.enterprise

    @property
    def county(self):
        return self.problem.county
