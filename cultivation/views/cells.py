"""Writing in the list itself: the form of one cell, in its place or on a page of its own."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pinzibiao.lib.pages import EditPage
from pinzibiao.lib.tables import text_of

from .. import cells
from ..actions.cells import write_cell
from ..columns import shown_columns, with_values
from ..forms.cells import cell_form
from .lists import cell_url, definition_or_404
from .records import RECORDS


class CellEdit(EditPage):
    """One cell. A script gets the form and afterwards the cell; without one it is a page like any other."""

    refusal = "这一栏没有开放给您的岗位填写，或者记录已经办结、年度已经冻结。需要填写的，请联系省级平台管理员设置。"

    def prepare(self) -> None:
        self.definition = definition_or_404(self.kwargs["year"], self.kwargs["number"])
        found = [one for one in shown_columns(self.definition) if one.column.pk == self.kwargs["column"]]
        if not found:
            raise Http404
        self.column = found[0]
        self.form_class = cell_form(self.column, self.definition.source)
        super().prepare()

    def scope(self, user):
        return RECORDS[self.definition.source].scope(user)

    def may(self, user) -> bool:
        return not self.definition.list_set.closing and cells.may_write(user, self.column, self.object)

    def page_title(self) -> str:
        return f"填写{self.column.label}"

    def page_lead(self) -> str:
        return str(self.object)

    def breadcrumbs(self):
        return [(self.definition.name, self.back_url()), (self.page_title(), None)]

    def back_url(self) -> str:
        return self.definition.get_absolute_url()

    def success_url(self, result) -> str:
        return self.back_url()

    @property
    def in_place(self) -> bool:
        return "HX-Request" in self.request.headers

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return self._cell() if self.in_place and "shown" in request.GET else super().get(request, *args, **kwargs)

    def save(self, form):
        write_cell(self.object, self.column, form, self.definition, by=self.request.user)
        return self.object

    def saved(self, result) -> HttpResponse:
        return self._cell() if self.in_place else super().saved(result)

    def ask(self, form, status: int = 200, **more) -> HttpResponse:
        if not self.in_place:
            return super().ask(form, status, **more)
        context = {"form": form, "version": self.version(), "url": self.request.path, "label": self.column.label} | more
        # htmx swaps only what succeeded; the sentence in the form says what did not.
        return render(self.request, "cultivation/_cell_form.html", context)

    def _cell(self) -> HttpResponse:
        """The cell as the list shows it now."""
        rows = type(self.object)._base_manager.filter(pk=self.object.pk)
        row = with_values(rows, [self.column], self.definition.list_set.year).get()
        words = cells.words_of(row, self.column, timezone.localdate())
        if self.may(self.request.user):
            words = cells.writable(words, self.column.label, cell_url(self.definition, row, self.column))
        return HttpResponse(text_of(words))
