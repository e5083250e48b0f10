"""Writing scale data: one INSERT … SELECT a table; every choice is a hash of the row, its purpose and the seed.

The helper tables and functions stand in a schema of their own, ``scale``, made and dropped in one transaction.
"""

import csv
import io
from collections.abc import Iterable
from contextlib import contextmanager

from django.db import connection, models
from psycopg2.sql import SQL, Composable, Identifier, Literal, Placeholder

from enterprises.codes import ORGANISATION_LETTERS, ORGANISATION_WEIGHTS, USCC_LETTERS

STAMPS = ("created_at", "updated_at", "status_at", "date_joined")

TOOLS = """
CREATE SCHEMA scale;
-- A number from 0 to below `of`, the same for the same row, purpose and seed.
CREATE FUNCTION scale.draw(n bigint, why text, of integer) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT ((hashint8extended(n, hashtextextended(why, {seed})) & 1073741823) % of)::integer $$;
CREATE FUNCTION scale.today() RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT {today}::date $$;
-- Nine o'clock of a day here.
CREATE FUNCTION scale.morning(day date) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT (day + time '09:00') AT TIME ZONE 'Asia/Shanghai' $$;
-- The highest key before the seeding.
CREATE FUNCTION scale.last(name text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT CASE name {lasts} END $$;
CREATE FUNCTION scale.organisation_digit(code text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT substr('0X987654321', 1 + ({organisation_sum}) % 11, 1) $$;
CREATE FUNCTION scale.uscc_digit(code text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT substr({uscc_letters}, 1 + (31 - ({uscc_sum}) % 31) % 31, 1) $$;
"""
COUNT_ON = """
INSERT INTO casework_counter (series, last) SELECT series, max(number) FROM {} GROUP BY series
ON CONFLICT (series) DO UPDATE SET last = excluded.last
"""


@contextmanager
def making(seed: int, today, numbered: dict[str, type[models.Model]]):
    """The functions that every statement draws from. Time limits of pages do not hold here.

    ``numbered`` are the models whose rows are numbered on from the last by ``scale.last(its name)``.
    """
    # Indexes cannot be made while foreign keys wait to be checked.
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
    run("SET LOCAL work_mem = '128MB'; SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL synchronous_commit = off")
    weights = enumerate(ORGANISATION_WEIGHTS, 1)
    run(
        SQL(TOOLS).format(
            seed=Literal(seed),
            today=Literal(today),
            lasts=SQL(" ").join(map(_last, *zip(*numbered.items(), strict=True))),
            organisation_sum=_sum(ORGANISATION_LETTERS, weights),
            uscc_letters=Literal(USCC_LETTERS),
            uscc_sum=_sum(USCC_LETTERS, ((i, pow(3, i - 1, 31)) for i in range(1, 18))),
        )
    )
    yield
    run("DROP SCHEMA scale CASCADE")


def _last(name: str, model: type[models.Model]) -> Composable:
    top = model._base_manager.aggregate(top=models.Max("pk"))["top"] or 0
    return SQL("WHEN {} THEN {}::bigint").format(Literal(name), Literal(top))


def _sum(letters: str, weights: Iterable[tuple[int, int]]) -> Composable:
    """The weighted sum of a code's characters, each worth its place among ``letters``."""
    term = SQL("(strpos({}, substr(code, {}, 1)) - 1) * {}")
    return SQL(" + ").join(term.format(*map(Literal, (letters, place, weight))) for place, weight in weights)


def filled(template: str, *values, **named) -> Composable:
    """``template`` with values as literals; what is SQL already stays as it is."""
    return SQL(template).format(*map(_literal, values), **{name: _literal(value) for name, value in named.items()})


def _literal(value) -> Composable:
    return value if isinstance(value, Composable) else Literal(value)


def text(statement: Composable) -> str:
    with connection.cursor() as cursor:
        return statement.as_string(cursor.connection)


def constant(name: str, kind: str, value) -> None:
    """``scale.name()`` gives ``value``."""
    body = "CREATE FUNCTION scale.{}() RETURNS {} LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT {} $$"
    run(filled(body, Identifier(name), SQL(kind), value))


def run(statement: str | Composable) -> int:
    """Rows written by ``statement``, which is constant or composed."""
    with connection.cursor() as cursor:
        cursor.execute(statement if isinstance(statement, str) else text(statement))
        return cursor.rowcount


def table(name: str, columns: str, rows: Iterable[tuple]) -> None:
    """A helper table of the schema with ``rows`` made by Python."""
    with connection.cursor() as cursor:
        run(SQL("CREATE UNLOGGED TABLE scale.{} ({})").format(Identifier(name), SQL(columns)))
        rows = list(rows)
        line = SQL("({})").format(SQL(", ").join([Placeholder()] * len(rows[0])))
        values = SQL(", ").join([line] * len(rows))
        insert = SQL("INSERT INTO scale.{} VALUES {}").format(Identifier(name), values)
        cursor.execute(insert.as_string(cursor.connection), [value for row in rows for value in row])
    analyse(name)


