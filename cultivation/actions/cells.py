"""Writing cells of the lists: one, or the same value into many."""

import hashlib
from dataclasses import dataclass, field

from django.db import transaction

from pinzibiao.casework.actions import record
from pinzibiao.casework.models import Case

from .. import cells
from ..columns import ShownColumn, with_values
from ..models import ListDefinition
from .asking import raising_desk


@dataclass
class Written:
    """What became of the rows: how many were written, and why the others were not."""

    count: int = 0
    refused: list[tuple[object, str]] = field(default_factory=list)


def write_cell(row, one: ShownColumn, form, definition: ListDefinition, *, by) -> None:
    """Save a valid form of one cell; a case's own field leaves an event in the case's trail."""
    form.save()
    if isinstance(row, Case) and not one.column.is_extra:
        told = f"{definition.name}：{one.label}"
        record(row, "edit", "修改", by=by, desk=raising_desk(by), comment=told)


def seen(row, one: ShownColumn) -> str:
    """A fingerprint of what a cell shows, for the question whether it is still so."""
    return hashlib.sha256(str(getattr(row, one.name)).encode()).hexdigest()[:16]


@transaction.atomic
def write_many(rows, one: ShownColumn, definition: ListDefinition, *, by, before: dict, form_of) -> Written:
    """The same value into every row of ``rows`` whose cell is still as ``before`` (key: fingerprint) says.

    ``form_of(row)`` gives the bound form of a row. What cannot be written is told, the others are written.
    """
    written = Written()
    locked = with_values(rows.select_for_update(of=("self",)).order_by("pk"), [one], definition.list_set.year)
    for row in locked:
        if problem := _obstacle(row, one, by, before):
            written.refused.append((row, problem))
            continue
        form = form_of(row)
        if not form.is_valid():
            written.refused.append((row, "；".join(sentence for *_, sentence in form.error_list())))
            continue
        write_cell(row, one, form, definition, by=by)
        written.count += 1
    return written


def _obstacle(row, one: ShownColumn, by, before: dict) -> str:
    if not cells.may_write(by, one, row):
        return "已办结，不能再填写。"
    if before.get(row.pk) != seen(row, one):
        return "打开页面之后别人改过，没有覆盖，请核对后再填。"
    return ""
