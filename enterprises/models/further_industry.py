"""Industries in which an enterprise works beside its main one."""

import pghistory
from django.db import models

from .enterprise import Enterprise
from .industry import Industry
from .tracking import with_deletion


@pghistory.track(*with_deletion())
class FurtherIndustry(models.Model):
    """兼营行业: one more class of GB/T 4754. The main one stands in the enterprise's own row."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="further_industries", verbose_name="企业")
    industry = models.ForeignKey(Industry, models.PROTECT, related_name="+", verbose_name="兼营行业")

    class Meta:
        verbose_name = verbose_name_plural = "兼营行业"
        ordering = ["industry"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "industry"],
                name="further_industry_once",
                violation_error_message="该企业的这个兼营行业已登记。",
            )
        ]

    def __str__(self) -> str:
        return str(self.industry)
