"""Who carries the brand, and by which route."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from .enterprise import Enterprise
from .product import Standard


class Route(models.TextChoices):
    """The two routes to the brand."""

    CERTIFICATION = "certification", "认证"
    SELF_DECLARATION = "self_declaration", "自我声明"


class SubBrand(models.TextChoices):
    """The brand's kinds."""

    MADE = "made", "品字标浙江制造"
    FARM = "farm", "品字标浙江农产"
    SERVICE = "service", "品字标浙江服务"


@pghistory.track()
class BrandHolder(models.Model):
    """品字标企业: one row for an enterprise, route and sub-brand. Counted by enterprise (家), by ``first_valid_on``."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="brand_holdings", verbose_name="企业")
    route = models.CharField("途径", max_length=20, choices=Route)
    sub_brand = models.CharField("子品牌", max_length=10, choices=SubBrand, default=SubBrand.MADE)
    first_valid_on = models.DateField("首次获得日期")
    is_current = models.BooleanField("有效", default=True)
    ended_on = models.DateField("失效日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "品字标企业"
        ordering = ["-first_valid_on", "-id"]
        indexes = [models.Index(fields=["first_valid_on"], name="brand_first_valid")]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "route", "sub_brand"], name="brand_holder_once"),
            models.CheckConstraint(
                condition=Q(is_current=True, ended_on=None) | Q(is_current=False, ended_on__isnull=False),
                name="brand_ended_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise}（{self.get_route_display()}）"


@pghistory.track()
class Certificate(models.Model):
    """A certificate of the 认证 route, made outside the portal. Counted in 张; several for an enterprise."""

    number = models.CharField(
        "证书编号",
        max_length=60,
        unique=True,
        error_messages={"unique": "这个证书编号已登记，请在证书列表中查找，不要重复登记。"},
    )
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="certificates", verbose_name="企业")
    standard = models.ForeignKey(
        Standard, models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name="标准"
    )
    sub_brand = models.CharField("子品牌", max_length=10, choices=SubBrand, default=SubBrand.MADE)
    body = models.CharField("认证机构", max_length=80)
    product_name = models.CharField("产品", max_length=120)
    issued_on = models.DateField("发证日期")
    valid_to = models.DateField("有效期至")
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "认证证书"
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gt=models.F("issued_on")),
                name="certificate_dates",
                violation_error_message="有效期至必须晚于发证日期。",
            )
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("enterprises:certificate_detail", args=[self.pk])
