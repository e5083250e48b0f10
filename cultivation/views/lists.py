"""The lists of a year: one page each, and one workbook with all of them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views import View

from desks import scopes
from pinzibiao.accounts.models import Role
from pinzibiao.lib.exports import Cells, export_filename, workbook_response
from pinzibiao.lib.pages import Button, FormPage, ListPage
from pinzibiao.lib.status import tone_of

from .. import filters, selectors
from ..forms import ListSetForm
from ..loading import load_lists
from ..models import ListDefinition, ListSet
from ..projections import PROJECTIONS
from ..tables import list_table

Source = ListDefinition.Source


@dataclass(frozen=True)
class Records:
    """Where the rows of a list come from: whose they are, which of them belong to a year, what is fetched along."""

    scope: Callable
    of_year: Callable
    filterset: type
    related: tuple[str, ...]
    prefetched: tuple[str, ...] = field(default=())


OF_PROBLEMS = ("enterprise", "county", "verified_by", "project")
RECORDS = {
    Source.ENTRIES: Records(
        scopes.library_entries,
        selectors.entries_of_year,
        filters.EntryFilter,
        ("enterprise__industry", "county", "regulator", "expert"),
        (
            "enterprise__year_figures",
            "enterprise__certificates",
            "enterprise__quality_officers",
            "enterprise__awards",
        ),
    ),
    Source.BENCHMARKS: Records(
        scopes.benchmark_products,
        selectors.benchmarks_of_year,
        filters.BenchmarkFilter,
        ("enterprise", "county", "product__standard"),
    ),
    Source.STANDARD_PLANS: Records(
        scopes.standard_plans,
        selectors.plans_of_year,
        filters.PlanFilter,
        ("enterprise", "county", "standard"),
        ("products",),
    ),
    Source.PROBLEMS: Records(scopes.problems, selectors.problems_of_year, filters.ProblemFilter, OF_PROBLEMS),
    Source.REQUESTS: Records(scopes.problems, selectors.requests_of_year, filters.ProblemFilter, OF_PROBLEMS),
    Source.RESULTS: Records(scopes.problems, selectors.results_of_year, filters.ProblemFilter, OF_PROBLEMS),
    Source.MEASURES: Records(
        scopes.measures,
        selectors.measures_of_year,
        filters.MeasureFilter,
        ("enterprise", "county", "helping_organisation"),
        ("problems__project",),
    ),
}


WHOLE_SETS = ListSet.objects.prefetch_related("definitions__columns")


class ListsPage(ListPage):
    """One list of a year's set. Its columns are data; its rows are the records themselves."""

    template_name = "cultivation/lists.html"
    empty_text = "这张清单在本年度还没有记录。清单由培育库、质量问题和帮扶措施等记录自动汇总，不需要另外填报。"

    def prepare(self) -> None:
        list_set = get_object_or_404(WHOLE_SETS, year=self.kwargs["year"])
        definitions = list(list_set.definitions.all())
        wanted = self.kwargs.get("number") or min((d.number for d in definitions), default=0)
        found = [definition for definition in definitions if definition.number == wanted]
        if not found:
            raise Http404
        self.show(list_set, found[0])

    def show(self, list_set: ListSet, definition: ListDefinition) -> None:
        """Make this the page of ``definition``: its rows, columns and filter."""
        self.list_set, self.definition = list_set, definition
        self.records = RECORDS[definition.source]
        self.filterset_class = self.records.filterset
        known = PROJECTIONS[definition.source]
        columns = [(column.label, known[column.key]) for column in definition.columns.all() if column.key in known]
        self.projections = [projection for _, projection in columns]
        self.table_class = list_table(columns)
        self.export_name = definition.name

    @property
    def year(self) -> int:
        return self.list_set.year

    def scope(self, user):
        rows = self.records.of_year(self.records.scope(user), self.year)
        return rows.select_related(*self.records.related).prefetch_related(*self.records.prefetched)

    def rows(self, objects: list) -> list[dict]:
        today = timezone.localdate()
        return [self._prepared(row, today) for row in objects]

    def page_title(self) -> str:
        return f"{self.year} 年{self.definition.name}"

    def page_lead(self) -> str:
        return "由各项记录自动汇总，点击行首打开原始记录。"

    def breadcrumbs(self):
        return [(str(self.list_set), reverse("cultivation:lists", args=[self.year])), (self.definition.name, None)]

    def buttons(self) -> list[Button]:
        url = reverse("cultivation:lists_workbook", args=[self.year])
        region = self.request.GET.get("region", "")
        found = [Button("下载整套 Excel", f"{url}?region={region}" if region else url, "download", "outline-primary")]
        if self.request.user.kind == Role.Kind.PROVINCE:
            found.append(Button("建立年度清单", reverse("cultivation:lists_create"), "plus", "outline-secondary"))
        return found

    def context(self, **more) -> dict:
        years = ListSet.objects.values_list("year", flat=True)
        return super().context(
            list_set=self.list_set,
            definition=self.definition,
            years=years,
            definitions=self.list_set.definitions.all(),
            **more,
        )

    def whole_export(self) -> Cells:
        """Every row of this list, as the page shows it, for the workbook; only the place may be narrowed."""
        region = self.request.GET.get("region", "")
        asked = {"region": region} if region else None
        self.filterset = self.filterset_class(asked, self.scope(self.request.user), request=self.request)
        self.table = self._sorted_table()
        return Cells(self.table, self.found, self.rows, sheet=f"{self.definition.number}{self.definition.name}")

    def _prepared(self, row, today) -> dict:
        prepared = {"url": row.get_absolute_url()}
        for number, projection in enumerate(self.projections, start=1):
            value = projection.value(row, self.year)
            if projection.kind == "status":
                value = value if isinstance(value, tuple) else (value.get_status_display(), tone_of(value))
            prepared[f"c{number}"] = value
            if projection.kind == "due":
                prepared[f"c{number}_late"] = row.is_overdue(today)
        return prepared


