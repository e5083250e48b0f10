"""Certificates of the 认证 route: made outside the portal, recorded here and followed."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from pinzibiao.casework.models import Case
from pinzibiao.lib.addresses import record_address

from ..codes import validate_certificate_rule, validate_name
from ..states import CertificateStatus
from .brand import SubBrand
from .enterprise import Enterprise
from .standard import Standard

ALREADY_RECORDED = "这个证书编号已登记，请在证书列表中查找，不要重复登记。"


@pghistory.track(exclude=["status_at", "moves"])
class Certificate(Case):
    """One paper, counted in 张; several for an enterprise. Its days tell when the brand is carried (actions.brand).

    Valid on a day: issued, not run out, not ended by revocation or cancellation, not suspended on that day.
    """

    class Kind(models.TextChoices):
        BRAND = "brand", "品字标认证"
        INTERNATIONAL = "international", "国际互认认证"

    number = models.CharField("证书编号", max_length=60, unique=True, error_messages={"unique": ALREADY_RECORDED})
    kind = models.CharField("证书类别", max_length=20, choices=Kind, default=Kind.BRAND)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="certificates", verbose_name="企业")
    standard = models.ForeignKey(
        Standard, models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name="标准"
    )
    sub_brand = models.CharField("子品牌", max_length=10, choices=SubBrand, default=SubBrand.MADE)
    body = models.CharField("认证机构", max_length=80, validators=[validate_name])
    rule_no = models.CharField("认证规则编号", max_length=40, blank=True, validators=[validate_certificate_rule])
    country = models.CharField("互认国家（地区）", max_length=40, blank=True, validators=[validate_name])
    # As printed on the paper: one name, or several apart by 、
    product_name = models.CharField("产品", max_length=400, validators=[validate_name])
    issued_on = models.DateField("发证日期")
    valid_to = models.DateField("有效期至")
    ended_on = models.DateField("撤销（注销）日期", null=True, blank=True)
    status = models.CharField("状态", max_length=10, choices=CertificateStatus, default=CertificateStatus.VALID)
    recorded_on = models.DateField("登记日期", default=timezone.localdate, editable=False)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "认证证书"
        ordering = ["-issued_on", "-id"]
        indexes = [
            models.Index(fields=["issued_on", "id"], name="certificate_issued"),
            models.Index(fields=["valid_to"], name="certificate_valid_to"),
            models.Index(fields=["status", "-issued_on"], name="certificate_status_issued"),
            models.Index(fields=["sub_brand", "-issued_on"], name="certificate_sub_brand"),
            models.Index(fields=["kind", "-issued_on"], name="certificate_kind"),
            GinIndex(fields=["number"], opclasses=["gin_trgm_ops"], name="certificate_number_trigram"),
            GinIndex(fields=["product_name"], opclasses=["gin_trgm_ops"], name="certificate_product_trigram"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("issued_on")),
                name="certificate_dates",
                violation_error_message="有效期至必须晚于发证日期。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("issued_on")), name="certificate_ends_after_issue"
            ),
            models.CheckConstraint(condition=Q(status__in=CertificateStatus.values), name="certificate_status"),
            models.CheckConstraint(
                condition=(Q(kind="international") & ~Q(country="")) | (~Q(kind="international") & Q(country="")),
                name="certificate_country",
                violation_error_message="国际互认证书请填写互认国家（地区）；其他证书请留空。",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return record_address("enterprises:certificate_detail", self.pk)

    @property
    def county_id(self) -> str:
        """Its desk is that of the enterprise's competent place, wherever the enterprise moves."""
        return self.enterprise.county_id

    @property
    def city_code(self) -> str:
        return self.enterprise.city_code


class Suspension(models.Model):
    """Days on which a certificate was suspended; the brand was not carried by it."""

    certificate = models.ForeignKey(Certificate, models.CASCADE, related_name="suspensions", verbose_name="证书")
    began_on = models.DateField("暂停日期")
    ended_on = models.DateField("恢复日期", null=True, blank=True)
    reason = models.CharField("原因", max_length=2000)

    class Meta:
        verbose_name = verbose_name_plural = "证书暂停"
        ordering = ["-began_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"], condition=Q(ended_on=None), name="suspended_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")), name="suspension_ends_after_begin"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate} 暂停"


@pghistory.track()
class Surveillance(models.Model):
    """The yearly surveillance of a certificate: when it falls due, when it was done, what it found."""

    class Result(models.TextChoices):
        PASSED = "passed", "通过"
        RECTIFIED = "rectified", "整改后通过"
        FAILED = "failed", "不通过"

    certificate = models.ForeignKey(Certificate, models.CASCADE, related_name="surveillances", verbose_name="证书")
    year_no = models.PositiveSmallIntegerField("年次", validators=[MinValueValidator(1)])
    due_on = models.DateField("应监督日期")
    done_on = models.DateField("监督日期", null=True, blank=True)
    result = models.CharField("结果", max_length=10, choices=Result, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "年度监督"
        ordering = ["year_no"]
        indexes = [models.Index(fields=["due_on"], condition=Q(done_on=None), name="surveillance_due")]
        constraints = [
            models.UniqueConstraint(fields=["certificate", "year_no"], name="surveillance_once_a_year"),
            models.CheckConstraint(
                condition=Q(done_on=None, result="") | (Q(done_on__isnull=False) & ~Q(result="")),
                name="surveillance_has_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate} 第 {self.year_no} 次年度监督"
