"""The key indicators of a declaration: what the standard asks beside what was measured."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from enterprises.models import Direction, StandardIndicator
from enterprises.models.standard_indicator import DIGITS

from ..benchmarks import Limit, is_unusual, number_of, verdict_words
from .declaration import Declaration


class DeclaredIndicator(models.Model):
    """One key indicator.

    Out of the standard's own table it carries a copy of what the table asked (``direction`` and the numbers), and what
    was measured is a number in the table's unit. Where the register has no table, both are free text.
    """

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="indicators", verbose_name="申报")
    source = models.ForeignKey(
        StandardIndicator, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="标准指标"
    )
    name = models.CharField("指标", max_length=80)
    required = models.CharField("标准要求", max_length=80)
    measured = models.CharField("实测值", max_length=80)
    unit = models.CharField("单位", max_length=20, blank=True)
    method = models.CharField("试验方法", max_length=120, blank=True)
    direction = models.CharField("方向", max_length=6, choices=Direction, blank=True, db_default="", default="")
    limit = models.DecimalField("要求值", null=True, blank=True, **DIGITS)
    upper = models.DecimalField("上限", null=True, blank=True, **DIGITS)
    advanced = models.DecimalField("先进值", null=True, blank=True, **DIGITS)
    is_confirmed = models.BooleanField("数值已核对", default=False, db_default=False)

    class Meta:
        verbose_name = verbose_name_plural = "关键指标"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(direction="", limit=None) | (~Q(direction="") & Q(limit__isnull=False)),
                name="declared_limit_pair",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def asked(self) -> Limit | None:
        """What the standard's table asks; nothing of a row of free text."""
        return Limit(self.direction, self.limit, self.upper, self.advanced) if self.direction else None

    @property
    def number(self) -> Decimal | None:
        """What was measured, once a row of the table has it."""
        return number_of(self.measured) if self.direction else None

    @property
    def judgement(self) -> str:
        return "" if self.number is None else verdict_words(self.asked, self.number)

    @property
    def is_questioned(self) -> bool:
        """Whether the number is so far off that the clerk is asked to look again."""
        return self.number is not None and is_unusual(self.asked, self.number)

    @property
    def question(self) -> str:
        """What the clerk is asked of a number that is far off. It keeps nobody from saving or handing in."""
        if not self.is_questioned:
            return ""
        unit = f"单位是否为 {self.unit}、" if self.unit else ""
        return f"实测值与标准要求相差 10 倍以上，{unit}小数点是否正确？核对无误请勾选。"
