"""Tables: columns with our alignments, headings that sort, and a body made of prepared strings.

A body of 25 rows goes to the template as one string: Django's engine takes three times as long over model objects.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from html import escape
from inspect import signature

import django_tables2 as tables
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from .addresses import changed
from .choices import words_of
from .status import status_html

NOTHING = "—"


class PortalTable(tables.Table):
    """Base of every table. Cells may be model values or prepared ones; a missing value shows as —.

    ``trail``, a query, goes along to the record, so that its page knows the list from which it was opened.
    """

    trail = ""

    class Meta:
        template_name = "generic/table.html"
        order_by_field = "sort"
        default = None


class Column(tables.Column):
    """A column whose heading may be left out of exports by ``exclude_from_export=True``."""

    css = ""

    def __init__(self, *args, css: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.css = css or self.css

    def __deepcopy__(self, memo):
        """Each table has columns of its own; what they hold is never changed, so it need not be copied too."""
        return copy(self)


class NumberColumn(Column):
    """Numbers: right-aligned, grouped by thousands. The unit belongs in the heading."""

    css = "num"


class DateColumn(Column):
    """Days and instants: never wrapped."""

    css = "date"


class StatusColumn(Column):
    """Dot and text of a status. The record is a case, or a dict whose value is ``(label, tone)``."""

    css = "status-cell"

    def render(self, value, record) -> SafeString:
        return status_html(value if isinstance(value, tuple) else record)

    def value(self, value) -> str:
        return value[0] if isinstance(value, tuple) else value


class LinkColumn(Column):
    """The column that opens the record: ``get_absolute_url`` of a row, ``url`` of a prepared dict."""

    css = "lead-cell"

    def __init__(self, *args, **kwargs):
        self.is_plain = "linkify" not in kwargs
        kwargs.setdefault("linkify", _address)
        super().__init__(*args, **kwargs)


def _address(record) -> str | None:
    return record.get("url") if isinstance(record, dict) else record.get_absolute_url()


@dataclass(frozen=True)
class Heading:
    """One heading: its words, how it sorts now (``ascending``, ``descending`` or nothing) and where a click leads."""

    label: str
    css: str
    url: str
    direction: str


def headings(table, sort: str, query) -> list[Heading]:
    """The table's headings; ``query`` is the request's GET, kept in every link except the page."""
    return [_heading(column, sort, query) for column in table.columns]


def _heading(column, sort: str, query) -> Heading:
    current = "" if sort.removeprefix("-") != column.name else ("descending" if sort[0] == "-" else "ascending")
    url = ""
    if column.orderable:
        turned = f"-{column.name}" if current == "ascending" else column.name
        url = changed(query, page=None, export=None, sort=turned)
    return Heading(str(column.header), getattr(column.column, "css", ""), url, current)


class TableData:
    """The body of a table, ready for the template. Without ``head`` sorting is off."""

    def __init__(self, table, head: list[Heading] | None = None):
        self.table = table
        self.headings = head or [Heading(str(c.header), getattr(c.column, "css", ""), "", "") for c in table.columns]

    def __len__(self) -> int:
        return len(self.table.rows)

    @cached_property
    def body(self) -> SafeString:
        """All rows as HTML: ``<tr><td data-label="…">…</td></tr>``; the label heads the cell on a phone."""
        cells = [(_opening(column), reader(self.table, column)) for column in self.table.columns]
        return mark_safe("".join(_row(row, cells) for row in self.table.rows))


def _opening(column) -> str:
    css = getattr(column.column, "css", "")
    return format_html('<td data-label="{}" class="{}">' if css else '<td data-label="{}">', column.header, css)


def _row(row, cells: list) -> str:
    return "<tr>" + "".join(f"{opening}{text_of(read(row))}</td>" for opening, read in cells) + "</tr>"


def reader(table, column) -> Callable:
    """``read(bound row) -> value`` of one column's cell.

    What has a ``render_…`` of its own goes the library's way; a plain field or key is read directly, since the
    library's inspection of every cell costs more than the query of the page.
    """
    name, plain = column.name, column.column
    is_link = isinstance(plain, LinkColumn) and plain.is_plain
    is_rendered = type(plain).render is not tables.Column.render
    is_foreign = not isinstance(plain, Column) and is_rendered
    if hasattr(table, f"render_{name}") or is_foreign or (column.link and not is_link):
        return lambda row: row.get_cell(name)
    if is_rendered:
        return _rendered(column)
    read = _direct(str(column.accessor))
    return _linked(read, table.trail, column.default) if is_link else read


def _direct(accessor: str) -> Callable:
    value_of = value_reader(accessor)

    def read(row):
        value = value_of(row.record)
        return row.get_cell(accessor) if hasattr(value, "all") else value

    return read


def _rendered(bound) -> Callable:
    """By the ``render`` of one of our columns, whose parameters are looked at once and not for each cell."""
    column, value_of = bound.column, value_reader(str(bound.accessor))
    taken = signature(column.render).parameters

    def read(row):
        value = value_of(row.record)
        if value in column.empty_values:
            return None
        told = {"value": value, "record": row.record, "bound_column": bound}
        return column.render(**{name: told[name] for name in taken})

    return read


def value_reader(accessor: str) -> Callable:
    """``read(record)``: choices by their words, methods by their answer; ``county__name`` leads over other rows.

    A page and a file read the same.
    """
    *path, name = accessor.replace(".", "__").split("__")
    chosen = name.removeprefix("get_").removesuffix("_display")

    def read(record):
        if isinstance(record, dict):
            return record.get(accessor)
        for step in path:
            record = getattr(record, step, None)
        if words := words_of(type(record), chosen):
            return words.get(value := getattr(record, chosen), value)
        shown = getattr(record, f"get_{name}_display", None) or getattr(record, name, None)
        return shown() if callable(shown) and not hasattr(shown, "all") else shown

    return read


def _linked(read: Callable, trail: str, default) -> Callable:
    def link(row):
        url, words = _address(row.record), text_of(read(row) or default)
        return mark_safe(f'<a href="{escape(url + trail)}">{words}</a>' if url else words)

    return link


def text_of(value) -> str:
    """A cell's words as HTML: 2026-03-01, 2026-03-01 09:30, 1,234.50, 是/否, or — for nothing."""
    if value is None or value == "":
        return NOTHING
    # Nearly every cell: Django's own escape asks each one whether it is to be made later.
    return escape(value) if type(value) is str else conditional_escape(plain_text(value))


def plain_text(value):
    """The same without escaping; strings pass unchanged."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return _local(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, Decimal)):
        return f"{value:,}"
    if isinstance(value, (list, tuple)):
        return "、".join(str(item) for item in value)
    return value


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value
