"""A field's value as a browser sends it: what autosave compares."""

from django import forms


def as_sent(bound) -> str:
    """The value of an unbound form's field."""
    value, widget = bound.value(), bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "on" if value else ""
    if isinstance(widget, forms.Select):
        return "" if value is None else str(value)
    return plain_lines(str(widget.format_value(value) or ""))


def plain_lines(text: str) -> str:
    """Browsers send two kinds of line end, and a form strips what stands around a text."""
    return text.replace("\r\n", "\n").strip()
