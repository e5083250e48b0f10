"""The columns of a staging table: what each is called there, its type, and what a record shows in its place."""

from dataclasses import dataclass

from django.db import connection, models
from psycopg2 import sql

from .kinds import ImportKind, Links

# A browser sends a line's end as two characters and Excel as one; blanks that nobody sees make no other text.
SQUEEZED = r"btrim(regexp_replace({}, '[\s\u00a0\u3000]+', ' ', 'g'))"


@dataclass(frozen=True)
class Staged:
    """One column. ``now`` is SQL over a record ``t``; ``empty`` what it holds when it is emptied."""

    name: str
    column: str
    db_type: str
    now: sql.Composable
    empty: sql.Composable
    is_text: bool = False
    links: Links | None = None

    @property
    def value(self) -> sql.Composable:
        """SQL: what stands in the staged row ``s``; NULL where the file said nothing."""
        return sql.SQL("s.{}").format(sql.Identifier(self.column))

    @property
    def new(self) -> sql.Composable:
        """SQL: what the record will hold. An empty cell keeps what stands there; the word for emptying empties."""
        return sql.SQL("CASE WHEN {n} = ANY(s.cleared) THEN {e} ELSE coalesce({s}, {t}) END").format(
            n=sql.Literal(self.name), e=self.empty, s=self.value, t=self.now
        )

    @property
    def differs(self) -> sql.Composable:
        """SQL: writing the row changes this column."""
        return self._unlike(self.new)

    @property
    def says_otherwise(self) -> sql.Composable:
        """SQL: the file says something here, and it is not what the record shows."""
        return sql.SQL("(CASE WHEN {n} = ANY(s.cleared) THEN {cleared} ELSE {s} IS NOT NULL AND {unlike} END)").format(
            n=sql.Literal(self.name), cleared=self._unlike(self.empty), s=self.value, unlike=self._unlike(self.value)
        )

    def _unlike(self, value: sql.Composable) -> sql.Composable:
        if not self.is_text:
            return sql.SQL("{} IS DISTINCT FROM {}").format(self.now, value)
        squeezed = sql.SQL(SQUEEZED)
        return sql.SQL("(CASE WHEN {a} = {b} THEN false ELSE {x} IS DISTINCT FROM {y} END)").format(
            a=self.now, b=value, x=squeezed.format(self.now), y=squeezed.format(value)
        )


def staged(kind: ImportKind, name: str) -> Staged:
    """The column ``name`` of ``kind``: out of the file, or derived."""
    declared = next((column for column in kind.columns if column.name == name), None)
    if declared and declared.links:
        return _linked(name, declared.links)
    field = kind.model._meta.get_field(name)
    shown = sql.SQL("t.{}").format(sql.Identifier(field.column))
    is_text = isinstance(field, (models.CharField, models.TextField))
    return Staged(
        name,
        field.column,
        field.db_type(connection),
        now=sql.SQL("({})").format(sql.SQL(declared.now)) if declared and declared.now else shown,
        empty=sql.SQL("''") if may_be_blank(field) else sql.SQL("NULL"),
        is_text=is_text,
    )


def _linked(name: str, links: Links) -> Staged:
    """Several keys as one sorted array."""
    own, other = links.model._meta.get_field(links.own), links.model._meta.get_field(links.other)
    db_type = other.db_type(connection)
    order = sql.SQL(' COLLATE "C"') if "char" in db_type else sql.SQL("")
    now = sql.SQL(
        "ARRAY(SELECT l.{other} FROM {table} l WHERE l.{own} = t.id ORDER BY l.{other}{order})::{type}[]"
    ).format(
        other=sql.Identifier(other.column),
        table=sql.Identifier(links.model._meta.db_table),
        own=sql.Identifier(own.column),
        order=order,
        type=sql.SQL(db_type),
    )
    return Staged(name, name, f"{db_type}[]", now=now, empty=sql.SQL("'{}'"), links=links)


def may_be_blank(field: models.Field) -> bool:
    """Text columns hold an empty text where others hold NULL."""
    return isinstance(field, (models.CharField, models.TextField)) and not field.null
