"""A workflow bound to one kind of case: who sits where, what must be ready, what an act brings about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db.models import Model

from . import actions
from .models import Event
from .workflow import Desk, Move, Workflow

PROCEDURES: dict[str, "Procedure"] = {}


def procedure_of(case: Model) -> "Procedure":
    """The procedure by which ``case`` moves. Raises ``KeyError`` for a record that is no case."""
    return PROCEDURES[case._meta.label_lower]


@dataclass(frozen=True)
class Procedure:
    """Everything that an act on a case of ``model`` needs.

    ``sits_at(user, case) -> set[Desk]``: the desks at which this person sits for this case.
    ``ready[action](case, by) -> list[str]``: what is still missing, all of it, as Chinese sentences.
    ``effects[action](case, by=, data=, event=)``: what the act brings about beside the new status; runs in the
    same transaction, before the case is saved; ``data`` is the cleaned data of the act's form.
    """

    model: str
    workflow: Workflow
    sits_at: Callable[..., set[Desk]]
    ready: Mapping[str, Callable] = field(default_factory=dict)
    effects: Mapping[str, Callable] = field(default_factory=dict)

    def __post_init__(self):
        unknown = (set(self.ready) | set(self.effects)) - set(self.workflow.actions)
        if unknown:
            raise ValueError(f"{self.model}: no such actions: {sorted(unknown)}")
        PROCEDURES[self.model] = self

    def take(self, case: Model, action: str, *, by, comment: str = "", data=None, key=None, expected=None) -> Event:
        """Act on ``case``. See ``casework.actions.take``."""
        return actions.take(self, case, action, by=by, comment=comment, data=data, key=key, expected=expected)

    def open_actions(self, user, case: Model) -> list["OpenAction"]:
        """What ``user`` may do with ``case`` now: the buttons of the page, with what is still in the way."""
        desks = self.sits_at(user, case)
        here = [m for m in self.workflow.leaving(case.status) if m.desk in desks]
        if not here:
            return []
        lasts = actions.last_actors(case) if any(m.not_by for m in here) else {}
        return [OpenAction(m, self.obstacles(m, case, user, lasts)) for m in here]

    def obstacles(self, move: Move, case: Model, user, lasts: Mapping[str, tuple]) -> list[str]:
        """Why ``user`` may not yet make ``move``: the two-person rule first, then what is missing."""
        problems = actions.same_person(move, user, lasts)
        check = self.ready.get(move.action)
        return problems + (check(case, user) if check else [])


@dataclass(frozen=True)
class OpenAction:
    """One button: the move, and the sentences that stand in its way (empty when it can be pressed)."""

    move: Move
    obstacles: list[str]

    @property
    def is_ready(self) -> bool:
        return not self.obstacles
