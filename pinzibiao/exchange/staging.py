"""Checked rows beside the register, in an unlogged table of the import's own; compared with the register in SQL."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from psycopg2 import sql

from .kinds import CLEAR, ImportKind
from .staged import Staged, may_be_blank, staged

# From so many rows on whole tables are joined; fewer are looked up one by one.
MANY = 2000


class Staging:
    """The staged rows of one import. Its columns are the register's own columns, all of them nullable.

    Beside them: ``row_no`` and what was ``cleared``; ``known``, the record that a row means, where it is looked for
    beforehand; ``new_…``, what only a new record takes; ``series`` and ``prefix`` of a number to be given.
    """

    def __init__(self, kind: ImportKind, table: str):
        self.kind, self.table = kind, sql.Identifier(table)
        self.target = sql.Identifier(kind.model._meta.db_table)
        self.pk = sql.Identifier(kind.model._meta.pk.column)
        self.names = [column.name for column in kind.columns if column.stored]
        self.columns = {name: staged(kind, name) for name in (*self.names, *kind.derived)}

    def fill(self, rows: Iterable[tuple[int, list]]) -> None:
        """Make the table and copy ``(Excel's row, values)`` into it; one that exists already is made anew."""
        columns = [sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind)) for name, kind in self._layout()]
        initial = self.kind.initial() if self.kind.initial else None
        copied = sql.SQL(", ").join(sql.Identifier(name) for name, _ in self._layout())
        with connection.cursor() as cursor:
            run(cursor, sql.SQL("DROP TABLE IF EXISTS {}").format(self.table))
            run(
                cursor,
                sql.SQL(
                    "CREATE UNLOGGED TABLE {} (row_no integer PRIMARY KEY, cleared text[] NOT NULL, known bigint, {})"
                ).format(self.table, sql.SQL(", ").join(columns)),
            )
            copy = sql.SQL("COPY {} (row_no, cleared, {}) FROM STDIN WITH (FORMAT csv)").format(self.table, copied)
            cursor.copy_expert(copy.as_string(cursor.connection), _Lines(self._lines(rows, initial)))
            run(cursor, sql.SQL("ANALYZE {}").format(self.table))

    def _layout(self) -> list[tuple[str, str]]:
        """``(column, type)`` in the order in which rows are copied."""
        kind = self.kind
        new = (self.columns.get(name) or staged(kind, name) for name in kind.initials)
        return [
            *((one.column, one.db_type) for one in self.columns.values()),
            *((f"new_{one.column}", one.db_type) for one in new),
            *((("series", "text"), ("prefix", "text")) if kind.numbering else ()),
        ]

    def _lines(self, rows, initial: Callable | None):
        kind, names = self.kind, [column.name for column in self.kind.columns]
        taken = [index for index, column in enumerate(kind.columns) if column.stored]
        is_plain = len(taken) == len(names) and not any(column.links for column in kind.columns)
        has_more = kind.derive or initial or kind.numbering
        for number, values in rows:
            cleared = [name for name, value in zip(names, values, strict=True) if value == CLEAR]
            plain = [None if value == CLEAR else value for value in values] if cleared else values
            own = plain if is_plain else [_copied(plain[index]) for index in taken]
            more = self._more(dict(zip(names, plain, strict=True)), initial) if has_more else ()
            yield [number, _copied(cleared), *own, *more]

    def _more(self, row: dict, initial: Callable | None) -> Iterator:
        """What a row gives beside its own cells."""
        kind = self.kind
        derived = kind.derive(row) if kind.derive else {}
        yield from (_copied(derived[name]) for name in kind.derived)
        if kind.numbering and row[kind.numbering.name] is not None:
            yield from [None] * (len(kind.initials) + 2)
            return
        first = initial(row) if initial else {}
        yield from (_copied(first[name]) for name in kind.initials)
        if kind.numbering:
            yield from kind.numbering.series(row)

    def plan_for_many(self, cursor) -> None:
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

    def same_record(self, names: tuple[str, ...] = ()) -> sql.Composable:
        """SQL: the staged row ``s`` means the record ``t``, told by ``names``, else by the kind's identity."""
        if self.kind.found_by and not names:
            return sql.SQL("t.{} = s.known").format(self.pk)
        return sql.SQL(" AND ").join(self._same(self.columns[name]) for name in names or self.kind.identity)

    def _same(self, column: Staged) -> sql.Composable:
        field = self.field(column.name)
        pattern = "t.{c} = coalesce(s.{c}, '')" if may_be_blank(field) else "t.{c} = s.{c}"
        if self.kind.found_by and field.null:
            pattern = "(t.{c} = s.{c} OR t.{c} IS NULL AND s.{c} IS NULL)"
        return sql.SQL(pattern).format(c=sql.Identifier(column.column))

    def find(self) -> None:
        """Look up the record that each row means, by the kind's identities in turn; of several the newest."""
        kind = self.kind
        if not kind.found_by:
            return
        with connection.cursor() as cursor:
            run(cursor, sql.SQL("UPDATE {} SET known = NULL WHERE known IS NOT NULL").format(self.table))
            for way, names in enumerate(kind.found_by):
                run(cursor, self._find_sql(names, kind.found_by[:way], is_last=way == len(kind.found_by) - 1))

    def _find_sql(self, names: tuple, earlier: tuple, *, is_last: bool) -> sql.Composable:
        """A row that has an earlier identity is found by that one or not at all."""
        conditions = [sql.SQL("NOT ({})").format(self._are_given(way)) for way in earlier]
        conditions += [] if is_last else [self._are_given(names)]
        return sql.SQL(
            "UPDATE {table} s SET known = found.id FROM (SELECT s.row_no, max(t.{pk}) AS id FROM {table} s"
            " JOIN {target} t ON {same} GROUP BY s.row_no) found WHERE found.row_no = s.row_no AND {conditions}"
        ).format(
            table=self.table,
            target=self.target,
            pk=self.pk,
            same=self.same_record(names),
            conditions=sql.SQL(" AND ").join([sql.SQL("s.known IS NULL"), *conditions]),
        )

    def _are_given(self, names: tuple[str, ...]) -> sql.Composable:
        return sql.SQL(" AND ").join(sql.SQL("{} IS NOT NULL").format(self.columns[name].value) for name in names)

    def changing(self) -> list[Staged]:
        """The columns that a row may change in a record that exists."""
        fixed = {*self.kind.identity, *self.kind.once}
        fixed |= {self.kind.numbering.name} if self.kind.numbering else set()
        return [column for name, column in self.columns.items() if name not in fixed]

    def differs(self) -> sql.Composable:
        """SQL: writing the row changes something."""
        found = [column.differs for column in self.changing() if column.name not in self.kind.derived]
        return sql.SQL("({})").format(sql.SQL(" OR ").join(found)) if found else sql.SQL("false")

    @staticmethod
    def keys(rows: models.QuerySet) -> sql.Composable:
        """SQL: the keys of ``rows``, as a subquery."""
        rows = rows.order_by().values("pk")
        try:
            text, params = rows.query.sql_with_params()
        except EmptyResultSet:
            text, params = "SELECT NULL::bigint WHERE false", ()
        with connection.cursor() as cursor:
            return sql.SQL("({})").format(sql.SQL(cursor.mogrify(text, params).decode()))


def drop_orphans(alive: set[int]) -> None:
    """Drop the tables of imports that are over; ``alive`` are the keys of those that are not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE tablename ~ '^exchange_staged_[0-9]+$'")
        for (table,) in cursor.fetchall():
            if int(table.rpartition("_")[2]) not in alive:
                run(cursor, sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(table)))


def run(cursor, statement: sql.Composable) -> None:
    """As text: the history's hook reads every statement and knows no composed ones."""
    cursor.execute(statement.as_string(cursor.connection).replace("%", "%%"), ())


def _copied(value):
    """A list as Postgres writes an array; anything else as it is."""
    if not isinstance(value, (list, tuple)):
        return value
    words = [str(one) for one in value]
    plain = "".join(words)
    if "\\" in plain or '"' in plain:
        words = [word.replace("\\", "\\\\").replace('"', '\\"') for word in words]
    return '{"' + '","'.join(words) + '"}' if words else "{}"


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
