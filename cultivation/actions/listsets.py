"""What the province does to the definition of a year's lists; every change is told in the set's history."""

import secrets

from django.db import transaction
from django.db.models import Max

from pinzibiao.casework.actions import record
from pinzibiao.casework.workflow import Desk

from ..loading import copy_lists, load_lists
from ..models import ListColumn, ListDefinition, ListSet
from ..projections import PROJECTIONS


@transaction.atomic
def begin_year(*, by, year: int, preset: str = "", like: ListSet | None = None) -> ListSet:
    """The lists of a new year, from a preset or like those of another year."""
    if like:
        made = copy_lists(like, year)
    else:
        load_lists(year, preset)
        made = ListSet.objects.get(year=year)
    record(made, "create", "建立年度清单", by=by, desk=Desk.PROVINCE, comment=f"沿用{like}" if like else made.name)
    return made


@transaction.atomic
def add_extra_column(*, by, definition: ListDefinition, data: dict) -> ListColumn:
    """A column of the year; its key is its own for ever, whatever it is called."""
    column = ListColumn(definition=definition, key=f"extra_{secrets.token_hex(6)}", **data)
    return _added(column, by=by, label="添加扩展列")


@transaction.atomic
def add_projection(*, by, definition: ListDefinition, key: str) -> ListColumn:
    """One more column that shows what the records have already."""
    label = PROJECTIONS[definition.source][key].label
    return _added(ListColumn(definition=definition, key=key, label=label), by=by, label="添加列")


@transaction.atomic
def move_column(column: ListColumn, step: int, *, by) -> None:
    """One place up (-1) or down (1) among the columns of its list."""
    columns = list(ListColumn.objects.select_for_update().filter(definition=column.definition_id))
    place = next(index for index, one in enumerate(columns) if one.pk == column.pk)
    columns.insert(max(place + step, 0), columns.pop(place))
    for position, one in enumerate(columns, start=1):
        one.position = position
    ListColumn.objects.bulk_update(columns, ["position"])
    told_of(column, "移动列", by=by)


@transaction.atomic
def show_column(column: ListColumn, *, is_shown: bool, by) -> None:
    column.is_shown = is_shown
    column.save(update_fields=["is_shown"])
    told_of(column, "显示列" if is_shown else "隐藏列", by=by)


def renamed(definition: ListDefinition, before: str, *, by) -> None:
    record(
        definition.list_set,
        "edit",
        "清单改名",
        by=by,
        desk=Desk.PROVINCE,
        comment=f"{before} → {definition.name}",
    )


def told_of(column: ListColumn, label: str, *, by, comment: str = "") -> None:
    definition = column.definition
    told = "：".join(filter(None, [definition.name, column.label, comment]))
    record(definition.list_set, "edit", label, by=by, desk=Desk.PROVINCE, comment=told)


def _added(column: ListColumn, *, by, label: str) -> ListColumn:
    last = ListColumn.objects.filter(definition=column.definition).aggregate(last=Max("position"))["last"]
    column.position = (last or 0) + 1
    column.save(force_insert=True)
    told_of(column, label, by=by)
    return column
