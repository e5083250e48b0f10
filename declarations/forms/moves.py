"""What each act asks beyond an opinion. Source: DOMAIN.md sections 6 and 8."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.utils import timezone

from pinzibiao.casework.calendar import add_working_days
from pinzibiao.casework.dated import value_of
from pinzibiao.casework.forms import MoveForm
from pinzibiao.files.forms import FilesField

from ..completeness import missing
from ..content import PROMISES, promise_text
from ..defaults import RECTIFICATION_DAYS
from ..pledge import pledge_in_force
from ..selectors import unanswered_objections
from .acts import ActForm
from .corrections import ReturnForm
from .experts import AssignForm, DismissRecusalForm, RecusalForm, ReplaceForm
from .self_check import SelfCheckForm


class SignForm(ActForm):
    """The signatory reads the pledge to its end and confirms each promise."""

    intro = "declarations/_sign.html"
    asks_opinion = False

    class Media:
        js = [Script("js/pledge.js", defer=True)]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.pledge = pledge_in_force()
        self.problem_count = len(missing(self.case))
        self.add("has_read", forms.BooleanField(label="我已阅读承诺书全文"))
        self.fields["has_read"].error_messages["required"] = "请把承诺书读到最后，并勾选「我已阅读承诺书全文」。"
        for name in PROMISES:
            field = forms.BooleanField(label=promise_text(name))
            self.add(f"confirm_{name}", field)
            title = promise_text(name).partition("：")[0]
            field.error_messages["required"] = f"请阅读并勾选「{title}」，不勾选不能提交。"

    def details(self) -> dict:
        """Which text was on the page, for it may have been replaced since."""
        return super().details() | {"pledge": self.data.get("pledge", "")}


class EvaluateForm(ActForm):
    intro = "declarations/_evaluate.html"
    asks_opinion = False
    score = forms.DecimalField(label="评分（0–100）", min_value=0, max_value=100, max_digits=5, decimal_places=1)
    opinion = forms.CharField(label="评价意见", max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))


class DueForm(ActForm):
    """An act that sets a deadline for the enterprise."""

    due_on = forms.DateField(label="整改期限")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        days = value_of(RECTIFICATION_DAYS, self.case.submitted_on)
        self.initial["due_on"] = add_working_days(timezone.localdate(), days)
        self.order_fields(["due_on", "comment"])

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day <= timezone.localdate():
            raise ValidationError("整改期限必须晚于今天。")
        return day


class PublishedDueForm(DueForm):
    intro = "declarations/_published.html"


class PublishedForm(ActForm):
    """The opinion is shown in the public register."""

    intro = "declarations/_published.html"


class RectificationForm(ActForm):
    files = FilesField(label="整改材料", required=False, max_count=10, camera=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].by = self.user
        self.fields["comment"].label = "整改情况"


class AnswerForm(ActForm):
    """An answer to every objection that has none yet."""

    intro = "declarations/_objections.html"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.objections = list(unanswered_objections(self.case))
        for one in self.objections:
            widget = forms.Textarea(attrs={"rows": 3})
            label = f"对 {one.name} 的答复"
            self.add(f"answer_{one.pk}", forms.CharField(label=label, max_length=4000, widget=widget))
        self.fields["comment"].label = "核查结论"

    def details(self) -> dict:
        return {"answers": {one.pk: self.cleaned_data[f"answer_{one.pk}"] for one in self.objections}}


class UpholdForm(AnswerForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), f"{one.name}：{one.content[:40]}") for one in self.objections]
        field = forms.MultipleChoiceField(label="成立的异议", choices=choices, widget=forms.CheckboxSelectMultiple)
        self.add("upheld", field)

    def details(self) -> dict:
        return super().details() | {"upheld": {int(pk) for pk in self.cleaned_data["upheld"]}}


class ObjectionsShown(ActForm):
    """What people wrote, above the opinion."""

    intro = "declarations/_objections.html"

    @property
    def objections(self) -> list:
        return list(unanswered_objections(self.case))


MOVE_FORMS: dict[str, type[MoveForm]] = {
    "submit": SignForm,
    "resubmit": SignForm,
    "return_for_correction": ReturnForm,
    "assign_experts": AssignForm,
    "replace_expert": ReplaceForm,
    "object_to_expert": RecusalForm,
    "dismiss_recusal": DismissRecusalForm,
    "evaluate": EvaluateForm,
    "site_rectify": DueForm,
    "submit_rectification": RectificationForm,
    "investigate": ObjectionsShown,
    "dismiss_objection": AnswerForm,
    "uphold_objection": UpholdForm,
    "self_check": SelfCheckForm,
    "suspend": PublishedDueForm,
    "report_mended": RectificationForm,
    "mend_again": DueForm,
    "restore": PublishedForm,
    "revoke": PublishedForm,
    "cancel": PublishedForm,
}
