"""我的视图, and how a list is wanted: filters under a name, columns in an order."""

import re
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST

from pinzibiao.lib.pages import ConfirmPage, EditPage, FormPage, Page
from pinzibiao.lib.preferences import address_of, lasting

from .. import keeping, selectors
from ..forms import SavedViewForm, ViewNameForm

VIEWS = reverse_lazy("exchange:views")
COLUMN_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
MOST_COLUMNS = 60
ACTS = {
    "pin": partial(keeping.pin, is_pinned=True),
    "unpin": partial(keeping.pin, is_pinned=False),
    "up": partial(keeping.move, step=-1),
    "down": partial(keeping.move, step=1),
}


class MyViews(Page):
    template_name = "exchange/views.html"
    title = "我的视图"
    lead = "您在各列表上保存的筛选，只有您自己看得到。固定到首页的，在首页顶部一点即开。"

    def get(self, request) -> HttpResponse:
        views = selectors.views_of(request.user)
        return self.render(rows=[(view, selectors.list_title(view.list_key)) for view in views])


class SaveView(FormPage):
    """The filters of a list, asked for a name; the list's own page has the same form."""

    title = "保存当前筛选"
    form_class = SavedViewForm
    success_message = "已保存。这个视图在列表上方，一点即开。"

    def prepare(self) -> None:
        self.address = _address_or_404(self.kwargs["list_key"])

    def breadcrumbs(self):
        return [(selectors.list_title(self.kwargs["list_key"]), self.address), (self.title, None)]

    @property
    def cancel_url(self) -> str:
        return f"{self.address}?{lasting(self.request.POST.get('query', ''))}"

    def save(self, form):
        wanted = form.cleaned_data | {"query": lasting(form.cleaned_data["query"])}
        return keeping.save_view(by=self.request.user, list_key=self.kwargs["list_key"], **wanted)


class OfMyViews:
    """Pages about one view of one's own."""

    list_title = "我的视图"
    list_url = VIEWS

    def scope(self, user):
        return selectors.views_of(user)

    def back_url(self) -> str:
        return str(VIEWS)

    def success_url(self, result) -> str:
        return str(VIEWS)


class RenameView(OfMyViews, EditPage):
    form_class = ViewNameForm

    def save(self, form):
        return keeping.change(form.instance)


class DeleteView(OfMyViews, ConfirmPage):
    confirm_label = "删除"
    success_message = "已删除这个视图。"
    is_destructive = True

    def page_title(self) -> str:
        return "删除视图"

    def question(self) -> str:
        return f"删除视图「{self.object.name}」？"

    def consequences(self) -> list[str]:
        return ["只删除您保存的筛选条件，列表中的记录不受影响。"]

    def act(self) -> str:
        self.object.delete()
        return reverse("exchange:views")


@require_POST
def act_on_view(request, pk: int, act: str) -> HttpResponse:
    """Pin to the home page or not, one place up or down."""
    view = get_object_or_404(selectors.views_of(request.user), pk=pk)
    if act not in ACTS:
        raise Http404
    ACTS[act](view)
    return redirect(VIEWS)


@require_POST
def choose_columns(request, list_key: str) -> HttpResponse:
    """The columns ticked, in the order of the form; ``up`` and ``down`` name one that goes a place further."""
    address = _address_or_404(list_key)
    query = QueryDict(request.POST.get("query", "")[:2000]).urlencode()
    back = f"{address}?{query}" if query else address
    if "reset" in request.POST:
        keeping.forget_choices(by=request.user, list_key=list_key)
        return redirect(back)
    columns = _columns(request.POST)
    if not columns:
        messages.error(request, "至少要显示一列，未作修改。")
        return redirect(back)
    keeping.choose_columns(by=request.user, list_key=list_key, columns=columns)
    # Without a script each step is a request: the chooser shall stand open again.
    return redirect(f"{back}#column-chooser" if {"up", "down"} & set(request.POST) else back)


def _columns(data) -> list[str]:
    wanted = [name for name in data.getlist("columns") if COLUMN_NAME.fullmatch(name)]
    columns = list(dict.fromkeys(wanted))[:MOST_COLUMNS]
    for step, act in ((-1, "up"), (1, "down")):
        if data.get(act) in columns:
            _shift(columns, data[act], step)
    return columns


def _shift(columns: list[str], name: str, step: int) -> None:
    place = columns.index(name)
    columns.remove(name)
    columns.insert(max(place + step, 0), name)


def _address_or_404(list_key: str) -> str:
    if address := address_of(list_key):
        return address
    raise Http404
