"""Standards and products."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ..codes import validate_name
from .enterprise import Enterprise
from .tracking import with_deletion


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


@pghistory.track(*with_deletion())
class Product(models.Model):
    """What an enterprise makes and may declare."""

    class DeviceClass(models.TextChoices):
        NONE = "", "非医疗器械"
        ONE = "1", "一类医疗器械"
        TWO = "2", "二类医疗器械"
        THREE = "3", "三类医疗器械"

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="products", verbose_name="企业")
    name = models.CharField("产品名称", max_length=120, validators=[validate_name])
    models_text = models.CharField("型号规格", max_length=200, blank=True)
    category = models.CharField("产品类别", max_length=60, blank=True)
    trademark = models.CharField("品牌", max_length=60, blank=True)
    trademark_no = models.CharField("商标注册号", max_length=40, blank=True)
    device_class = models.CharField("器械类别", max_length=1, choices=DeviceClass, blank=True)
    licence_no = models.CharField("注册（备案）号", max_length=40, blank=True)
    standard = models.ForeignKey(
        Standard, models.PROTECT, null=True, blank=True, related_name="products", verbose_name="执行标准"
    )
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "产品"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "name", "models_text"],
                name="product_once",
                violation_error_message="该企业已登记同名同型号的产品。",
            )
        ]

    def __str__(self) -> str:
        return self.name
