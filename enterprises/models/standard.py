"""Standards."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ..codes import validate_name
from .enterprise import Enterprise


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
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="standard_title_trigram"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(published_on__isnull=False),
                name="standard_withdrawn_after_published",
                violation_error_message="填写废止日期前，请先填写发布日期。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("enterprises:standard_detail", args=[self.pk])
