"""Writing staged rows into their register: a few statements, one transaction, the same however often it is asked."""

from dataclasses import dataclass

from django.db import connection, models
from psycopg2 import sql

from .kinds import ImportKind
from .staging import Counts, Staging, one_at_a_time, run

TOUCHED = "exchange_touched"


class Changed(Exception):
    """The register changed since the rows were checked, so that some may no longer be written; nothing was."""

    def __init__(self, rows: tuple[int, ...]):
        super().__init__(rows)
        self.rows = rows


@dataclass(frozen=True)
class Merged:
    """What was written. ``touched`` is a temporary table of this transaction: ``(id, is_new)`` of every record."""

    created: int
    updated: int
    unchanged: int
    touched: str = TOUCHED


def merge(kind: ImportKind, staging: Staging, user) -> Merged:
    """Write the staged rows and call the kind's ``after``. In a transaction. Raises ``Changed``."""
    with one_at_a_time(kind):
        _refuse_if_changed(staging.counts(user))
        _make_touched()
        updated = _run(_update_sql(staging))
        created = _run(_insert_sql(kind, staging, user))
        _refuse_if_changed(staging.counts(user))
        total = _count(staging)
        merged = Merged(created, updated, total - created - updated)
        if kind.after:
            kind.after(merged, user)
        return merged


def _refuse_if_changed(counts: Counts) -> None:
    if rows := counts.outside + counts.moved:
        raise Changed(rows)


def _make_touched() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {TOUCHED} (id bigint PRIMARY KEY, is_new boolean) ON COMMIT DROP")


def _run(statement: sql.Composable) -> int:
    with connection.cursor() as cursor:
        run(cursor, statement)
        return cursor.rowcount


def _count(staging: Staging) -> int:
    with connection.cursor() as cursor:
        run(cursor, sql.SQL("SELECT count(*) FROM {}").format(staging.table))
        return cursor.fetchone()[0]


def _touch(statement: sql.Composable, is_new: bool) -> sql.Composable:
    return sql.SQL(
        "WITH written AS ({} RETURNING t.{pk}) INSERT INTO {touched} SELECT {pk}, {new} FROM written"
    ).format(statement, pk=sql.Identifier("id"), touched=sql.Identifier(TOUCHED), new=sql.Literal(is_new))


def _update_sql(staging: Staging) -> sql.Composable:
    pairs = [
        sql.SQL("{} = {}").format(sql.Identifier(staging.field(name).column), staging.new_value(name))
        for name in staging.changing()
    ]
    pairs += [sql.SQL("{} = now()").format(sql.Identifier(f.column)) for f in _stamped(staging.kind, on_insert=False)]
    statement = sql.SQL("UPDATE {target} t SET {pairs} FROM {table} s WHERE {same} AND {differs}").format(
        target=staging.target,
        pairs=sql.SQL(", ").join(pairs),
        table=staging.table,
        same=staging.same_record(),
        differs=staging.differs(),
    )
    return _touch(statement, is_new=False)


def _insert_sql(kind: ImportKind, staging: Staging, user) -> sql.Composable:
    columns = dict(_values_of_new(kind, staging, user))
    statement = sql.SQL(
        "INSERT INTO {target} AS t ({names}) SELECT {values} FROM {table} s"
        " WHERE NOT EXISTS (SELECT 1 FROM {target} t WHERE {same}) ORDER BY s.row_no ON CONFLICT DO NOTHING"
    ).format(
        target=staging.target,
        names=sql.SQL(", ").join(map(sql.Identifier, columns)),
        values=sql.SQL(", ").join(columns.values()),
        table=staging.table,
        same=staging.same_record(),
    )
    return _touch(statement, is_new=True)


def _values_of_new(kind: ImportKind, staging: Staging, user):
    """``(column, SQL)`` for every column of a new record: out of the file, fixed, stamped, or the model's default."""
    from_file = {*staging.names, *kind.derived}
    fixed = kind.fixed(user)
    stamped = {field.name for field in _stamped(kind, on_insert=True)}
    for field in kind.model._meta.concrete_fields:
        if field.primary_key or field.generated:
            continue
        if field.name in from_file:
            staged = sql.SQL("s.{}").format(sql.Identifier(field.column))
            yield field.column, sql.SQL("coalesce({}, {})").format(staged, _default(field))
        elif field.name in fixed:
            yield field.column, sql.Literal(fixed[field.name])
        elif field.name in stamped:
            yield field.column, sql.SQL("now()")
        elif field.db_default is models.NOT_PROVIDED:
            yield field.column, _default(field)


def _default(field: models.Field) -> sql.Composable:
    """What the model gives a field that nobody filled in."""
    if field.has_default() or not field.null:
        value = field.get_db_prep_save(field.get_default(), connection)
        return sql.SQL("{}::{}").format(sql.Literal(value), sql.SQL(field.db_type(connection)))
    return sql.SQL("NULL::{}").format(sql.SQL(field.db_type(connection)))


def _stamped(kind: ImportKind, *, on_insert: bool) -> list[models.Field]:
    return [
        field
        for field in kind.model._meta.concrete_fields
        if getattr(field, "auto_now", False) or (on_insert and getattr(field, "auto_now_add", False))
    ]
