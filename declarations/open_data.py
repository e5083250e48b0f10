"""The public register for everybody to take along: every night one CSV and one JSON with the same rows.

What stands in them stands on the public pages too; nothing tells of a person.
"""

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

from .models import Authorisation, OpenData
from .selectors import public_authorisations
from .standing import standing_of
from .tables import OpenDataTable

KEPT_FOR = timedelta(days=30)
CONTENT_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
MEANINGS = {
    "number": "自我声明授权的编号，唯一",
    "state": "生成时的状态：有效、暂停、已撤销、已注销、已到期、已续展",
    "enterprise_name": "授权时的企业名称",
    "uscc": "18 位",
    "county_code": "县（市、区）的行政区划代码，6 位",
    "county": "县（市、区）名称",
    "sub_brand": "品字标的子品牌",
    "product_name": "授权时的产品名称",
    "models_text": "授权涵盖的型号规格，可以为空",
    "standard_text": "声明执行的标准",
    "valid_from": "年-月-日",
    "valid_to": "年-月-日，含当日",
}


def published() -> QuerySet[OpenData]:
    """Everybody may have them, newest first."""
    return OpenData.objects.select_related("csv", "json")


def publish(day: date) -> OpenData:
    """The files of ``day``, written if they are not there yet."""
    if before := OpenData.objects.filter(day=day).first():
        return before
    with tempfile.NamedTemporaryFile(suffix=".csv") as table, tempfile.NamedTemporaryFile(suffix=".json") as lines:
        rows = _write(table.name, lines)
        with transaction.atomic():
            files = {kind: _stored(made, day, kind) for kind, made in (("csv", table), ("json", lines))}
            return OpenData.objects.create(day=day, rows=rows, **files)


def remove_old(day: date) -> int:
    """Forget the files of more than thirty days ago. How many days they were of."""
    old = list(published().filter(day__lt=day - KEPT_FOR))
    for one in old:
        _remove(one)
    return len(old)


@transaction.atomic
def _remove(one: OpenData) -> None:
    one.delete()
    forget(one.csv)
    forget(one.json)


def _write(path: str, lines: BinaryIO) -> int:
    lines.write(f'{{"generated_at": "{timezone.localtime():%Y-%m-%dT%H:%M:%S%z}", "rows": ['.encode())
    count = write(_Both(lines), "csv", path)
    lines.write(b"\n]}\n")
    lines.flush()
    return count


def _stored(made: BinaryIO, day: date, kind: str):
    """Opened anew: the writer wrote by the path."""
    with open(made.name, "rb") as content:
        return store_content(content, f"品字标自我声明名录_{day:%Y%m%d}.{kind}", content_type=CONTENT_TYPES[kind])


class _Both(Cells):
    """Read once, so that both files hold the same rows: what goes into the CSV is noted for the JSON in passing."""

    def __init__(self, lines: BinaryIO):
        super().__init__(OpenDataTable([]), public_authorisations(), lambda rows: list(map(_row, rows)))
        self.lines = lines

    def blocks(self) -> Iterator[list[Sequence]]:
        before = b"\n"
        for block in super().blocks():
            for row in zip(*block, strict=True):
                record = dict(zip(self.names, row, strict=True))
                self.lines.write(before + json.dumps(record, ensure_ascii=False, default=str).encode())
                before = b",\n"
            yield block


def _row(one: Authorisation) -> dict:
    county = one.declaration.county
    return {
        "number": one.number,
        "state": standing_of(one)[0],
        "enterprise_name": one.enterprise_name,
        "uscc": one.uscc,
        "county_code": county.code,
        "county": county.name,
        "sub_brand": one.get_sub_brand_display(),
        "product_name": one.product_name,
        "models_text": one.models_text,
        "standard_text": one.standard_text,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
    }
