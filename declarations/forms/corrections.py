"""The form of a return: sections, and inside them fields, rows and cells, each with its reason."""

from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script

from ..models import Attachment, CorrectionItem, Declaration
from ..openings import Part
from ..phrases import offered
from .acts import ActForm
from .rows import RowsForm
from .sections import FORMS

Section = CorrectionItem.Section
REASON_LIMIT = 400


@dataclass
class Branch:
    """A line of the page: what can be ticked, and what stands below it."""

    tick: forms.BoundField
    reason: forms.BoundField
    twigs: list["Branch"] = field(default_factory=list)
    phrases: forms.BoundField | None = None

    @property
    def is_unfolded(self) -> bool:
        return any(one.tick.value() or one.reason.value() or one.is_unfolded for one in self.twigs)


class ReturnForm(ActForm):
    """Whatever is ticked has a reason, and whatever has a reason is ticked."""

    body = "declarations/_return.html"

    class Media:
        js = [Script("js/phrases.js", defer=True)]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comment"].label = "总体意见"
        self.parts = {section: list(parts_of(self.case, section)) for section in Section}
        self.phrases = list(offered(self.case.county_id))
        for section in Section:
            self._offer(Part(section), section.label)
            self._offer_phrases(section)
            for part in self.parts[section]:
                self._offer(part, part.place)

    def _offer(self, part: Part, label: str) -> None:
        self.add(f"tick_{part.key}", forms.BooleanField(label=label, required=False))
        widget = forms.Textarea(attrs={"rows": 2})
        label = f"{label}需补正的内容"
        reason = forms.CharField(label=label, required=False, max_length=REASON_LIMIT, widget=widget)
        self.add(f"reason_{part.key}", reason)

    def _offer_phrases(self, section: Section) -> None:
        """With JavaScript a phrase goes into the reason that is being written; without, where a ticked one is empty."""
        texts = [(one.text, one.text) for one in self.phrases if one.section == section]
        if texts:
            choices = [("", "选用常用语"), *texts]
            field = forms.ChoiceField(label=f"{section.label}的常用语", choices=choices, required=False)
            self.add(f"phrase_{section}", field)

    def clean(self) -> dict:
        cleaned = super().clean()
        offered = [part for section in Section for part in (Part(section), *self.parts[section])]
        cleaned["items"] = [item for part in offered if (item := self._item(part))]
        if not cleaned["items"] and not self.errors:
            raise ValidationError("请至少勾选一个需要补正的部分，并写明要补正什么。")
        return cleaned

    def _item(self, part: Part) -> tuple[Part, str] | None:
        tick, reason = f"tick_{part.key}", f"reason_{part.key}"
        label, is_ticked = self.fields[tick].label, self.cleaned_data.get(tick)
        words = self.cleaned_data.get(reason, "")
        if is_ticked and reason not in self.errors:
            words = words or self.cleaned_data.get(f"phrase_{part.section}", "")
            if not words:
                self.add_error(reason, f"请写明「{label}」要补正什么。")
        if words and not is_ticked:
            self.add_error(tick, f"「{label}」写了理由但没有勾选，请勾选或清空理由。")
        return (part, words) if is_ticked else None

    def branches(self) -> list[Branch]:
        """The tree of the page: each section with its fields, or with its rows and their cells."""
        return [self._of_section(section) for section in Section]

    def _of_section(self, section: Section) -> Branch:
        branch = self._branch(Part(section), self._twigs(section))
        if f"phrase_{section}" in self.fields:
            branch.phrases = self[f"phrase_{section}"]
        return branch

    def _twigs(self, section: Section) -> list[Branch]:
        parts = self.parts[section]
        return [
            self._branch(
                part, [self._branch(cell) for cell in parts if part.row and cell.field and cell.row == part.row]
            )
            for part in parts
            if part.row is None or not part.field
        ]

    def _branch(self, part: Part, twigs=()) -> Branch:
        return Branch(self[f"tick_{part.key}"], self[f"reason_{part.key}"], list(twigs))

    def details(self) -> dict:
        return {"items": self.cleaned_data["items"]}


def parts_of(case: Declaration, section: Section):
    """What of a section can be named: the fields of its form, its rows and their cells, its kinds of papers."""
    if section == Section.ATTACHMENTS:
        for kind in Attachment.Kind:
            if kind != Attachment.Kind.RECTIFICATION:
                yield Part(section, field=kind.value, place=kind.label)
    elif issubclass(FORMS[section], RowsForm):
        for number, row in enumerate(FORMS[section](instance=case).rows.initial_forms, start=1):
            yield from _parts_of_row(section, number, row)
    else:
        for name, one in FORMS[section](instance=case).fields.items():
            yield Part(section, field=name, place=str(one.label).partition("：")[0])


def _parts_of_row(section: Section, number: int, row):
    """A row of the standard's table is one thing: only what was measured is the enterprise's to change."""
    words, key = f"第 {number} 行 {row.instance}", row.instance.pk
    yield Part(section, key, place=words)
    if getattr(row, "is_of_table", False):
        return
    for bound in row.visible_fields():
        if bound.name != "DELETE":
            yield Part(section, key, bound.name, f"{words} {bound.label}")
