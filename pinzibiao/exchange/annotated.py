"""The same file back with every error marked in colour and told in a comment, and a list of them in front."""

from collections import defaultdict
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.exceptions import InvalidFileException

from pinzibiao.lib.exports import BOOK_OPTIONS, ILLEGAL

from . import reading
from .findings import CellError, Checked, letter_of

LIST_TITLE = "错误清单"
LIST_HEADINGS = ("行", "列", "栏目", "填写的内容", "问题", "应填", "示例")
LIST_WIDTHS = (8, 6, 18, 28, 48, 40, 24)
# openpyxl holds a whole workbook in memory, some 50 bytes a cell's byte; above this the file is written anew.
EDITED_BYTES = 3 * 1024 * 1024
RED = PatternFill("solid", start_color="FFFFC7CE")
WRITTEN_RED = {"bg_color": "#FFC7CE"}
AUTHOR = "品字标培育平台"


def annotate(source: Path, filename: str, checked: Checked, target) -> None:
    """Write the marked copy of the file at ``source`` into the open binary file ``target``."""
    if filename.lower().endswith(".xlsx") and source.stat().st_size <= EDITED_BYTES:
        try:
            return _edit(source, checked, target)
        except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError):
            # What openpyxl cannot take apart (an odd style, a drawing) is still told, in a plain copy.
            pass
    return _write_anew(reading.read(source, filename), checked, target)


def _edit(source: Path, checked: Checked, target) -> None:
    book = openpyxl.load_workbook(source)
    sheet = book[checked.sheet]
    for (row, letter), sentences in _by_cell(checked.errors).items():
        cell = sheet[f"{letter or 'A'}{row}"]
        cell.fill = RED
        cell.comment = Comment("\n".join(sentences), AUTHOR, width=320, height=120)
    listed = book.create_sheet(LIST_TITLE, 0)
    listed.append(LIST_HEADINGS)
    for error in checked.errors:
        listed.append([error.row, error.letter, *map(_text, _words(error))])
    for row in listed.iter_rows(min_row=2, min_col=2):
        for cell in row:
            cell.data_type = "s" if cell.value is not None else cell.data_type
    for index, width in enumerate(LIST_WIDTHS):
        listed.column_dimensions["ABCDEFG"[index]].width = width
    listed.freeze_panes = "A2"
    book.active = 0
    book.save(target)


def _write_anew(book: reading.Book, checked: Checked, target) -> None:
    """The rows without their looks, the wrong cells coloured, in bounded memory."""
    with xlsxwriter.Workbook(target, BOOK_OPTIONS) as copy:
        red, bold = copy.add_format(WRITTEN_RED), copy.add_format({"bold": True})
        days = copy.add_format({"num_format": "yyyy-mm-dd"})
        red_days = copy.add_format({"num_format": "yyyy-mm-dd", **WRITTEN_RED})
        _write_list(copy.add_worksheet(LIST_TITLE), checked, bold)
        sheet = copy.add_worksheet(checked.sheet[:31] if checked.sheet != LIST_TITLE else "填报")
        marks = _by_cell(checked.errors)
        rows = next(one.rows for one in book.sheets if one.name == checked.sheet)
        for number, row in enumerate(rows):
            for index, value in enumerate(row):
                sentences = marks.get((number + 1, letter_of(index)))
                _write_cell(sheet, number, index, value, (red, red_days) if sentences else (None, days))
                if sentences:
                    sheet.write_comment(number, index, "\n".join(sentences), {"author": AUTHOR})


def _write_list(sheet, checked: Checked, bold) -> None:
    sheet.write_row(0, 0, LIST_HEADINGS, bold)
    for number, error in enumerate(checked.errors, start=1):
        sheet.write_number(number, 0, error.row)
        for index, words in enumerate((error.letter, *map(_text, _words(error))), start=1):
            sheet.write_string(number, index, words)
    for index, width in enumerate(LIST_WIDTHS):
        sheet.set_column(index, index, width)
    sheet.freeze_panes(1, 0)


def _write_cell(sheet, number: int, index: int, value, formats: tuple) -> None:
    plain, days = formats
    if value in (None, ""):
        if plain:
            sheet.write_blank(number, index, None, plain)
    elif isinstance(value, bool):
        sheet.write_boolean(number, index, value, plain)
    elif isinstance(value, (int, float)):
        sheet.write_number(number, index, value, plain)
    elif hasattr(value, "year"):
        sheet.write_datetime(number, index, value, days)
    else:
        sheet.write_string(number, index, _text(str(value)), plain)


def _by_cell(errors: list[CellError]) -> dict[tuple[int, str], list[str]]:
    found = defaultdict(list)
    for error in errors:
        words = [
            error.message,
            error.expected and f"应填：{error.expected}",
            error.example and f"示例：{error.example}",
        ]
        found[error.row, error.letter].append("\n".join(filter(None, words)))
    return found


def _words(error: CellError) -> tuple[str, ...]:
    return error.label, error.value, error.message, error.expected, error.example


def _text(words: str) -> str:
    return ILLEGAL.sub("", words)
