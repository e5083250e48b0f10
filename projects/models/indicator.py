"""Indicators: what is counted, from which baseline, towards which target. Source: DOMAIN.md sections 2 and 7."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from enterprises.models import ProgrammeIndustry
from pinzibiao.accounts.models import User
from pinzibiao.regions.models import Region

from .project import Project


class Indicator(models.Model):
    """What a figure means: ``ISS_SOLVED``, 解决企业质量技术问题, 个."""

    class Kind(models.TextChoices):
        STOCK = "stock", "存量"
        FLOW = "flow", "流量"
        RATIO = "ratio", "比率"

    code = models.CharField("代码", max_length=20, primary_key=True)
    name = models.CharField("名称", max_length=60)
    unit = models.CharField("单位", max_length=10)
    kind = models.CharField("性质", max_length=6, choices=Kind)
    decimals = models.PositiveSmallIntegerField("小数位", default=0)
    definition = models.TextField("定义")
    position = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "指标"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return f"{self.name}（{self.unit}）"


class IndicatorBaseline(models.Model):
    """What stood at the end of ``as_of``, from records that the portal does not hold.

    A region's baseline supersedes those beneath it, so levels are never added twice.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="baselines", verbose_name="指标")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="区域")
    industry = models.ForeignKey(
        ProgrammeIndustry, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="产业"
    )
    as_of = models.DateField("截至")
    value = models.DecimalField("数值", max_digits=16, decimal_places=2)
    source = models.CharField("来源", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "指标基数"
        ordering = ["indicator", "region"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "region", "industry", "as_of"], nulls_distinct=False, name="baseline_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.region} {self.value}"


class IndicatorTarget(models.Model):
    """What a project sets out from and means to reach."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="targets", verbose_name="项目")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="指标")
    baseline = models.DecimalField("基线值", max_digits=16, decimal_places=2, null=True, blank=True)
    target = models.DecimalField("目标值", max_digits=16, decimal_places=2)

    class Meta:
        verbose_name = verbose_name_plural = "项目指标"
        ordering = ["indicator"]
        constraints = [models.UniqueConstraint(fields=["project", "indicator"], name="target_once")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.target}"


class IndicatorValue(models.Model):
    """A quarter's value of a project. No row means not reported, which is not 0."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="values", verbose_name="项目")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="指标")
    year = models.PositiveSmallIntegerField("年度")
    quarter = models.PositiveSmallIntegerField("季度", validators=[MinValueValidator(1), MaxValueValidator(4)])
    value = models.DecimalField("本季值", max_digits=16, decimal_places=2)
    note = models.CharField("说明", max_length=400, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="填报人")
    entered_at = models.DateTimeField("填报时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "季度指标值"
        ordering = ["year", "quarter", "indicator"]
        constraints = [
            models.UniqueConstraint(fields=["project", "indicator", "year", "quarter"], name="value_once_a_quarter"),
            models.CheckConstraint(condition=Q(quarter__range=(1, 4)), name="value_quarter"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.year}Q{self.quarter} {self.value}"
