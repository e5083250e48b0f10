"""The lists of a year: one page each, and one workbook with all of them."""

from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views import View

from pinzibiao.accounts.models import Role
from pinzibiao.exchange.offering import buttons_for
from pinzibiao.lib.exports import Cells, export_filename, workbook_response
from pinzibiao.lib.pages import Button, ListPage

from .. import cells
from ..columns import shown_columns, with_values
from ..filters import with_extra_filters
from ..models import ListDefinition, ListSet, Snapshot
from ..tables import list_table
from .base import defines_lists
from .records import RECORDS, rows_of

CLOSINGS = Snapshot.objects.filter(list_set=OuterRef("pk"), kind=Snapshot.Kind.YEAR, taken_at__isnull=False)
# ``closing``: the snapshot that closed the year, from when on the lists are read as they were then.
WHOLE_SETS = ListSet.objects.annotate(closing=Subquery(CLOSINGS.values("pk")[:1])).prefetch_related(
    "definitions__columns"
)


def definition_or_404(year: int, number: int | None = None) -> ListDefinition:
    """A list of a year with its set and columns at hand; without a number the first."""
    list_set = get_object_or_404(WHOLE_SETS, year=year)
    for definition in list_set.definitions.all():
        if number in (None, definition.number):
            definition.list_set = list_set
            return definition
    raise Http404


class ListsPage(ListPage):
    """One list of a year's set. Its columns are data; its rows are the records themselves."""

    template_name = "cultivation/lists.html"
    empty_text = "这张清单在本年度还没有记录。清单由培育库、质量问题和帮扶措施等记录自动汇总，不需要另外填报。"

    def prepare(self) -> None:
        self.show(definition_or_404(self.kwargs["year"], self.kwargs.get("number")))

    def show(self, definition: ListDefinition) -> None:
        """Make this the page of ``definition``: its rows, columns and filter."""
        self.definition, self.list_set = definition, definition.list_set
        self.records = RECORDS[definition.source]
        self.columns = shown_columns(definition)
        self.filterset_class = with_extra_filters(self.records.filterset, self.columns)
        self.table_class = list_table(self.columns)
        self.export_name = definition.name

    @property
    def year(self) -> int:
        return self.list_set.year

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if self.list_set.closing and request.user.kind in READS_SNAPSHOTS:
            return redirect("cultivation:snapshot_list", pk=self.list_set.closing, number=self.definition.number)
        return super().get(request, *args, **kwargs)

    def scope(self, user):
        return with_values(rows_of(self.definition.source, user, self.year), self.columns, self.year)

    def rows(self, objects: list) -> list[dict]:
        today = timezone.localdate()
        return [self._on_page(row, today) for row in objects]

    def cells(self) -> Cells:
        """The file holds the values; late days and pencils are the page's alone."""
        return Cells(self.table, self.found, self._in_file, sheet=self.page_title())

    def page_title(self) -> str:
        return f"{self.year} 年{self.definition.name}"

    def page_lead(self) -> str:
        return "由各项记录自动汇总，点击行首打开原始记录；带笔形标记的单元格可以直接填写。"

    def breadcrumbs(self):
        return [(str(self.list_set), reverse("cultivation:lists", args=[self.year])), (self.definition.name, None)]

    def buttons(self) -> list[Button]:
        region = self.request.GET.get("region", "")
        files = [("下载整套 Excel", "workbook", "download"), ("Word 附件", "word", "file-text")]
        found = [Button(label, self.whole_url(kind, region), icon, "outline-primary") for label, kind, icon in files]
        found += buttons_for(self.records.list_url, self.request.user)
        if self.request.user.kind in READS_SNAPSHOTS:
            found.append(Button("快照", reverse("cultivation:snapshots"), "camera", QUIET))
        if any(self.request.user.kind in one.column.editors and one.can_be_written for one in self.columns):
            bulk = reverse("cultivation:list_bulk", args=[self.year, self.definition.number])
            found.append(Button("批量填写", f"{bulk}?{self.query}" if self.query else bulk, "list-plus", QUIET))
        if defines_lists(self.request.user):
            found.append(Button("设置清单", reverse("cultivation:lists_setup", args=[self.year]), "settings-2", QUIET))
        return found

    def whole_url(self, kind: str, region: str) -> str:
        """All lists of the year as one file, of the place chosen on the page."""
        url = reverse(f"cultivation:lists_{kind}", args=[self.year])
        return f"{url}?region={region}" if region else url

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
        return Cells(self.table, self.found, self._in_file, sheet=f"{self.definition.number}{self.definition.name}")

    def _in_file(self, objects: list) -> list[dict]:
        return [{one.name: cells.value_of(row, one) for one in self.columns} for row in objects]

    def _on_page(self, row, today) -> dict:
        prepared = {"url": row.get_absolute_url()}
        for place, one in enumerate(self.columns):
            words = cells.words_of(row, one, today)
            # The first cell is the link to the record, and one cell cannot be two links.
            if place and not self.list_set.closing and cells.may_write(self.request.user, one, row):
                words = cells.writable(words, one.label, cell_url(self.definition, row, one))
            prepared[one.name] = words
        return prepared


QUIET = "outline-secondary"
READS_SNAPSHOTS = (*Role.REGULATORS, Role.Kind.AUDITOR, Role.Kind.BODY)


def cell_url(definition: ListDefinition, row, one) -> str:
    return reverse("cultivation:list_cell", args=[definition.list_set.year, definition.number, row.pk, one.column.pk])


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
        if list_set.closing and request.user.kind in READS_SNAPSHOTS:
            return redirect("cultivation:snapshot_workbook", pk=list_set.closing)
        pages = [page_of(request, list_set, definition) for definition in list_set.definitions.all()]
        if not pages:
            raise Http404
        return workbook_response(
            [page.whole_export() for page in pages],
            lambda count: export_filename(
                str(list_set).replace(" ", ""), pages[0].export_place(), timezone.localdate(), count, "xlsx"
            ),
        )


def page_of(request, list_set: ListSet, definition: ListDefinition) -> ListsPage:
    """The page of one list, made by hand for what holds several."""
    definition.list_set = list_set
    page = ListsPage()
    page.setup(request, year=list_set.year, number=definition.number)
    page.show(definition)
    return page
