"""What a check finds: the rows that are right, and every cell that is not."""

from dataclasses import dataclass, field
from string import ascii_uppercase

from . import values
from .kinds import ImportKind
from .layout import Layout

SHOWN = 60
IGNORED_SHOWN, HEADING_SHOWN = 12, 25
MUST = "「{}」必填。"
MISSING = object()
# A cell left empty changes nothing in a record that exists; the word for emptying it is CLEAR.
KEEP = None


@dataclass(frozen=True)
class CellError:
    """One thing wrong: where, what stands there, what is expected, and an example."""

    row: int
    letter: str
    label: str
    value: str
    message: str
    expected: str = ""
    example: str = ""


@dataclass
class Checked:
    """The outcome over all rows. ``rows`` are ``(Excel's row, values by the kind's columns)`` without any error."""

    sheet: str
    layout: Layout = field(repr=False)
    rows: list[tuple[int, list]] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    wrong_rows: set[int] = field(default_factory=set)

    @property
    def ignored(self) -> str:
        """The file's columns that are not read, since no column of the kind is called so: ``备注（F 列）``."""
        unread = self.layout.unread
        found = [f"{words[:HEADING_SHOWN] or '没有表头'}（{letter_of(index)} 列）" for index, words in unread]
        more = f"等 {len(found)} 列" if len(found) > IGNORED_SHOWN else ""
        return "、".join(found[:IGNORED_SHOWN]) + more


def tell(kind: ImportKind, number: int, name: str, message: str, checked: Checked) -> None:
    """One thing wrong in row ``number``, at column ``name``."""
    at = checked.layout.at.get(name)
    cells = checked.layout.sheet.rows[number - 1]
    cell = cells[at] if at is not None and at < len(cells) else None
    column = kind.column(name)
    letter = letter_of(at) if at is not None else ""
    value = values.text(cell)[:SHOWN]
    checked.errors.append(CellError(number, letter, column.label, value, message, column.help_text, column.example))
    checked.wrong_rows.add(number)


def letter_of(index: int) -> str:
    """0 → ``A``, 26 → ``AA``."""
    found = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        found = ascii_uppercase[rest] + found
    return found
