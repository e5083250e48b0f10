"""Pages of a list that are as quick at the end of a million rows as at the beginning.

A page begins after the last row of the one before (keyset), so that no page counts the rows above it. What follows a
row is asked by the sort's own columns and the key, in the order of an index.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

from django.core.exceptions import EmptyResultSet, FieldDoesNotExist
from django.core.signing import BadSignature, Signer
from django.db import connections
from django.db.models import Q, QuerySet

from .pieces import kept

COUNT_BOUND = 10_000
AFTER, BEFORE, END = "after", "before", "end"
_signer = Signer(salt="pinzibiao.paging")


class StaleCursor(Exception):
    """The address names a place in the list that this portal never gave."""


@dataclass(frozen=True)
class Place:
    """Where a page begins: after or before the row with these values of the sort's columns, which ``order`` names.

    ``number`` counts pages from the beginning (1, 2 …), or from the end (-1, -2 …) where the beginning is too far.
    """

    side: str
    number: int
    order: str
    values: tuple = ()

    def __str__(self) -> str:
        return _signer.sign_object([self.side, self.number, self.order, list(self.values)])

    @classmethod
    def read(cls, text: str) -> "Place":
        try:
            side, number, order, values = _signer.unsign_object(text)
        except (BadSignature, ValueError) as wrong:
            raise StaleCursor(text) from wrong
        return cls(side, number, order, tuple(values))


class Page:
    """One page of ``objects``, which must be sorted by column names, the key among them.

    ``place`` is what an address carries; empty for the first page. ``leading`` is a column, alike in all
    rows, that may stand at the head of the sort. Raises ``StaleCursor``.
    """

    def __init__(self, objects: QuerySet, per_page: int, place: str | None = None, leading: str = ""):
        self.objects, self.per_page = objects, per_page
        order = [str(name) for name in objects.query.order_by]
        self.names = [name for name in order if name.lstrip("-") != leading]
        self.leading = leading if len(self.names) < len(order) else ""
        self.number = 1
        self._open(Place.read(place)) if place else self._begin()

    @cached_property
    def counted(self) -> int:
        """Rows found, at most one more than the bound: a full count of a million costs 40 times as much.

        A list that held more a minute ago still does; fewer are counted anew, so that a number is always true.
        """
        try:
            question = self.objects.order_by().values("pk")[: COUNT_BOUND + 1].query.sql_with_params()
        except EmptyResultSet:
            return 0
        count = partial(_counted, *question, self.objects.db)
        return kept(("count", str(question)), count, unless=lambda found: found <= COUNT_BOUND)

    @property
    def count(self) -> int:
        return min(self.counted, COUNT_BOUND)

    @property
    def is_bounded(self) -> bool:
        """Whether there are more rows than were counted."""
        return self.counted > COUNT_BOUND

    @property
    def count_text(self) -> str:
        """``47`` or ``10,000+``."""
        return f"{self.count:,}" + ("+" if self.is_bounded else "")

    @property
    def has_other_pages(self) -> bool:
        return self._has_before or self._has_after

    @property
    def number_text(self) -> str:
        """``第 3 页，共 160 页``; far from the beginning ``倒数第 2 页``."""
        if self.number < 0:
            return "末页" if self.number == -1 else f"倒数第 {-self.number:,} 页"
        return f"第 {self.number:,} 页" + ("" if self.is_bounded else f"，共 {self.page_count:,} 页")

    @property
    def page_count(self) -> int:
        return max(1, -(-self.count // self.per_page))

    @property
    def previous(self) -> str:
        """The address of the page before this; empty on the first."""
        return self._place(BEFORE, self.number - 1, self.object_list[0]) if self._has_before else ""

    @property
    def next(self) -> str:
        return self._place(AFTER, self.number + 1, self.object_list[-1]) if self._has_after else ""

    @property
    def last(self) -> str:
        return str(Place(END, -1, self.order)) if self._has_after else ""

    @property
    def order(self) -> str:
        """The sort, so that a place in one is not looked for in another."""
        return ",".join(self.names)

    def _begin(self) -> None:
        self._show(list(self.objects[: self.per_page + 1]), has_before=False)

    def _open(self, place: Place) -> None:
        """The page at ``place``; when the rows there have gone meanwhile, the first."""
        if place.order != self.order:
            raise StaleCursor(place.order)
        self.number = place.number
        if place.side == AFTER:
            rows = self.objects.filter(self._beyond(self.names, place.values))
            self._show(list(rows[: self.per_page + 1]), has_before=True)
        else:
            self._open_backwards(place)
        if not self.object_list or (place.side == BEFORE and not self._has_before):
            self.number = 1
            self._begin()

    def _show(self, rows: list, *, has_before: bool) -> None:
        self.object_list, self._has_before = rows[: self.per_page], has_before
        self._has_after = len(rows) > self.per_page

    def _open_backwards(self, place: Place) -> None:
        names, wanted = [_turned(name) for name in self.names], self.per_page
        rows = self.objects.order_by(*_led(names, self.leading))
        if place.side == BEFORE:
            rows = rows.filter(self._beyond(names, place.values))
        elif not self.is_bounded:
            self.number = self.page_count
            wanted = self.count - (self.page_count - 1) * self.per_page
        found = list(rows[: wanted + 1])
        self.object_list = found[:wanted][::-1]
        self._has_before, self._has_after = len(found) > wanted, place.side == BEFORE

    def _place(self, side: str, number: int, row) -> str:
        values = tuple(_as_json(_value(row, name.removeprefix("-"))) for name in self.names)
        return str(Place(side, number, self.order, values))

    def _beyond(self, names: list[str], values: tuple) -> Q:
        """Rows that come after ``values`` in the order of ``names``."""
        beyond = Q(pk__in=[])
        for name, value in zip(reversed(names), reversed(values), strict=True):
            path = name.removeprefix("-")
            same = Q(**{path: value}) if value is not None else Q(**{f"{path}__isnull": True})
            beyond = self._past(name, value) | (same & beyond)
        first = names[0].removeprefix("-")
        if values[0] is None or _may_be_null(self.objects.model, first):
            return beyond
        # Says nothing new, and lets the index begin at the place instead of at the first row.
        return Q(**{f"{first}__{'lte' if names[0].startswith('-') else 'gte'}": values[0]}) & beyond

    def _past(self, name: str, value) -> Q:
        """Strictly after ``value`` in one column; PostgreSQL has nothing last when ascending, first when descending."""
        path, is_descending = name.removeprefix("-"), name.startswith("-")
        if value is None:
            return Q(**{f"{path}__isnull": False}) if is_descending else Q(pk__in=[])
        past = Q(**{f"{path}__{'lt' if is_descending else 'gt'}": value})
        if not is_descending and _may_be_null(self.objects.model, path):
            past |= Q(**{f"{path}__isnull": True})
        return past


def _counted(rows: str, values: tuple, database: str) -> int:
    with connections[database].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({rows}) AS found", values)  # noqa: S608 Django's own statement
        return cursor.fetchone()[0]


def with_tie_breaker(objects: QuerySet, leading: str = "") -> QuerySet:
    """Rows that sort alike keep one order, or paging would show some twice and others never.

    It runs against the sort, so that one index ``(column, -id)`` serves both directions. ``leading`` is a column that
    is alike in all rows: it is put at the head when an index begins with it and the sort, to be walked in order.
    """
    order = [str(name) for name in objects.query.order_by or objects.model._meta.ordering]
    if not any(name.lstrip("-") in {"pk", "id"} for name in order):
        order.append("pk" if order and order[-1].startswith("-") else "-pk")
    return objects.order_by(*_led(order, leading if _is_indexed(objects.model, leading, order[0]) else ""))


def _is_indexed(model, *names: str) -> bool:
    """Whether an index of ``model`` begins with these columns."""
    wanted = [name.removeprefix("-").replace("pk", "id").removesuffix("_id") for name in names]
    return any([field for field, _ in index.fields_orders][: len(wanted)] == wanted for index in model._meta.indexes)


def _led(names: list[str], leading: str) -> list[str]:
    """``names`` with ``leading`` before them, in the direction in which ``(leading, …, -id)`` is walked."""
    if not leading:
        return names
    return [leading if names[-1].startswith("-") else f"-{leading}", *names]


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _may_be_null(model, path: str) -> bool:
    """Whether a sort's column may hold nothing; of what is computed nobody knows."""
    for part in path.split("__"):
        try:
            field = model._meta.pk if part == "pk" else model._meta.get_field(part.removesuffix("_id"))
        except FieldDoesNotExist:
            return True
        if field.null:
            return True
        model = field.related_model
    return False


def _value(row, path: str) -> Any:
    for part in path.split("__"):
        row = getattr(row, part) if row is not None else None
    return row.pk if hasattr(row, "pk") and hasattr(row, "_meta") else row


def _as_json(value):
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
