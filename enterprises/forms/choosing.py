"""Form fields that name an enterprise or an industry in one line, with suggestions while typing."""

from django import forms
from django.db import models
from django.urls import reverse_lazy

from .. import chooser
from ..models import Enterprise, Industry, Standard


class Suggesting(forms.TextInput):
    """A text box whose list of suggestions comes from ``url``. Without JavaScript it is a plain text box."""

    template_name = "enterprises/_suggesting.html"

    def __init__(self, url, placeholder: str = "", attrs=None):
        super().__init__({"placeholder": placeholder, "autocomplete": "off", "class": "form-control", **(attrs or {})})
        self.url = url

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        identity = context["widget"]["attrs"].get("id") or f"id_{name}"
        context["widget"]["attrs"] |= {
            "list": f"{identity}_options",
            "data-hx-get": str(self.url),
            "data-hx-trigger": "input changed delay:250ms, focus once",
            "data-hx-target": f"#{identity}_options",
            "data-hx-swap": "innerHTML",
        }
        context["options_id"] = f"{identity}_options"
        return context


class EnterpriseChoiceField(forms.CharField):
    """One enterprise out of those that ``user`` may see, by name or code. The cleaned value is the ``Enterprise``.

    In a form whose field is declared on the class, set ``form.fields["enterprise"].user`` before it is validated.
    """

    def __init__(self, user=None, **kwargs):
        kwargs.setdefault("label", "企业")
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("help_text", "输入名称的一部分或统一社会信用代码，从提示中选择。")
        kwargs.setdefault("widget", Suggesting(reverse_lazy("enterprises:choose"), "企业名称或统一社会信用代码"))
        super().__init__(**kwargs)
        self.user = user

    def clean(self, value) -> Enterprise | None:
        text = super().clean(value)
        return chooser.find_enterprise(chooser.rows_of(self.user), text) if text else None

    def prepare_value(self, value):
        return _words(Enterprise, value, chooser.words_of)


class IndustryChoiceField(forms.CharField):
    """One class of GB/T 4754, by code or name. The cleaned value is the ``Industry``."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "国民经济行业")
        kwargs.setdefault("max_length", 100)
        kwargs.setdefault("help_text", "填写 GB/T 4754 的代码或名称，从提示中选择。")
        kwargs.setdefault("widget", Suggesting(reverse_lazy("enterprises:choose_industry"), "例如 C2770 或 医药"))
        super().__init__(**kwargs)

    def clean(self, value) -> Industry | None:
        text = super().clean(value)
        return chooser.find_industry(text) if text else None

    def prepare_value(self, value):
        return _words(Industry, value, str)


class StandardChoiceField(forms.CharField):
    """One standard of the register, by number however typed or by title. The cleaned value is the ``Standard``."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "执行标准")
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("help_text", "填写标准号或名称，从提示中选择。")
        kwargs.setdefault("widget", Suggesting(reverse_lazy("enterprises:choose_standard"), "例如 T/ZZB 0123—2020"))
        super().__init__(**kwargs)

    def clean(self, value) -> Standard | None:
        text = super().clean(value)
        return chooser.find_standard(text) if text else None

    def prepare_value(self, value):
        return _words(Standard, value, str)


def _words(model: type[models.Model], value, words_of):
    """A stored value as the line shows it; what a person typed stays as typed."""
    if isinstance(value, model):
        return words_of(value)
    is_key = isinstance(value, int) or (
        model is Industry and isinstance(value, str) and value.isalnum() and len(value) <= 5
    )
    row = model._default_manager.filter(pk=value).first() if is_key and value else None
    return words_of(row) if row else value
