"""One cell of a list: who may write it, what it shows, and how it looks on the page."""

from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString

from pinzibiao.lib.icons import icon_svg
from pinzibiao.lib.status import tone_of
from pinzibiao.lib.tables import text_of

from .columns import ShownColumn
from .projections import trimmed
from .states import ENTRY_WORKFLOW, MEASURE_WORKFLOW, PROBLEM_WORKFLOW

PENCIL = (
    '<span class="cell-words">{}</span><a class="cell-pencil" href="{}" data-hx-get="{}" data-hx-target="closest td"'
    ' aria-label="修改{}">{}</a>'
)
WORKFLOWS = {"libraryentry": ENTRY_WORKFLOW, "problem": PROBLEM_WORKFLOW, "measure": MEASURE_WORKFLOW}


def may_write(user, one: ShownColumn, row) -> bool:
    """The column is open to the person's role; what the record itself says, only while the record is open."""
    if user.kind not in one.column.editors or not one.can_be_written:
        return False
    return one.column.is_extra or is_open(row)


def is_open(row) -> bool:
    """A case that has ended is changed no more; a register's row always may be."""
    workflow = WORKFLOWS.get(row._meta.model_name)
    return workflow is None or not workflow.ended(row.status)


def value_of(row, one: ShownColumn):
    """What the cell holds: text, number, day, or the words and tone of a status."""
    value = getattr(row, one.name)
    if one.kind == "measured":
        return trimmed(value)
    if one.kind == "status":
        return row.state() if hasattr(row, "state") else (value, tone_of(row))
    return value


def words_of(row, one: ShownColumn, today: date):
    """The value as the page shows it: a day that has passed says so."""
    value = value_of(row, one)
    if one.kind == "due" and value and row.is_overdue(today):
        return format_html('<span class="late">{}<br>逾期</span>', value.isoformat())
    return value


def writable(words, label: str, url: str) -> SafeString:
    """The same with the pencil behind it; without a script the pencil opens a page."""
    return format_html(PENCIL, text_of(words), url, url, label, icon_svg("pencil", 14))
