"""What each act on an entry, a problem or a measure asks beside the opinion."""

from django import forms
from django.utils import timezone

from experts.fields import ExpertChoiceField
from experts.models import Expert
from experts.states import ExpertStatus
from pinzibiao.accounts.models import Role, User
from pinzibiao.casework.forms import MoveForm
from pinzibiao.files.forms import FilesField

from .. import rules
from ..actions.problems import usual_due_from_today
from ..models import LibraryEntry, Problem, Tier

WORKING_TIERS = [(tier.value, tier.label) for tier in (Tier.RESERVE, Tier.KEY, Tier.SPRINT)]


class DayField(forms.DateField):
    """A day that is today unless somebody says otherwise."""

    def __init__(self, **kwargs):
        super().__init__(initial=timezone.localdate, **kwargs)


class OpinionLast(MoveForm):
    """Facts first, the opinion after them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name != "comment"), "comment"])


class AdmitForm(OpinionLast):
    """初核入库: where the enterprise stands, whither it goes, who cares for it."""

    tier = forms.ChoiceField(label="梯队", choices=WORKING_TIERS)
    intended_route = forms.ChoiceField(label="意向途径", choices=LibraryEntry.IntendedRoute)
    target_year = forms.IntegerField(label="目标年度", min_value=2014, max_value=2100)
    regulator = forms.ModelChoiceField(label="监管责任人", queryset=User.objects.none())
    expert = ExpertChoiceField(label="联系专家", required=False)
    entered_on = DayField(label="入库日期")

    def __init__(self, *args, case, user, **kwargs):
        names = ("tier", "intended_route", "target_year", "expert")
        kwargs["initial"] = {name: getattr(case, name) for name in names} | {"regulator": case.regulator or user}
        super().__init__(*args, case=case, user=user, **kwargs)
        self.fields["regulator"].queryset = regulators_of(case.county_id)
        self.fields["expert"].rows = Expert.objects.filter(status=ExpertStatus.LISTED)

    def clean_entered_on(self):
        return _checked(self.cleaned_data["entered_on"], "入库日期")


class SetTierForm(OpinionLast):
    tier = forms.ChoiceField(label="梯队", choices=WORKING_TIERS)
    moved_on = DayField(label="调整日期")

    def __init__(self, *args, case, **kwargs):
        kwargs["initial"] = {"tier": case.tier}
        super().__init__(*args, case=case, **kwargs)

    def clean_moved_on(self):
        return _checked(self.cleaned_data["moved_on"], "调整日期")


class LeaveForm(OpinionLast):
    left_on = DayField(label="出库日期")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comment"].label = "出库原因"

    def clean_left_on(self):
        return _checked(self.cleaned_data["left_on"], "出库日期")


class SavingForm(MoveForm):
    """The saving of a problem: an amount with its kind and basis, or nothing."""

    saving_wan = forms.DecimalField(
        label="节约成本（万元）",
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        help_text="没有节约请留空。单位是万元：12.5 万元填 12.50。",
    )
    saving_kind = forms.ChoiceField(
        label="节约性质", required=False, choices=[("", "（没有节约）"), *Problem.SavingKind.choices]
    )
    saving_basis = forms.CharField(
        label="节约依据",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明怎样算出，例如损耗率、用工、返工、能耗的前后对比。",
    )

    def clean(self):
        cleaned = super().clean()
        for sentence in rules.saving(
            cleaned.get("saving_wan"), cleaned.get("saving_kind", ""), cleaned.get("saving_basis", "")
        ):
            self.add_error("saving_basis", sentence)
        return cleaned


class EvidenceMixin:
    """Lets the person upload what proves the act."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evidence"].by = self.user


class StartProblemForm(OpinionLast):
    responsible_person = forms.CharField(label="整改责任人", max_length=40)
    root_cause = forms.CharField(
        label="原因分析", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, case, **kwargs):
        kwargs["initial"] = {"responsible_person": case.responsible_person, "root_cause": case.root_cause}
        super().__init__(*args, case=case, **kwargs)


