"""The list: filter, sorting, paging and export are one form over one queryset."""

from dataclasses import replace
from itertools import chain

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django_tables2.rows import BoundRows

from .. import columns, exports, paging, preferences, reference
from ..chosen import chosen_of, parameters_of
from ..tables import TableData, headings
from . import offers
from .base import BadQuery, Button, Page

NOT_FILTERS = frozenset({"page", "sort", "export"})


class ListPage(Page):
    """A list of what the person may see.

    A subclass gives ``model``, ``title``, ``filterset_class``, ``table_class`` and ``scope(user) -> QuerySet``;
    and, where wanted, ``lead`` (one sentence), ``export_name``, ``create_url`` with ``create_label``,
    ``empty_text``, ``default_sort`` (a column's name, ``-`` for descending), ``per_page``; ``is_personal`` where the
    rows tell of people, so that every export leaves a trace.
    ``rows(objects)`` may turn a page of model rows into prepared dicts, so that no cell asks the database.
    """

    template_name = "generic/list.html"
    model = None
    filterset_class = None
    table_class = None
    export_name = ""
    is_personal = False
    create_url = ""
    create_label = "新建"
    empty_text = "还没有记录。"
    default_sort = ""
    per_page = 25
    # Foreign keys to short tables (``lib.reference``), given to a page's rows instead of joined.
    references: tuple[str, ...] = ()
    # What the person keeps about this list; read for a page and its export, not where a room builds a list by hand.
    preference = preferences.Preference()

    def scope(self, user) -> QuerySet:
        raise NotImplementedError

    def rows(self, objects: list) -> list:
        """What the table shows of these model rows: the rows themselves, or one prepared dict for each."""
        return objects

    def may_create(self, user) -> bool:
        return True

    def buttons(self) -> list[Button]:
        if not self.create_url or not self.may_create(self.request.user):
            return []
        return [Button(self.create_label, self.create_url, icon="plus")]

    def get(self, request, *args, **kwargs) -> HttpResponse:
        self.preference = preferences.of(request.user, self.list_key)
        self.find()
        if wanted := request.GET.get("export"):
            return self._export(wanted)
        self._remember_sort()
        return self._page()

    def find(self) -> None:
        """The filter and the table over every row found; raises ``BadQuery`` for what the page does not know."""
        request = self.request
        self.filterset = self.filterset_class(
            request.GET if self._asked else None, self.scope(request.user), request=request
        )
        try:
            self._refuse_unknown_parameters()
            self.table = self._sorted_table()
        except BadQuery as bad:
            raise self._with_way_out(bad) from None

    @property
    def found(self) -> QuerySet:
        return self.table.data.data

    def context(self, **more) -> dict:
        return super().context(
            filterset=self.filterset,
            is_filtered=self.is_filtered,
            empty_text=self.empty_text,
            can_export=bool(self.export_name),
            buttons=[*self.buttons(), *offers.offered(self.request)],
            chosen=chosen_of(self.filterset.asked, self.request.GET) if self.is_filtered else [],
            views=[(view, view.is_shown_by(self.query)) for view in self.preference.views],
            column_lines=columns.lines(columns.choices(self.table)),
            **more,
        )

    @property
    def is_filtered(self) -> bool:
        return any(self.request.GET[name] for name in self._asked)

    @property
    def list_key(self) -> str:
        return preferences.key_of(self.request)

    @property
    def query(self) -> str:
        """What the address asks, as it may be kept under a name."""
        return preferences.lasting(self.request.GET.urlencode())

    @property
    def sort(self) -> str:
        """The address decides; without it what the person chose last; then the list's own order."""
        return self.request.GET.get("sort") or self.preference.sort or self.default_sort

    def _page(self) -> HttpResponse:
        page_obj = self._turned_page()
        head = headings(self.table, self.sort, self.request.GET)
        data = TableData(self._with_rows(page_obj.object_list))
        return self.render(page_obj=page_obj, headings=head, table=data)

    def _turned_page(self) -> paging.Page:
        try:
            return paging.Page(self.found, self.per_page, self.request.GET.get("page"), self._leading_sort())
        except paging.StaleCursor:
            raise BadQuery("网址中的页码已失效。请返回第一页重新翻看。", self.request.path, "返回第一页") from None

    def _sorted_table(self):
        """The table over every row found; raises ``BadQuery`` for a column that cannot be sorted."""
        objects = self.filterset.qs if self.filterset.is_valid() or not self.filterset.is_bound else self._nothing()
        table = self.table_class(objects)
        columns.show(table, self.preference.columns)
        if not columns.can_sort(table, self.preference.sort):
            # The page has lost the column since: nobody asked for it just now.
            self.preference = replace(self.preference, sort="")
        if name := self.sort.removeprefix("-"):
            if not columns.can_sort(table, name):
                raise BadQuery(f"不能按「{name}」排序。请点击表头重新选择排序。")
            table.order_by = self.sort
        table.data.data = paging.with_tie_breaker(table.data.data, self._leading_sort())
        return table

    def _leading_sort(self) -> str:
        """The column by which a place's rows are found, when the list shows those of one place."""
        asked = self.filterset.data or {}
        leading = (
            one.leading_sort(asked.get(name, ""))
            for name, one in self.filterset.filters.items()
            if hasattr(one, "leading_sort")
        )
        return next(leading, "")

    def _nothing(self) -> QuerySet:
        return self.scope(self.request.user).none()

    def _with_rows(self, objects: list):
        reference.fill(objects, self.references)
        prepared = self.rows(objects)
        data = self.table.data.from_data(list(prepared))
        data.set_table(self.table)
        self.table.rows = BoundRows(data=data, table=self.table)
        return self.table

    def _remember_sort(self) -> None:
        asked = self.request.GET.get("sort")
        if asked and asked != self.preference.sort:
            preferences.remember_sort(self.request.user, self.list_key, asked)

    def _with_way_out(self, bad: BadQuery) -> BadQuery:
        """A view that was saved before the page lost a filter can only be deleted: lead there."""
        stale = [view for view in self.preference.views if view.query == self.query]
        if not stale:
            return bad
        sentence = f"您保存的视图「{stale[0].name}」用到了本页已经没有的条件，不能再打开。{bad}"
        return BadQuery(sentence, preferences.deletion_url(stale[0]), "删除这个视图")

    @property
    def _asked(self) -> list[str]:
        """The filters that the address names."""
        return [name for name in self.request.GET if name not in NOT_FILTERS]

    def _refuse_unknown_parameters(self) -> None:
        fields = self.filterset.asked.fields.items() if self._asked else ()
        known = set(chain.from_iterable(parameters_of(*field) for field in fields))
        if unknown := [name for name in self._asked if name not in known]:
            raise BadQuery(f"网址中有本页不认识的查询条件「{unknown[0]}」。请返回列表，用页面上的筛选重新查询。")

    def _export(self, wanted: str) -> HttpResponse:
        if wanted not in exports.CONTENT_TYPES or not self.export_name:
            raise BadQuery(f"本页不能导出为「{wanted}」。请返回列表，用页面上的导出按钮。")
        if self.filterset.is_bound and not self.filterset.is_valid():
            raise BadQuery("筛选条件填写有误，未导出。请返回列表改正后再导出。")
        return exports.answer(self, wanted)

    def cells(self) -> exports.Cells:
        """Every row found, by the columns seen, as a file takes them."""
        prepare = None if type(self).rows is ListPage.rows else self.rows
        objects = self.found.select_related(*self.references) if self.references else self.found
        return exports.Cells(self.table, objects, prepare, sheet=self.page_title())

    def export_filename(self, count: int, kind: str) -> str:
        return exports.export_filename(self.export_name, self.export_place(), timezone.localdate(), count, kind)

    def export_place(self) -> str:
        """The place named in the file's name."""
        region = getattr(self.request.user, "region", None)
        return str(region) if region else "我的范围"
