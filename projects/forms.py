"""Forms of projects and what hangs on them. None has a status."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from enterprises.forms import EnterpriseChoiceField
from experts.fields import PlaceField, place_choices
from pinzibiao.casework.forms import MoveForm
from pinzibiao.casework.once import OnceForm
from pinzibiao.lib.forms import PortalForm, PortalModelForm
from pinzibiao.regions.models import Region

from . import rules
from .models import (
    Indicator,
    IndicatorTarget,
    Milestone,
    NqiStation,
    PilotTarget,
    ProgrammeEvent,
    Project,
    ProjectMember,
)
from .states import ProjectStatus

# What the approval was given for stays as it was approved.
APPROVED_FOR = ("title", "kind", "year", "enterprise")


class PlacesField(forms.MultipleChoiceField):
    """Several places: the whole province, cities, counties and zones. Cleans to ``Region`` rows."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "项目区域")
        kwargs.setdefault("widget", forms.SelectMultiple(attrs={"size": 8}))
        kwargs.setdefault(
            "help_text", "可选多个（按住 Ctrl 键点选）；全省性项目选“浙江省（全省）”。不选则为本机关所在区域。"
        )
        super().__init__(**kwargs)
        self.narrow(None)

    def narrow(self, place: Region | None) -> None:
        """Offer only ``place`` and what lies below it."""
        self.choices = lambda: _places(place)

    def clean(self, value) -> list[Region]:
        return list(Region.objects.filter(pk__in=super().clean(value)))


class ProjectForm(PortalModelForm):
    """The project itself. After its approval the fields it was approved for are no longer here."""

    enterprise = EnterpriseChoiceField(label="攻坚企业", required=False)
    places = PlacesField(required=False)

    class Meta:
        model = Project
        fields = (
            "title",
            "kind",
            "year",
            "places",
            "industry",
            "enterprise",
            "sponsor",
            "lead_organisation",
            "partners",
            "technical_support",
            "team",
            "starts_on",
            "ends_on",
            "budget_wan",
            "summary",
        )
        widgets = {
            "partners": forms.SelectMultiple(attrs={"size": 6}),
            "technical_support": forms.SelectMultiple(attrs={"size": 4}),
            "summary": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "partners": "可选多个（按住 Ctrl 键点选）。",
            "technical_support": "可选多个（按住 Ctrl 键点选）。",
        }

    def __init__(self, *args, user, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].user = user
        self.fields["enterprise"].help_text = "质量攻坚项目填写。" + self.fields["enterprise"].help_text
        self.fields["team"].queryset = teams
        region = user.region
        self.fields["places"].narrow(region if region and region.level != Region.Level.PROVINCE else None)
        if self.instance.pk:
            self.fields["places"].initial = list(self.instance.regions.values_list("region_id", flat=True))
            if self.instance.status != ProjectStatus.DRAFT:
                for name in APPROVED_FOR:
                    del self.fields[name]
        else:
            self.fields["year"].initial = timezone.localdate().year

    def clean(self):
        cleaned = super().clean()
        lead = cleaned.get("lead_organisation")
        if lead and lead in (cleaned.get("partners") or []):
            self.add_error("partners", f"「{lead}」已是牵头单位，不要再选为联合单位。")
        return cleaned


class NewProjectForm(OnceForm, ProjectForm):
    """A project as it is begun."""


class MemberForm(PortalModelForm):
    class Meta:
        model = ProjectMember
        fields = ("name", "unit", "part")


class MilestoneForm(PortalModelForm):
    class Meta:
        model = Milestone
        fields = ("name", "due_on", "note")


class PilotTargetForm(PortalModelForm):
    region = PlaceField(label="试点区域")

    class Meta:
        model = PilotTarget
        fields = ("region", "industry", "note")


class TargetForm(PortalModelForm):
    class Meta:
        model = IndicatorTarget
        fields = ("indicator", "baseline", "target")


class MilestoneDoneForm(PortalForm):
    """On which day a milestone was reached."""

    done_on = forms.DateField(label="实际完成日期", initial=timezone.localdate)
    note = forms.CharField(label="说明", required=False, max_length=400)

    def clean_done_on(self):
        day = self.cleaned_data["done_on"]
        if found := rules.not_future(day, "实际完成日期"):
            raise ValidationError(found)
        return day


class QuarterForm(PortalForm):
    """One quarter: a value and a note for each of the project's indicators. Empty means 未报, which is not 0."""

    def __init__(self, *args, targets, values, **kwargs):
        super().__init__(*args, **kwargs)
        self.codes = [target.indicator_id for target in targets]
        for target in targets:
            self._add(target.indicator, values.get(target.indicator_id))

    def _add(self, indicator: Indicator, row) -> None:
        value = forms.DecimalField(
            label=str(indicator),
            required=False,
            max_digits=16,
            decimal_places=indicator.decimals,
            initial=row and round(row.value, indicator.decimals),
            help_text="没有数据请留空（表示未报）；确为零请填 0。",
        )
        note = forms.CharField(
            label=f"{indicator.name}：说明", required=False, max_length=400, initial=row and row.note
        )
        self.fields[f"value_{indicator.pk}"], self.fields[f"note_{indicator.pk}"] = value, note

    def values(self) -> dict:
        """``{code: (value or None, note)}``."""
        data = self.cleaned_data
        return {code: (data[f"value_{code}"], data[f"note_{code}"]) for code in self.codes}


class EventForm(PortalModelForm):
    region = PlaceField(label="地点所在区域", with_province=True)

    class Meta:
        model = ProgrammeEvent
        fields = ("kind", "title", "project", "held_on", "region", "place", "attendance", "summary")
        widgets = {"summary": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, projects, place=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects
        if place is not None and place.level == Region.Level.CITY:
            self.fields["region"].narrow(place)
        if place is not None and place.is_county:
            self.fields["region"].choices = [(place.pk, place.name)]


class StationForm(PortalModelForm):
    class Meta:
        model = NqiStation
        fields = ("name", "industry", "opened_on")


class ApproveForm(MoveForm):
    approved_on = forms.DateField(
        label="立项日期", initial=timezone.localdate, help_text="以立项文件的日期为准，统计按这一天计。"
    )

    def clean_approved_on(self):
        return _checked(
            rules.approval_day(self.case, self.cleaned_data["approved_on"]), self.cleaned_data["approved_on"]
        )


class CloseForm(MoveForm):
    closed_on = forms.DateField(label="结项日期", initial=timezone.localdate)

    def clean_closed_on(self):
        return _checked(rules.closing_day(self.case, self.cleaned_data["closed_on"]), self.cleaned_data["closed_on"])


PROJECT_FORMS = {"approve": ApproveForm, "close": CloseForm}


def _checked(found: list[str], day):
    if found:
        raise ValidationError(found)
    return day


def _places(place: Region | None) -> list:
    if place is not None and place.is_county:
        return [(place.pk, place.name)]
    return place_choices(place, with_province=True)[1:]
