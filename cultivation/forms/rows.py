"""The forms of the five lists' rows."""

from django import forms
from django.utils import timezone

from enterprises.forms import EnterpriseChoiceField, StandardChoiceField
from experts.fields import ExpertChoiceField
from experts.models import Expert
from experts.states import ExpertStatus
from pinzibiao.casework.once import OnceForm
from pinzibiao.files.forms import FilesField
from pinzibiao.lib.forms import PortalForm, PortalModelForm

from .. import rules
from ..models import BenchmarkProduct, LibraryEntry, Measure, PolicyTool, Problem, StandardPlan
from ..models.category import grouped_categories
from ..states import PROBLEM_WORKFLOW
from .moves import regulators_of

ENTRY_FIELDS = ("intended_route", "sub_brand", "target_year", "enter_reason", "note")
PROBLEM_FIELDS = (
    "title",
    "dimension",
    "category",
    "severity",
    "priority",
    "is_common",
    "description",
    "now_value",
    "value_unit",
    "root_cause",
    "advice",
    "responsible_person",
    "due_on",
)


class NewEntryForm(PortalModelForm):
    """A candidate of the library."""

    enterprise = EnterpriseChoiceField()

    class Meta:
        model = LibraryEntry
        fields = ("enterprise", *ENTRY_FIELDS)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].user = user


class EntryForm(PortalModelForm):
    """What may be put right while the enterprise is in the library."""

    expert = ExpertChoiceField(label="联系专家", required=False)

    class Meta:
        model = LibraryEntry
        fields = (*ENTRY_FIELDS, "regulator", "expert")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["regulator"].queryset = regulators_of(self.instance.county_id)
        self.fields["expert"].rows = Expert.objects.filter(status=ExpertStatus.LISTED)
        self.initial["expert"] = self.instance.expert


class ProblemForm(PortalModelForm):
    """What an officer may put right in an open problem."""

    class Meta:
        model = Problem
        fields = PROBLEM_FIELDS
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("description", "root_cause", "advice")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", "（未分类）"), *grouped_categories()]
        self.fields["priority"].required = False

    def clean(self):
        cleaned = super().clean()
        raised_on, due_on = cleaned.get("raised_on") or self.instance.raised_on, cleaned.get("due_on")
        if raised_on and due_on and due_on < raised_on:
            self.add_error("due_on", f"完成时限不能早于提出日期（{raised_on.isoformat()}）。")
        for sentence in rules.category(cleaned.get("dimension"), cleaned.get("category", "")):
            self.add_error("category", sentence)
        return cleaned


class NewProblemForm(OnceForm, ProblemForm):
    """A problem as an officer writes it down."""

    enterprise = EnterpriseChoiceField()
    raised_on = forms.DateField(label="提出日期", initial=timezone.localdate)
    due_on = forms.DateField(label="完成时限", required=False, help_text="不填则自提出之日起 30 天。")

    class Meta(ProblemForm.Meta):
        fields = ("enterprise", "source", "raised_on", *PROBLEM_FIELDS)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].user = user

    def clean_raised_on(self):
        day = self.cleaned_data["raised_on"]
        if found := rules.not_future(day, "提出日期"):
            raise forms.ValidationError(found)
        return day


class RequestForm(OnceForm, PortalModelForm):
    """What an enterprise asks help for: in its own words, nothing more is needed."""

    class Meta:
        model = Problem
        fields = ("title", "dimension", "description", "now_value", "value_unit", "responsible_person")
        labels = {"title": "问题或需求", "responsible_person": "联系人"}
        widgets = {"description": forms.Textarea(attrs={"rows": 5})}


