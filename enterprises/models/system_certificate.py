"""Certificates of an enterprise's management systems: what the declaration and the cultivation list ask for."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from pinzibiao.lib.bigrams import Bigrams
from pinzibiao.regions.fields import at_every_level

from ..codes import validate_name
from .enterprise import Enterprise
from .placed import NOT_ITS_OWN, Placed
from .tracking import with_deletion


@pghistory.track(*with_deletion(), exclude=NOT_ITS_OWN)
class SystemCertificate(Placed):
    """One certificate as its paper says. Not the brand's: that is ``Certificate``."""

    class Kind(models.TextChoices):
        QUALITY = "quality", "质量管理体系（ISO 9001）"
        ENVIRONMENT = "environment", "环境管理体系（ISO 14001）"
        SAFETY = "safety", "职业健康安全管理体系（ISO 45001）"
        ENERGY = "energy", "能源管理体系（ISO 50001）"
        DEVICE = "device", "医疗器械质量管理体系（ISO 13485）"
        FOOD = "food", "食品安全管理体系（ISO 22000）"
        HACCP = "haccp", "危害分析与关键控制点（HACCP）"
        MEASUREMENT = "measurement", "测量管理体系（ISO 10012）"
        AUTOMOTIVE = "automotive", "汽车行业质量管理体系（IATF 16949）"
        INFORMATION = "information", "信息安全管理体系（ISO 27001）"
        PROPERTY = "property", "知识产权合规管理体系"
        OTHER = "other", "其他管理体系"

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="system_certificates", verbose_name="企业")
    kind = models.CharField("体系", max_length=12, choices=Kind)
    number = models.CharField("证书编号", max_length=60)
    body = models.CharField("认证机构", max_length=80, validators=[validate_name])
    issued_on = models.DateField("发证日期")
    valid_to = models.DateField("有效期至")

    class Meta(Placed.Meta):
        verbose_name = verbose_name_plural = "体系认证"
        ordering = ["kind", "-valid_to", "-id"]
        indexes = [
            *Placed.Meta.indexes,
            GinIndex(Bigrams("number"), name="system_number_pairs"),
            *at_every_level("system_kind", "kind"),
            *at_every_level("system_valid", "valid_to"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "kind", "number"],
                name="system_certificate_once",
                violation_error_message="该企业的这张体系证书已登记。",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("issued_on")),
                name="system_certificate_days",
                violation_error_message="有效期至必须晚于发证日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
