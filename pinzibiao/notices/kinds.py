"""What people are told of. Rooms above declare their kinds, and how a reminder becomes words when its day has come."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """``audience``: the kinds of role that may receive it, and choose whether by mail too."""

    name: str
    label: str
    audience: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """What a reminder says on its day, to whom, and where it leads."""

    users: Iterable
    title: str
    url: str


KINDS: dict[str, Kind] = {}
_resolvers: dict[str, Callable] = {}


def declare(name: str, label: str, *audience: str, resolver: Callable | None = None) -> None:
    """``resolver(reminder) -> Notice | None``: None where there is nothing left to remind of."""
    KINDS[name] = Kind(name, label, audience)
    if resolver:
        _resolvers[name] = resolver


def resolver_of(name: str) -> Callable | None:
    return _resolvers.get(name)


def kinds_for(user) -> list[Kind]:
    """What a person of this role may be told of."""
    return [kind for kind in KINDS.values() if user.kind in kind.audience]


def label_of(name: str) -> str:
    return KINDS[name].label if name in KINDS else "其他"
