"""Sentences that an office keeps for its returns."""

from django.db import models
from django.db.models import Q

from pinzibiao.regions.models import Region

from .review import CorrectionItem


class ReasonPhrase(models.Model):
    """One reason that an office gives often. It belongs to the office, not to the person."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="单位", editable=False)
    section = models.CharField("部分", max_length=12, choices=CorrectionItem.Section)
    text = models.CharField("常用语", max_length=400)
    uses = models.PositiveIntegerField("使用次数", default=0, editable=False)
    is_ended = models.BooleanField("停用", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "补正常用语"
        ordering = ["section", "-uses", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "section", "text"],
                name="phrase_once",
                violation_error_message="本单位在这一部分已有同样的常用语。",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="phrase_has_text"),
        ]

    def __str__(self) -> str:
        return self.text
