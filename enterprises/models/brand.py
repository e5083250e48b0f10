"""Who carries the brand, and by which route."""

from datetime import date, timedelta

import pghistory
from django.db import models
from django.db.models import F, Q

from pinzibiao.lib.addresses import record_address

from .enterprise import Enterprise
from .marking import marks_its_enterprise


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
        indexes = [
            models.Index(fields=["first_valid_on", "id"], name="brand_first_valid"),
            models.Index(fields=["is_current", "-first_valid_on"], name="brand_current"),
            models.Index(fields=["route", "-first_valid_on"], name="brand_route"),
            models.Index(fields=["sub_brand", "-first_valid_on"], name="brand_sub_brand"),
            models.Index(fields=["-enterprise"], condition=Q(is_current=True), name="brand_now"),
            models.Index(fields=["route", "-enterprise"], condition=Q(is_current=True), name="brand_now_by_route"),
            models.Index(fields=["-enterprise"], condition=Q(is_current=False), name="brand_past"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "route", "sub_brand"], name="brand_holder_once"),
            models.CheckConstraint(
                condition=Q(is_current=True, ended_on=None) | Q(is_current=False, ended_on__isnull=False),
                name="brand_ended_has_day",
            ),
        ]
        triggers = [marks_its_enterprise()]

    def __str__(self) -> str:
        return f"{self.enterprise}（{self.get_route_display()}）"

    def get_absolute_url(self) -> str:
        return record_address("enterprises:brand_detail", self.pk)


class BrandPeriod(models.Model):
    """From when to when a holder carried the brand, and what says so. ``ended_on`` is the first day without it.

    Periods by certificate are made anew out of the certificates whenever one of them changes, so they may end in the
    future; the others are written as they begin and end. The holder's own days are the sum of its periods.
    """

    class Ground(models.TextChoices):
        CERTIFICATE = "certificate", "认证证书"
        AUTHORISATION = "authorisation", "自我声明授权"
        RECORD = "record", "历史登记"

    holder = models.ForeignKey(BrandHolder, models.CASCADE, related_name="periods", verbose_name="品字标企业")
    ground = models.CharField("依据", max_length=15, choices=Ground)
    began_on = models.DateField("起")
    ended_on = models.DateField("失效日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "持有期间"
        ordering = ["-began_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")), name="brand_period_ends_after_begin"
            ),
            models.UniqueConstraint(fields=["holder", "ground"], condition=Q(ended_on=None), name="brand_open_period"),
        ]

    def __str__(self) -> str:
        return f"{self.began_on} 至 {self.last_day or '今'}"

    @property
    def last_day(self) -> date | None:
        """The last day with the brand, as a certificate's 有效期至 is read; None while it lasts."""
        return self.ended_on - timedelta(days=1) if self.ended_on else None
