"""Form fields for what a file may say and no page asks: the facts that acts leave in a case."""

from django import forms
from django.core.exceptions import ValidationError

from .. import rules


def add_fields(form: forms.ModelForm, *names: str) -> None:
    """The model's own fields, none of them required: their rules hold for a file too."""
    for name in names:
        form.fields[name] = form._meta.model._meta.get_field(name).formfield(required=False)


def name_in_words(form: forms.ModelForm, *names: str) -> None:
    """Other records are named in a cell, not chosen from a list: what the words mean is asked of all rows at once."""
    for name in names:
        before = form.fields.get(name) or form._meta.model._meta.get_field(name).formfield(required=False)
        form.fields[name] = forms.CharField(label=before.label, required=before.required)


def refuse_future(form: forms.BaseForm, *names: str) -> None:
    """Days that lie behind us."""
    for name in names:
        form.fields[name].validators.append(_past(str(form.fields[name].label)))


def _past(what: str):
    def check(day) -> None:
        raise_all(rules.not_future(day, what))

    return check


def raise_all(found: list[str]) -> None:
    if found:
        raise ValidationError(found)


def in_order(first: str, first_label: str, second: str, second_label: str):
    """A rule's ``check``: the day ``second`` is not before the day ``first``."""

    def check(row: dict) -> None:
        if row[first] and row[second]:
            raise_all(rules.not_before(row[second], row[first], second_label, first_label))

    return check
