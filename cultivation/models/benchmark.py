"""Benchmark products and plans for standards: lists 2 and 3."""

from datetime import date

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from enterprises.models import Enterprise, Product, Standard
from pinzibiao.lib.addresses import record_address
from pinzibiao.regions.fields import InCounty


def this_year() -> int:
    return timezone.localdate().year


@pghistory.track(exclude=["city_code"])
class BenchmarkProduct(InCounty):
    """A product measured against a leading one: now, benchmark, target, reached."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="benchmarks", verbose_name="企业")
    product = models.ForeignKey(Product, models.PROTECT, related_name="benchmarks", verbose_name="产品")
    year = models.PositiveSmallIntegerField(
        "年度", default=this_year, validators=[MinValueValidator(2014), MaxValueValidator(2100)]
    )
    benchmark = models.CharField("对标对象", max_length=120)
    indicator = models.CharField("关键指标", max_length=80)
    unit = models.CharField("单位", max_length=20, blank=True)
    now_value = models.DecimalField("现状值", max_digits=14, decimal_places=4)
    benchmark_value = models.DecimalField("标杆值", max_digits=14, decimal_places=4)
    target_value = models.DecimalField("目标值", max_digits=14, decimal_places=4)
    reached_value = models.DecimalField("达到值", max_digits=14, decimal_places=4, null=True, blank=True)
    laboratory = models.CharField("检测机构", max_length=80, blank=True)
    report_no = models.CharField("报告编号", max_length=60, blank=True)
    reported_on = models.DateField("报告日期", null=True, blank=True)
    ladder_step_before = models.PositiveSmallIntegerField(
        "质量阶梯（前）", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    ladder_step_after = models.PositiveSmallIntegerField(
        "质量阶梯（后）", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    responsible_unit = models.CharField("责任单位", max_length=80, blank=True)
    responsible_person = models.CharField("责任人", max_length=40, blank=True)
    due_on = models.DateField("完成时限", null=True, blank=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta(InCounty.Meta):
        verbose_name = verbose_name_plural = "对标产品"
        constraints = [
            models.UniqueConstraint(
                fields=["product", "year", "benchmark", "indicator"],
                name="benchmark_once",
                violation_error_message="这个产品本年度对同一对象的这项指标已登记，请修改原记录。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.product}：{self.indicator}"

    def get_absolute_url(self) -> str:
        return record_address("cultivation:benchmark_detail", self.pk)

    @property
    def has_reached(self) -> bool:
        """Whether the measured value is as good as the target; better may be more or less, as the target shows."""
        if self.reached_value is None:
            return False
        if self.target_value >= self.now_value:
            return self.reached_value >= self.target_value
        return self.reached_value <= self.target_value

    @property
    def steps_text(self) -> str:
        """The steps of the ladder before and after, e.g. 2 → 4; nothing where neither is known."""
        if self.ladder_step_before is None and self.ladder_step_after is None:
            return ""
        return f"{self.ladder_step_before or '—'} → {self.ladder_step_after or '—'}"

    def state(self) -> tuple[str, str]:
        """Words and tone of how it stands."""
        if self.reached_value is None:
            return "对标中", "waiting"
        return ("已达到目标值", "done") if self.has_reached else ("未达到目标值", "waiting")

    def is_overdue(self, today: date) -> bool:
        return bool(self.due_on and self.due_on < today and self.reached_value is None)


@pghistory.track(exclude=["city_code"])
class StandardPlan(InCounty):
    """A standard to be made, revised or adopted."""

    class Kind(models.TextChoices):
        NEW = "new", "制定"
        REVISE = "revise", "修订"
        ADOPT = "adopt", "采用"

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="standard_plans", verbose_name="主要起草企业"
    )
    year = models.PositiveSmallIntegerField(
        "年度", default=this_year, validators=[MinValueValidator(2014), MaxValueValidator(2100)]
    )
    title = models.CharField("标准名称", max_length=120)
    kind = models.CharField("性质", max_length=8, choices=Kind)
    stage = models.CharField("阶段", max_length=10, choices=Standard.Stage, default=Standard.Stage.PROPOSED)
    standard = models.ForeignKey(
        Standard, models.PROTECT, null=True, blank=True, related_name="plans", verbose_name="已发布标准"
    )
    products = models.ManyToManyField(Product, blank=True, related_name="standard_plans", verbose_name="关联产品")
    technical_body = models.CharField("技术机构", max_length=80, blank=True)
    advanced_indicators = models.CharField("先进性指标", max_length=400, blank=True)
    planned_on = models.DateField("计划发布日期", null=True, blank=True)
    published_on = models.DateField("实际发布日期", null=True, blank=True)
    responsible_unit = models.CharField("责任单位", max_length=80, blank=True)
    responsible_person = models.CharField("责任人", max_length=40, blank=True)
    due_on = models.DateField("完成时限", null=True, blank=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta(InCounty.Meta):
        verbose_name = verbose_name_plural = "标准研制计划"
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "title", "year"],
                name="plan_once",
                violation_error_message="该企业本年度的这项标准计划已登记，请修改原记录。",
            ),
            models.CheckConstraint(
                condition=Q(standard=None) | Q(published_on__isnull=False),
                name="plan_published_has_day",
                violation_error_message="关联已发布标准时，请填写实际发布日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return record_address("cultivation:plan_detail", self.pk)

    def state(self) -> tuple[str, str]:
        """Words and tone of how it stands."""
        return self.get_stage_display(), "done" if self.published_on else "waiting"

    def is_overdue(self, today: date) -> bool:
        return bool(self.due_on and self.due_on < today and self.published_on is None)


@pghistory.track()
class PlanStage(models.Model):
    """One stage of a plan: when it was to be reached, and when it was."""

    plan = models.ForeignKey(StandardPlan, models.CASCADE, related_name="stages", verbose_name="标准研制计划")
    stage = models.CharField("阶段", max_length=10, choices=Standard.Stage)
    planned_on = models.DateField("计划日期", null=True, blank=True)
    reached_on = models.DateField("完成日期", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "标准研制阶段"
        constraints = [models.UniqueConstraint(fields=["plan", "stage"], name="plan_stage_once")]

    def __str__(self) -> str:
        return f"{self.plan}：{self.get_stage_display()}"
