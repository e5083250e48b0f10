"""Writing staged rows into their register: a few statements, one transaction, the same however often it is asked."""

from dataclasses import dataclass

from django.db import connection, models
from django.db.models.expressions import RawSQL
from psycopg2 import sql

from pinzibiao.casework.counters import next_blocks

from .comparing import Counts, compare
from .kinds import ImportKind
from .staged import Staged
from .staging import Staging, one_at_a_time, run

TOUCHED = "exchange_touched"
UNTIED = "DELETE FROM {ties} d USING ({wanted}) w WHERE d.{own} = w.own AND d.{other} <> ALL (w.others)"
TIED = "INSERT INTO {ties} ({own}, {other}) SELECT w.own, unnest(w.others) FROM ({wanted}) w ON CONFLICT DO NOTHING"


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

    def keys(self, *, is_new: bool) -> RawSQL:
        """The records that were made, or those that were changed: for ``pk__in``."""
        return RawSQL(f"(SELECT id FROM {self.touched} WHERE is_new = %s)", [is_new])  # noqa: S608, S611


def merge(kind: ImportKind, staging: Staging, user) -> Merged:
    """Write the staged rows and call the kind's ``after``. In a transaction. Raises ``Changed``."""
    with one_at_a_time(kind):
        _hold_known(staging)
        _refuse_if_changed(compare(staging, user))
        _make_touched()
        updated = _run(_update_sql(staging))
        _give_numbers(staging)
        created = _run(_insert_sql(kind, staging, user))
        staging.find()
        for column in staging.columns.values():
            if column.links:
                _tie(staging, column)
        now = compare(staging, user)
        _refuse_if_changed(now, now.fresh)
        merged = Merged(created, updated, _count(staging) - created - updated)
        if kind.after:
            kind.after(merged, user)
        return merged


def _hold_known(staging: Staging) -> None:
    """Nobody moves a case while its row is written: what may be changed now stays so until the end."""
    if staging.kind.changeable:
        staging.find()
        held = "SELECT {pk} FROM {target} WHERE {pk} IN (SELECT known FROM {table}) ORDER BY {pk} FOR UPDATE"
        _run(sql.SQL(held).format(pk=staging.pk, target=staging.target, table=staging.table))


def _refuse_if_changed(counts: Counts, unwritten: tuple[int, ...] = ()) -> None:
    if rows := counts.forbidden + unwritten:
        raise Changed(rows)


def _make_touched() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{TOUCHED}")
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
    changing = [column for column in staging.changing() if not column.links]
    pairs = [sql.SQL("{} = {}").format(sql.Identifier(column.column), column.new) for column in changing]
    pairs += [sql.SQL("{} = now()").format(sql.Identifier(f.column)) for f in _stamped(staging.kind, on_insert=False)]
    statement = sql.SQL("UPDATE {target} t SET {pairs} FROM {table} s WHERE {same} AND {differs}").format(
        target=staging.target,
        pairs=sql.SQL(", ").join(pairs),
        table=staging.table,
        same=staging.same_record(),
        differs=staging.differs(),
    )
    return _touch(statement, is_new=False)


def _give_numbers(staging: Staging) -> None:
    """Numbers for the new rows: one block of each series, in the file's order, drawn as late as can be."""
    numbering = staging.kind.numbering
    if not numbering:
        return
    with connection.cursor() as cursor:
        run(
            cursor,
            sql.SQL("SELECT series, count(*) FROM {} WHERE known IS NULL AND series <> '' GROUP BY series").format(
                staging.table
            ),
        )
        blocks = next_blocks(dict(cursor.fetchall()))
        numbered = sql.SQL(
            "UPDATE {table} s SET {number} = s.prefix || lpad(n::text, greatest({digits}, length(n::text)), '0')"
            " FROM (SELECT row_no, b.first + row_number() OVER (PARTITION BY series ORDER BY row_no) - 1 AS n"
            " FROM {table} JOIN unnest({series}, {firsts}) b (series, first) USING (series) WHERE known IS NULL) given"
            " WHERE given.row_no = s.row_no"
        ).format(
            table=staging.table,
            number=sql.Identifier(staging.columns[numbering.name].column),
            digits=sql.Literal(numbering.digits),
            series=sql.SQL("{}::text[]").format(sql.Literal(list(blocks))),
            firsts=sql.SQL("{}::bigint[]").format(sql.Literal(list(blocks.values()))),
        )
        run(cursor, numbered)


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
    fixed, initials = kind.fixed(user), {*kind.initials}
    stamped = {field.name for field in _stamped(kind, on_insert=True)}
    for field in kind.model._meta.concrete_fields:
        if field.primary_key or field.generated:
            continue
        said = [staging.columns[field.name].value] if field.name in staging.columns else []
        said += [sql.SQL("s.{}").format(sql.Identifier(f"new_{field.column}"))] if field.name in initials else []
        if said:
            yield field.column, sql.SQL("coalesce({})").format(sql.SQL(", ").join([*said, _default(field)]))
        elif field.name in fixed:
            yield field.column, sql.Literal(fixed[field.name])
        elif field.name in stamped:
            yield field.column, sql.SQL("now()")
        elif field.db_default is models.NOT_PROVIDED:
            yield field.column, _default(field)


def _tie(staging: Staging, column: Staged) -> None:
    """Make the records of the rows that say so tied to what they name, and to nothing else."""
    own, other = (column.links.model._meta.get_field(name).column for name in (column.links.own, column.links.other))
    initial = sql.SQL("NULL")
    if column.name in staging.kind.initials:
        initial = sql.SQL("CASE WHEN w.is_new THEN s.{} END").format(sql.Identifier(f"new_{column.column}"))
    wanted = sql.SQL(
        "SELECT t.{pk} AS own, CASE WHEN {name} = ANY(s.cleared) THEN '{{}}' ELSE coalesce({said}, {initial}) END"
        " AS others FROM {table} s JOIN {target} t ON {same} JOIN {touched} w ON w.id = t.{pk}"
    ).format(
        pk=staging.pk,
        name=sql.Literal(column.name),
        said=column.value,
        initial=initial,
        table=staging.table,
        target=staging.target,
        same=staging.same_record(),
        touched=sql.Identifier(TOUCHED),
    )
    for statement in UNTIED, TIED:
        parts = {"own": sql.Identifier(own), "other": sql.Identifier(other), "wanted": wanted}
        _run(sql.SQL(statement).format(ties=sql.Identifier(column.links.model._meta.db_table), **parts))


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
