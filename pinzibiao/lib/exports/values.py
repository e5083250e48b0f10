"""One value of a row as a cell of a file: text, number, date, instant without time zone, or nothing."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from inspect import signature

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

# XML 1.0 has no place for these; a workbook that holds one does not open.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
YES_NO = {True: "是", False: "否", None: None}
NUMBERS = (int, float, Decimal)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "|", "%")


def cell(value):
    """What a file shows of any value: an instant in the portal's own time, words for the rest."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return YES_NO[value]
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, (date, *NUMBERS)):
        return value
    if isinstance(value, SafeString):
        value = strip_tags(value)
    if isinstance(value, (list, tuple)):
        value = "、".join(str(item) for item in value)
    return ILLEGAL.sub("", str(value)) or None


def form_of(values: Iterable) -> str:
    """Whether a column of cells holds instants, days or neither."""
    kinds = set(map(type, values))
    return "instant" if datetime in kinds else "day" if date in kinds else ""


def own_value(table, column) -> Callable | None:
    """``own(value, record)``: what the table or the column's class says a file shows, where it says anything."""
    function = getattr(table, f"value_{column.name}", None)
    if function is None:
        if type(column.column).value is tables.Column.value:
            return None
        function = column.column.value
    needs_record = "record" in signature(function).parameters
    empty = column.column.empty_values

    def own(value, record):
        if value in empty:
            return None
        return function(value=value, record=record) if needs_record else function(value=value)

    own.needs_record = needs_record
    return own


def harmless(text: str) -> str:
    """A CSV cell that no spreadsheet takes for a formula: a leading apostrophe, as Excel itself would show text."""
    return "'" + text if text.startswith(FORMULA_STARTS) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", ""))
    except ValueError:
        return False
    return True
