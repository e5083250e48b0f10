"""The form review's checklist: which items a case answers to, what was found of each, what keeps it from passing."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from pinzibiao.casework.refusals import NotReady, WrongStatus

from .content import SECTION_TITLES
from .models import ChecklistItem, ChecklistMark, Declaration
from .selectors import in_force_for
from .states import DeclarationStatus as S

Verdict = ChecklistMark.Verdict
MOVED_ON = "本申报已不在形式审查中，核对结果不能再改。请刷新页面查看可办事项。"


@dataclass(frozen=True)
class Line:
    """One item with its mark of this round and, in a later round, with the one before."""

    item: ChecklistItem
    mark: ChecklistMark | None
    before: ChecklistMark | None
    # What was sent and could not be kept, shown again.
    sent: dict[str, str] | None = None

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """``(value, label, is chosen)``"""
        chosen = self.sent["verdict"] if self.sent else self.mark and self.mark.verdict
        return [(value, label, value == chosen) for value, label in Verdict.choices]

    @property
    def note(self) -> str:
        return self.sent["note"] if self.sent else self.mark.note if self.mark else ""

    @property
    def section(self) -> str:
        return SECTION_TITLES.get(self.item.section, self.item.section)


def items_of(case: Declaration) -> QuerySet[ChecklistItem]:
    """What is asked of ``case``: by its sub-brand, as the list stood on the day on which it was submitted."""
    return in_force_for(case, ChecklistItem.objects.filter(sub_brand__in=("", case.sub_brand)))


def round_of(case: Declaration) -> int:
    """Each hand-in is looked at anew; a return belongs to the round that it ends."""
    return case.correction_rounds + (case.status != S.CORRECTION)


def lines_of(case: Declaration) -> list[Line]:
    """The checklist of the round, in the list's order; nothing of a round in which nobody marks any more."""
    number = round_of(case)
    marks = {(row.round, row.item_id): row for row in case.marks.select_related("by")}
    items = items_of(case)
    return [Line(item, marks.get((number, item.pk)), marks.get((number - 1, item.pk))) for item in items]


@transaction.atomic
def mark(case: Declaration, item: ChecklistItem, verdict: str, note: str, *, by) -> ChecklistMark:
    """Keep what ``by`` found of ``item``. Raises ``WrongStatus`` when the case has moved on."""
    number = _round_under_review(case)
    if verdict == Verdict.UNMET and not note:
        raise NotReady("请写明哪里不符合，退回补正时会带入补正内容。")
    found = {"verdict": verdict, "note": note, "by": by, "marked_at": timezone.now()}
    row, _ = ChecklistMark.objects.update_or_create(declaration=case, round=number, item=item, defaults=found)
    return row


@transaction.atomic
def mark_rest_met(case: Declaration, *, by) -> int:
    """Whatever has no mark yet is in order; how many that were."""
    number = _round_under_review(case)
    known = case.marks.filter(round=number).values("item")
    now = timezone.now()
    rows = [
        ChecklistMark(declaration=case, round=number, item=item, verdict=Verdict.MET, by=by, marked_at=now)
        for item in items_of(case).exclude(pk__in=known)
    ]
    return len(ChecklistMark.objects.bulk_create(rows))


def why_not_passed(case: Declaration) -> list[str]:
    """Every item is marked, and none is wanting."""
    verdicts = dict(case.marks.filter(round=round_of(case)).values_list("item", "verdict"))
    items = list(items_of(case))
    unmarked = sum(item.pk not in verdicts for item in items)
    unmet = [item.text for item in items if verdicts.get(item.pk) == Verdict.UNMET]
    found = [f"形式审查还有 {unmarked} 项没有核对，请在核对清单中逐项标明。"] if unmarked else []
    return found + [f"核对为不符合：{text}，请退回补正或改标。" for text in unmet]


def unmet_by_section(case: Declaration) -> dict[str, str]:
    """What the round found wanting, ``{section: reasons}``: the return form begins with it."""
    rows = case.marks.filter(round=round_of(case), verdict=Verdict.UNMET).select_related("item")
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.item.section, []).append(row.note or f"不符合：{row.item.text}")
    return {section: "；".join(reasons) for section, reasons in found.items()}


def _round_under_review(case: Declaration) -> int:
    """Held until the transaction ends, so that nothing is marked while the case passes."""
    locked = Declaration.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if locked.status != S.FORM_REVIEW:
        raise WrongStatus(MOVED_ON)
    return round_of(locked)
