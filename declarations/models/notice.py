"""Public notice, objections, authorisation."""

import secrets

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from enterprises.models import SubBrand
from pinzibiao.accounts.models import User
from pinzibiao.files.models import StoredFile
from pinzibiao.lib.addresses import record_address

from .declaration import Declaration


def new_token() -> str:
    """What a QR code carries: unguessable, so that nobody can walk through all authorisations."""
    return secrets.token_urlsafe(16)


class PublicNotice(models.Model):
    """公示: open from ``opens_on`` to the end of ``closes_on``, counted in China's working days."""

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="notices", verbose_name="申报")
    opens_on = models.DateField("公示开始")
    closes_on = models.DateField("公示截止")
    closed_at = models.DateTimeField("结束时间", null=True, blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发布人")
    batch = models.ForeignKey(
        "NoticeBatch", models.PROTECT, null=True, blank=True, related_name="notices", verbose_name="批次"
    )

    class Meta:
        verbose_name = verbose_name_plural = "公示"
        ordering = ["-opens_on", "-id"]
        indexes = [models.Index(fields=["closes_on"], condition=Q(closed_at=None), name="notice_open")]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="notice_dates"),
            models.UniqueConstraint(fields=["declaration"], condition=Q(closed_at=None), name="notice_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.declaration}：{self.opens_on} 至 {self.closes_on}"

    def get_absolute_url(self) -> str:
        return record_address("public:notice", self.pk)


class Objection(models.Model):
    """What a member of the public holds against an authorisation during its notice. Never shown in public."""

    notice = models.ForeignKey(PublicNotice, models.CASCADE, related_name="objections", verbose_name="公示")
    name = models.CharField("姓名或单位", max_length=80)
    contact = models.CharField("联系方式", max_length=80)
    content = models.TextField("异议内容", max_length=4000)
    filed_at = models.DateTimeField("提出时间", auto_now_add=True)
    # Salted by the day and this portal's secret: it counts one day's repeats and tells nobody's address.
    address_hash = models.CharField("来源摘要", max_length=64, editable=False)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复人", editable=False
    )
    is_upheld = models.BooleanField("成立", null=True, editable=False)
    answer = models.TextField("核查结果", max_length=4000, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "异议"
        ordering = ["filed_at"]
        indexes = [models.Index(fields=["address_hash"], name="objection_address")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, is_upheld=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False, is_upheld__isnull=False),
                name="objection_answered_pair",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}：{self.content[:20]}"


class Authorisation(models.Model):
    """授权: the right to carry the brand by self-declaration, by number and term.

    Names stand here as they were authorised: the register does not change when a product is renamed later.
    """

    declaration = models.OneToOneField(Declaration, models.PROTECT, related_name="authorisation", verbose_name="申报")
    number = models.CharField("授权编号", max_length=30, unique=True)
    sub_brand = models.CharField("子品牌", max_length=10, choices=SubBrand)
    enterprise_name = models.CharField("企业名称", max_length=120)
    uscc = models.CharField("统一社会信用代码", max_length=18)
    product_name = models.CharField("产品名称", max_length=120)
    models_text = models.CharField("型号规格", max_length=200, blank=True)
    standard_text = models.CharField("执行标准", max_length=160)
    token = models.CharField("查验码", max_length=32, unique=True, default=new_token)
    valid_from = models.DateField("有效期自")
    valid_to = models.DateField("有效期至")
    certificate = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="证书", editable=False
    )
    succeeded_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="succeeds", verbose_name="续展为", editable=False
    )

    class Meta:
        verbose_name = verbose_name_plural = "授权"
        ordering = ["-valid_from", "-id"]
        indexes = [
            models.Index(fields=["valid_from"], name="authorisation_from"),
            models.Index(fields=["valid_to"], name="authorisation_to"),
            GinIndex(fields=["enterprise_name"], opclasses=["gin_trgm_ops"], name="authorisation_ent_trigram"),
            GinIndex(fields=["product_name"], opclasses=["gin_trgm_ops"], name="authorisation_prod_trigram"),
        ]
        constraints = [models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="authorisation_dates")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("public:authorisation", args=[self.token])
