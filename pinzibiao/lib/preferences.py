"""What a person keeps about a list: columns, sort, filters under a name. A room above keeps it and registers."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import NoReverseMatch, reverse

# Of the moment, not of the question that the address asks.
PASSING = ("page", "export")


@dataclass(frozen=True)
class View:
    """Filters of a list under a name of the person's own; ``query`` as it stands in the address."""

    pk: int
    name: str
    query: str
    is_pinned: bool = False

    def is_shown_by(self, asked: str) -> bool:
        """Whether the address asks for just this; a sort counts only when it was saved too."""
        wanted, found = QueryDict(self.query).dict(), QueryDict(asked).dict()
        if "sort" not in wanted:
            found.pop("sort", None)
        return wanted == found


@dataclass(frozen=True)
class Preference:
    """Without ``columns`` the table is shown as it was designed, without ``sort`` in the list's own order."""

    columns: tuple[str, ...] = ()
    sort: str = ""
    views: tuple[View, ...] = ()


@dataclass(frozen=True)
class Keeper:
    """``of(user, list_key) -> Preference``, ``remember_sort(user, list_key, sort)``, ``deletion_url(view)``."""

    of: Callable
    remember_sort: Callable
    deletion_url: Callable


_keepers: list[Keeper] = []


def register(keeper: Keeper) -> None:
    """Called in ``AppConfig.ready()`` by the one room that keeps preferences."""
    _keepers[:] = [keeper]


def of(user, list_key: str) -> Preference:
    """What this person keeps about the list; nothing for the public."""
    if not (_keepers and list_key and user.is_authenticated):
        return Preference()
    return _keepers[0].of(user, list_key)


def remember_sort(user, list_key: str, sort: str) -> None:
    if _keepers and list_key and user.is_authenticated:
        _keepers[0].remember_sort(user, list_key, sort)


def deletion_url(view: View) -> str:
    return _keepers[0].deletion_url(view)


def key_of(request) -> str:
    """A list's name, as its address has it: ``enterprises:list``, ``cultivation:list/2026/1``."""
    match = request.resolver_match
    return "/".join([match.view_name, *map(str, match.captured_kwargs.values())]) if match else ""


def address_of(list_key: str) -> str:
    """Where the list stands; empty when there is no such list (any more)."""
    name, *arguments = list_key.split("/")
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def lasting(query: str) -> str:
    """A query without empty parameters and without what is of the moment."""
    kept = QueryDict(mutable=True)
    for name, values in QueryDict(query).lists():
        if name not in PASSING and any(values):
            kept.setlist(name, [value for value in values if value])
    return kept.urlencode()
