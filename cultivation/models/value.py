"""What people write into the extra columns of a year's lists."""

from functools import reduce
from operator import or_

import pghistory
from django.db import models
from django.db.models import Q

from .benchmark import BenchmarkProduct, StandardPlan
from .library import LibraryEntry
from .listset import ListColumn
from .measure import Measure
from .problem import Problem

OWNERS = ("entry", "benchmark", "plan", "problem", "measure")


def _one_owner() -> Q:
    """Exactly one of the five kinds of rows."""
    return reduce(or_, (Q(**{f"{other}__isnull": other != owner for other in OWNERS}) for owner in OWNERS))


def _owner(model, label: str) -> models.ForeignKey:
    return models.ForeignKey(model, models.CASCADE, null=True, related_name="list_values", verbose_name=label)


@pghistory.track()
class ListValue(models.Model):
    """One cell of an extra column: a value of the column's type for one row, which is one of five kinds."""

    column = models.ForeignKey(ListColumn, models.PROTECT, related_name="values", verbose_name="列")
    entry = _owner(LibraryEntry, "培育企业")
    benchmark = _owner(BenchmarkProduct, "对标产品")
    plan = _owner(StandardPlan, "标准研制计划")
    problem = _owner(Problem, "质量问题")
    measure = _owner(Measure, "帮扶措施")
    text = models.CharField("文字", max_length=2000, blank=True)
    number = models.DecimalField("数字", max_digits=18, decimal_places=4, null=True, blank=True)
    day = models.DateField("日期", null=True, blank=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "清单扩展列内容"
        constraints = [
            models.CheckConstraint(condition=_one_owner(), name="list_value_one_owner"),
            *(models.UniqueConstraint(fields=["column", owner], name=f"list_value_{owner}_once") for owner in OWNERS),
        ]

    def __str__(self) -> str:
        return self.text or str(self.number or self.day or "")
