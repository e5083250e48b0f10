"""Forms of the visits: the plan, the record on a phone, and what the enterprise says."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cultivation.models import Dimension, Problem
from enterprises.forms.choosing import EnterpriseChoiceField
from experts.fields import ExpertsChoiceField
from pinzibiao.casework.forms import MoveForm
from pinzibiao.files import kinds
from pinzibiao.files.forms import FilesField, UploadsForm
from pinzibiao.lib.forms import PortalForm, PortalModelForm, prepare_field

from .actions import Record
from .models import HelpVisit
from .round_forms import NO_ACCOUNT

SCORES = [(1, "差"), (2, "较差"), (3, "一般"), (4, "较好"), (5, "好")]
MOST_PHOTOS = 12
MOST_PROBLEMS = 30


class PlanForm(PortalModelForm):
    """Who goes where, when and why."""

    enterprise = EnterpriseChoiceField()
    experts = ExpertsChoiceField()
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = HelpVisit
        fields = ("enterprise", "experts", "planned_on", "mode", "purpose", "plant", "team", "project", "regulators")
        help_texts = {
            "purpose": "写明要解决什么，例如：诊断出厂检验能力、指导标准研制。",
            "plant": "不填时以企业生产地址为准。",
            "regulators": "姓名用顿号隔开。",
        }

    def __init__(self, *args, user, experts, teams, projects, **kwargs):
        super().__init__(*args, **kwargs)
        for name, rows in (("team", teams), ("project", projects)):
            self.fields[name].queryset = rows
            self.fields[name].empty_label = "不关联"
        if self.instance.pk:
            # Another enterprise is another visit; other people or another day must be accepted anew (改派).
            for name in ("enterprise", "client_id", "experts", "planned_on"):
                del self.fields[name]
        else:
            self.fields["enterprise"].user = user
            self.fields["experts"].rows = experts
            self.fields["client_id"].initial = uuid.uuid4

    def clean_planned_on(self):
        day = self.cleaned_data["planned_on"]
        if day < timezone.localdate():
            raise ValidationError("计划日期不能早于今天。补记已经发生的帮扶，请先填今天，再由专家在记录中填实际时间。")
        return day

    def clean_experts(self):
        experts = self.cleaned_data["experts"]
        if not any(one.user_id for one in experts):
            raise ValidationError(NO_ACCOUNT)
        return experts

    def _save_m2m(self):
        """The experts are set by the action, in the same transaction as the number and the event."""

    def visit(self) -> HelpVisit:
        """The visit as planned, not yet saved."""
        visit = super().save(commit=False)
        if "client_id" in self.fields:
            visit.client_id = self.cleaned_data["client_id"] or visit.client_id
        return visit

    def changed_labels(self) -> list[str]:
        return [str(self.fields[name].label) for name in self.changed_data]


class ProblemRow(PortalForm):
    """One problem found. A row without words is no problem."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label="问题", max_length=120)
    dimension = forms.ChoiceField(label="维度", choices=[("", "请选择"), *Dimension.choices])
    severity = forms.ChoiceField(label="严重程度", choices=Problem.Severity.choices, initial=Problem.Severity.MEDIUM)
    advice = forms.CharField(
        label="改进建议", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = forms.DateField(label="完成时限", required=False)

    def __init__(self, *args, first_day=None, raised=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.first_day = first_day
        self.fields["client_id"].initial = uuid.uuid4
        # Raised already (the record came back): it stands in the register, so it is worded anew but not removed.
        self.raised = (raised or {}).get(str(self["client_id"].value()))

    def has_changed(self) -> bool:
        return any(str(self[name].value() or "").strip() for name in ("title", "advice", "due_on"))

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if due_on and self.first_day and due_on < self.first_day:
            raise ValidationError(f"完成时限不能早于帮扶日期（{self.first_day}）。")
        return due_on


ProblemRows = forms.formset_factory(
    ProblemRow, extra=1, can_delete=True, max_num=MOST_PROBLEMS, absolute_max=MOST_PROBLEMS + 10, validate_max=True
)


class RecordForm(UploadsForm, PortalModelForm):
    """Everything an expert writes down on site, on one page; ``problems`` is the formset of what they found."""

    photos = FilesField(max_count=MOST_PHOTOS, groups=(kinds.IMAGE,), camera=True, label="照片", required=False)
    removed_photos = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, label="删除照片")

    class Meta:
        model = HelpVisit
        fields = (
            "starts_at",
            "ends_at",
            "mode",
            "plant",
            "enterprise_people",
            "regulators",
            "conclusion",
            "next_visit_on",
        )
        widgets = {"conclusion": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "enterprise_people": "例如：王敏（质量部经理）、李强（生产厂长）。",
            "plant": "不填时以企业生产地址为准。",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept_photos = list(self.instance.photos.select_related("file"))
        self.fields["removed_photos"].choices = [(photo.pk, photo.file.name) for photo in self.kept_photos]
        self._add_dimensions()
        self.problems = self._problem_rows()

    def _add_dimensions(self) -> None:
        said = {one.dimension: one for one in self.instance.diagnoses.all()}
        for value, label in Dimension.choices:
            one = said.get(value)
            self.fields[f"score_{value}"] = score = forms.TypedChoiceField(
                label=f"{label}评分",
                choices=SCORES,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                initial=one and one.score,
            )
            prepare_field(score)
            self.fields[f"finding_{value}"] = _finding(label, one.finding if one else "")

    def _problem_rows(self):
        noted = self.instance.noted_problems.select_related("problem")
        initial = [
            {name: getattr(one, name) for name in ("client_id", "title", "dimension", "severity", "advice", "due_on")}
            for one in noted
        ]
        raised = {str(one.client_id): one.problem for one in noted if one.problem}
        start = self.instance.starts_at
        first_day = timezone.localdate(start) if start else self.instance.planned_on
        return ProblemRows(
            self.data if self.is_bound else None,
            prefix="problems",
            initial=initial,
            form_kwargs={"first_day": first_day, "raised": raised},
        )

    @property
    def dimensions(self) -> list[dict]:
        """Score and finding of each dimension, for the page."""
        return [
            {"label": label, "score": self[f"score_{value}"], "finding": self[f"finding_{value}"]}
            for value, label in Dimension.choices
        ]

    def clean_starts_at(self):
        starts_at = self.cleaned_data["starts_at"]
        if starts_at and starts_at > timezone.now():
            raise ValidationError("开始时间不能晚于现在，请填写实际到场的时间。")
        return starts_at

    def clean(self):
        cleaned = super().clean()
        for value, label in Dimension.choices:
            if cleaned.get(f"finding_{value}") and not cleaned.get(f"score_{value}"):
                self.add_error(f"score_{value}", f"已填写诊断意见，请给「{label}」评分。")
        self._check_photos(cleaned)
        self._check_problems()
        return cleaned

    def _check_photos(self, cleaned: dict) -> None:
        kept = len(self.kept_photos) - len(cleaned.get("removed_photos", []))
        if kept + len(cleaned.get("photos", [])) > MOST_PHOTOS:
            self.add_error("photos", f"一次帮扶最多 {MOST_PHOTOS} 张照片，已保存 {kept} 张，请删去一些。")

    def _check_problems(self) -> None:
        if self.problems.is_valid():
            return
        for number, row in enumerate(self.problems.forms, start=1):
            for name, errors in row.errors.items():
                label = row.fields[name].label if name in row.fields else ""
                self.add_error(None, [f"问题 {number}「{label}」：{error}" for error in errors])
        for error in self.problems.non_form_errors():
            self.add_error(None, f"问题最多 {MOST_PROBLEMS} 条，请合并后再保存（{error}）")

    def entry(self) -> Record:
        """The cleaned record as the action takes it."""
        data = self.cleaned_data
        deleted = self.problems.deleted_forms
        rows = [row.cleaned_data for row in self.problems.forms if row.has_changed() and row not in deleted]
        return Record(
            fields={name: data[name] for name in self._meta.fields},
            diagnoses={value: self._diagnosis(value) for value in Dimension.values},
            problems=[{name: value for name, value in row.items() if name != "DELETE"} for row in rows],
            removed=[row["client_id"].value() for row in deleted],
            staged=data["photos"],
            removed_photos=data["removed_photos"],
        )

    def _diagnosis(self, value: str) -> tuple[int, str] | None:
        score = self.cleaned_data[f"score_{value}"]
        return (score, self.cleaned_data[f"finding_{value}"]) if score else None


class StartForm(MoveForm):
    """Beginning needs no opinion: one tap on a phone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comment"].widget = forms.HiddenInput()


class RateForm(MoveForm):
    """The enterprise's word on the help."""

    rating = forms.ChoiceField(
        label="对本次帮扶的评价",
        choices=[(5, "5 分 非常满意"), (4, "4 分 满意"), (3, "3 分 一般"), (2, "2 分 不满意"), (1, "1 分 很不满意")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择评价。"},
    )
    rating_comment = forms.CharField(
        label="评价说明", required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # What the enterprise has to say belongs to the rating, not to the trail.
        self.fields["comment"].widget = forms.HiddenInput()


def _finding(label: str, words: str) -> forms.CharField:
    field = forms.CharField(
        label=f"{label}诊断意见",
        max_length=2000,
        required=False,
        initial=words,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    prepare_field(field)
    return field
