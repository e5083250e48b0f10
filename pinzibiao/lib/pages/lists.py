"""The list: filter, sorting, paging and export are one form over one queryset."""

import logging

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django_tables2.rows import BoundRows

from .. import paging
from ..exports import Export, TooManyRows, export_filename
from ..tables import TableData, headings
from . import offers
from .base import BadQuery, Button, Page

logger = logging.getLogger(__name__)
EXPORT_FORMATS = ("xlsx", "csv")
EXPORT_CHUNK = 1000


class ListPage(Page):
    """A list of what the person may see.

    A subclass gives ``model``, ``title``, ``filterset_class``, ``table_class`` and ``scope(user) -> QuerySet``;
    and, where wanted, ``lead`` (one sentence), ``export_name``, ``create_url`` with ``create_label``,
    ``empty_text``, ``default_sort`` (a column's name, ``-`` for descending), ``per_page``.
    ``rows(objects)`` may turn a page of model rows into prepared dicts, so that no cell asks the database.
    """

    template_name = "generic/list.html"
    model = None
    filterset_class = None
    table_class = None
    export_name = ""
    create_url = ""
    create_label = "新建"
    empty_text = "还没有记录。"
    default_sort = ""
    per_page = 25

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
        self.filterset = self.filterset_class(request.GET or None, self.scope(request.user), request=request)
        self._refuse_unknown_parameters()
        self.table = self._sorted_table()
        if wanted := request.GET.get("export"):
            return self._export(wanted)
        return self._page()

    def context(self, **more) -> dict:
        return super().context(
            filterset=self.filterset,
            is_filtered=self.is_filtered,
            empty_text=self.empty_text,
            can_export=bool(self.export_name),
            buttons=[*self.buttons(), *offers.offered(self.request)],
            **more,
        )

    @property
    def is_filtered(self) -> bool:
        return any(value for name, value in self.request.GET.items() if name not in {"page", "sort", "export"})

    @property
    def sort(self) -> str:
        return self.request.GET.get("sort") or self.default_sort

    def _page(self) -> HttpResponse:
        page_obj = self._turned_page()
        head = headings(self.table, self.sort, self.request.GET)
        data = TableData(self._with_rows(page_obj.object_list))
        return self.render(page_obj=page_obj, headings=head, table=data)

    def _turned_page(self) -> paging.Page:
        try:
            return paging.Page(self.table.data.data, self.per_page, self.request.GET.get("page"))
        except paging.StaleCursor:
            raise BadQuery("网址中的页码已失效。请返回第一页重新翻看。") from None

    def _sorted_table(self):
        """The table over every row found; raises ``BadQuery`` for a column that cannot be sorted."""
        objects = self.filterset.qs if self.filterset.is_valid() or not self.filterset.is_bound else self._nothing()
        table = self.table_class(objects, request=self.request)
        if name := self.sort.removeprefix("-"):
            if name not in table.columns.names() or not table.columns[name].orderable:
                raise BadQuery(f"不能按「{name}」排序。请点击表头重新选择排序。")
            table.order_by = self.sort
        table.data.data = paging.with_tie_breaker(table.data.data)
        return table

    def _nothing(self) -> QuerySet:
        return self.scope(self.request.user).none()

    def _with_rows(self, objects: list):
        prepared = self.rows(objects)
        data = self.table.data.from_data(list(prepared))
        data.set_table(self.table)
        self.table.rows = BoundRows(data=data, table=self.table)
        return self.table

    def _refuse_unknown_parameters(self) -> None:
        known = {"page", "sort", "export", *_parameter_names(self.filterset.form)}
        if unknown := [name for name in self.request.GET if name not in known]:
            raise BadQuery(f"网址中有本页不认识的查询条件「{unknown[0]}」。请返回列表，用页面上的筛选重新查询。")

    def _export(self, wanted: str) -> HttpResponse:
        if wanted not in EXPORT_FORMATS or not self.export_name:
            raise BadQuery(f"本页不能导出为「{wanted}」。请返回列表，用页面上的导出按钮。")
        if self.filterset.is_bound and not self.filterset.is_valid():
            raise BadQuery("筛选条件填写有误，未导出。请返回列表改正后再导出。")
        logger.info("export of %s by user %s: %s", self.export_name, self.request.user.pk, self.request.GET.urlencode())
        export = Export(self.table, self._chunks(), sheet=self.page_title())
        try:
            return export.response(wanted, lambda count: self._filename(count, wanted))
        except TooManyRows:
            raise BadQuery("结果超过 Excel 一张表能放的行数。请缩小筛选范围分次导出，或导出为 CSV。") from None

    def _filename(self, count: int, kind: str) -> str:
        return export_filename(self.export_name, self.export_place(), timezone.localdate(), count, kind)

    def export_place(self) -> str:
        """The place named in the file's name."""
        region = getattr(self.request.user, "region", None)
        return str(region) if region else "我的范围"

    def _chunks(self):
        """Every row found, as tables of at most a thousand rows, so that memory stays bounded."""
        chunk = []
        for row in self.table.data.data.iterator(chunk_size=EXPORT_CHUNK):
            chunk.append(row)
            if len(chunk) == EXPORT_CHUNK:
                yield self._with_rows(chunk)
                chunk = []
        if chunk:
            yield self._with_rows(chunk)


def _parameter_names(form) -> set[str]:
    """Every name that the filter's fields read; a range of days reads ``name_after`` and ``name_before``."""
    names = set()
    for name, field in form.fields.items():
        suffixes = getattr(field.widget, "suffixes", None)
        names.update(f"{name}_{suffix}" for suffix in suffixes or ())
        if not suffixes:
            names.add(name)
    return names
