"""What a to-do list is made of: lines, and the piles in which they lie."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

SHOWN = 8
# More than this is "many": nobody counts them one by one, and the database need not either.
COUNTED = 1000


@dataclass(frozen=True)
class Item:
    """One thing to do: what, whose, since when, by when, and the word on the button."""

    label: str
    kind: str
    owner: str
    url: str
    since: datetime
    due: date | None
    is_late: bool
    action: str


@dataclass(frozen=True)
class Pile:
    """What of one kind of case lies at the person's desks: the eldest few, and how many there are."""

    title: str
    count: int
    items: list[Item]
    list_url: str

    @property
    def is_more(self) -> bool:
        return self.count > len(self.items)


def piled(title: str, rows: QuerySet, items: list[Item], list_url: str) -> Pile:
    """``items`` are the first of ``rows``; counted only where there are more."""
    count = len(items) if len(items) < SHOWN else rows.order_by()[:COUNTED].count()
    return Pile(title, count, items, list_url)
