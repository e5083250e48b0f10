"""Forms of asking for help, sending experts, and answering."""

import uuid
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from enterprises.models import Enterprise, Industry
from experts.matching import Candidate
from experts.models import Expert
from experts.picking import AnyChoice, Picking
from pinzibiao.casework.forms import MoveForm
from pinzibiao.lib.forms import PortalModelForm

from .candidates import candidates, need_of
from .models import Decline, HelpRequest, HelpVisit

SOON = timedelta(days=3)
MOST_EXPERTS = 10


class RequestForm(PortalModelForm):
    """What the enterprise wants help with."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = HelpRequest
        fields = ("title", "dimension", "industry", "detail", "mode", "wished_on")
        help_texts = {
            "title": "一句话写明，例如：灌装工序装量波动大。",
            "industry": "按这个行业匹配专家；不选时按企业登记的行业。",
            "detail": "写清现象、影响和已经试过的办法，专家会提前准备。",
        }

    def __init__(self, *args, enterprise: Enterprise, **kwargs):
        super().__init__(*args, **kwargs)
        self.enterprise = enterprise
        own = Q(pk=enterprise.industry_id) | Q(pk__in=enterprise.further_industries.values("industry"))
        self.fields["industry"].queryset = Industry.objects.filter(own)
        self.fields["industry"].empty_label = "企业登记的行业"
        self.fields["client_id"].initial = uuid.uuid4

    def clean_wished_on(self):
        return _not_past(self.cleaned_data["wished_on"], "希望日期不能早于今天，请改为今天或以后。")

    def request(self) -> HelpRequest:
        """The request as filled in, not yet saved."""
        request = super().save(commit=False)
        request.enterprise = self.enterprise
        request.client_id = self.cleaned_data["client_id"] or request.client_id
        return request


class SendingForm(Picking, MoveForm):
    """Base of the forms that choose who goes. ``q`` narrows the candidates."""

    body = "visits/_dispatch.html"
    searches = True
    experts = AnyChoice(label="专家")
    planned_on = forms.DateField(label="计划日期")

    def __init__(self, *args, q: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.q = q.strip()[:40]
        self.fields["comment"].label = "说明（给专家看）"

    @cached_property
    def candidates(self) -> list[Candidate]:
        keep = self.chosen("experts") if self.is_bound else [str(pk) for pk in self.sent()]
        return candidates(self.case.enterprise, self.need(), self.day(), self.q, keep, self.visit())

    def need(self):
        raise NotImplementedError

    def visit(self) -> HelpVisit | None:
        return None

    def sent(self) -> list[int]:
        """Ids of those who are in the visit now."""
        return []

    def day(self):
        """For which day the page tells who is busy."""
        return self.get_initial_for_field(self.fields["planned_on"], "planned_on")

    def is_chosen(self) -> set[str]:
        return set(self.chosen("experts")) if self.is_bound else {str(pk) for pk in self.sent()}

    def clean_experts(self) -> list[Expert]:
        if len(self.cleaned_data["experts"]) > MOST_EXPERTS:
            raise ValidationError(f"一次最多派 {MOST_EXPERTS} 位专家，请减少。")
        return self.found(self.cleaned_data["experts"])

    def clean_planned_on(self):
        return _not_past(self.cleaned_data["planned_on"], "计划日期不能早于今天，请改为今天或以后。")


class DispatchForm(SendingForm):
    """A request becomes a visit."""

    mode = forms.ChoiceField(label="方式", choices=HelpVisit.Mode.choices)
    team = forms.ModelChoiceField(None, label="专家团队", required=False, empty_label="不关联")
    regulators = forms.CharField(label="陪同监管人员", max_length=200, required=False, help_text="姓名用顿号隔开。")

    def __init__(self, *args, teams, **kwargs):
        case = kwargs["case"]
        day = max(case.wished_on, timezone.localdate())
        kwargs.setdefault("initial", {}).update(planned_on=day, mode=case.mode)
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams

    def need(self):
        return need_of(self.case.enterprise, self.case.dimension, self.case.industry_id or "")


class RedispatchForm(SendingForm):
    """Others go, or the same ones on another day."""

    def __init__(self, *args, **kwargs):
        day = max(kwargs["case"].planned_on, timezone.localdate())
        kwargs.setdefault("initial", {}).update(planned_on=day)
        super().__init__(*args, **kwargs)

    def need(self):
        asked = self.case.request
        return need_of(self.case.enterprise, asked.dimension if asked else "", asked.industry_id or "" if asked else "")

    def visit(self) -> HelpVisit:
        return self.case

    @cached_property
    def _sent(self) -> list[int]:
        return list(self.case.experts.values_list("pk", flat=True))

    def sent(self) -> list[int]:
        return self._sent


class AcceptForm(MoveForm):
    """Accepting is one tap; a word to the county may go along."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comment"].label = "给县局的话（可不填）"


class DeclineForm(MoveForm):
    ground = forms.ChoiceField(label="谢绝原因", choices=Decline.Ground.choices, widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comment"].label = "说明"
        self.order_fields(["ground", "comment"])


def _not_past(day, sentence: str):
    if day < timezone.localdate():
        raise ValidationError(sentence)
    return day
