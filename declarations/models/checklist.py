"""The checklist of the form review: what is asked, from when to when, and what an officer found."""

import pghistory
from django.db import models
from django.db.models import F, Q

from enterprises.models import SubBrand
from pinzibiao.accounts.models import User

from .declaration import Declaration


@pghistory.track()
class ChecklistItem(models.Model):
    """One thing to look at. Once somebody has marked it, it can only be ended: an older mark answers its words."""

    position = models.PositiveSmallIntegerField("顺序", default=1)
    # A key of ``content.SECTION_TITLES``; sections come and go with the form, old items keep theirs.
    section = models.CharField("部分", max_length=20)
    sub_brand = models.CharField("子品牌", max_length=10, choices=SubBrand, blank=True)
    text = models.CharField("核对内容", max_length=200)
    valid_from = models.DateField("启用日期")
    valid_to = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "形式审查核对项"
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="checklist_dates",
                violation_error_message="停用日期不能早于启用日期。",
            )
        ]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class ChecklistMark(models.Model):
    """What one officer found of one item in one round of the review."""

    class Verdict(models.TextChoices):
        MET = "met", "符合"
        UNMET = "unmet", "不符合"
        NOT_APPLICABLE = "n_a", "不适用"

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="marks", verbose_name="申报")
    round = models.PositiveSmallIntegerField("轮次")
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="marks", verbose_name="核对项")
    verdict = models.CharField("结果", max_length=6, choices=Verdict)
    note = models.CharField("说明", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="核对人")
    marked_at = models.DateTimeField("核对时间")

    class Meta:
        verbose_name = verbose_name_plural = "核对结果"
        ordering = ["round", "item__position", "item_id"]
        constraints = [
            models.UniqueConstraint(fields=["declaration", "round", "item"], name="checklist_mark_once"),
            models.CheckConstraint(condition=Q(verdict__in=("met", "unmet", "n_a")), name="checklist_verdict"),
        ]

    def __str__(self) -> str:
        return f"{self.item}：{self.get_verdict_display()}"
