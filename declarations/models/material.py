"""The materials that a declaration needs: a dated table by sub-brand and product category."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from enterprises.models import SubBrand

from .declaration import Attachment

# What mends a suspension is asked by its own act.
KINDS = [kind for kind in Attachment.Kind if kind != Attachment.Kind.RECTIFICATION]


@pghistory.track()
class MaterialRule(models.Model):
    """One kind of paper that is asked, or expressly not, from a day on. What is empty holds for all."""

    sub_brand = models.CharField("子品牌", max_length=10, choices=SubBrand, blank=True)
    category = models.CharField("产品类别", max_length=60, blank=True)
    kind = models.CharField("材料", max_length=14, choices=[(kind.value, kind.label) for kind in KINDS])
    is_required = models.BooleanField("必备", default=True)
    note = models.CharField("说明", max_length=200, blank=True)
    valid_from = models.DateField("启用日期")
    valid_to = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "材料要求"
        ordering = ["sub_brand", "category", "kind", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="material_dates",
                violation_error_message="停用日期不能早于启用日期。",
            )
        ]

    def __str__(self) -> str:
        scope = "，".join(filter(None, [self.get_sub_brand_display(), self.category])) or "通用"
        return f"{self.get_kind_display()}（{scope}）"

    def clean(self) -> None:
        """One rule at a time for the same papers of the same products."""
        if self.valid_from is None:
            return
        same = {name: getattr(self, name) for name in ("sub_brand", "category", "kind")}
        others = type(self).objects.filter(Q(valid_to=None) | Q(valid_to__gte=self.valid_from), **same)
        if self.valid_to:
            others = others.filter(valid_from__lte=self.valid_to)
        if other := others.exclude(pk=self.pk).first():
            raise ValidationError(f"「{other}」自 {other.valid_from} 起已有要求，请先给它填停用日期，再从次日起另加。")
