"""Filters of the library's lists."""

import django_filters
from django import forms
from django.db.models import Exists, F, Func, OuterRef, Q, TextField, Value
from django.utils import timezone

from enterprises.case_search import CaseSearchFilter
from enterprises.models import ProgrammeIndustry
from experts.fields import place_choices
from pinzibiao.lib.filters import DayRangeFilter, PortalFilterSet
from pinzibiao.lib.pieces import kept
from pinzibiao.regions.filters import RegionFilter

from .columns import ShownColumn
from .models import (
    BenchmarkProduct,
    CommonProblem,
    Dimension,
    LibraryEntry,
    Measure,
    PolicyTool,
    Problem,
    Saving,
    Snapshot,
    SnapshotRow,
    StandardPlan,
    Tier,
)
from .models.category import grouped_categories
from .selectors import as_of, in_industry
from .states import MEASURE_WORKFLOW, CommonStatus, EntryStatus, MeasureStatus, ProblemStatus

YES = [("yes", "是")]
OVERDUE = [("yes", "已逾期")]
# A candidate is not in yet, and who has left is out.
IN_LIBRARY = (EntryStatus.LISTED, EntryStatus.BRANDED)


def year_choices() -> list[tuple[int, str]]:
    """From this year back to the first year of the programme."""
    return [(year, f"{year} 年") for year in range(timezone.localdate().year + 1, 2019, -1)]


def past_years() -> list[tuple[int, str]]:
    """Savings of the programme begin with its projects."""
    return [(year, f"{year} 年") for year in range(timezone.localdate().year, 2013, -1)]


def search_box(words: str) -> forms.TextInput:
    return forms.TextInput(attrs={"type": "search", "placeholder": words})


class ProgrammeIndustryFilter(django_filters.ChoiceFilter):
    """Rows of enterprises in one of the programme's industries, such as 临平区 · 生物医药."""

    def __init__(self):
        super().__init__(label="特色产业", choices=_industry_choices)

    def filter(self, rows, value):
        if not value:
            return rows
        return in_industry(rows, ProgrammeIndustry.objects.prefetch_related("classes").filter(pk=value).first())


def _industry_choices() -> list[tuple[int, str]]:
    rows = kept(("programme industries",), lambda: list(ProgrammeIndustry.objects.select_related("region")))
    return [(one.pk, str(one)) for one in rows]


class EntryFilter(PortalFilterSet):
    q = CaseSearchFilter(label="企业名称或统一社会信用代码")
    region = RegionFilter()
    tier = django_filters.ChoiceFilter(label="梯队", choices=Tier)
    status = django_filters.ChoiceFilter(label="状态", choices=EntryStatus)
    route = django_filters.ChoiceFilter(
        label="意向途径", field_name="intended_route", choices=LibraryEntry.IntendedRoute
    )
    target_year = django_filters.ChoiceFilter(label="目标年度", choices=year_choices)

    class Meta:
        model = LibraryEntry
        fields = ()


