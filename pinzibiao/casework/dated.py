"""Numbers of the procedure that an office may change from a day on; older cases keep the older number."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from .models import DatedSetting


class Declared(NamedTuple):
    """What a setting is: its default tells its kind; numbers lie between ``least`` and ``most``.

    ``labels`` are the words of codes to choose from. ``is_fixed``: too long a text for a page to change.
    """

    default: object
    meaning: str
    least: int
    most: int
    labels: dict[str, str]
    is_fixed: bool


DEFAULTS: dict[str, Declared] = {}


def declare(key: str, default: object, meaning: str, *, least=1, most=366, labels=None, is_fixed=False) -> None:
    """Name a setting with the value that holds while no row says otherwise (DOMAIN.md: *default*)."""
    DEFAULTS[key] = Declared(default, meaning, least, most, labels or {}, is_fixed)


def value_of(key: str, on: date | None = None):
    """The value of ``key`` that holds ``on`` a day (today when None). Raises ``KeyError`` for an undeclared key."""
    default = DEFAULTS[key].default
    day = on or timezone.localdate()
    row = DatedSetting.objects.filter(key=key, valid_from__lte=day).order_by("-valid_from").first()
    return default if row is None else row.value


def values_of(key: str) -> Callable[[date], object]:
    """The same for many days: every value of ``key`` is read once, now."""
    default = DEFAULTS[key].default
    rows = list(DatedSetting.objects.filter(key=key).order_by("-valid_from").values_list("valid_from", "value"))
    return lambda day: next((value for valid_from, value in rows if valid_from <= day), default)
