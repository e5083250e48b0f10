"""What writing the staged rows would do now, told by comparing them with the register."""

import json
from dataclasses import dataclass

from django.db import connection
from psycopg2 import sql

from .staging import Staging, run

# Of a row: the record it means, whether that is the person's, may be changed now, would be changed.
COMPARED = (
    "SELECT s.row_no, t.{pk} AS known, mine.key IS NOT NULL AS own, {is_open} AS open,"
    " {differs} AS differs, {moves} AS moves"
    " FROM {table} s LEFT JOIN {target} t ON {same} LEFT JOIN {mine} mine (key) ON mine.key = t.{pk} {open_join}"
)
COUNTED = (
    "SELECT count(*) FILTER (WHERE own AND open AND differs), count(*) FILTER (WHERE own AND NOT differs),"
    " {rows_where_new}, {rows_where_outside}, {rows_where_settled},"
    " coalesce(jsonb_agg(jsonb_build_array(row_no, to_jsonb(moves)) ORDER BY row_no)"
    " FILTER (WHERE own AND moves <> '{{}}'), '[]') FROM ({compared}) compared"
)
ROWS = "coalesce(array_agg(row_no ORDER BY row_no) FILTER (WHERE {}), '{{}}')"
TWICE = (
    "SELECT coalesce(array_agg(row_no ORDER BY row_no), '{{}}') FROM (SELECT row_no, row_number() OVER"
    " (PARTITION BY known ORDER BY row_no) AS nth FROM {} WHERE known IS NOT NULL) numbered WHERE nth > 1"
)


@dataclass(frozen=True)
class Counts:
    """How many rows change something or nothing, and the numbers of those that are new or may not be written.

    ``outside``: not the person's; ``settled``: nobody's to change now; ``moved``: ``(row, columns)`` that would change
    what only an act changes; ``twice``: rows that mean the record of a row before them.
    """

    updated: int
    unchanged: int
    fresh: tuple[int, ...]
    outside: tuple[int, ...]
    settled: tuple[int, ...]
    moved: tuple[tuple[int, tuple[str, ...]], ...]
    twice: tuple[int, ...]

    @property
    def created(self) -> int:
        return len(self.fresh)

    @property
    def forbidden(self) -> tuple[int, ...]:
        return tuple(sorted({*self.outside, *self.settled, *self.twice, *(row for row, _ in self.moved)}))


def compare(staging: Staging, user) -> Counts:
    """What writing would do now, for what ``user`` may change."""
    with connection.cursor() as cursor:
        staging.plan_for_many(cursor)
        staging.find()
        run(cursor, _counted(staging, user))
        updated, unchanged, fresh, outside, settled, moved = cursor.fetchone()
        twice = _twice(cursor, staging) if staging.kind.found_by else ()
    moved = tuple((row, tuple(names)) for row, names in json.loads(moved))
    return Counts(updated, unchanged, tuple(fresh), tuple(outside), tuple(settled), moved, tuple(twice))


def _counted(staging: Staging, user) -> sql.Composable:
    def rows_where(condition: str) -> sql.Composable:
        return sql.SQL(ROWS.format(condition))

    return sql.SQL(COUNTED).format(
        rows_where_new=rows_where("known IS NULL"),
        rows_where_outside=rows_where("known IS NOT NULL AND NOT own"),
        rows_where_settled=rows_where("own AND differs AND NOT open"),
        compared=_compared(staging, user),
    )


def _compared(staging: Staging, user) -> sql.Composable:
    kind = staging.kind
    open_join, is_open = sql.SQL(""), sql.SQL("true")
    if kind.changeable:
        now = staging.keys(kind.changeable(user))
        open_join = sql.SQL("LEFT JOIN {} now (key) ON now.key = t.{}").format(now, staging.pk)
        is_open = sql.SQL("now.key IS NOT NULL")
    return sql.SQL(COMPARED).format(
        pk=staging.pk,
        is_open=is_open,
        differs=staging.differs(),
        moves=_moves(staging),
        table=staging.table,
        target=staging.target,
        same=staging.same_record(),
        mine=staging.keys(kind.belongs(user)),
        open_join=open_join,
    )


def _moves(staging: Staging) -> sql.Composable:
    """SQL: the columns in which a row would change what only an act may (an enterprise moves, it is not retyped)."""
    names = [
        sql.SQL("CASE WHEN {} THEN {} END").format(staging.columns[name].says_otherwise, sql.Literal(name))
        for name in staging.kind.once
    ]
    return sql.SQL("array_remove(ARRAY[{}]::text[], NULL)").format(sql.SQL(", ").join(names))


def _twice(cursor, staging: Staging) -> list[int]:
    run(cursor, sql.SQL(TWICE).format(staging.table))
    return cursor.fetchone()[0]
