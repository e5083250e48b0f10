"""One value into many rows of a list: first which column, then which rows and the value."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from pinzibiao.lib.pages import Page

from .. import cells
from ..actions import cells as writing
from ..forms.bulk import ChooseColumnForm
from ..forms.cells import cell_form
from .lists import definition_or_404, page_of
from .records import RECORDS

# More than a person looks through before pressing the button.
MOST_ROWS = 200


class BulkEdit(Page):
    """The rows that the list's filter found, each with what it says now and a tick."""

    template_name = "cultivation/bulk.html"
    refusal = "这张清单没有开放给您的岗位填写的列，或者年度已经冻结。需要填写的，请联系省级监管人员设置。"

    def prepare(self) -> None:
        self.definition = definition_or_404(self.kwargs["year"], self.kwargs["number"])
        self.list_page = page_of(self.request, self.definition.list_set, self.definition)
        kind = self.request.user.kind
        columns = self.list_page.columns
        self.columns = [one for one in columns if one.can_be_written and kind in one.column.editors]

    def may(self, user) -> bool:
        return bool(self.columns) and not self.definition.list_set.closing

    def page_title(self) -> str:
        return f"批量填写{self.definition.name}"

    def breadcrumbs(self):
        return [(self.definition.name, self.definition.get_absolute_url()), ("批量填写", None)]

    @property
    def asked(self) -> QueryDict:
        """The list's own filters, which stay in the address."""
        asked = self.request.GET.copy()
        for name in ("column", "page", "sort", "export"):
            asked.pop(name, None)
        return asked

    @property
    def column(self):
        """The column chosen, or None."""
        return next((one for one in self.columns if str(one.column.pk) == self.request.GET.get("column")), None)

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if self.column is None:
            return self.render(choose=ChooseColumnForm(columns=self.columns), asked=self.asked)
        rows = list(self.found()[: MOST_ROWS + 1])
        if not rows:
            messages.info(request, "没有符合条件的记录，请先在清单上调整筛选。")
            return redirect(self.definition)
        lines = [self.line(row) for row in rows[:MOST_ROWS]]
        return self.render(form=self.empty_form(rows[0]), lines=lines, has_more=len(rows) > MOST_ROWS, most=MOST_ROWS)

    def post(self, request, *args, **kwargs) -> HttpResponse:
        chosen = [int(key) for key in request.POST.getlist("rows") if key.isdigit()][:MOST_ROWS]
        if self.column is None or not chosen:
            messages.error(request, "请至少勾选一条记录，未作修改。")
            return redirect(request.get_full_path())
        written = writing.write_many(
            RECORDS[self.definition.source].scope(request.user).filter(pk__in=chosen),
            self.column,
            self.definition,
            by=request.user,
            before={key: request.POST.get(f"before-{key}") for key in chosen},
            form_of=lambda row: cell_form(self.column, self.definition.source)(request.POST, instance=row),
        )
        return self.told(written)

    def told(self, written) -> HttpResponse:
        messages.success(self.request, f"已填写 {written.count} 条。")
        for row, problem in written.refused:
            messages.warning(self.request, f"{row}：{problem}")
        query = self.asked.urlencode()
        return redirect(f"{self.definition.get_absolute_url()}?{query}" if query else self.definition)

    def empty_form(self, row):
        """The cell's form, which asks once for all rows."""
        form = cell_form(self.column, self.definition.source)(instance=row)
        form.initial = {}
        return form

    def found(self):
        page = self.list_page
        filterset = page.filterset_class(self.asked or None, page.scope(self.request.user), request=self.request)
        rows = filterset.qs if filterset.is_valid() or not filterset.is_bound else page.scope(self.request.user).none()
        return rows.order_by("-pk")

    def line(self, row) -> dict:
        first = self.list_page.columns[0]
        return {
            "row": row,
            "words": cells.value_of(row, first),
            "now": cells.value_of(row, self.column),
            "before": writing.seen(row, self.column),
            "may": cells.may_write(self.request.user, self.column, row),
        }
