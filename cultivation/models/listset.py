"""The definition of the lists: data, one set a programme year. The rows are the real records."""

from django.db import models
from django.urls import reverse


class ListSet(models.Model):
    """The lists of one programme year."""

    year = models.PositiveSmallIntegerField("年度", unique=True)
    name = models.CharField("名称", max_length=40, default="五张清单")

    class Meta:
        verbose_name = verbose_name_plural = "清单套表"
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.year} 年{self.name}"

    def get_absolute_url(self) -> str:
        return reverse("cultivation:lists", args=[self.year])


class ListDefinition(models.Model):
    """One list of a set: which records it shows."""

    class Source(models.TextChoices):
        ENTRIES = "entries", "培育企业"
        BENCHMARKS = "benchmarks", "对标产品"
        STANDARD_PLANS = "standard_plans", "标准研制"
        PROBLEMS = "problems", "质量问题"
        MEASURES = "measures", "帮扶措施"
        REQUESTS = "requests", "企业需求"
        RESULTS = "results", "已销号问题"

    list_set = models.ForeignKey(ListSet, models.CASCADE, related_name="definitions", verbose_name="套表")
    number = models.PositiveSmallIntegerField("序号")
    name = models.CharField("名称", max_length=40)
    source = models.CharField("记录", max_length=16, choices=Source)

    class Meta:
        verbose_name = verbose_name_plural = "清单"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["list_set", "number"], name="list_number_once")]

    def __str__(self) -> str:
        return self.name


class ListColumn(models.Model):
    """One column: ``key`` names a projection of the record (``enterprise.uscc``); never a second copy."""

    definition = models.ForeignKey(ListDefinition, models.CASCADE, related_name="columns", verbose_name="清单")
    position = models.PositiveSmallIntegerField("次序")
    key = models.CharField("取值", max_length=60)
    label = models.CharField("列名", max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = "清单列"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["definition", "key"], name="list_column_once")]

    def __str__(self) -> str:
        return self.label
