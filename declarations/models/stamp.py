"""Who last worked on a section of a declaration."""

from django.db import models

from pinzibiao.accounts.models import User

from .declaration import Declaration
from .review import CorrectionItem


class SectionStamp(models.Model):
    """The last person who saved one section, and when: several colleagues fill in one declaration."""

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="stamps", verbose_name="申报")
    section = models.CharField("部分", max_length=12, choices=CorrectionItem.Section)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="填写人")
    at = models.DateTimeField("填写时间")

    class Meta:
        verbose_name = verbose_name_plural = "各部分填写情况"
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["declaration", "section"], name="stamp_once_a_section")]

    def __str__(self) -> str:
        return f"{self.get_section_display()}：{self.by}"
