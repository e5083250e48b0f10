"""Checked rows beside the register, in an unlogged table of the import's own; compared with the register in SQL."""

import csv
import io
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, models
from psycopg2 import sql

from .kinds import CLEAR, ImportKind

ROW, CLEARED = "row_no", "cleared"
# From so many rows on whole tables are joined; fewer are looked up one by one.
MANY = 2000


@dataclass(frozen=True)
class Counts:
    """What writing would do; rows that are not the person's to write; rows that would change what may not change."""

    created: int
    updated: int
    unchanged: int
    outside: tuple[int, ...]
    moved: tuple[int, ...]


class Staging:
    """The staged rows of one import. Its columns are the register's own columns, all of them nullable."""

    def __init__(self, kind: ImportKind, table: str):
        self.kind, self.table = kind, sql.Identifier(table)
        self.target = sql.Identifier(kind.model._meta.db_table)
        self.pk = sql.Identifier(kind.model._meta.pk.column)
        self.names = [column.name for column in kind.columns]

    def fill(self, rows: Iterable[tuple[int, list]]) -> None:
        """Make the table and copy ``(Excel's row, values)`` into it; one that exists already is made anew."""
        fields = [self.field(name) for name in (*self.names, *self.kind.derived)]
        columns = [sql.SQL("{} {}").format(sql.Identifier(f.column), sql.SQL(f.db_type(connection))) for f in fields]
        with connection.cursor() as cursor:
            run(cursor, sql.SQL("DROP TABLE IF EXISTS {}").format(self.table))
            run(
                cursor,
                sql.SQL("CREATE UNLOGGED TABLE {} (row_no integer PRIMARY KEY, cleared text[] NOT NULL, {})").format(
                    self.table, sql.SQL(", ").join(columns)
                ),
            )
            copy = sql.SQL("COPY {} FROM STDIN WITH (FORMAT csv)").format(self.table)
            cursor.copy_expert(copy.as_string(cursor.connection), _Lines(self._lines(rows)))
            run(cursor, sql.SQL("ANALYZE {}").format(self.table))

    def _lines(self, rows):
        derive, names = self.kind.derive, self.names
        for number, values in rows:
            cleared = [name for name, value in zip(names, values, strict=True) if value == CLEAR]
            plain = [None if value == CLEAR else value for value in values] if cleared else values
            more = derive(dict(zip(names, plain, strict=True))) if derive else {}
            derived = (_copied(more[name]) for name in self.kind.derived)
            yield [number, _copied(cleared), *plain, *derived]

    def _plan_for_many(self, cursor) -> None:
        """Until the end of the transaction: after a great import the planner still believes the register small."""
        run(
            cursor,
            sql.SQL("SELECT reltuples > {} FROM pg_class WHERE oid = to_regclass({})").format(
                sql.Literal(MANY), sql.Literal(self.table.as_string(cursor.connection))
            ),
        )
        if cursor.fetchone()[0]:
            cursor.execute("SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '128MB'")

    def drop(self) -> None:
        with connection.cursor() as cursor:
            run(cursor, sql.SQL("DROP TABLE IF EXISTS {}").format(self.table))

    def exists(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [self.table.as_string(cursor.connection)])
            return cursor.fetchone()[0]

    def field(self, name: str) -> models.Field:
        return self.kind.model._meta.get_field(name)

    def same_record(self, staged: str = "s", target: str = "t") -> sql.Composable:
        """SQL: the staged row means this record. Empty and NULL parts of an identity are alike."""
        parts = [self._same(self.field(name), staged, target) for name in self.kind.identity]
        return sql.SQL(" AND ").join(parts)

    @staticmethod
    def _same(field: models.Field, staged: str, target: str) -> sql.Composable:
        pattern = "{t}.{c} = {s}.{c}" if not _may_be_blank(field) else "{t}.{c} = coalesce({s}.{c}, '')"
        return sql.SQL(pattern).format(
            t=sql.Identifier(target), s=sql.Identifier(staged), c=sql.Identifier(field.column)
        )

    def new_value(self, name: str) -> sql.Composable:
        """SQL: what the record will hold. An empty cell keeps what stands there; the word for emptying empties."""
        field = self.field(name)
        empty = sql.SQL("''") if _may_be_blank(field) else sql.SQL("NULL")
        return sql.SQL("CASE WHEN {n} = ANY(s.cleared) THEN {e} ELSE coalesce(s.{c}, t.{c}) END").format(
            n=sql.Literal(name), e=empty, c=sql.Identifier(field.column)
        )

    def changing(self) -> list[str]:
        """The columns that a row may change in a record that exists."""
        return [
            name for name in (*self.names, *self.kind.derived) if name not in (*self.kind.identity, *self.kind.once)
        ]

    def differs(self) -> sql.Composable:
        """SQL: writing the row changes something."""
        pairs = [
            sql.SQL("t.{} IS DISTINCT FROM {}").format(sql.Identifier(self.field(name).column), self.new_value(name))
            for name in self.changing()
            if name not in self.kind.derived
        ]
        return sql.SQL("({})").format(sql.SQL(" OR ").join(pairs)) if pairs else sql.SQL("false")

    def stays(self) -> sql.Composable:
        """SQL: the row leaves alone what only an act may change (an enterprise moves, it is not retyped)."""
        pairs = [
            sql.SQL("(s.{c} IS NULL OR s.{c} = t.{c})").format(c=sql.Identifier(self.field(name).column))
            for name in self.kind.once
        ]
        return sql.SQL(" AND ").join(pairs) if pairs else sql.SQL("true")

    def counts(self, user) -> Counts:
        """What writing would do now, for what ``user`` may change."""
        query = sql.SQL(
            "SELECT count(*) FILTER (WHERE known IS NULL), count(*) FILTER (WHERE own AND differs),"
            " count(*) FILTER (WHERE own AND NOT differs),"
            " coalesce(array_agg(row_no ORDER BY row_no) FILTER (WHERE known IS NOT NULL AND NOT own), '{{}}'),"
            " coalesce(array_agg(row_no ORDER BY row_no) FILTER (WHERE own AND NOT stays), '{{}}')"
            " FROM (SELECT s.row_no, t.{pk} AS known, mine.key IS NOT NULL AS own, {differs} AS differs,"
            " {stays} AS stays FROM {table} s LEFT JOIN {target} t ON {same}"
            " LEFT JOIN {mine} mine (key) ON mine.key = t.{pk}) compared"
        ).format(
            pk=self.pk,
            differs=self.differs(),
            stays=self.stays(),
            table=self.table,
            target=self.target,
            same=self.same_record(),
            mine=self.mine(user),
        )
        with connection.cursor() as cursor:
            self._plan_for_many(cursor)
            run(cursor, query)
            created, updated, unchanged, outside, moved = cursor.fetchone()
        return Counts(created, updated, unchanged, tuple(outside), tuple(moved))

    def mine(self, user) -> sql.Composable:
        """SQL: the keys of the records that this person may change, as a subquery."""
        rows = self.kind.belongs(user).order_by().values("pk")
        with connection.cursor() as cursor:
            text, params = rows.query.sql_with_params()
            return sql.SQL("({})").format(sql.SQL(cursor.mogrify(text, params).decode()))


