"""Which function does a kind of job. Rooms above register theirs in ``tasks.py``; this room knows none of them.

A handler takes ``(job, progress)`` and gives the result or ``None``::

    @job("reports.build")
    def build(job: Job, progress: Progress) -> dict | None:
        progress(10, "正在统计数据")
        ...
        return {"url": report.get_absolute_url(), "label": "打开报告"}

It may be run twice (a worker can be killed after the work and before the note of it), so it must be idempotent; it
is not in a transaction; it asks ``desks.scopes`` anew for what its owner may see.
"""

from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.utils.module_loading import autodiscover_modules

from .models import Job

Progress = Callable[[int, str], None]
Handler = Callable[[Job, Progress], dict | None]

_handlers: dict[str, Handler] = {}


class JobRefused(Exception):
    """Raised by a handler for what no retry can mend. The text is a Chinese sentence for the job's owner."""


def job(kind: str) -> Callable[[Handler], Handler]:
    """Register the decorated function as the handler of ``kind``."""

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def handler_of(kind: str) -> Handler | None:
    """The handler of ``kind``, or ``None`` when no installed app does such work."""
    if kind not in _handlers:
        load()
    return _handlers.get(kind)


def load() -> None:
    """Import every app's ``tasks.py`` and the wiring's schedule, where handlers are registered."""
    autodiscover_modules("tasks")
    import_module(settings.JOB_SCHEDULE)
