"""Standards: who publishes and drafts them, and how far each has come."""

from datetime import date

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from pinzibiao.lib.addresses import record_address

from ..codes import validate_name
from .enterprise import Enterprise
from .tracking import with_deletion


@pghistory.track()
class StandardPublisher(models.Model):
    """Who publishes standards, from when to when: the programme's publisher has changed its name over the years."""

    name = models.CharField(
        "发布机构",
        max_length=80,
        unique=True,
        validators=[validate_name],
        error_messages={"unique": "这个发布机构已登记，请直接修改它的起止日期。"},
    )
    valid_from = models.DateField("启用日期")
    valid_to = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "标准发布机构"
        ordering = ["-valid_from", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="publisher_days",
                violation_error_message="停用日期不能早于启用日期。",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def published_by(self, day: date) -> bool:
        """Whether it bore this name on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@pghistory.track()
class Standard(models.Model):
    """A "浙江制造" standard. Published and current are two counts: 累计发布 and 现行有效."""

    class Stage(models.TextChoices):
        PROPOSED = "proposed", "立项建议"
        APPROVED = "approved", "立项"
        DRAFTING = "drafting", "研制"
        CONSULTING = "consulting", "征求意见"
        REVIEW = "review", "评审"
        PUBLISHED = "published", "批准发布"
        IN_FORCE = "in_force", "实施"

    number = models.CharField(
        "标准号", max_length=30, unique=True, error_messages={"unique": "这个标准号已登记，请在标准库中查找。"}
    )
    title = models.CharField("标准名称", max_length=120, validators=[validate_name])
    stage = models.CharField("阶段", max_length=10, choices=Stage, default=Stage.IN_FORCE)
    published_on = models.DateField("发布日期", null=True, blank=True)
    in_force_on = models.DateField("实施日期", null=True, blank=True)
    withdrawn_on = models.DateField("废止日期", null=True, blank=True)
    publisher = models.ForeignKey(
        StandardPublisher, models.PROTECT, null=True, blank=True, related_name="standards", verbose_name="发布机构"
    )
    # The first of the drafters where it is an enterprise of the register; written with them (actions.standards).
    lead_drafter = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="drafted_standards", verbose_name="主要起草企业"
    )
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "标准"
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["published_on"], name="standard_published"),
            models.Index(fields=["in_force_on"], name="standard_in_force"),
            models.Index(fields=["withdrawn_on"], condition=Q(withdrawn_on__isnull=False), name="standard_withdrawn"),
            models.Index(fields=["stage", "-number"], name="standard_stage"),
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="standard_title_trigram"),
            GinIndex(fields=["number"], opclasses=["gin_trgm_ops"], name="standard_number_trigram"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(number__regex=r"^T/ZZB \d{4,5}—\d{4}$"), name="standard_number_form"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(published_on__isnull=False),
                name="standard_withdrawn_after_published",
                violation_error_message="填写废止日期前，请先填写发布日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return record_address("enterprises:standard_detail", self.pk)


@pghistory.track(*with_deletion())
class StandardStage(models.Model):
    """A stage that a standard entered on a day. Publication and coming into force are its own two days."""

    standard = models.ForeignKey(Standard, models.CASCADE, related_name="stages", verbose_name="标准")
    stage = models.CharField("阶段", max_length=10, choices=Standard.Stage)
    entered_on = models.DateField("进入日期")
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "标准阶段"
        ordering = ["entered_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "stage", "entered_on"],
                name="standard_stage_once_a_day",
                violation_error_message="这一天的这个阶段已登记。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}（{self.entered_on}）"


@pghistory.track(*with_deletion())
class StandardDrafter(models.Model):
    """Who drafted a standard, in the order of its cover; the first leads. An enterprise of the register, or a name."""

    standard = models.ForeignKey(Standard, models.CASCADE, related_name="drafters", verbose_name="标准")
    position = models.PositiveSmallIntegerField("顺序", validators=[MinValueValidator(1), MaxValueValidator(99)])
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="drafting", verbose_name="企业"
    )
    organisation_name = models.CharField("单位名称", max_length=120, blank=True, validators=[validate_name])

    class Meta:
        verbose_name = verbose_name_plural = "起草单位"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "position"], name="drafter_position", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(enterprise=None) ^ Q(organisation_name=""), name="drafter_is_one_of_two"
            ),
        ]

    def __str__(self) -> str:
        return self.enterprise.name if self.enterprise else self.organisation_name
