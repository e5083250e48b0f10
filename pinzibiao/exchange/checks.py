"""Checking a file's rows by column, with the very fields of the form.

A value that occurs a thousand times is checked once: of a hundred thousand rows an office's counties, industries and
scales are a few dozen values.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from string import ascii_uppercase

from django import forms
from django.core.exceptions import ValidationError

from . import values
from .kinds import CLEAR, Column, ImportKind, choices_of, is_required, reader_of
from .layout import Layout, layout_of
from .reading import Book

SHOWN = 60
EXPECTED = {
    forms.DateField: values.DAY_EXPECTED,
    forms.DecimalField: values.NUMBER_EXPECTED,
    forms.IntegerField: "请填写整数。",
    forms.BooleanField: "请填写“是”或“否”。",
}
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
    rows: list[tuple[int, list]] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    wrong_rows: set[int] = field(default_factory=set)


def silent(_percent: int, _words: str) -> None:
    """The progress of work that nobody watches."""


def check(book: Book, kind: ImportKind, user, progress: Callable = silent) -> Checked:
    """Every row of ``book`` checked by every rule of ``kind``. Raises ``WrongFile``."""
    layout = layout_of(book, kind)
    fields = kind.fields(user)
    body = list(layout.body)
    numbers = [number for number, _ in body]
    checked = Checked(layout.sheet.name)
    table = []
    for index, column in enumerate(kind.columns):
        progress(10 + 40 * index // len(kind.columns), f"正在核对「{column.label}」")
        cells = _cells(body, layout.at.get(column.name))
        one = _ColumnCheck(column, fields[column.name], user)
        table.append(one.run(numbers, cells, layout.at.get(column.name), checked))
    _finish(kind, layout, numbers, table, checked)
    return checked


def _cells(body: list, at: int | None) -> list:
    if at is None:
        return [None] * len(body)
    return [row[at] if at < len(row) else None for _, row in body]


class _ColumnCheck:
    """One column over all rows."""

    def __init__(self, column: Column, form_field: forms.Field, user):
        self.column, self.field, self.user = column, form_field, user
        self.read = reader_of(column, form_field)
        self.required = is_required(column, form_field)
        self.choices = {}
        for value, label in choices_of(form_field):
            self.choices[label] = self.choices[value] = value

    def run(self, numbers: list[int], cells: list, at: int | None, checked: Checked) -> list:
        """The values of the column; a wrong cell gives ``MISSING`` and its error."""
        outcome = self._outcomes(cells)
        found = []
        for number, cell in zip(numbers, cells, strict=True):
            value = outcome[_key(cell)]
            if isinstance(value, ValidationError):
                checked.errors.append(self._error(number, at, cell, value))
                checked.wrong_rows.add(number)
                value = MISSING
            found.append(value)
        return found

    def _outcomes(self, cells: list) -> dict:
        distinct = {_key(cell): cell for cell in cells}
        read = {key: self._tried(self._read, cell) for key, cell in distinct.items()}
        if not self.column.resolve:
            return {key: self._tried(self._judge, value) for key, value in read.items()}
        return self._resolved({key: self._tried(self._present, value) for key, value in read.items()})

    def _resolved(self, read: dict) -> dict:
        words = {value for value in read.values() if isinstance(value, str) and value != CLEAR}
        known = self.column.resolve(words, self.user) if words else {}
        return {key: known.get(value, value) if isinstance(value, str) else value for key, value in read.items()}

    @staticmethod
    def _tried(act, value):
        if isinstance(value, ValidationError):
            return value
        try:
            return act(value)
        except ValidationError as wrong:
            return wrong

    def _read(self, cell):
        values.refuse_broken(cell)
        if isinstance(cell, str) and cell.strip() == CLEAR:
            return CLEAR
        return self.read(cell)

    def _present(self, value):
        """None for an empty cell of an optional column; an empty required one is wrong."""
        if value not in (None, ""):
            if value == CLEAR and self.required:
                raise ValidationError("这一列必填，不能清空。", code="required")
            return value
        if self.required:
            raise ValidationError(f"「{self.column.label}」必填。", code="required")
        return KEEP

    def _judge(self, value):
        value = self._present(value)
        if value is KEEP or value == CLEAR:
            return value
        if self.choices:
            return self._choice(value)
        if isinstance(self.field, forms.BooleanField):
            return value
        if isinstance(self.field, forms.CharField):
            return self.field.clean(value)
        self.field.validate(value)
        self.field.run_validators(value)
        return value

    def _choice(self, value):
        if value not in self.choices:
            raise ValidationError("不在可选范围内。", code="invalid_choice")
        return self.choices[value]

    def _error(self, number: int, at: int | None, cell, wrong: ValidationError) -> CellError:
        return CellError(
            row=number,
            letter=letter_of(at) if at is not None else "",
            label=self.column.label,
            value=values.text(cell)[:SHOWN],
            message="；".join(wrong.messages),
            expected=self.expected(),
            example=self.column.example,
        )

    def expected(self) -> str:
        return expected_of(self.column, self.field)


def expected_of(column: Column, form_field: forms.Field) -> str:
    """One sentence on what belongs into the column: the form's own help text where it has one."""
    if column.help_text or form_field.help_text:
        return column.help_text or str(form_field.help_text)
    labels = [label for _, label in choices_of(form_field)]
    if labels:
        return f"可填：{'、'.join(labels[:12])}{'……' if len(labels) > 12 else ''}。"
    return next((said for kind, said in EXPECTED.items() if isinstance(form_field, kind)), "")


def _key(cell):
    """1, 1.0 and True are one key of a dict and three different cells."""
    return type(cell), cell


def _finish(kind: ImportKind, layout: Layout, numbers: list[int], table: list[list], checked: Checked) -> None:
    """The rules over several columns, repeats within the file, and the rows that are right."""
    names = [column.name for column in kind.columns]
    key_at = [names.index(name) for name in kind.identity]
    first: dict[tuple, int] = {}
    for number, *row in zip(numbers, *table, strict=True):
        if kind.rules:
            _check_row(kind, layout, number, dict(zip(names, row, strict=True)), checked)
        identity = tuple(row[index] for index in key_at)
        if MISSING not in identity:
            if identity in first:
                _tell(kind, layout, number, kind.identity[-1], f"与第 {first[identity]} 行重复，请保留一行。", checked)
            first.setdefault(identity, number)
        if number not in checked.wrong_rows:
            checked.rows.append((number, row))
    checked.errors.sort(key=lambda error: error.row)


def _check_row(kind: ImportKind, layout: Layout, number: int, row: dict, checked: Checked) -> None:
    for rule in kind.rules:
        if any(row[name] is MISSING for name in rule.columns):
            continue
        try:
            rule.check({name: row[name] if row[name] != CLEAR else None for name in rule.columns})
        except ValidationError as wrong:
            _tell(kind, layout, number, rule.at, "；".join(wrong.messages), checked)


def _tell(kind: ImportKind, layout: Layout, number: int, name: str, message: str, checked: Checked) -> None:
    at = layout.at.get(name)
    cells = layout.sheet.rows[number - 1]
    cell = cells[at] if at is not None and at < len(cells) else None
    column = kind.column(name)
    letter = letter_of(at) if at is not None else ""
    value = values.text(cell)[:SHOWN]
    checked.errors.append(CellError(number, letter, column.label, value, message, "", column.example))
    checked.wrong_rows.add(number)


def letter_of(index: int) -> str:
    """0 → ``A``, 26 → ``AA``."""
    found = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        found = ascii_uppercase[rest] + found
    return found
