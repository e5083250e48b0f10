"""Products of enterprises."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from pinzibiao.lib.bigrams import Bigrams
from pinzibiao.regions.fields import at_every_level

from ..codes import validate_name
from .enterprise import Enterprise
from .placed import NOT_ITS_OWN, Placed
from .standard import Standard
from .tracking import with_deletion


@pghistory.track(*with_deletion(), exclude=NOT_ITS_OWN)
class Product(Placed):
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
    licence_issued_on = models.DateField("注册（备案）日期", null=True, blank=True)
    licence_valid_to = models.DateField("注册证有效期至", null=True, blank=True)
    standard = models.ForeignKey(
        Standard, models.PROTECT, null=True, blank=True, related_name="products", verbose_name="执行标准"
    )
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta(Placed.Meta):
        verbose_name = verbose_name_plural = "产品"
        ordering = ["name"]
        indexes = [
            *Placed.Meta.indexes,
            GinIndex(Bigrams("name"), name="product_name_pairs"),
            *at_every_level("product_device", "device_class"),
            *at_every_level("product_licence", "licence_valid_to"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(licence_valid_to=None)
                | Q(licence_issued_on=None)
                | Q(licence_valid_to__gt=F("licence_issued_on")),
                name="product_licence_days",
                violation_error_message="注册证有效期至必须晚于注册（备案）日期。",
            ),
            models.UniqueConstraint(
                fields=["enterprise", "name", "models_text"],
                name="product_once",
                violation_error_message="该企业已登记同名同型号的产品。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def device_words(self) -> str:
        """The device's class in words; nothing for what is no device."""
        return self.get_device_class_display() if self.device_class else ""
