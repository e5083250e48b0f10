"""What one value must be, whoever asks: a form while it is typed, completeness before it is signed.

A check gives the value as it is kept, or raises ``ValidationError`` with the sentence for the person.
"""

from collections.abc import Callable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from enterprises.codes import validate_mobile
from enterprises.models.standard_indicator import plain

from .benchmarks import Unreadable, read_measured


def not_of_the_future(day: date | None, label: str) -> date | None:
    if day and day > timezone.localdate():
        raise ValidationError(f"「{label}」不能晚于今天，请核对。")
    return day


def telephone(number: str) -> str:
    if number:
        validate_mobile(number)
    return number


def measured_number(text: str, unit: str) -> str:
    """A number in the unit of the standard's table."""
    if not text:
        return text
    try:
        return plain(read_measured(text, unit))
    except Unreadable as wrong:
        raise ValidationError(str(wrong)) from wrong


def why_not(check: Callable, *values) -> str:
    """The sentence of a check that refuses ``values``; empty where it lets them pass."""
    try:
        check(*values)
    except ValidationError as wrong:
        return wrong.messages[0]
    return ""
