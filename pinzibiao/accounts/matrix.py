"""Who may do what, as data: acts from the transition tables, pages from the rules that the rooms declare."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.apps import apps

from pinzibiao.casework.procedure import PROCEDURES, Procedure
from pinzibiao.casework.workflow import Desk, Move, Workflow

from .models import Role

Kind = Role.Kind
# Which kinds of people can sit at a desk; for whom exactly, each procedure's sits_at decides case by case.
SITTING = {
    Desk.ENTERPRISE: {Kind.ENTERPRISE},
    Desk.SIGNATORY: {Kind.ENTERPRISE},
    Desk.COUNTY: {Kind.COUNTY},
    Desk.CITY: {Kind.CITY},
    Desk.PROVINCE: {Kind.PROVINCE},
    Desk.PUBLICITY: {Kind.CITY, Kind.PROVINCE},
    Desk.BODY: {Kind.BODY},
    Desk.EXPERT: {Kind.EXPERT},
    Desk.LEADING_EXPERT: {Kind.EXPERT},
    Desk.OFFICE: {Kind.PROVINCE, Kind.CITY, Kind.COUNTY, Kind.BODY},
    Desk.LEADER: {Kind.PROVINCE, Kind.CITY, Kind.COUNTY},
    Desk.SYSTEM: set(),
    Desk.NOBODY: set(),
}
SIGNED_IN = frozenset(Kind)
# Everybody without signing in; beside the kinds of roles.
PUBLIC = "public"


@dataclass(frozen=True)
class PageRule:
    """Who may open a page: kinds of roles, and whether one needs to sign in at all. ``view_name`` as in urls."""

    view_name: str
    title: str
    kinds: frozenset[str]
    is_public: bool = False


@dataclass(frozen=True)
class Line:
    """One row of the printed matrix; ``cells`` in the order of ``Role.Kind``."""

    title: str
    note: str
    cells: list[bool]
    details: list[str] = field(default_factory=list)
    by_system: bool = False


@dataclass(frozen=True)
class Block:
    """One heading of the printed matrix with its rows."""

    title: str
    lines: list[Line]


PAGES: dict[str, list[PageRule]] = {}


def declare(room: str, *rules: PageRule) -> None:
    """A room says who may open its pages. Called in ``AppConfig.ready()``; the permission tests read it too."""
    PAGES[room] = list(rules)


def rule(view_name: str, title: str, *kinds: str) -> PageRule:
    """For these kinds of roles; ``PUBLIC`` for everybody. No kind at all: every role."""
    if PUBLIC in kinds:
        return PageRule(view_name, title, SIGNED_IN, is_public=True)
    return PageRule(view_name, title, frozenset(kinds) or SIGNED_IN)


def rule_of(view_name: str) -> PageRule | None:
    return next((r for rules in PAGES.values() for r in rules if r.view_name == view_name), None)


def procedures() -> list[Block]:
    """Every procedure with a row for each act at each desk."""
    return [_block(PROCEDURES[name]) for name in sorted(PROCEDURES)]


def pages() -> list[Block]:
    return [Block(room, [_page_line(r) for r in rules]) for room, rules in PAGES.items()]


def _block(procedure: Procedure) -> Block:
    title = apps.get_model(procedure.model)._meta.verbose_name
    return Block(str(title), [_act_line(procedure, moves) for moves in _by_act(procedure.workflow.moves)])


def _by_act(moves: Iterable[Move]) -> list[list[Move]]:
    """Moves that are one act at one desk together: it may start from several statuses."""
    found: dict[tuple, list[Move]] = {}
    for move in moves:
        found.setdefault((move.action, move.desk), []).append(move)
    return list(found.values())


def _act_line(procedure: Procedure, moves: list[Move]) -> Line:
    first, flow = moves[0], procedure.workflow
    return Line(
        first.label,
        _note(first, flow.actions),
        _cells(SITTING[first.desk]),
        _ways(flow, moves),
        first.desk == Desk.SYSTEM,
    )


def _ways(flow: Workflow, moves: list[Move]) -> list[str]:
    """``草稿、已提交 → 已撤回``: one line for each status that the act leads to."""
    label = {str(value): text for value, text in flow.statuses.choices}
    sources: dict[str, list[str]] = {}
    for move in moves:
        sources.setdefault(label[str(move.target)], []).append(label[str(move.source)])
    return [f"{'、'.join(found)} → {target}" for target, found in sources.items()]


def _note(move: Move, labels: dict[str, str]) -> str:
    notes = [move.desk.label]
    if move.needs_comment:
        notes.append("须填意见")
    if move.not_by:
        # An act that the table does not hold is the one by which the record came to be.
        notes.append("不得与“" + "、".join(labels.get(a, "登记") for a in move.not_by) + "”为同一人")
    return "；".join(notes)


def _page_line(rule: PageRule) -> Line:
    return Line(rule.title, "无需登录" if rule.is_public else "", _cells(rule.kinds))


def _cells(kinds) -> list[bool]:
    return [kind in kinds for kind in Kind]
