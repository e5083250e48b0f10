"""One key indicator of a standard."""

from decimal import Decimal

from django.core.exceptions import ValidationError

from pinzibiao.lib.forms import PortalModelForm

from ..models import Direction, StandardIndicator

NAMED_TWICE = "这项标准已登记同名的指标，请直接修改那一条。"
UPPER_MISSING = "方向是“在范围内”的，请填写上限。"
UPPER_TOO_LOW = "上限必须大于要求值（下限），请核对。"
UPPER_UNASKED = "只有方向是“在范围内”的才填上限，请清空或改方向。"
ADVANCED_WORSE = "先进值不应低于标准要求，请核对方向和数值。"


class StandardIndicatorForm(PortalModelForm):
    class Meta:
        model = StandardIndicator
        fields = ("position", "name", "unit", "direction", "limit", "upper", "advanced", "method")
        help_texts = {
            "position": "在标准表中的次序，例如 1。",
            "name": "照标准的写法，例如“穿刺力”。",
            "unit": "例如 N、kPa；没有单位的留空。企业按这个单位填实测值。",
            "limit": "标准规定的数值，例如“≤ 0.7”填 0.7；在范围内的填下限。",
            "upper": "仅“在范围内”的填写。",
            "advanced": "国内外先进水平，用于对标图；没有的留空。",
        }

    def clean_name(self):
        """The standard is not asked for, so that the model cannot tell by itself."""
        row, name = self.instance, self.cleaned_data["name"]
        if row.standard_id and row.standard.indicators.filter(name=name).exclude(pk=row.pk).exists():
            raise ValidationError(NAMED_TWICE)
        return name

    def clean(self):
        cleaned = super().clean()
        direction, limit = cleaned.get("direction"), cleaned.get("limit")
        if not direction or limit is None:
            return cleaned
        for name, check in (("upper", check_upper), ("advanced", check_advanced)):
            try:
                check(direction, limit, cleaned.get(name))
            except ValidationError as wrong:
                self.add_error(name, wrong)
        return cleaned


def check_upper(direction: str, limit: Decimal, upper: Decimal | None) -> None:
    """Raises ``ValidationError``: a range has two ends, anything else one."""
    if direction != Direction.RANGE and upper is not None:
        raise ValidationError(UPPER_UNASKED)
    if direction == Direction.RANGE and upper is None:
        raise ValidationError(UPPER_MISSING)
    if direction == Direction.RANGE and upper <= limit:
        raise ValidationError(UPPER_TOO_LOW)


def check_advanced(direction: str, limit: Decimal, advanced: Decimal | None) -> None:
    """Raises ``ValidationError``: what others reach is not below what the standard asks of everybody."""
    if advanced is None:
        return
    too_low = direction == Direction.HIGHER and advanced < limit
    too_high = direction == Direction.LOWER and advanced > limit
    if too_low or too_high:
        raise ValidationError(ADVANCED_WORSE)
