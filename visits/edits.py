"""What phones sent of one record, first to last; of an edit that met another, the words that were not taken."""

from dataclasses import dataclass, field

from cultivation.models import Dimension

from .models import HelpVisit, RecordEdit
from .sheet import PLAIN, SAID, sheet_of

Outcome = RecordEdit.Outcome
NOTHING = "（未填）"


@dataclass(frozen=True)
class Told:
    """One line of the chain; ``lost`` are ``(label, words)`` that stand nowhere else."""

    edit: RecordEdit
    lost: list[tuple[str, str]] = field(default_factory=list)


def chain_of(visit: HelpVisit) -> list[Told]:
    """One question to the database, and three more where two people met."""
    edits = list(visit.edits.select_related("by"))
    if not any(edit.outcome == Outcome.CONFLICT for edit in edits):
        return [Told(edit) for edit in edits]
    stored = sheet_of(visit)
    return [Told(edit, _lost(edit, stored)) for edit in edits]


def _lost(edit: RecordEdit, stored: dict) -> list[tuple[str, str]]:
    if edit.outcome != Outcome.CONFLICT:
        return []
    sent = edit.content
    found = [(_label(name), sent[name] or NOTHING) for name in (*PLAIN, *SAID) if sent[name] != stored[name]]
    rows = {row["client_id"]: row for row in stored["problems"]}
    return found + [("发现问题", row["title"]) for row in sent["problems"] if rows.get(row["client_id"]) != row]


def _label(name: str) -> str:
    part, _, dimension = name.partition("_")
    if part not in {"score", "finding"}:
        return str(HelpVisit._meta.get_field(name).verbose_name)
    return f"{Dimension(dimension).label}{'评分' if part == 'score' else '诊断意见'}"