class SubmitResultForm(EvidenceMixin, SavingForm):
    after_value = forms.CharField(
        label="整改后值", required=False, max_length=80, help_text="与现状值同一口径，例如 装量差异 ±1.5%。"
    )
    evidence = FilesField(label="佐证材料", required=False, max_count=12)

    field_order = ["comment", "after_value", "saving_wan", "saving_kind", "saving_basis", "evidence"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comment"].label = "整改情况"
        if self.case.now_value:
            self.fields["after_value"].required = True
            self.fields["after_value"].help_text = f"现状值 {self.case.in_unit(self.case.now_value)}，同一口径和单位。"


class VerifyForm(SavingForm):
    """Begins with what the enterprise claimed; the verifier confirms or amends it."""

    def __init__(self, *args, case, **kwargs):
        kwargs["initial"] = {
            "saving_wan": case.claimed_saving_wan,
            "saving_kind": case.claimed_saving_kind,
            "saving_basis": case.claimed_saving_basis,
        }
        super().__init__(*args, case=case, **kwargs)
        self.order_fields(["saving_wan", "saving_kind", "saving_basis", "comment"])
        if case.claimed_saving_wan:
            self.fields["saving_wan"].help_text = f"企业申报 {case.claimed_saving_wan} 万元，请核实后确认或修改。"


class CloseProblemForm(OpinionLast):
    solved_on = DayField(label="销号日期")

    def clean_solved_on(self):
        day = self.cleaned_data["solved_on"]
        if found := rules.solved_day(self.case, day):
            raise forms.ValidationError(found)
        return day


class ReopenForm(OpinionLast):
    due_on = forms.DateField(label="新的完成时限", initial=usual_due_from_today)

    def clean_due_on(self):
        day, today = self.cleaned_data["due_on"], timezone.localdate()
        if found := rules.not_before(day, today, "新的完成时限", "今天"):
            raise forms.ValidationError(found)
        return day


class ParkForm(OpinionLast):
    project = forms.ModelChoiceField(
        label="转入的质量攻坚项目",
        queryset=None,
        required=False,
        help_text="企业一时解决不了、准备立项攻关的，选择项目；暂缓处理的留空。",
    )

    def __init__(self, *args, projects=None, **kwargs):
        super().__init__(*args, **kwargs)
        if projects is None:
            del self.fields["project"]
        else:
            self.fields["project"].queryset = projects


class StartMeasureForm(OpinionLast):
    starts_on = DayField(label="开始日期")


class FinishForm(EvidenceMixin, MoveForm):
    done_on = DayField(label="完成日期")
    effect_after = forms.CharField(label="实施后效果", max_length=120)
    evidence = FilesField(label="佐证材料", required=False, max_count=12)

    field_order = ["done_on", "effect_after", "comment", "evidence"]

    def clean_done_on(self):
        day = _checked(self.cleaned_data["done_on"], "完成日期")
        if found := rules.not_before(day, self.case.starts_on, "完成日期", "开始日期"):
            raise forms.ValidationError(found)
        return day


class CloseMeasureForm(SavingForm):
    """Where a measure answers several problems its saving may stand here, once for all of them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["saving_wan", "saving_kind", "saving_basis", "comment"])
        self.fields[
            "saving_wan"
        ].help_text = "由本措施整体产生的节约；所针对的问题已单独核定节约的请留空，同一笔只计一次。"


class RateForm(OpinionLast):
    rating = forms.TypedChoiceField(
        label="评分",
        coerce=int,
        choices=[(5, "5 分　很满意"), (4, "4 分　满意"), (3, "3 分　一般"), (2, "2 分　不满意"), (1, "1 分　很不满意")],
        widget=forms.RadioSelect,
    )


def regulators_of(county_code: str):
    """People of a county's bureau who can be named as responsible."""
    return User.objects.filter(role__kind=Role.Kind.COUNTY, role__region=county_code, is_active=True)


def _checked(day, what: str):
    if found := rules.not_future(day, what):
        raise forms.ValidationError(found)
    return day


ENTRY_FORMS = {"admit": AdmitForm, "set_tier": SetTierForm, "leave": LeaveForm}
PROBLEM_FORMS = {
    "start": StartProblemForm,
    "submit_result": SubmitResultForm,
    "verify": VerifyForm,
    "close": CloseProblemForm,
    "park": ParkForm,
    "reopen": ReopenForm,
}
MEASURE_FORMS = {"start": StartMeasureForm, "finish": FinishForm, "rate": RateForm, "close": CloseMeasureForm}
