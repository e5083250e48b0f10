"""Checking whole rows: words that need their neighbours, rules over several columns, repeats within a file."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from .findings import MISSING, MUST, Checked, tell
from .kinds import CLEAR, Column, ImportKind, RowRule, is_required


def resolve_together(kind: ImportKind, column: Column, numbers: list, table: list, checked: Checked, user) -> None:
    """The words of one column that mean something only beside other columns of their row."""
    names = [one.name for one in kind.columns]
    own, others = table[names.index(column.name)], [table[names.index(name)] for name in column.by]
    asked = {
        index: (word, *beside)
        for index, (word, *beside) in enumerate(zip(own, *others, strict=True))
        if isinstance(word, str) and word != CLEAR and MISSING not in beside
    }
    known = column.resolve(set(asked.values()), user) if asked else {}
    for index, words in asked.items():
        found = known[words]
        if isinstance(found, ValidationError):
            tell(kind, numbers[index], column.name, "；".join(found.messages), checked)
            found = MISSING
        own[index] = found


def finish(kind: ImportKind, numbers: list[int], table: list[list], fields: dict, checked: Checked) -> None:
    """The rules over several columns, repeats within the file, and the rows that are right."""
    names = [column.name for column in kind.columns]
    needed = [column.name for column in kind.columns if is_required(column, fields[column.name])]
    repeats, rules = _Repeats(kind, names), [rule for rule in kind.rules if _is_whole(rule, checked)]
    for number, *row in zip(numbers, *table, strict=True):
        if rules or kind.numbering:
            by_name = dict(zip(names, row, strict=True))
            if kind.numbering and by_name[kind.numbering.name] is None:
                _ask_for(kind, needed, number, by_name, checked)
            _check_row(kind, rules, number, by_name, checked)
        if before := repeats.before(number, row):
            tell(kind, number, before[1], f"与第 {before[0]} 行重复，请保留一行。", checked)
        if number not in checked.wrong_rows:
            checked.rows.append((number, row))
    checked.errors.sort(key=lambda error: error.row)


class _Repeats:
    """Rows of one file that mean one record, by the first of the kind's identities that a row has."""

    def __init__(self, kind: ImportKind, names: list[str]):
        self.ways = kind.found_by or (kind.identity,)
        self.columns = [[names.index(name) for name in way] for way in self.ways]
        self.first: dict[tuple, int] = {}

    def before(self, number: int, row: list) -> tuple[int, str] | None:
        """The row in which this identity stood first, if that was an earlier one, and the column to tell it at."""
        for way, columns in enumerate(self.columns):
            identity = tuple(row[index] for index in columns)
            if MISSING in identity:
                return None
            if None not in identity or way == len(self.ways) - 1:
                found = self.first.setdefault((way, *identity), number)
                return (found, self.ways[way][-1]) if found != number else None
        return None


def _ask_for(kind: ImportKind, needed: list[str], number: int, row: dict, checked: Checked) -> None:
    """A record without a number yet needs every required column; one that has a number keeps what is left out."""
    for name in needed:
        if row[name] is None:
            tell(kind, number, name, MUST.format(kind.column(name).label), checked)


def _is_whole(rule: RowRule, checked: Checked) -> bool:
    """Whether the file says all that the rule asks about; of a record that is there, the rest is known only to it."""
    return all(name in checked.layout.at for name in rule.columns)


def _check_row(kind: ImportKind, rules: Iterable[RowRule], number: int, row: dict, checked: Checked) -> None:
    for rule in rules:
        if any(row[name] is MISSING for name in rule.columns):
            continue
        try:
            rule.check({name: row[name] if row[name] != CLEAR else None for name in rule.columns})
        except ValidationError as wrong:
            tell(kind, number, rule.at, "；".join(wrong.messages), checked)


def check_new(kind: ImportKind, checked: Checked, fresh: Iterable[int], user) -> None:
    """The rules for rows that would make a record, which are known only by comparing with the register."""
    rules = [*kind.rules_of_new(user), *(rule for rule in kind.rules if not _is_whole(rule, checked))]
    if not rules:
        return
    fresh, names = set(fresh), [column.name for column in kind.columns]
    for number, row in checked.rows:
        if number in fresh:
            _check_row(kind, rules, number, dict(zip(names, row, strict=True)), checked)
