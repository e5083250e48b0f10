"""Laid-out workbooks: several sheets of a few thousand rows each, in one book."""

import tempfile
from collections.abc import Callable, Iterable
from datetime import date, datetime

import xlsxwriter
from django.http import FileResponse

from .answers import attachment
from .cells import Cells
from .limits import EXCEL_CELL, FIRST_YEAR, sheet_name, width
from .values import NUMBERS

BOOK_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook_response(sheets: Iterable[Cells], filename: Callable[[int], str]) -> FileResponse:
    """One workbook with a sheet for each of ``sheets``; ``filename`` gets the rows of all sheets together."""
    made = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115 FileResponse closes it
    count = write_book(sheets, made)
    return attachment(made, "xlsx", filename(count))


def write_book(sheets: Iterable[Cells], target) -> int:
    """Write the book to a path or an open binary file; how many rows there are in all its sheets."""
    with xlsxwriter.Workbook(target, BOOK_OPTIONS) as book:
        return sum(_Sheet(book, cells).write() for cells in sheets)


class _Sheet:
    """One worksheet with a bold, frozen header and a filter."""

    def __init__(self, book, cells: Cells):
        self.cells = cells
        self.sheet = book.add_worksheet(sheet_name(cells.sheet))
        self.formats = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        bold = book.add_format({"bold": True, "bottom": 1})
        for index, heading in enumerate(cells.headings):
            self.sheet.set_column(index, index, max(width(heading, ()), 12))
            self.sheet.write_string(0, index, heading, bold)
        self.sheet.freeze_panes(1, 0)

    def write(self) -> int:
        count = 0
        for block in self.cells.blocks():
            for row in zip(*block, strict=True):
                count += 1
                for index, value in enumerate(row):
                    self._cell(count, index, value)
        self.sheet.autofilter(0, 0, count, max(len(self.cells.columns) - 1, 0))
        return count

    def _cell(self, row: int, column: int, value) -> None:
        if value is None:
            return
        if isinstance(value, NUMBERS):
            self.sheet.write_number(row, column, value)
        elif isinstance(value, date) and value.year >= FIRST_YEAR:
            self.sheet.write_datetime(row, column, value, self.formats[type(value)])
        else:
            self.sheet.write_string(row, column, str(value)[:EXCEL_CELL])
