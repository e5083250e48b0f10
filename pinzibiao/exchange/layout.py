"""Where a kind's columns stand in a file: the sheet, the row of headings, and the rows that are not blank."""

from collections.abc import Iterator
from dataclasses import dataclass

from . import values
from .kinds import ImportKind
from .reading import Book, Sheet

HEADER_WITHIN = 20
# No register has half as many columns; what stands further right is a note, and a sheet has 16,384.
WIDEST = 100


class WrongFile(Exception):
    """The file is readable and not of this kind; ``str()`` says what to do."""


@dataclass(frozen=True)
class Layout:
    """Where the kind's columns stand in a sheet. ``at[name]`` is the index of the column; absent ones are left out."""

    sheet: Sheet
    header: int
    at: dict[str, int]

    @property
    def body(self) -> Iterator[tuple[int, list]]:
        """``(Excel's row number, cells)`` of every row that says something in a column of the kind.

        An office numbers its sheets far down; a row with nothing but its number is blank.
        """
        rows, read = self.sheet.rows, sorted(self.at.values())
        for number in range(self.header + 1, len(rows)):
            row = rows[number]
            if any(index < len(row) and _says(row[index]) for index in read):
                yield number + 1, row

    @property
    def unread(self) -> Iterator[tuple[int, str]]:
        """Index and heading of every column that is not the kind's; of one without heading only if a row fills it."""
        headings, read = self.sheet.rows[self.header], set(self.at.values())
        for index in range(min(max(map(len, self.sheet.rows)), WIDEST)):
            words = " ".join(values.text(headings[index]).split()) if index < len(headings) else ""
            if index not in read and (words or self._is_filled(index)):
                yield index, words

    def _is_filled(self, index: int) -> bool:
        return any(index < len(row) and _says(row[index]) for row in self.sheet.rows[self.header + 1 :])


def _says(cell) -> bool:
    return cell not in ("", None) and (not isinstance(cell, str) or bool(cell.strip()))


def layout_of(book: Book, kind: ImportKind) -> Layout:
    """The sheet and the heading row of ``kind``. Raises ``WrongFile``."""
    best: Layout | None = None
    for sheet in book.sheets:
        for index, row in enumerate(sheet.rows[:HEADER_WITHIN]):
            found = _headings(row, kind)
            if best is None or len(found) > len(best.at):
                best = Layout(sheet, index, found)
    if best is None or not best.at:
        wanted = "、".join(column.label for column in kind.columns)
        raise WrongFile(f"文件中没有找到「{kind.label}」的表头。表头应为：{wanted}。请下载本页的模板填写。")
    _refuse_wrong_headings(best, kind)
    return best


def _headings(row: list, kind: ImportKind) -> dict[str, int]:
    words = [_heading(cell) for cell in row]
    found = {}
    for column in kind.columns:
        for name in (column.label, *column.aliases):
            if _heading(name) in words:
                found[column.name] = words.index(_heading(name))
                break
    return found


def _heading(cell) -> str:
    """Headings are the same however their blanks, brackets and the mark for required ones are typed."""
    words = values.text(cell).replace("（", "(").replace("）", ")").replace("*", "").replace(" ", "")
    return words.replace("\n", "")


def _refuse_wrong_headings(layout: Layout, kind: ImportKind) -> None:
    row = layout.sheet.rows[layout.header]
    words = [_heading(cell) for cell in row if _heading(cell)]
    known = {_heading(name) for column in kind.columns for name in (column.label, *column.aliases)}
    if twice := sorted({word for word in words if word in known and words.count(word) > 1}):
        raise WrongFile(f"表头「{twice[0]}」出现了两次，不知道以哪一列为准。请删去重复的一列再上传。")
    ways = [[name for name in way if name not in layout.at] for way in kind.found_by or (kind.identity,)]
    if missing := [kind.column(name).label for name in min(ways, key=len)]:
        raise WrongFile(f"表头中缺少「{'、'.join(missing)}」，认不出每一行是哪条记录。请补上这一列，或下载模板填写。")
