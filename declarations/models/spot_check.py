"""监督抽查: whom a year's plan drew among those authorised, and what was found there."""

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from pinzibiao.accounts.models import User
from pinzibiao.lib.addresses import record_address

from .notice import Authorisation


class SpotCheckPlan(models.Model):
    """One year's draw, kept so that anybody can make it again: see ``declarations/spot_draws.py`` for the rule."""

    year = models.PositiveSmallIntegerField("年度", unique=True)
    percent = models.PositiveSmallIntegerField("抽查比例（%）")
    # A line for each authorisation in force on the day: city, division, number; the published file, to the byte.
    population = models.TextField("抽取范围")
    sha256 = models.CharField("抽取范围校验值", max_length=64)
    seed = models.CharField("种子", max_length=80)
    drawn_at = models.DateTimeField("抽取时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "监督抽查计划"
        ordering = ["-year"]
        constraints = [models.CheckConstraint(condition=Q(percent__range=(1, 100)), name="spot_plan_percent")]
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.year} 年监督抽查"

    def get_absolute_url(self) -> str:
        return reverse("public:spot_plan", args=[self.year])

    @property
    def due_on(self) -> date:
        """A year's checks are made within the year."""
        return date(self.year, 12, 31)


class SpotCheck(models.Model):
    """One authorisation that a plan drew, and the result once somebody has been there."""

    class Result(models.TextChoices):
        PASSED = "passed", "合格"
        FAILED = "failed", "不合格"
        REFUSED = "refused", "拒绝检查"

    plan = models.ForeignKey(SpotCheckPlan, models.PROTECT, related_name="checks", verbose_name="监督抽查计划")
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, related_name="spot_checks", verbose_name="授权")
    result = models.CharField("结果", max_length=10, choices=Result, blank=True)
    checked_on = models.DateField("检查日期", null=True, blank=True)
    note = models.TextField("检查情况", max_length=2000, blank=True)
    recorded_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "监督抽查"
        ordering = ["-plan__year", "id"]
        indexes = [models.Index(fields=["plan"], condition=Q(result=""), name="spot_check_open")]
        constraints = [
            models.UniqueConstraint(fields=["plan", "authorisation"], name="spot_check_once_a_plan"),
            models.CheckConstraint(
                condition=Q(result="", checked_on=None, recorded_by=None, note="")
                | (Q(checked_on__isnull=False, recorded_by__isnull=False) & ~Q(result="") & ~Q(note="")),
                name="spot_check_recorded_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}：{self.authorisation}"

    def get_absolute_url(self) -> str:
        return record_address("declarations:spot_result", self.pk)
