"""Policy tools (政策工具): what a place grants for quality work, so that a measure can point an enterprise to it."""

from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q

from pinzibiao.lib.addresses import record_address
from pinzibiao.regions.models import Region


class PolicyQuerySet(models.QuerySet):
    def in_force(self, day: date) -> "PolicyQuerySet":
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def of_place(self, county: Region) -> "PolicyQuerySet":
        """What an enterprise of this county may ask for: its county's, its city's and the province's."""
        return self.filter(Q(region=county) | Q(region=county.parent_id) | Q(region__parent=None))


@pghistory.track()
class PolicyTool(models.Model):
    """One reward, subsidy, voucher or loan of a place, with the paper it stands in."""

    class Kind(models.TextChoices):
        REWARD = "reward", "奖励"
        SUBSIDY = "subsidy", "补助"
        VOUCHER = "voucher", "服务券"
        LOAN = "loan", "质量融资"
        SERVICE = "service", "公益服务"

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="地区")
    title = models.CharField("政策名称", max_length=120)
    kind = models.CharField("类别", max_length=10, choices=Kind)
    content = models.TextField("支持内容和条件", max_length=2000)
    amount = models.CharField("支持标准", max_length=120, blank=True, help_text="例如 首次获证奖励 20 万元。")
    document_no = models.CharField("文号", max_length=80, blank=True)
    address = models.URLField("原文网址", max_length=300, blank=True)
    valid_from = models.DateField("施行日期")
    valid_to = models.DateField("截止日期", null=True, blank=True, help_text="长期有效的留空。")
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "政策工具"
        ordering = ["region", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "title", "valid_from"],
                name="policy_once",
                violation_error_message="本地区同一天施行的这项政策已登记，请修改原记录。",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="policy_dates",
                violation_error_message="截止日期不能早于施行日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return record_address("cultivation:policy_detail", self.pk)
