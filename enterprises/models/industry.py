"""Industries: the national classification, and the programme's own named ones."""

from django.db import models

from pinzibiao.regions.models import Region


class Industry(models.Model):
    """One class of GB/T 4754-2017: ``C``, ``C27``, ``C272``, ``C2720`` (levels 1 to 4)."""

    code = models.CharField("代码", max_length=5, primary_key=True)
    name = models.CharField("名称", max_length=80)
    level = models.PositiveSmallIntegerField("层级")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        verbose_name = verbose_name_plural = "国民经济行业"
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ProgrammeIndustry(models.Model):
    """An industry as the programme names it (临平区 · 生物医药), mapped to several classes."""

    name = models.CharField("名称", max_length=40)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="区域")
    classes = models.ManyToManyField(Industry, related_name="+", verbose_name="行业类别")

    class Meta:
        verbose_name = verbose_name_plural = "特色产业"
        ordering = ["region", "name"]
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="programme_industry_name")]

    def __str__(self) -> str:
        return f"{self.region.name} · {self.name}"
