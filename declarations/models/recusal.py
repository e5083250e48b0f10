"""How experts come to a case by lot, and what the enterprise holds against one of them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from experts.models import Expert
from pinzibiao.accounts.models import User

from .declaration import Declaration


class ExpertDraw(models.Model):
    """One draw, kept so that anybody with the case can make it again: see ``declarations/draws.py`` for the rule."""

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="draws", verbose_name="申报")
    round = models.PositiveSmallIntegerField("版次")
    seed = models.CharField("种子", max_length=160)
    # Names as they were on the day of the draw: [{"key", "name", "unit"}].
    pool = models.JSONField("备选专家")
    order = models.JSONField("抽取顺序")
    drawn = models.JSONField("抽中")
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="抽取人")
    drawn_at = models.DateTimeField("抽取时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "专家抽取"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["declaration", "round"], name="draw_once_a_version")]

    def __str__(self) -> str:
        return f"{self.declaration}：第 {self.round} 版"


class RecusalRequest(models.Model):
    """申请回避: the enterprise's reason against one expert, and the city's answer."""

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="recusals", verbose_name="申报")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="+", verbose_name="专家")
    reason = models.TextField("理由", max_length=2000)
    filed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="申请人")
    filed_at = models.DateTimeField("申请时间", auto_now_add=True)
    # By when the city answers; those from before there was a term have none.
    due_on = models.DateField("答复期限", null=True, blank=True)
    is_granted = models.BooleanField("同意", null=True)
    answer = models.TextField("答复", max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复人"
    )
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "回避申请"
        ordering = ["id"]
        constraints = [
            # Asked once and answered, the same expert is not asked about again.
            models.UniqueConstraint(fields=["declaration", "expert"], name="recusal_once"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, is_granted=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False, is_granted__isnull=False),
                name="recusal_answered_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert}：{self.reason[:20]}"

    @property
    def is_late(self) -> bool:
        return bool(self.answered_at is None and self.due_on and self.due_on < timezone.localdate())

    @property
    def outcome(self) -> str:
        if self.answered_at is None:
            return "等待市级答复"
        return "已同意，更换专家" if self.is_granted else "未同意"
