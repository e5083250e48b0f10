"""What an enterprise asks for (点单), and the experts who could not come."""

import uuid

from django.db import models
from django.db.models import Q

from cultivation.models import Dimension
from enterprises.models import Enterprise, Industry
from experts.models import Expert
from pinzibiao.accounts.models import User
from pinzibiao.casework.models import Case
from pinzibiao.lib.addresses import record_address
from pinzibiao.regions.fields import InCounty

from ..states import RequestStatus
from .visit import HelpVisit


class HelpRequest(Case, InCounty):
    """A request for help. ``client_id`` is made with the form, so sending it again never asks twice."""

    number = models.CharField("需求编号", max_length=30, unique=True, editable=False)
    client_id = models.UUIDField("需求标识", unique=True, default=uuid.uuid4, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="help_requests", verbose_name="企业")
    title = models.CharField("要解决的问题", max_length=120)
    dimension = models.CharField("问题所属维度", max_length=16, choices=Dimension)
    industry = models.ForeignKey(
        Industry, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="涉及行业"
    )
    detail = models.TextField("现状和已做的工作", max_length=2000, blank=True)
    mode = models.CharField("希望的方式", max_length=14, choices=HelpVisit.Mode, default=HelpVisit.Mode.ON_SITE)
    wished_on = models.DateField("希望日期")
    due_on = models.DateField("派单期限", null=True, blank=True, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提出人", editable=False)
    status = models.CharField("状态", max_length=12, choices=RequestStatus, default=RequestStatus.ASKED)
    created_at = models.DateTimeField("提出时间", auto_now_add=True)

    class Meta(InCounty.Meta):
        verbose_name = verbose_name_plural = "帮扶需求"
        indexes = [
            *InCounty.Meta.indexes,
            models.Index(fields=["enterprise", "-id"], name="request_enterprise"),
            models.Index(fields=["status", "-id"], name="request_status"),
        ]
        constraints = [models.CheckConstraint(condition=Q(status__in=RequestStatus.values), name="request_status")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return record_address("visits:request_detail", self.pk)


class Decline(models.Model):
    """An expert who was sent and could not come, and why: the county chooses another."""

    class Ground(models.TextChoices):
        CONFLICT = "conflict", "需要回避"
        TIME = "time", "时间冲突"
        FIELD = "field", "专业不符"
        OTHER = "other", "其他"

    visit = models.ForeignKey(HelpVisit, models.CASCADE, related_name="declines", verbose_name="帮扶")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="declines", verbose_name="专家")
    ground = models.CharField("谢绝原因", max_length=10, choices=Ground)
    reason = models.TextField("说明", max_length=2000)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "谢绝"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.expert}：{self.get_ground_display()}"