class ListsNow(View):
    """Leads to this year's lists, or to the latest before it; the province is led to begin one where there is none."""

    def get(self, request) -> HttpResponse:
        sets = ListSet.objects.order_by("-year")
        latest = sets.filter(year__lte=timezone.localdate().year).first() or sets.first()
        if latest is not None:
            return redirect(latest.get_absolute_url())
        if request.user.kind == Role.Kind.PROVINCE:
            return redirect("cultivation:lists_create")
        raise Http404


class ListsWorkbook(View):
    """All lists of a year in one Excel file, a sheet each: the rows that this person may see."""

    def get(self, request, year: int) -> HttpResponse:
        list_set = get_object_or_404(WHOLE_SETS, year=year)
        pages = [self._page(request, list_set, definition) for definition in list_set.definitions.all()]
        if not pages:
            raise Http404
        return workbook_response(
            [page.whole_export() for page in pages],
            lambda count: export_filename(
                str(list_set).replace(" ", ""), pages[0].export_place(), timezone.localdate(), count, "xlsx"
            ),
        )

    def _page(self, request, list_set: ListSet, definition: ListDefinition) -> ListsPage:
        page = ListsPage()
        page.setup(request, year=list_set.year, number=definition.number)
        page.show(list_set, definition)
        return page


class ListsCreate(FormPage):
    """The province begins a year's lists from a preset."""

    title = "建立年度清单"
    lead = "选择套表后，各张清单的列按套表建立，行由各项记录自动汇总。"
    form_class = ListSetForm
    submit_label = "建立"
    success_message = "已建立年度清单。"

    def may(self, user) -> bool:
        return user.kind == Role.Kind.PROVINCE

    def save(self, form) -> int:
        load_lists(form.cleaned_data["year"], form.cleaned_data["preset"])
        return form.cleaned_data["year"]

    def success_url(self, result) -> str:
        return reverse("cultivation:lists", args=[result])
