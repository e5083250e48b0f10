"""Numbers of the procedure that an office may change from a day on; older cases keep the older number."""

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from .models import DatedSetting

DEFAULTS: dict[str, tuple[object, str]] = {}


def declare(key: str, default: object, meaning: str) -> None:
    """Name a setting with the value that holds while no row says otherwise (DOMAIN.md: *default*)."""
    DEFAULTS[key] = (default, meaning)


def value_of(key: str, on: date | None = None):
    """The value of ``key`` that holds ``on`` a day (today when None). Raises ``KeyError`` for an undeclared key."""
    default, _ = DEFAULTS[key]
    day = on or timezone.localdate()
    row = DatedSetting.objects.filter(key=key, valid_from__lte=day).order_by("-valid_from").first()
    return default if row is None else row.value


def values_of(key: str) -> Callable[[date], object]:
    """The same for many days: every value of ``key`` is read once, now."""
    default, _ = DEFAULTS[key]
    rows = list(DatedSetting.objects.filter(key=key).order_by("-valid_from").values_list("valid_from", "value"))
    return lambda day: next((value for valid_from, value in rows if valid_from <= day), default)
