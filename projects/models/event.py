"""Events of the programme with their sub-events, and the one-stop stations (NQI)."""

import pghistory
from django.core.validators import MinValueValidator
from django.db import models

from enterprises.models import ProgrammeIndustry
from pinzibiao.lib.addresses import record_address
from pinzibiao.regions.fields import InCounty
from pinzibiao.regions.models import Region

from .project import Project


@pghistory.track()
class ProgrammeEvent(models.Model):
    """A kick-off, plaque or certificate ceremony, sharing or training; sub-events hang below one."""

    class Kind(models.TextChoices):
        KICK_OFF = "kick_off", "启动会"
        PLAQUE = "plaque", "授牌"
        CERTIFICATE = "certificate", "授证"
        SHARING = "sharing", "标杆企业经验分享"
        CERTIFICATION_TRAINING = "certification_training", "认证培训"
        METHOD_TRAINING = "method_training", "先进质量管理方法培训"
        OTHER = "other", "其他"

    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="项目"
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name="所属活动"
    )
    kind = models.CharField("类别", max_length=24, choices=Kind)
    title = models.CharField("名称", max_length=120)
    held_on = models.DateField("日期")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="地点所在区域")
    place = models.CharField("地点", max_length=120, blank=True)
    attendance = models.PositiveIntegerField(
        "参加人数（人次）", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    summary = models.TextField("纪要", max_length=4000, blank=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "活动"
        ordering = ["-held_on", "id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return record_address("projects:event_detail", self.pk)


@pghistory.track(exclude=["city_code"])
class NqiStation(InCounty):
    """质量基础设施"一站式"服务平台."""

    name = models.CharField("名称", max_length=80, unique=True)
    industry = models.ForeignKey(
        ProgrammeIndustry, models.PROTECT, null=True, blank=True, related_name="stations", verbose_name="产业"
    )
    opened_on = models.DateField("建成日期", null=True, blank=True)

    class Meta(InCounty.Meta):
        verbose_name = verbose_name_plural = "一站式服务平台"

    def __str__(self) -> str:
        return self.name
