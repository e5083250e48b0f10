"""The form of a setting's new value: a field of the setting's own kind, the day from which it holds, and the reason."""

import re
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from pinzibiao.lib.forms import PortalForm, prepare_field

from .dated import Declared

MOST_ITEMS = 50
LINE_LIMIT = 200


class NumbersField(forms.CharField):
    """Several whole numbers, the greatest first, as reminders are given."""

    def __init__(self, *, least: int, most: int, **kwargs):
        super().__init__(max_length=LINE_LIMIT, **kwargs)
        self.least, self.most = least, most

    def prepare_value(self, value):
        return "、".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value) -> list[int]:
        parts = [part for part in re.split(r"[\s,，、]+", super().clean(value)) if part]
        if not parts or not all(re.fullmatch(r"[0-9]{1,6}", part) for part in parts):
            raise ValidationError("请填写一个或几个整数，用顿号或逗号分开，例如 90、30。")
        numbers = {int(part) for part in parts}
        if min(numbers) < self.least or max(numbers) > self.most:
            raise ValidationError(f"每个数须在 {self.least} 到 {self.most} 之间，请核对后重新填写。")
        return sorted(numbers, reverse=True)


class LinesField(forms.CharField):
    """Texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 10})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value) -> list[str]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_ITEMS or any(len(line) > LINE_LIMIT for line in lines):
            raise ValidationError(f"最多 {MOST_ITEMS} 行，每行最多 {LINE_LIMIT} 字，请删减。")
        if len(set(lines)) < len(lines):
            raise ValidationError("有重复的行，请删去重复的内容。")
        return lines


class PlanForm(PortalForm):
    """What will hold, from when, and why."""

    valid_from = forms.DateField(label="自哪一天起", help_text="须在今天之后；此前提交的事项仍按原来的数值办理。")
    source = forms.CharField(label="依据", max_length=200, help_text="例如文件名称和文号。")

    def __init__(self, *args, setting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"] = value_field(setting.declared, setting.value)
        prepare_field(self.fields["value"])
        self.order_fields(("value", "valid_from", "source"))

    def clean_valid_from(self):
        day = self.cleaned_data["valid_from"]
        if day <= timezone.localdate():
            first = timezone.localdate() + timedelta(days=1)
            raise ValidationError(f"已经开始的日子不能改，请填写 {first} 或以后的日期。")
        return day


def value_field(declared: Declared, now) -> forms.Field:
    """The field for one kind of value; what it asks follows from the default."""
    bounds = {"least": declared.least, "most": declared.most}
    hint = f"{declared.least} 到 {declared.most} 之间的整数"
    if isinstance(declared.default, int):
        return forms.IntegerField(
            label="新值", initial=now, min_value=declared.least, max_value=declared.most, help_text=f"{hint}。"
        )
    if declared.labels:
        return forms.MultipleChoiceField(
            label="新值", initial=now, choices=list(declared.labels.items()), widget=forms.CheckboxSelectMultiple
        )
    if all(isinstance(item, int) for item in declared.default):
        return NumbersField(label="新值", initial=now, help_text=f"几个{hint}，用顿号分开。", **bounds)
    return LinesField(label="新值", initial=now, help_text="每行一项，按显示的顺序填写。")
