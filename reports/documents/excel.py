"""The report's figures and annexes as an Excel book: one sheet for the figures, one an annex."""

import io

import xlsxwriter

from .outline import PERIODICAL_COLUMNS, figure_table, period_line

# Text stays text: a name that begins with = is a name.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
WIDTH = 22


def write_excel(content: dict, narratives: dict[str, str]) -> bytes:
    """The .xlsx as bytes."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF5", "border": 1, "text_wrap": True})
        _figures(book, content, bold)
        for number, annex in enumerate(content["annexes"], 1):
            _sheet(book, f"附件{number} {annex['title']}", annex, bold)
    return buffer.getvalue()


def _figures(book, content: dict, bold) -> None:
    sheet = book.add_worksheet("指标")
    sheet.set_column(0, len(PERIODICAL_COLUMNS) - 1, WIDTH)
    sheet.write_string(0, 0, content["title"], book.add_format({"bold": True, "font_size": 14}))
    sheet.write_string(1, 0, period_line(content))
    line = 3
    for group in content["groups"]:
        sheet.write_string(line, 0, group["title"], book.add_format({"bold": True}))
        line = _rows(sheet, line + 1, *figure_table(content, group), bold) + 1
    if content["awards"]:
        rows = [[a["enterprise"], a["name"], a["level"]] for a in content["awards"]]
        _rows(sheet, line, ["获奖企业", "政府质量奖", "级别"], rows, bold)


def _sheet(book, name: str, annex: dict, bold) -> None:
    sheet = book.add_worksheet(_sheet_name(name))
    sheet.set_column(0, len(annex["columns"]) - 1, WIDTH)
    sheet.freeze_panes(1, 0)
    last = _rows(sheet, 0, annex["columns"], annex["rows"], bold)
    sheet.autofilter(0, 0, max(last - 1, 0), len(annex["columns"]) - 1)


def _rows(sheet, line: int, columns: list[str], rows: list[list[str]], bold) -> int:
    """Write a table from ``line`` on; the first free line after it."""
    sheet.write_row(line, 0, columns, bold)
    for row in rows:
        line += 1
        for column, text in enumerate(row):
            _cell(sheet, line, column, text)
    return line + 1


def _cell(sheet, line: int, column: int, text: str) -> None:
    """Numbers as numbers, so that offices can add them up; all else as text."""
    if _is_number(text):
        sheet.write_number(line, column, float(text))
    else:
        sheet.write_string(line, column, text)


def _is_number(text: str) -> bool:
    whole = text.replace(".", "", 1).removeprefix("-")
    return whole.isdigit() and whole.isascii() and not (len(whole) > 1 and whole[0] == "0" and "." not in text)


def _sheet_name(name: str) -> str:
    """Excel allows 31 characters and none of ``[]:*?/\\``."""
    return "".join(sign for sign in name if sign not in "[]:*?/\\")[:31]
