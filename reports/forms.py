"""Asking for a report, asking for figures, and writing the narrative."""

from datetime import date

from django import forms
from django.utils import timezone

from enterprises.models import ProgrammeIndustry
from pinzibiao.casework.once import OnceForm
from pinzibiao.lib.forms import PortalForm
from pinzibiao.regions.models import Region

from .models import Narrative, Report
from .rows import BEGINNING
from .selectors import narratives_of

QUARTER_MONTHS = 3


class PeriodForm(PortalForm):
    """A place and a period; the last full quarter to begin with."""

    region = forms.ModelChoiceField(label="区域", queryset=Region.objects.none(), empty_label=None)
    start = forms.DateField(label="期间自")
    end = forms.DateField(label="期间至")

    def __init__(self, *args, regions, **kwargs):
        start, end = quarter_before(timezone.localdate())
        kwargs.setdefault("initial", {"start": start, "end": end})
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions

    def clean_start(self) -> date:
        start = self.cleaned_data["start"]
        if start < BEGINNING:
            raise forms.ValidationError(f"期间自不能早于 {BEGINNING}：平台没有更早的记录。")
        return start

    def clean_end(self) -> date:
        end = self.cleaned_data["end"]
        if end > timezone.localdate():
            raise forms.ValidationError("期间至不能晚于今天：还没有发生的事不能统计。")
        return end

    def clean(self) -> dict:
        data = super().clean()
        if data.get("start") and data.get("end") and data["start"] > data["end"]:
            self.add_error("end", "期间至不能早于期间自。")
        return data


class ReportForm(OnceForm, PeriodForm):
    """What report, of where and when."""

    kind = forms.ChoiceField(label="类别", choices=Report.Kind.choices, initial=Report.Kind.QUARTERLY)
    field_order = ["kind", "region", "start", "end"]


class FiguresForm(PeriodForm):
    """Which figures to show on the page; an industry narrows them."""

    industry = forms.ModelChoiceField(
        label="特色产业", queryset=ProgrammeIndustry.objects.none(), required=False, empty_label="全部产业"
    )

    def __init__(self, *args, regions, **kwargs):
        super().__init__(*args, regions=regions, **kwargs)
        self.fields["industry"].queryset = ProgrammeIndustry.objects.filter(region__in=regions).select_related("region")


class NarrativeForm(PortalForm):
    """One field a chapter of the report ``instance``."""

    def __init__(self, *args, instance: Report, **kwargs):
        super().__init__(*args, initial=narratives_of(instance), **kwargs)

    overview = forms.CharField(label="一、总体情况（数字自动生成，这里补充文字）", required=False, max_length=10000)
    practice = forms.CharField(
        label="二、主要做法和进展",
        required=False,
        max_length=10000,
        help_text="可按事前谋划、事中培育、事后评价、创建能力提升、管理和跟踪问效五个环节写。一行一段。",
    )
    results = forms.CharField(label="三、工作成效（典型案例自动生成，这里补充文字）", required=False, max_length=10000)
    problems = forms.CharField(label="四、存在问题", required=False, max_length=10000)
    next = forms.CharField(label="五、下一步工作", required=False, max_length=10000)


for _name in Narrative.Chapter.values:
    NarrativeForm.base_fields[_name].widget = forms.Textarea(attrs={"rows": 7})


def quarter_before(day: date) -> tuple[date, date]:
    """First and last day of the last full quarter before ``day``."""
    first_of_this = date(day.year, (day.month - 1) // QUARTER_MONTHS * QUARTER_MONTHS + 1, 1)
    end = first_of_this - date.resolution
    return date(end.year, end.month - QUARTER_MONTHS + 1, 1), end
