"""What a line and a pile of the to-do list are made of."""

from dataclasses import dataclass
from datetime import date, datetime


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