class LibraryFilter(EntryFilter):
    """The same, and the library as it was on a day: then tier and status are those of that day."""

    on = django_filters.DateFilter(
        label="截至某日", method="before", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    tier = django_filters.ChoiceFilter(label="梯队", choices=Tier, method="as_then")
    status = django_filters.ChoiceFilter(label="状态", choices=EntryStatus, method="as_then")

    class Meta(EntryFilter.Meta):
        pass

    @property
    def day(self):
        """The day whose state is asked for, or None for now."""
        return self.asked.cleaned_data.get("on") if self.is_valid() else None

    def filter_queryset(self, rows):
        if self.day:
            rows = as_of(rows, self.day)
            self.note = f"以下是 {self.day.isoformat()} 当天的梯队和状态，其余各栏是现在的内容。"
        return super().filter_queryset(rows)

    def as_then(self, rows, name, value):
        return rows.filter(**{f"{name}_then" if self.day else name: value})

    def before(self, rows, name, value):
        """The day has been asked of the rows already."""
        return rows


class EnterpriseTierFilter(django_filters.ChoiceFilter):
    """Enterprises by their place in the library; offered to the registry's list, which knows nothing of libraries."""

    OUTSIDE = "outside"

    def __init__(self):
        super().__init__(label="培育梯队", choices=[*Tier.choices, (self.OUTSIDE, "不在培育库")])

    def filter(self, rows, value):
        if not value:
            return rows
        entries = LibraryEntry.objects.filter(enterprise=OuterRef("pk"), status__in=IN_LIBRARY)
        return rows.filter(~Exists(entries) if value == self.OUTSIDE else Exists(entries.filter(tier=value)))


class ProblemFilter(PortalFilterSet):
    q = CaseSearchFilter(paired="title", number="number", label="问题、编号或企业")
    region = RegionFilter()
    status = django_filters.ChoiceFilter(label="状态", choices=ProblemStatus)
    overdue = django_filters.ChoiceFilter(label="逾期", choices=OVERDUE, method="only_overdue")
    dimension = django_filters.ChoiceFilter(label="维度", choices=Dimension)
    category = django_filters.ChoiceFilter(label="类别", choices=grouped_categories)
    severity = django_filters.ChoiceFilter(label="严重程度", choices=Problem.Severity)
    priority = django_filters.ChoiceFilter(label="优先级", choices=Problem.Priority)
    source = django_filters.ChoiceFilter(label="来源", choices=Problem.Source)
    common = django_filters.ChoiceFilter(label="共性问题", choices=YES, method="only_common")
    raised_on = DayRangeFilter(label="提出日期")
    solved_on = DayRangeFilter(label="销号日期")

    class Meta:
        model = Problem
        fields = ()

    def only_overdue(self, rows, name, value):
        return rows.overdue(timezone.localdate())

    def only_common(self, rows, name, value):
        return rows.filter(is_common=True)


class CommonFilter(PortalFilterSet):
    q = django_filters.CharFilter(label="名称或编号", method="by_words", widget=search_box("名称或编号"))
    status = django_filters.ChoiceFilter(label="状态", choices=CommonStatus)
    pending = django_filters.ChoiceFilter(label="待研判个案", choices=[("yes", "有")], method="with_pending")
    industry = django_filters.CharFilter(label="行业大类代码", field_name="industry", lookup_expr="exact")

    class Meta:
        model = CommonProblem
        fields = ()

    def by_words(self, rows, name, value):
        return rows.filter(Q(title__contains=value) | Q(number__contains=value))

    def with_pending(self, rows, name, value):
        return rows.filter(open_count__gt=0)


class PolicyFilter(PortalFilterSet):
    q = django_filters.CharFilter(label="名称或文号", method="by_words")
    region = django_filters.ChoiceFilter(label="地区", choices=lambda: place_choices(with_province=True)[1:])
    kind = django_filters.ChoiceFilter(label="类别", choices=PolicyTool.Kind)
    state = django_filters.ChoiceFilter(label="状态", choices=[("valid", "有效")], method="only_in_force")

    class Meta:
        model = PolicyTool
        fields = ()

    def by_words(self, rows, name, value):
        return rows.filter(Q(title__contains=value) | Q(document_no__contains=value))

    def only_in_force(self, rows, name, value):
        return rows.in_force(timezone.localdate())


class MeasureFilter(PortalFilterSet):
    q = CaseSearchFilter(paired="content", number="number", label="编号、内容或企业")
    region = RegionFilter()
    status = django_filters.ChoiceFilter(label="状态", choices=MeasureStatus)
    kind = django_filters.ChoiceFilter(label="类别", choices=Measure.Kind)
    overdue = django_filters.ChoiceFilter(label="逾期", choices=OVERDUE, method="only_overdue")
    due_on = DayRangeFilter(label="完成时限")

    class Meta:
        model = Measure
        fields = ()

    def only_overdue(self, rows, name, value):
        return rows.filter(status__in=MEASURE_WORKFLOW.open_statuses, due_on__lt=timezone.localdate())


class SavingFilter(PortalFilterSet):
    q = CaseSearchFilter(label="企业名称或统一社会信用代码")
    region = RegionFilter()
    year = django_filters.ChoiceFilter(label="年度", choices=past_years)
    kind = django_filters.ChoiceFilter(label="性质", choices=Problem.SavingKind)
    source = django_filters.ChoiceFilter(
        label="来源", choices=[("problem", "质量问题"), ("measure", "帮扶措施")], method="by_source"
    )
    state = django_filters.ChoiceFilter(label="状态", choices=[("live", "有效"), ("void", "已作废")], method="by_state")
    saved_on = DayRangeFilter(label="计入日期")
    project = django_filters.CharFilter(label="项目编号", field_name="project__number")

    class Meta:
        model = Saving
        fields = ()

    def by_source(self, rows, name, value):
        return rows.filter(**{f"{value}__isnull": False})

    def by_state(self, rows, name, value):
        return rows.filter(voided_at__isnull=value == "live")


class BenchmarkFilter(PortalFilterSet):
    q = CaseSearchFilter("product__name", "indicator", label="产品、指标或企业")
    region = RegionFilter()
    year = django_filters.ChoiceFilter(label="年度", choices=year_choices)
    state = django_filters.ChoiceFilter(
        label="进展", choices=[("reached", "已检测"), ("open", "未检测")], method="by_state"
    )

    class Meta:
        model = BenchmarkProduct
        fields = ()

    def by_state(self, rows, name, value):
        return rows.filter(reached_value__isnull=value != "reached")


class PlanFilter(PortalFilterSet):
    q = CaseSearchFilter("title", label="标准名称或企业")
    region = RegionFilter()
    year = django_filters.ChoiceFilter(label="年度", choices=year_choices)
    stage = django_filters.ChoiceFilter(label="阶段", choices=StandardPlan._meta.get_field("stage").choices)
    kind = django_filters.ChoiceFilter(label="性质", choices=StandardPlan.Kind)

    class Meta:
        model = StandardPlan
        fields = ()


class SnapshotFilter(PortalFilterSet):
    kind = django_filters.ChoiceFilter(label="种类", choices=Snapshot.Kind)

    class Meta:
        model = Snapshot
        fields = ()


class SnapshotRowFilter(PortalFilterSet):
    q = django_filters.CharFilter(label="任一列的内容", method="holding", max_length=100)
    region = RegionFilter()

    class Meta:
        model = SnapshotRow
        fields = ()

    def holding(self, rows, name, value):
        """Words apart by spaces must all stand in the row."""
        words = Func(F("cells"), Value("\n"), function="array_to_string", output_field=TextField())
        for word in value.split():
            rows = rows.alias(words=words).filter(words__contains=word)
        return rows


def with_extra_filters(filterset: type[PortalFilterSet], columns: list[ShownColumn]) -> type[PortalFilterSet]:
    """The same filter, and more: the programme's industry, and each extra column whose values are a few words."""
    more = {"industry": ProgrammeIndustryFilter()} | {
        one.name: django_filters.ChoiceFilter(label=one.label, choices=[(word, word) for word in words])
        for one in columns
        if (words := one.column.words())
    }
    return type("ListFilter", (filterset,), more)
