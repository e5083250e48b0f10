"""Plain files out of cells: xlsx and csv, written block by block, so that memory does not grow with the rows."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain

from rustpy_xlsxwriter import Format, write_worksheets

from .books import write_book
from .cells import Cells
from .limits import EXCEL_CELL, EXCEL_ROWS, FIRST_YEAR, sheet_name, width
from .values import harmless

DAY, INSTANT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
Told = Callable[[int], None]


class TooManyRows(Exception):
    """More rows came than were expected: the register grew over the end of a sheet while it was read."""


def write(cells: Cells, kind: str, path: str, *, expected: int = 0, told: Told = lambda _rows: None) -> int:
    """Write every row into the file at ``path``; how many they were. ``told(rows)`` hears how far it is.

    ``expected`` rows tell how many sheets are needed. Raises ``TooManyRows`` when they were told wrong.
    """
    if kind == "csv":
        return _write_csv(cells, path, told)
    blocks = cells.blocks()
    first = next(blocks, None)
    if first is None:
        return write_book([cells], path)
    rows = _Rows(chain([first], blocks), cells.headings, told)
    _write_sheets(rows, _looks(cells, rows.keys, first), path, _sheets(cells.sheet, expected))
    return rows.count


def _sheets(name: str, expected: int) -> list[str]:
    """A sheet holds 1,048,575 rows; more of them are numbered."""
    needed = -(-expected // EXCEL_ROWS)
    return [f"导出{number}" for number in range(1, needed + 1)] if needed > 1 else [sheet_name(name)]


def _write_sheets(rows: "_Rows", looks: dict, path: str, names: list[str]) -> None:
    heading = Format().set_bold().set_border_bottom("thin")
    write_worksheets(
        [(name, rows.of_sheet(is_last=name == names[-1])) for name in names],
        path,
        freeze_panes={"general": {"row": 1, "col": 0}},
        autofilter=dict.fromkeys(names, True),
        header_format=dict.fromkeys(names, heading),
        **{option: dict.fromkeys(names, value) for option, value in looks.items()},
    )


def _looks(cells: Cells, keys: list[str], first: list[Sequence]) -> dict:
    """Widths by what the first rows hold; days and instants by their number format."""
    formats = {"day": Format().set_num_format(DAY), "instant": Format().set_num_format(INSTANT)}
    forms = zip(keys, cells.forms(first), strict=True)
    return {
        "column_widths": [float(width(key, column)) for key, column in zip(keys, first, strict=True)],
        "column_formats": {key: formats[form] for key, form in forms if form},
    }


class _Rows:
    """Hands out the rows of the blocks as the writer wants them, a sheet's worth at a time."""

    def __init__(self, blocks: Iterable, headings: list[str], told: Told):
        self.keys = _different(headings)
        self.count = 0
        self.records = self._records(blocks, told)

    def of_sheet(self, *, is_last: bool) -> Iterator[dict]:
        """Not one row more is taken than the sheet holds: it would be in none."""
        for place, record in enumerate(self.records, start=1):
            yield record
            if place == EXCEL_ROWS:
                break
        if is_last and next(self.records, None) is not None:
            raise TooManyRows

    def _records(self, blocks: Iterable, told: Told) -> Iterator[dict]:
        keys = self.keys
        for block in blocks:
            for row in zip(*map(_fitting, block), strict=True):
                yield dict(zip(keys, row, strict=True))
            self.count += len(block[0])
            told(self.count)


def _different(headings: list[str]) -> list[str]:
    """The writer knows columns by their heading; one that comes again gets blanks, which nobody sees."""
    keys: list[str] = []
    for heading in headings:
        keys.append(heading + " " * sum(key.rstrip() == heading for key in keys))
    return keys


def _fitting(column: Sequence) -> Sequence:
    """The cells as Excel can hold them. A column is looked at as a whole: hardly ever is there anything to change."""
    kinds = set(map(type, column)) - {type(None)}
    if kinds <= {int, float, Decimal}:
        return column
    if kinds == {str} and max(map(len, filter(None, column))) <= EXCEL_CELL:
        return column
    if kinds == {date} and min(filter(None, column)).year >= FIRST_YEAR:
        return column
    return [_fit(value) for value in column]


def _fit(value):
    if isinstance(value, str):
        return value[:EXCEL_CELL]
    # Excel has no day before 1900: 胡庆余堂 was founded in 1874.
    if isinstance(value, date) and value.year < FIRST_YEAR:
        return _words(value)
    return value


def _write_csv(cells: Cells, path: str, told: Told) -> int:
    count = 0
    with open(path, "w", encoding="utf-8-sig", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(map(harmless, cells.headings))
        for block in cells.blocks():
            writer.writerows(zip(*(map(_words, column) for column in block), strict=True))
            count += len(block[0])
            told(count)
    return count


def _words(value) -> str | int | float | Decimal:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else value
