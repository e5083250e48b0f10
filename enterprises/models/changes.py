"""What became of an enterprise: the names it had, the places that kept it."""

import pghistory
from django.db import models
from django.db.models import F, Q

from pinzibiao.accounts.models import User
from pinzibiao.regions.models import Region

from ..codes import validate_name
from .enterprise import Enterprise
from .tracking import with_deletion


@pghistory.track(*with_deletion())
class FormerName(models.Model):
    """A name that the enterprise bore until a day. The search reads them from the enterprise's own row."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="earlier_names", verbose_name="企业")
    name = models.CharField("曾用名", max_length=120, validators=[validate_name])
    used_from = models.DateField("启用日期", null=True, blank=True)
    used_until = models.DateField("停用日期")

    class Meta:
        verbose_name = verbose_name_plural = "曾用名"
        ordering = ["-used_until", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "name", "used_until"], name="former_name_once"),
            models.CheckConstraint(
                condition=Q(used_from=None) | Q(used_until__gte=F("used_from")), name="former_name_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.used_until} 止）"


@pghistory.track()
class RegionMove(models.Model):
    """A move to another county or zone. What was open moved along; what was closed stayed with the old place."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="moves", verbose_name="企业")
    from_county = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="迁出地")
    to_county = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="迁入地")
    moved_on = models.DateField("迁移日期")
    reason = models.CharField("迁移原因", max_length=400)
    case_count = models.PositiveIntegerField("随迁事项（件）", default=0)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="办理人")

    class Meta:
        verbose_name = verbose_name_plural = "属地迁移"
        ordering = ["-moved_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(from_county=F("to_county")), name="move_goes_elsewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.from_county} → {self.to_county}（{self.moved_on}）"


class MergedEnterprise(models.Model):
    """The trace of a record that was merged into another: found by its old code and its old address for ever."""

    uscc = models.CharField("原统一社会信用代码", max_length=18, unique=True)
    name = models.CharField("原名称", max_length=120)
    old_id = models.BigIntegerField("原编号", unique=True)
    county = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="原属地")
    merged_into = models.ForeignKey(Enterprise, models.PROTECT, related_name="merged_records", verbose_name="并入企业")
    counts = models.JSONField("并入内容", default=dict)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="办理人")
    at = models.DateTimeField("合并时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "合并记录"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name}（{self.uscc}）"
