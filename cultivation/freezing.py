"""Freezing a year's lists: one statement copies what every list shows at one moment, then each list gets its hash."""

import hashlib
import json

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import F, Func, QuerySet, TextField, Value, Window
from django.db.models.functions import Cast, Coalesce, RowNumber

from .columns import ShownColumn, shown_columns
from .models import ListDefinition, Snapshot, SnapshotList, SnapshotRow
from .projections import MODELS
from .selectors import OF_YEAR

COLUMNS = ("of_list_id", "position", "record_id", "county_code", "cells")
# A row's words with nothing between them that could be moved from one cell into the next.
DIGEST = """
    SELECT count(*), encode(sha256(convert_to(coalesce(string_agg(line, '' ORDER BY position), ''), 'UTF8')), 'hex')
    FROM (SELECT position, encode(sha256(convert_to(
            record_id::text || county_code || array_to_json(cells)::text, 'UTF8')), 'hex') AS line
          FROM {table} WHERE of_list_id = %s) AS lines
"""


class Cells(Func):
    """SQL for an array of the columns' words."""

    template = "ARRAY[%(expressions)s]::text[]"
    output_field = ArrayField(TextField())


def begin_list(snapshot: Snapshot, definition: ListDefinition) -> SnapshotList:
    """The list with the columns that it shows now, still without rows."""
    columns = shown_columns(definition)
    return SnapshotList.objects.create(
        snapshot=snapshot,
        number=definition.number,
        name=definition.name,
        source=definition.source,
        keys=[one.column.key for one in columns],
        labels=[one.label for one in columns],
        kinds=[one.kind for one in columns],
        printed=[one.column.is_printed for one in columns],
    )


def copy_rows(lists: list[tuple[SnapshotList, ListDefinition]]) -> int:
    """Every row of every list in one statement, so that all lists show the same moment. How many rows."""
    parts = [_rows(kept, definition).query.sql_with_params() for kept, definition in lists]
    names = ", ".join(COLUMNS)
    selects = " UNION ALL ".join(f"({sql})" for sql, _ in parts)
    statement = f"INSERT INTO {SnapshotRow._meta.db_table} ({names}) {selects}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for _, values in parts for value in values])
        return cursor.rowcount


def digest_of(kept: SnapshotList) -> tuple[int, str]:
    """How many rows a list has, and the hash over its columns and rows."""
    with connection.cursor() as cursor:
        cursor.execute(DIGEST.format(table=SnapshotRow._meta.db_table), [kept.pk])
        count, of_rows = cursor.fetchone()
    return count, _hash([kept.number, kept.name, kept.source, kept.keys, kept.labels, kept.kinds, of_rows])


def digest_of_all(snapshot: Snapshot, lists: list[SnapshotList]) -> str:
    return _hash([snapshot.list_set.year, snapshot.kind, snapshot.name, [kept.sha256 for kept in lists]])


def words_sql(one: ShownColumn, year: int):
    """A column's value as text: a day as 2026-03-01, a measured number without idle zeros, nothing as nothing."""
    value = one.shows.expression(year)
    if one.kind == "measured":
        value = Func(value, function="trim_scale", output_field=TextField())
    return Coalesce(Cast(value, TextField()), Value(""), output_field=TextField())


def _rows(kept: SnapshotList, definition: ListDefinition) -> QuerySet:
    year = definition.list_set.year
    rows = OF_YEAR[definition.source](MODELS[definition.source].objects.order_by(), year)
    cells = Cells(*(words_sql(one, year) for one in shown_columns(definition)))
    return rows.values_list(
        Value(kept.pk),
        Window(RowNumber(), order_by=F("pk").asc()),
        "pk",
        "county_id",
        cells,
    )


def _hash(told) -> str:
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
