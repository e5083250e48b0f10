"""Checking a file's rows by column, with the very fields of the form.

A value that occurs a thousand times is checked once: of a hundred thousand rows an office's counties, industries and
scales are a few dozen values.
"""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError

from . import rows, values
from .findings import KEEP, MISSING, MUST, SHOWN, CellError, Checked, letter_of
from .kinds import CLEAR, Column, ImportKind, choices_of, is_required, reader_of
from .layout import layout_of
from .reading import Book

EXPECTED = {
    forms.DateField: values.DAY_EXPECTED,
    forms.DecimalField: values.NUMBER_EXPECTED,
    forms.IntegerField: "请填写整数。",
    forms.BooleanField: "请填写“是”或“否”。",
}


def silent(_percent: int, _words: str) -> None:
    """The progress of work that nobody watches."""


def check(book: Book, kind: ImportKind, user, progress: Callable = silent) -> Checked:
    """Every row of ``book`` checked by every rule of ``kind``. Raises ``WrongFile``."""
    layout = layout_of(book, kind)
    fields = kind.fields(user)
    body = list(layout.body)
    numbers = [number for number, _ in body]
    checked = Checked(layout.sheet.name, layout)
    table = []
    for index, column in enumerate(kind.columns):
        progress(10 + 40 * index // len(kind.columns), f"正在核对「{column.label}」")
        cells = _cells(body, layout.at.get(column.name))
        one = _ColumnCheck(column, fields[column.name], user, is_asked=not kind.numbering)
        table.append(one.run(numbers, cells, layout.at.get(column.name), checked))
    for column in kind.columns:
        if column.by:
            rows.resolve_together(kind, column, numbers, table, checked, user)
    rows.finish(kind, numbers, table, fields, checked)
    return checked


def _cells(body: list, at: int | None) -> list:
    if at is None:
        return [None] * len(body)
    return [row[at] if at < len(row) else None for _, row in body]


class _ColumnCheck:
    """One column over all rows."""

    def __init__(self, column: Column, form_field: forms.Field, user, is_asked: bool):
        self.column, self.field, self.user = column, form_field, user
        self.read = reader_of(column, form_field)
        self.required = is_required(column, form_field)
        self.is_asked = self.required and is_asked
        self.choices = {}
        for value, label in choices_of(form_field):
            self.choices[label] = self.choices[value] = value

    def run(self, numbers: list[int], cells: list, at: int | None, checked: Checked) -> list:
        """The values of the column; a wrong cell gives ``MISSING`` and its error."""
        keys = [_key(cell) for cell in cells]
        outcome = self._outcomes(dict(zip(keys, cells, strict=True)))
        wrong = {key: value for key, value in outcome.items() if isinstance(value, ValidationError)}
        for number, key, cell in zip(numbers, keys, cells, strict=True) if wrong else ():
            if key in wrong:
                checked.errors.append(self._error(number, at, cell, wrong[key]))
                checked.wrong_rows.add(number)
        outcome |= dict.fromkeys(wrong, MISSING)
        return [outcome[key] for key in keys]

    def _outcomes(self, distinct: dict) -> dict:
        read = {key: self._tried(self._read, cell) for key, cell in distinct.items()}
        if self.column.by:
            return {key: self._tried(self._present, value) for key, value in read.items()}
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
        if self.is_asked:
            raise ValidationError(MUST.format(self.column.label), code="required")
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
        message, expected = "；".join(wrong.messages), self.expected()
        return CellError(
            row=number,
            letter=letter_of(at) if at is not None else "",
            label=self.column.label,
            value=values.text(cell)[:SHOWN],
            message=message,
            expected=expected if expected not in message else "",
            example=self.column.example,
        )

    def expected(self) -> str:
        return expected_of(self.column, self.field)


def expected_of(column: Column, form_field: forms.Field) -> str:
    """One sentence on what belongs into the column: the form's own help text where it has one."""
    if isinstance(form_field, forms.BooleanField) and not column.help_text:
        # The form's own text speaks of ticking a box.
        return EXPECTED[forms.BooleanField]
    if column.help_text or form_field.help_text:
        return column.help_text or str(form_field.help_text)
    labels = [label for _, label in choices_of(form_field)]
    if labels:
        return f"可填：{'、'.join(labels[:12])}{'……' if len(labels) > 12 else ''}。"
    return next((said for kind, said in EXPECTED.items() if isinstance(form_field, kind)), "")


def _key(cell):
    """1, 1.0 and True are one key of a dict and three different cells."""
    return cell if type(cell) is str else (type(cell), cell)
