"""Forms: one look, one way to refuse bad input, in Chinese."""

import re

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.choices import BlankChoiceIterator

TEXT_LIMIT = 5000
EMPTY_CHOICE = "请选择"
DJANGO_EMPTY_LABEL = "---------"
# What Django says of numbers, as a sentence that says what to do. By the code of the validator.
NUMBER_SENTENCES = {
    "max_value": "不能大于 %(limit_value)s，请核对后重新填写。",
    "min_value": "不能小于 %(limit_value)s，请核对后重新填写。",
    "max_decimal_places": "小数最多 %(max)s 位，请四舍五入后填写。",
    "max_digits": "数字太长，最多 %(max)s 位（含小数），请核对单位。",
    "max_whole_digits": "数字太大，整数部分最多 %(max)s 位，请核对是否填错了单位。",
}
# Control characters but tab and line breaks; and the marks that turn the direction of what follows.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def refuse_control_characters(value: str) -> None:
    """Raises ``ValidationError`` for characters that no one can see and no report can print."""
    if CONTROL.search(value):
        raise ValidationError(
            "含有无法显示的控制字符，请删除后重新输入（从别处粘贴时请选择“只保留文本”）。", code="control"
        )


class ShortEnough(MaxLengthValidator):
    """Says how much to cut."""

    def __init__(self, limit_value):
        super().__init__(limit_value)

    def __call__(self, value) -> None:
        length = len(value)
        if length > self.limit_value:
            raise ValidationError(
                f"最多 {self.limit_value} 字，现有 {length} 字，请删减 {length - self.limit_value} 字。",
                code="max_length",
            )


class PortalFormMixin:
    """Labels above, help below, errors listed at the top; text is stripped, bounded and free of control characters."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            prepare_field(field)

    @property
    def helper(self) -> FormHelper:
        """Crispy's settings: the page draws the form tag, so that buttons stand in one place everywhere."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        helper.form_show_errors = True
        helper.form_error_title = ""
        return helper

    def error_list(self) -> list[tuple[str, str, str]]:
        """Every error as ``(field's id, label, sentence)`` for the summary that links to the fields."""
        found = [("", "", str(error)) for error in self.non_field_errors()]
        for bound in self:
            found += [(bound.id_for_label or bound.auto_id, str(bound.label), str(error)) for error in bound.errors]
        return found


def prepare_field(field: forms.Field) -> None:
    """Give one field our limits, messages and native pickers."""
    if isinstance(field, forms.DateTimeField):
        _native(field, forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M")
    elif isinstance(field, forms.DateField):
        _native(field, forms.DateInput, "date", "%Y-%m-%d")
    elif isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField):
        _bounded_text(field)
    elif isinstance(field, forms.ChoiceField):
        _name_empty_choice(field)
    field.error_messages["required"] = _required_sentence(field)
    for code, sentence in NUMBER_SENTENCES.items():
        field.error_messages.setdefault(code, sentence)
    if "invalid_choice" in field.error_messages and isinstance(field, forms.ChoiceField):
        field.error_messages["invalid_choice"] = "所选内容不在可选范围内，请从列表中重新选择。"


def _required_sentence(field) -> str:
    label = f"「{field.label}」" if field.label else "这一项"
    verb = "选择" if isinstance(field, (forms.ChoiceField, forms.FileField)) else "填写"
    return f"请{verb}{label}。"


def _bounded_text(field) -> None:
    limit = field.max_length or TEXT_LIMIT
    kept = [v for v in field.validators if not isinstance(v, MaxLengthValidator)]
    field.validators = [*kept, refuse_control_characters, ShortEnough(limit)]
    # The browser must not cut what was pasted: the person is told how much is too much instead.
    field.widget.attrs.pop("maxlength", None)
    field.widget.attrs.setdefault("data-limit", limit)


def _name_empty_choice(field) -> None:
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DJANGO_EMPTY_LABEL:
            field.empty_label = EMPTY_CHOICE
    elif isinstance(field.widget, forms.Select) and isinstance(field.choices, (list, BlankChoiceIterator)):
        field.choices = [(key, EMPTY_CHOICE if key in {"", None} else label) for key, label in field.choices]


def _native(field, widget_class, input_type: str, pattern: str) -> None:
    if field.widget.is_hidden:
        return
    attrs = {**field.widget.attrs, "type": input_type}
    field.widget = widget_class(attrs=attrs, format=pattern)
    field.widget.is_required = field.required
    field.input_formats = [pattern, "%Y-%m-%d", "%Y-%m-%d %H:%M"] if input_type != "date" else [pattern, "%Y/%m/%d"]
    field.error_messages["invalid"] = "日期格式不对，请按 2026-03-01 这样填写。"


class PortalForm(PortalFormMixin, forms.Form):
    """Base of forms that are no model's."""


class PortalModelForm(PortalFormMixin, forms.ModelForm):
    """Base of forms over a model. Never with a status."""
