"""The definition of a year's lists, kept by the province: columns added, hidden, renamed, put in another order."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy

from pinzibiao.casework.models import Event
from pinzibiao.lib.pages import Button, EditPage, FormPage, Page

from ..actions import listsets
from ..columns import known_columns
from ..forms.listset import AddColumnForm, ColumnForm, ExtraColumnForm, ListNameForm, ListSetForm
from ..models import ListColumn, ListDefinition
from ..selectors import is_closed
from .base import changed_labels, defines_lists
from .lists import QUIET, definition_or_404

SHOWN_EVENTS = 30
ACTS = {
    "up": partial(listsets.move_column, step=-1),
    "down": partial(listsets.move_column, step=1),
    "hide": partial(listsets.show_column, is_shown=False),
    "show": partial(listsets.show_column, is_shown=True),
}


class Setup:
    """What the pages of the definition share."""

    refusal = "清单的列由省级监管人员设置。需要增减列的，请向省市场监督管理局提出。"

    def may(self, user) -> bool:
        return defines_lists(user)


class ListsCreate(Setup, FormPage):
    """The province begins a year's lists from a preset or like another year's."""

    title = "建立年度清单"
    lead = "选择套表后，各张清单的列按套表建立，行由各项记录自动汇总。"
    form_class = ListSetForm
    submit_label = "建立"
    success_message = "已建立年度清单。"

    def save(self, form):
        return listsets.begin_year(by=self.request.user, year=form.cleaned_data["year"], **form.chosen())


class ListsSetup(Setup, Page):
    """Every list of a year with its columns, hidden ones too."""

    template_name = "cultivation/setup.html"
    lead = "列的名称、次序、显示与填写岗位在这里设置，马上生效；扩展列是本年度增加、由各岗位填写的列。"

    def prepare(self) -> None:
        self.list_set = definition_or_404(self.kwargs["year"]).list_set

    def page_title(self) -> str:
        return f"设置 {self.list_set}"

    def breadcrumbs(self):
        return [(str(self.list_set), self.list_set.get_absolute_url()), ("设置", None)]

    def buttons(self) -> list[Button]:
        return [Button("建立年度清单", reverse("cultivation:lists_create"), "plus", QUIET)]

    def get(self, request, year: int) -> HttpResponse:
        lists = [(one, known_columns(one)) for one in self.list_set.definitions.all()]
        told = Event.objects.filter(subject_type="cultivation.listset", subject_id=self.list_set.pk)
        return self.render(lists=lists, list_set=self.list_set, events=told.order_by("-id")[:SHOWN_EVENTS])


class WhileOpen(Setup):
    """Of a year that is not frozen yet."""

    refusal = "清单的列由省级监管人员设置；年度冻结以后不能再改。"

    def may(self, user) -> bool:
        return super().may(user) and not is_closed(self.definition.list_set)


class OfList(WhileOpen, FormPage):
    """A form about one list of a year."""

    def prepare(self) -> None:
        self.definition = definition_or_404(self.kwargs["year"], self.kwargs["number"])

    def page_lead(self) -> str:
        return f"{self.definition.list_set} · {self.definition.name}"

    def breadcrumbs(self):
        return [(f"设置 {self.definition.list_set}", self.cancel_url), (self.title, None)]

    @property
    def cancel_url(self) -> str:
        return reverse("cultivation:lists_setup", args=[self.definition.list_set.year])

    def success_url(self, result) -> str:
        return f"{self.cancel_url}#list-{self.definition.number}"


class ExtraColumnCreate(OfList):
    title = "添加扩展列"
    form_class = ExtraColumnForm
    success_message = "已添加扩展列，清单上马上可以填写。"

    def save(self, form):
        return listsets.add_extra_column(by=self.request.user, definition=self.definition, data=form.cleaned_data)


class ColumnAdd(OfList):
    title = "添加已有取值的列"
    form_class = AddColumnForm
    submit_label = "添加"
    success_message = "已添加列。"

    def form_kwargs(self) -> dict:
        return {"definition": self.definition}

    def save(self, form):
        return listsets.add_projection(by=self.request.user, definition=self.definition, key=form.cleaned_data["key"])


class OfSetup(WhileOpen, EditPage):
    list_title, list_url = "五张清单", reverse_lazy("cultivation:lists_now")

    def back_url(self) -> str:
        return reverse("cultivation:lists_setup", args=[self.definition.list_set.year])

    def success_url(self, result) -> str:
        return f"{self.back_url()}#list-{self.definition.number}"


class ColumnEdit(OfSetup):
    form_class = ColumnForm

    def scope(self, user):
        return ListColumn.objects.select_related("definition__list_set")

    @property
    def definition(self) -> ListDefinition:
        return self.object.definition

    def save(self, form):
        column = form.save()
        listsets.told_of(column, "修改列", by=self.request.user, comment=changed_labels(form))
        return column


class ListEdit(OfSetup):
    form_class = ListNameForm

    def scope(self, user):
        return ListDefinition.objects.select_related("list_set")

    @property
    def definition(self) -> ListDefinition:
        return self.object

    def save(self, form):
        before = form.initial["name"]
        listsets.renamed(form.save(), before, by=self.request.user)
        return self.object


class ColumnAct(WhileOpen, Page):
    """One place up or down, hidden or shown."""

    http_method_names = ["post"]

    def prepare(self) -> None:
        self.column = get_object_or_404(ListColumn.objects.select_related("definition__list_set"), pk=self.kwargs["pk"])
        self.definition = self.column.definition
        if self.kwargs["act"] not in ACTS:
            raise Http404

    def post(self, request, pk: int, act: str) -> HttpResponse:
        ACTS[act](self.column, by=request.user)
        url = reverse("cultivation:lists_setup", args=[self.definition.list_set.year])
        return redirect(f"{url}#list-{self.definition.number}")
