"""Form fields for what a file may say and no page asks: the facts that acts leave in a record."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError


def add_fields(form: forms.ModelForm, *names: str) -> None:
    """The model's own fields, none of them required: their rules hold for a file too."""
    for name in names:
        form.fields[name] = form._meta.model._meta.get_field(name).formfield(required=False)


def name_in_words(form: forms.ModelForm, *names: str) -> None:
    """Other records are named in a cell, not chosen from a list: what the words mean is asked of all rows at once."""
    for name in names:
        before = form.fields.get(name) or form._meta.model._meta.get_field(name).formfield(required=False)
        form.fields[name] = forms.CharField(label=before.label, required=before.required)


def obey(form: forms.ModelForm, rule: Callable[[object, str], list[str]], *names: str) -> None:
    """A room's rule over one value, ``rule(value, label) -> sentences``, asked of these fields too."""
    for name in names:
        form.fields[name].validators.append(_validator(rule, str(form.fields[name].label)))


def _validator(rule: Callable, label: str) -> Callable:
    def check(value) -> None:
        raise_all(rule(value, label))

    return check


def raise_all(found: list[str]) -> None:
    if found:
        raise ValidationError(found)
