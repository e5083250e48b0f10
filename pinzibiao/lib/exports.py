"""Excel and CSV out: exactly the rows found and the columns seen, made harmless, in bounded memory."""

import csv
import io
import logging
import re
import tempfile
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import quote

import xlsxwriter
from django.http import FileResponse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from .tables import plain_text

logger = logging.getLogger(__name__)

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
BOOK_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# An export of this many bytes is kept in memory; a longer one goes to disk.
IN_MEMORY = 8 * 1024 * 1024
# Excel's own limits.
EXCEL_ROWS = 1_048_575
EXCEL_CELL = 32_767
SHEET_NAME_REFUSED = re.compile(r"[\[\]:*?/\\']")
# XML 1.0 has no place for these; a workbook that holds one does not open.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "|", "%")


class Export:
    """Writes the columns of ``table`` for every table of rows in ``chunks``."""

    def __init__(self, table, chunks: Iterable, sheet: str = "导出"):
        self.columns = [c for c in table.columns if not c.column.exclude_from_export]
        self.chunks = chunks
        self.sheet = SHEET_NAME_REFUSED.sub("", sheet)[:31] or "导出"

    @property
    def header(self) -> list[str]:
        return [str(column.header) for column in self.columns]

    def values(self):
        """One list of cell values a row: text, number, date or None."""
        names = [column.name for column in self.columns]
        for table in self.chunks:
            for row in table.rows:
                yield [_plain(row.get_cell_value(name)) for name in names]

    def response(self, kind: str, filename: Callable[[int], str]) -> FileResponse:
        """The file as an attachment; ``filename(rows)`` names it once the rows are written and counted."""
        spool = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 FileResponse closes it
        try:
            count = {"xlsx": self.write_xlsx, "csv": self.write_csv}[kind](spool)
        except BaseException:
            spool.close()
            raise
        return _attachment(spool, kind, filename(count))

    def write_xlsx(self, target) -> int:
        """Writes one sheet and tells its rows; raises ``TooManyRows`` for more than a sheet holds."""
        with xlsxwriter.Workbook(target, BOOK_OPTIONS) as book:
            return _Sheet(book, self.sheet, self.header).write(self.values())

    def write_csv(self, target) -> int:
        text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
        writer = csv.writer(text)
        writer.writerow(map(harmless, self.header))
        count = 0
        for values in self.values():
            writer.writerow([harmless(plain_text(value)) if value is not None else "" for value in values])
            count += 1
        text.detach()
        return count


def workbook_response(exports: Iterable[Export], filename: Callable[[int], str]) -> FileResponse:
    """One workbook with a sheet for each of ``exports``; ``filename`` gets the rows of all sheets together."""
    spool = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 FileResponse closes it
    with xlsxwriter.Workbook(spool, BOOK_OPTIONS) as book:
        count = sum(_Sheet(book, one.sheet, one.header).write(one.values()) for one in exports)
    return _attachment(spool, "xlsx", filename(count))


def _attachment(spool, kind: str, name: str) -> FileResponse:
    spool.seek(0)
    logger.info("export written: %s", name)
    response = FileResponse(spool, content_type=CONTENT_TYPES[kind])
    response["Content-Disposition"] = f"attachment; filename=\"export.{kind}\"; filename*=UTF-8''{quote(name)}"
    return response


class _Sheet:
    """One worksheet with a bold, frozen header and a filter."""

    def __init__(self, book, name: str, header: list[str]):
        self.sheet = book.add_worksheet(name)
        self.formats = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        self.header = header
        bold = book.add_format({"bold": True, "bottom": 1})
        for index, label in enumerate(header):
            self.sheet.set_column(index, index, min(max(len(label) * 2 + 4, 12), 40))
            self.sheet.write_string(0, index, label, bold)
        self.sheet.freeze_panes(1, 0)

    def write(self, rows) -> int:
        count = 0
        for count, values in enumerate(rows, start=1):
            if count > EXCEL_ROWS:
                raise TooManyRows
            for index, value in enumerate(values):
                self._cell(count, index, value)
        self.sheet.autofilter(0, 0, count, max(len(self.header) - 1, 0))
        return count

    def _cell(self, row: int, column: int, value) -> None:
        if value is None or value == "":
            return
        if isinstance(value, (datetime, date)):
            self.sheet.write_datetime(row, column, value, self.formats[type(value)])
        elif isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
            self.sheet.write_number(row, column, value)
        else:
            self.sheet.write_string(row, column, ILLEGAL.sub("", str(plain_text(value)))[:EXCEL_CELL])


class TooManyRows(Exception):
    """More rows than one worksheet holds."""


def harmless(value) -> str:
    """A CSV cell that no spreadsheet takes for a formula: a leading apostrophe, as Excel itself would show text."""
    text = ILLEGAL.sub("", str(value))
    if text.startswith(FORMULA_STARTS) and not _is_number(text):
        return "'" + text
    return text


def export_filename(name: str, place: str, day: date, count: int, kind: str) -> str:
    """``自我声明申报_临平区_20260301_共47条.xlsx``."""
    return f"{name}_{place}_{day:%Y%m%d}_共{count}条.{kind}"


def _plain(value):
    """A cell's value without HTML and without a time zone, which Excel does not know."""
    if isinstance(value, SafeString):
        return strip_tags(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    return value


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", ""))
    except ValueError:
        return False
    return True
