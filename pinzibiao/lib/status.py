"""How a status looks: a dot with a tone, and words; never colour alone."""

from collections.abc import Callable
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

from .choices import words_of

WAITING, MINE, DONE, STOPPED = "waiting", "mine", "done", "stopped"
TONES = (WAITING, MINE, DONE, STOPPED)
_providers: list[Callable] = []


def register(provider: Callable) -> None:
    """``provider(record) -> tone or None`` is asked for every record; who knows workflows registers it."""
    if provider not in _providers:
        _providers.append(provider)


def tone_of(record) -> str:
    """The tone of ``record``: its own ``status_tone``, or what a provider says; else waiting."""
    if own := getattr(record, "status_tone", None):
        return own
    return next((tone for provider in _providers if (tone := provider(record))), WAITING)


def status_label(record) -> str:
    words = words_of(type(record), "status")
    return words.get(record.status) if words else record.get_status_display()


def status_html(record) -> SafeString:
    """``record`` is a case with a status, or a pair ``(label, tone)``."""
    label, tone = record if isinstance(record, tuple) else (status_label(record), tone_of(record))
    return _html(label, tone)


@lru_cache(maxsize=500)
def _html(label: str, tone: str) -> SafeString:
    return format_html('<span class="status status-{}"><span class="status-dot"></span>{}</span>', tone, label)