def run(cursor, statement: sql.Composable) -> None:
    """As text: the history's hook reads every statement and knows no composed ones."""
    cursor.execute(statement.as_string(cursor.connection).replace("%", "%%"), ())


def _may_be_blank(field: models.Field) -> bool:
    """Text columns hold an empty text where others hold NULL."""
    return isinstance(field, (models.CharField, models.TextField)) and not field.null


def _copied(value):
    """A list as Postgres writes an array; anything else as it is."""
    if isinstance(value, (list, tuple)):
        quoted = (str(one).replace("\\", "\\\\").replace('"', '\\"') for one in value)
        return "{" + ",".join(f'"{one}"' for one in quoted) + "}"
    return value


class _Lines(io.TextIOBase):
    """Rows as a file of CSV lines, made while the database reads them."""

    def __init__(self, rows):
        self.rows, self.rest = iter(rows), ""

    def read(self, size: int = -1) -> str:
        while len(self.rest) < size or size < 0:
            more = self._next_lines()
            if not more:
                break
            self.rest += more
        size = size if size >= 0 else len(self.rest)
        given, self.rest = self.rest[:size], self.rest[size:]
        return given

    def _next_lines(self) -> str:
        target = io.StringIO()
        writer = csv.writer(target)
        for _, row in zip(range(500), self.rows, strict=False):
            writer.writerow(row)
        return target.getvalue()


@contextmanager
def one_at_a_time(kind: ImportKind):
    """Imports of one kind are written one after the other: so they can neither deadlock nor double."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '120s'")
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"import:{kind.key}"])
    yield
