"""Exports: the answer to a list's button, the list of one's own, one export with its progress, and its file."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse_lazy

from desks import scopes
from pinzibiao.accounts.models import Role
from pinzibiao.files.models import StoredFile
from pinzibiao.jobs.views import progress_context
from pinzibiao.lib.exports import attachment
from pinzibiao.lib.pages import Button, DetailPage, ListPage, Panel
from pinzibiao.lib.preferences import address_of

from .. import exporting
from ..models import Export
from ..tables import ExportFilter, ExportLogTable, ExportTable

TITLE, LOG_TITLE, LIST_URL = "我的导出", "导出记录", reverse_lazy("exchange:export_list")
NO_FILTER = "全部"


def answer(page: ListPage, kind: str) -> HttpResponse:
    """A small list goes out at once; a big one is made by a job, and its page tells how far it is."""
    if exporting.is_big(page):
        return redirect(exporting.ask(page, kind))
    export, made = exporting.write_now(page, kind)
    return attachment(made, kind, export.name)


def reads_the_log(user) -> bool:
    return user.kind == Role.Kind.AUDITOR


class ExportList(ListPage):
    model = Export
    filterset_class = ExportFilter
    empty_text = "还没有导出过列表。在列表页点“导出当前结果”，超过 5,000 行的在后台生成，完成后在这里下载。"

    def page_title(self) -> str:
        return LOG_TITLE if reads_the_log(self.request.user) else TITLE

    def page_lead(self) -> str:
        if reads_the_log(self.request.user):
            return "谁在什么时候、按什么条件、导出了多少行。文件只有导出人本人能下载。"
        return "超过 5,000 行的导出在后台生成，文件保留 7 天；其余直接下载，这里只留记录。"

    @property
    def table_class(self):
        return ExportLogTable if reads_the_log(self.request.user) else ExportTable

    def scope(self, user):
        return scopes.exports(user).select_related("owner", "job", "file")

    def rows(self, objects: list[Export]) -> list[dict]:
        return [self._row(export) for export in objects]

    def _row(self, export: Export) -> dict:
        return {
            "title": str(export),
            "url": export.get_absolute_url(),
            "owner": export.owner.name,
            "words": export.words or NO_FILTER,
            "rows": export.rows,
            "is_personal": export.is_personal,
            "stage": export.stage,
            "progress": render_to_string("exchange/_export_file.html", self._file(export), self.request),
            "created_at": export.created_at,
            "kept_until": export.kept_until,
        }

    def _file(self, export: Export) -> dict:
        if export.job and not export.finished_at:
            return {"export": export, **progress_context(export.job)}
        return {"export": export, "has_file": has_file(self.request.user, export)}


class ExportDetail(DetailPage):
    """What was asked, how far it is, and the file for as long as it is kept."""

    template_name = "exchange/export_detail.html"
    list_url = LIST_URL

    @property
    def list_title(self) -> str:
        return LOG_TITLE if reads_the_log(self.request.user) else TITLE

    def scope(self, user):
        return scopes.exports(user).select_related("owner", "job", "file")

    @property
    def is_own(self) -> bool:
        return self.object.owner_id == self.request.user.pk

    def context(self, **more) -> dict:
        export = self.object
        is_waiting = bool(self.is_own and export.job and not export.finished_at)
        return super().context(
            export=export,
            has_file=has_file(self.request.user, export),
            is_waiting=is_waiting,
            **(progress_context(export.job, reload=True) if is_waiting else {}),
            **more,
        )

    def buttons(self) -> list[Button]:
        address = address_of(self.object.list_key) if self.is_own else ""
        if not address:
            return []
        return [Button("回到列表", f"{address}?{self.object.query}", "arrow-left", "outline-primary")]

    def panels(self) -> list[Panel]:
        return [Panel("导出的内容", facts=self._record())]

    def _record(self) -> list[tuple]:
        export = self.object
        return [
            ("列表", export.title),
            ("筛选条件", export.words or NO_FILTER),
            ("格式", export.get_kind_display()),
            ("列（个）", len(export.columns)),
            ("行数", export.rows),
            ("含个人信息", export.is_personal),
            ("导出人", export.owner.name),
            ("发起时间", export.created_at),
            ("完成时间", export.finished_at),
            ("文件名", export.name),
            ("文件校验值", export.sha256[:12]),
            ("文件保留至", export.kept_until),
        ]


def has_file(user, export: Export) -> bool:
    """The file is its owner's alone, in the role in which it was asked, for as long as it is kept."""
    is_theirs = export.owner_id == user.pk and exporting.capacity_of(user) == export.capacity
    return bool(is_theirs and export.file_id and not export.is_old)


def export_file(user, pk: int) -> StoredFile | None:
    export = scopes.exports(user).filter(pk=pk).select_related("file").first()
    return export.file if export and has_file(user, export) else None
