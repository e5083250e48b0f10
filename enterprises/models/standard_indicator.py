"""What a standard asks in numbers: its own table of key indicators, against which products are measured."""

from decimal import Decimal

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from ..codes import validate_name
from .standard import Standard
from .tracking import with_deletion

DIGITS = {"max_digits": 18, "decimal_places": 6}


class Direction(models.TextChoices):
    HIGHER = "higher", "越大越好（≥）"
    LOWER = "lower", "越小越好（≤）"
    RANGE = "range", "在范围内"
    EQUAL = "equal", "等于（＝）"


@pghistory.track(*with_deletion())
class StandardIndicator(models.Model):
    """One key indicator of a standard. A declaration copies it: a table mended later changes no declared row."""

    standard = models.ForeignKey(Standard, models.CASCADE, related_name="indicators", verbose_name="标准")
    position = models.PositiveSmallIntegerField(
        "顺序", default=1, validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    name = models.CharField("指标", max_length=80, validators=[validate_name])
    unit = models.CharField("单位", max_length=20, blank=True)
    direction = models.CharField("方向", max_length=6, choices=Direction)
    limit = models.DecimalField("要求值", **DIGITS)
    upper = models.DecimalField("上限", null=True, blank=True, **DIGITS)
    advanced = models.DecimalField("先进值", null=True, blank=True, **DIGITS)
    method = models.CharField("试验方法", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "标准关键指标"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "name"],
                name="standard_indicator_once",
                violation_error_message="这项标准已登记同名的指标，请直接修改那一条。",
            ),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="standard_indicator_direction"),
            models.CheckConstraint(
                condition=Q(direction=Direction.RANGE, upper__isnull=False, upper__gt=F("limit"))
                | (~Q(direction=Direction.RANGE) & Q(upper=None)),
                name="standard_indicator_range",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def requirement(self) -> str:
        return requirement_words(self.direction, self.limit, self.upper)


def requirement_words(direction: str, limit: Decimal, upper: Decimal | None = None) -> str:
    """As a standard prints it: ``≥ 20``, ``5 ～ 8``."""
    match direction:
        case Direction.HIGHER:
            return f"≥ {plain(limit)}"
        case Direction.LOWER:
            return f"≤ {plain(limit)}"
        case Direction.RANGE:
            return f"{plain(limit)} ～ {plain(upper)}"
    return f"= {plain(limit)}"


def plain(number: Decimal) -> str:
    """Without the zeros that only the column's six places add: ``0.70`` is ``0.7``, ``5000`` stays."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