def copy(name: str, rows: Iterable[tuple]) -> None:
    """Add ``rows`` made by Python to a helper table."""
    lines = io.StringIO()
    csv.writer(lines).writerows([_copied(value) for value in row] for row in rows)
    lines.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(text(SQL("COPY scale.{} FROM STDIN WITH (FORMAT csv)").format(Identifier(name))), lines)


def _copied(value):
    """A list as Postgres writes an array."""
    if not isinstance(value, list):
        return value
    return "{" + ",".join('"' + item.replace("\\", "\\\\").replace('"', '\\"') + '"' for item in value) + "}"


def keep(name: str, select: str) -> int:
    """A helper table of the schema with the rows of ``select``."""
    count = run(SQL("CREATE UNLOGGED TABLE scale.{} AS {}").format(Identifier(name), SQL(select)))
    analyse(name)
    return count


def analyse(name: str) -> None:
    run(SQL("ANALYZE scale.{}").format(Identifier(name)))


def fill(model: type[models.Model], source: str, /, **columns: str) -> int:
    """Write rows of ``model``: ``columns`` are SQL by column over ``source`` (what follows FROM), in its order.

    A column that is not named gets what the model gives a new record: its default, nothing, or an empty text.
    Moments of writing are ``stamp``, so that a second filling gives the same rows.
    """
    stamp = columns.pop("stamp", "scale.morning(scale.today())")
    given = dict(_columns(model, columns, stamp))
    if columns:
        raise LookupError(f"{model.__name__} has no {sorted(columns)}")
    return run(
        SQL("INSERT INTO {} ({}) SELECT {} FROM {}").format(
            Identifier(model._meta.db_table),
            SQL(", ").join(map(Identifier, given)),
            SQL(", ").join(given.values()),
            SQL(source),
        )
    )


def _columns(model, columns: dict[str, str], stamp: str):
    for field in model._meta.concrete_fields:
        if field.column in columns:
            yield field.column, SQL(columns.pop(field.column))
        elif field.name in STAMPS:
            yield field.column, SQL(stamp)
        elif not (field.generated or field.primary_key or field.null or field.has_db_default()):
            yield field.column, Literal(field.get_db_prep_save(field.get_default(), connection))


def advance(model: type[models.Model], numbered: str = "") -> None:
    """What is made later is keyed, and numbered in its county and year, beyond the rows of the helper table."""
    name = model._meta.db_table
    run(filled("SELECT setval(pg_get_serial_sequence({}, 'id'), max(id)) FROM {}", name, Identifier(name)))
    if numbered:
        count_on(numbered)


def count_on(numbered: str) -> None:
    """Numbers given later in the series of these rows come after theirs."""
    run(filled(COUNT_ON, SQL(numbered)))


def last(name: str) -> int:
    """What ``scale.last(name)`` is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT scale.last(%s)", [name])
        return cursor.fetchone()[0]


def pick(row: str, why: str, values: Iterable) -> str:
    """SQL for one of ``values``, drawn for ``row``."""
    values = list(values)
    return f"({array(values)})[1 + scale.draw({row}, '{why}', {len(values)})]"


def turn(row: str, values: Iterable) -> str:
    """SQL for one of ``values`` in turn: row 0 gets the first, and so on round."""
    values = list(values)
    return f"({array(values)})[1 + mod({row}, {len(values)})::integer]"


def digits(number: str, width: int) -> str:
    """SQL for a number of at least so many digits."""
    return f"lpad(({number})::text, greatest({width}, length(({number})::text)), '0')"


def array(values: Iterable) -> str:
    """SQL for an array of numbers or of texts, which hold no quotes."""
    return "ARRAY[" + ", ".join(str(value) if isinstance(value, int) else f"'{value}'" for value in values) + "]"


def spread(shares: dict[str, int]) -> list[str]:
    """Each key once, in order, and then as often as its share asks: a few rows already show every one."""
    rest = [key for key, share in shares.items() for _ in range(share - 1)]
    # Steps of a number without a common divisor mix the rest evenly.
    return [*shares, *(rest[i * 7919 % len(rest)] for i in range(len(rest)))]


@contextmanager
def without_indexes(*tables: type[models.Model]):
    """Indexes that guard nothing are made anew at the end: that takes a third of the time of keeping them."""
    names = [model._meta.db_table for model in tables]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i"
            " WHERE i.indrelid = ANY (%s::regclass[]) AND NOT i.indisunique",
            [names],
        )
        found = cursor.fetchall()
        for name, _ in found:
            run(SQL("DROP INDEX {}").format(SQL(name)))
    yield
    for _, definition in found:
        run(definition)


@contextmanager
def unguarded(model: type[models.Model]):
    """Rows of a record that was handed in are written as they were before it was: its guard looks away."""
    run(filled("ALTER TABLE {} DISABLE TRIGGER USER", Identifier(model._meta.db_table)))
    yield
    run(filled("ALTER TABLE {} ENABLE TRIGGER USER", Identifier(model._meta.db_table)))
