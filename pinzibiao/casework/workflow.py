"""The transition table: how one kind of record moves from desk to desk.

Out of a table come the buttons, the permission check, the to-do list, the event, the diagram and the test
matrix. It is data: it knows no subject, no person and no database.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices


class Desk(TextChoices):
    """Where a case can lie. Every status lies on exactly one of them; an ended case lies on none."""

    ENTERPRISE = "enterprise", "企业"
    SIGNATORY = "signatory", "企业签署人"
    COUNTY = "county", "县级"
    CITY = "city", "市级"
    PROVINCE = "province", "省级"
    PUBLICITY = "publicity", "公示机关（市级或省级）"
    BODY = "body", "牵头单位"
    EXPERT = "expert", "专家"
    LEADING_EXPERT = "leading_expert", "专家组长"
    OFFICE = "office", "编制机关"
    LEADER = "leader", "签发领导"
    SYSTEM = "system", "系统"
    NOBODY = "nobody", "办结"


@dataclass(frozen=True)
class Move:
    """One line of a table: at ``desk``, ``action`` takes a case from ``source`` to ``target``.

    ``not_by`` names actions whose last actor may not take this one (two-person rule, 经办与审核不得为同一人).
    ``outward`` marks what cannot be taken back or what the public sees: it is confirmed on a page of its own.
    ``backward`` marks what undoes a step: nobody is asked to do that next.
    """

    action: str
    label: str
    desk: Desk
    source: str
    target: str
    needs_comment: bool = False
    not_by: tuple[str, ...] = ()
    outward: bool = False
    backward: bool = False


def move(action, label, desk, *sources, to=None, **options) -> list[Move]:
    """Lines for one action out of several statuses. Without ``to`` the status stays as it is."""
    return [Move(action, label, Desk(desk), source, to or source, **options) for source in sources]


class Workflow:
    """A checked transition table.

    ``owners`` gives the desk of every status; ``done`` names those in which a case has reached what it was for.
    Raises ``ValueError`` when a status has no owner, when two lines have the same action and source, or when a status
    is left by nobody although somebody owns it.
    """

    def __init__(self, statuses: type[TextChoices], owners: Mapping[str, Desk], *lines: list[Move], done=()):
        self.statuses = statuses
        self.owners = {str(status): desk for status, desk in owners.items()}
        self.moves = [line for group in lines for line in group]
        self.done = {str(status) for status in done}
        self._by_key = {(m.action, str(m.source)): m for m in self.moves}
        self._check()

    def _check(self) -> None:
        if missing := set(self.statuses.values) - set(self.owners):
            raise ValueError(f"statuses without a desk: {sorted(missing)}")
        if len(self._by_key) != len(self.moves):
            raise ValueError("two lines with the same action and source")
        stuck = {s for s, desk in self.owners.items() if desk != Desk.NOBODY} - {str(m.source) for m in self.moves}
        if stuck:
            raise ValueError(f"statuses that nothing leaves: {sorted(stuck)}")

    @property
    def actions(self) -> dict[str, str]:
        """Every action with its label, in the order of the table."""
        return {m.action: m.label for m in self.moves}

    def find(self, action: str, status: str) -> Move | None:
        return self._by_key.get((action, str(status)))

    def leaving(self, status: str) -> list[Move]:
        return [m for m in self.moves if m.source == status]

    def owner(self, status: str) -> Desk:
        return self.owners[str(status)]

    def lying_at(self, *desks: Desk) -> list[str]:
        """Statuses whose cases await one of ``desks``."""
        return [status for status, desk in self.owners.items() if desk in desks]

    def ended(self, status: str) -> bool:
        return self.owner(status) == Desk.NOBODY

    @property
    def open_statuses(self) -> list[str]:
        return [status for status, desk in self.owners.items() if desk != Desk.NOBODY]
