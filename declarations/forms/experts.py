"""Experts named, drawn, replaced and objected to."""

from django import forms
from django.utils.functional import cached_property

from experts.matching import Candidate
from experts.models import Expert
from experts.picking import AnyChoice, Picking

from ..candidates import candidates
from ..draws import drawn_count, next_of, pool_of
from ..selectors import open_to_recusal, unanswered_recusals
from .acts import ActForm


class ChoosingForm(Picking, ActForm):
    """Base of forms that pick experts. ``q`` narrows the candidates; whoever must stay away cannot be ticked.

    Where the rule draws by lot there is nothing to pick: ``drawn_body`` tells what will happen.
    """

    searches = True
    drawn_body = ""
    picks: tuple[str, ...] = ()

    def __init__(self, *args, q: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.q = q.strip()[:40]
        self.drawn_count = drawn_count(self.case)
        self.searches = not self.drawn_count
        if self.drawn_count:
            self.body = self.drawn_body
            for name in self.picks:
                del self.fields[name]

    @cached_property
    def candidates(self) -> list[Candidate]:
        """Asked for only by whoever may choose: an address that is refused costs nothing."""
        return candidates(self.case, self.q, keep=self.chosen("experts", "expert"))


class AssignForm(ChoosingForm):
    body = "declarations/_assign.html"
    drawn_body = "declarations/_assign_drawn.html"
    picks = ("experts", "leader")
    experts = AnyChoice(label="专家")
    leader = forms.CharField(label="组长", required=False, max_length=20)

    def clean_experts(self) -> list[Expert]:
        return self.found(self.cleaned_data["experts"])

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.drawn_count:
            return cleaned
        chosen = {str(one.pk): one for one in cleaned.get("experts", [])}
        if "experts" in cleaned and cleaned.get("leader") not in chosen:
            self.add_error("leader", "请在所选专家中指定一名组长。")
        cleaned["leader"] = chosen.get(cleaned.get("leader"))
        return cleaned

    def is_chosen(self) -> set[str]:
        return set(self.data.getlist("experts")) if self.is_bound else set()

    def pool_size(self) -> int:
        return len(pool_of(self.case))


class ReplaceForm(ChoosingForm):
    body = "declarations/_replace.html"
    drawn_body = "declarations/_replace_drawn.html"
    picks = ("expert",)
    evaluation = forms.ModelChoiceField(None, label="被更换的专家", empty_label=None, widget=forms.RadioSelect)
    expert = forms.CharField(label="接替的专家", max_length=20)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["evaluation"]
        field.queryset = self.case.evaluations.filter(scored_at=None).select_related("expert")
        field.label_from_instance = named
        self.fields["comment"].label = "更换原因"

    def clean_expert(self) -> Expert:
        return self.found([self.cleaned_data["expert"]])[0]

    def recusals(self) -> list:
        return list(unanswered_recusals(self.case))

    def next_drawn(self) -> Expert | None:
        return next_of(self.case)


class RecusalForm(ActForm):
    """The enterprise names the expert; the opinion is the reason."""

    intro = "declarations/_recusal.html"
    evaluation = forms.ModelChoiceField(None, label="申请回避的专家", empty_label=None, widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["evaluation"]
        field.queryset = open_to_recusal(self.case)
        field.label_from_instance = lambda row: f"{named(row)}　{row.expert.unit}"
        self.fields["comment"].label = "理由"
        self.order_fields(["evaluation", "comment"])


class DismissRecusalForm(ActForm):
    recusal = forms.ModelChoiceField(None, label="回避申请", empty_label=None, widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["recusal"]
        field.queryset = unanswered_recusals(self.case)
        field.label_from_instance = lambda row: f"{row.expert.name}：{row.reason}"
        self.fields["comment"].label = "不同意的理由（答复企业）"
        self.order_fields(["recusal", "comment"])


def named(row) -> str:
    """The expert of a task, with the part in the group."""
    return f"{row.expert.name}{'（组长）' if row.is_leader else ''}"
