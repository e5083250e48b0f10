"""What moves along when an enterprise moves to another county: open cases. Rooms above say which of theirs those are.

A room registers in ``AppConfig.ready()``::

    moves.register("自我声明", "件", lambda enterprise: Declaration.objects.filter(enterprise=enterprise, …))

Closed cases keep the county that closed them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet


@dataclass(frozen=True)
class Moving:
    """One kind of case. ``open_cases(enterprise)`` are those still open; ``column`` holds their place."""

    label: str
    unit: str
    open_cases: Callable[[object], QuerySet]
    column: str = "county"

    def count(self, enterprise) -> int:
        return self.open_cases(enterprise).count()

    def move(self, enterprise, county) -> int:
        return self.open_cases(enterprise).update(**{self.column: county})


_moving: dict[str, Moving] = {}


def register(label: str, unit: str, open_cases: Callable[[object], QuerySet], column: str = "county") -> None:
    """Let these cases move along. The same label again replaces it."""
    _moving[label] = Moving(label, unit, open_cases, column)


def registered() -> list[Moving]:
    return list(_moving.values())


def waiting(enterprise) -> list[tuple[str, int, str]]:
    """``[(label, count, unit)]`` of what would move along, without the kinds of which there is none."""
    found = [(kind.label, kind.count(enterprise), kind.unit) for kind in _moving.values()]
    return [line for line in found if line[1]]


def move(enterprise, county) -> dict[str, int]:
    """Hand every open case to ``county``; how many of each kind. In the transaction of the act."""
    counts = {kind.label: kind.move(enterprise, county) for kind in _moving.values()}
    return {label: count for label, count in counts.items() if count}