class MeasureForm(PortalModelForm):
    """A measure and the problems it answers."""

    class Meta:
        model = Measure
        fields = (
            "problems",
            "kind",
            "policy_tools",
            "content",
            "responsible_unit",
            "responsible_person",
            "helping_organisation",
            "starts_on",
            "due_on",
            "effect_before",
        )
        widgets = {
            "problems": forms.CheckboxSelectMultiple,
            "policy_tools": forms.CheckboxSelectMultiple,
            "content": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, enterprise=None, **kwargs):
        super().__init__(*args, **kwargs)
        enterprise = enterprise or self.instance.enterprise
        open_ones = enterprise.problems.filter(status__in=PROBLEM_WORKFLOW.open_statuses)
        if self.instance.pk:
            open_ones = (open_ones | self.instance.problems.all()).distinct()
        self.fields["problems"].queryset = open_ones.order_by("-id")
        self._offer_tools(enterprise)
        self.fields["problems"].help_text = "一项措施可以针对多个问题；一个问题也可以有多项措施。"

    def _offer_tools(self, enterprise) -> None:
        """What is in force where the enterprise is, and what the measure points to already."""
        # A file's measures belong to many enterprises and name no tools.
        place = enterprise.county if enterprise.county_id else None
        everywhere = PolicyTool.objects.of_place(place) if place else PolicyTool.objects.none()
        tools = everywhere.in_force(timezone.localdate())
        if self.instance.pk:
            tools = (tools | self.instance.policy_tools.all()).distinct()
        self.fields["policy_tools"].queryset = tools.select_related("region")

    def clean(self):
        cleaned = super().clean()
        starts_on, due_on = cleaned.get("starts_on"), cleaned.get("due_on")
        if starts_on and due_on and due_on < starts_on:
            self.add_error("due_on", "完成时限不能早于开始日期。")
        return cleaned


class NewMeasureForm(OnceForm, MeasureForm):
    """A measure as it is planned."""


class OfEnterprise(PortalModelForm):
    """A row of one enterprise, whose products alone are offered."""

    product_field = ""

    def __init__(self, *args, enterprise=None, **kwargs):
        super().__init__(*args, **kwargs)
        if enterprise is not None:
            self.instance.enterprise, self.instance.county_id = enterprise, enterprise.county_id
        self.fields[self.product_field].queryset = self.instance.enterprise.products.all()

    def _get_validation_exclusions(self):
        """The enterprise is not asked here, and yet it is part of what may be there only once."""
        return super()._get_validation_exclusions() - {"enterprise"}


class BenchmarkForm(OfEnterprise):
    product_field = "product"

    class Meta:
        model = BenchmarkProduct
        fields = (
            "product",
            "year",
            "benchmark",
            "indicator",
            "unit",
            "now_value",
            "benchmark_value",
            "target_value",
            "reached_value",
            "laboratory",
            "report_no",
            "reported_on",
            "ladder_step_before",
            "ladder_step_after",
            "responsible_unit",
            "responsible_person",
            "due_on",
        )
        help_texts = {"benchmark": "国际先进或行业标杆产品的名称。", "reached_value": "还没有检测的请留空。"}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reached_value") is not None and not cleaned.get("reported_on"):
            self.add_error("reported_on", "填写达到值，请同时填写检测报告日期。")
        if (day := cleaned.get("reported_on")) and (found := rules.not_future(day, "报告日期")):
            self.add_error("reported_on", found[0])
        return cleaned


class PlanForm(OfEnterprise):
    product_field = "products"
    standard = StandardChoiceField(label="已发布标准", required=False)

    class Meta:
        model = StandardPlan
        fields = (
            "title",
            "kind",
            "year",
            "stage",
            "products",
            "technical_body",
            "advanced_indicators",
            "planned_on",
            "published_on",
            "standard",
            "responsible_unit",
            "responsible_person",
            "due_on",
        )
        widgets = {"products": forms.CheckboxSelectMultiple, "advanced_indicators": forms.Textarea(attrs={"rows": 3})}

    def clean(self):
        cleaned = super().clean()
        standard, published_on = cleaned.get("standard"), cleaned.get("published_on")
        if standard and not published_on:
            cleaned["published_on"] = self.instance.published_on = standard.published_on
        if published_on and (found := rules.not_future(published_on, "实际发布日期")):
            self.add_error("published_on", found[0])
        return cleaned


class EvidenceForm(PortalForm):
    """Papers and photos beside the acts."""

    evidence = FilesField(label="佐证材料", max_count=12)
    note = forms.CharField(label="说明", max_length=200, required=False)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evidence"].by = by
