"""A written file on its way to the browser, and who answers when a list is asked for one."""

import logging
from collections.abc import Callable
from datetime import date
from urllib.parse import quote

from django.http import FileResponse, HttpResponse
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)
CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
Answer = Callable[[object, str], HttpResponse]
_answers: list[str] = []


def register(answer: str) -> None:
    """``answer(page, kind)``, by its dotted path, answers every ``?export=``; the room of the Excel door registers."""
    _answers[:] = [answer]


def answer(page, kind: str) -> HttpResponse:
    """The file of what ``page`` found, or the page that tells how far it is."""
    return import_string(_answers[0])(page, kind)


def attachment(made, kind: str, name: str) -> FileResponse:
    """``made``, an open file that goes away when it is closed."""
    made.seek(0)
    logger.info("export written: %s", name)
    response = FileResponse(made, content_type=CONTENT_TYPES[kind])
    response["Content-Disposition"] = f"attachment; filename=\"export.{kind}\"; filename*=UTF-8''{quote(name)}"
    return response


def export_filename(name: str, place: str, day: date, count: int, kind: str) -> str:
    """``自我声明申报_临平区_20260301_共47条.xlsx``."""
    return f"{name}_{place}_{day:%Y%m%d}_共{count}条.{kind}"
