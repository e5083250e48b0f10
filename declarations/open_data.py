"""What everybody may take along: every night each set as one CSV and one JSON with the same rows."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import BinaryIO

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from pinzibiao.files.actions import forget, store_content
from pinzibiao.lib.exports import Cells, write

from .models import OpenData
from .open_data_sets import SETS, DataSet

KEPT_FOR = timedelta(days=30)
CONTENT_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def published() -> QuerySet[OpenData]:
    """Everybody may have them, newest first."""
    return OpenData.objects.select_related("csv", "json")


def publish_all(day: date) -> list[OpenData]:
    """The files of ``day``, written if they are not there yet."""
    return [publish(one, day) for one in SETS]


def publish(data: DataSet, day: date) -> OpenData:
    if before := OpenData.objects.filter(name=data.name, day=day).first():
        return before
    with tempfile.NamedTemporaryFile(suffix=".csv") as table, tempfile.NamedTemporaryFile(suffix=".json") as lines:
        rows = _write(data, table.name, lines)
        with transaction.atomic():
            name = f"{data.title}_{day:%Y%m%d}"
            files = {kind: _stored(made, name, kind) for kind, made in (("csv", table), ("json", lines))}
            return OpenData.objects.create(name=data.name, day=day, rows=rows, **files)


def remove_old(day: date) -> int:
    """Forget the files of more than thirty days ago. How many pairs they were."""
    old = list(published().filter(day__lt=day - KEPT_FOR))
    for one in old:
        _remove(one)
    return len(old)


@transaction.atomic
def _remove(one: OpenData) -> None:
    one.delete()
    forget(one.csv)
    forget(one.json)


def _write(data: DataSet, path: str, lines: BinaryIO) -> int:
    lines.write(f'{{"generated_at": "{timezone.localtime():%Y-%m-%dT%H:%M:%S%z}", "rows": ['.encode())
    count = write(_Both(data, lines), "csv", path)
    lines.write(b"\n]}\n")
    lines.flush()
    return count


def _stored(made: BinaryIO, name: str, kind: str):
    """Opened anew: the writer wrote by the path."""
    with open(made.name, "rb") as content:
        return store_content(content, f"{name}.{kind}", content_type=CONTENT_TYPES[kind])


class _Both(Cells):
    """Read once, so that both files hold the same rows: what goes into the CSV is noted for the JSON in passing."""

    def __init__(self, data: DataSet, lines: BinaryIO):
        super().__init__(data.table([]), data.rows(), lambda rows: list(map(data.row, rows)))
        self.lines = lines

    def blocks(self) -> Iterator[list[Sequence]]:
        before = b"\n"
        for block in super().blocks():
            for row in zip(*block, strict=True):
                record = dict(zip(self.names, row, strict=True))
                self.lines.write(before + json.dumps(record, ensure_ascii=False, default=str).encode())
                before = b",\n"
            yield block
