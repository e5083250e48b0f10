"""Which columns of a table a person sees, and in which order."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .tables import LinkColumn

LINE = """<li><label class="form-check">{}<input class="form-check-input" type="checkbox" name="columns" value="{}"{}>\
<span>{}</span></label>\
<button class="columns-step" type="submit" name="up" value="{}" aria-label="{}上移">↑</button>\
<button class="columns-step" type="submit" name="down" value="{}" aria-label="{}下移">↓</button></li>"""
FIXED = '<input type="hidden" name="columns" value="{}">'


@dataclass(frozen=True)
class Choice:
    """One line of the column chooser. The column that opens the record cannot be left out."""

    name: str
    label: str
    is_shown: bool
    is_fixed: bool


def show(table, wanted: tuple[str, ...]) -> None:
    """Show the columns of ``table`` as wanted; names that it has not (any more) are passed over, none at all change it.

    A column left out stays in the table, so that a list may still be sorted by it.
    """
    names = table.columns.names()
    chosen = [name for name in wanted if name in names]
    if not chosen:
        return
    fixed = [name for name in names if _is_fixed(table, name) and name not in chosen]
    table.sequence = [*fixed, *chosen, "..."]
    for name in names:
        if name not in chosen and name not in fixed:
            table.columns.hide(name)


def choices(table) -> tuple[Choice, ...]:
    """Every column of ``table``, first those shown, in their order."""
    found = [
        Choice(column.name, str(column.header), column.visible, _is_fixed(table, column.name))
        for column in table.columns.iterall()
    ]
    return tuple(sorted(found, key=lambda choice: not choice.is_shown))


@lru_cache(maxsize=500)
def lines(found: tuple[Choice, ...]) -> SafeString:
    """The chooser's lines as HTML, made once for each choice of columns: they stand on every list page."""
    return mark_safe("".join(_line(choice) for choice in found))


def _line(choice: Choice) -> SafeString:
    name, label = choice.name, choice.label
    fixed = format_html(FIXED, name) if choice.is_fixed else ""
    state = mark_safe((" checked" if choice.is_shown else "") + (" disabled" if choice.is_fixed else ""))
    return format_html(LINE, fixed, name, state, label, name, label, name, label)


def can_sort(table, sort: str) -> bool:
    """Whether ``sort``, a column's name with or without ``-``, is one that the table can be sorted by."""
    name = sort.removeprefix("-")
    return name in table.columns.names() and table.columns[name].orderable


def _is_fixed(table, name: str) -> bool:
    return isinstance(table.columns.columns[name].column, LinkColumn)
