"""Frozen lists: which there are, what each holds, as a page and as one workbook."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from desks import scopes
from pinzibiao.casework.refusals import Refused
from pinzibiao.lib.exports import Cells, export_filename, workbook_response
from pinzibiao.lib.pages import Button, CreatePage, DetailPage, ListPage
from pinzibiao.lib.pages.details import ObjectPage

from ..actions.snapshots import ask_snapshot
from ..filters import SnapshotFilter, SnapshotRowFilter
from ..forms.snapshots import CompareForm, SnapshotForm
from ..models import Snapshot, SnapshotList, SnapshotRow
from ..tables import SnapshotTable, frozen_table
from .base import defines_lists
from .lists import QUIET, READS_SNAPSHOTS

SNAPSHOTS = ("清单快照", reverse_lazy("cultivation:snapshots"))


class Frozen:
    """What the pages of snapshots share."""

    refusal = "清单快照由监管部门和牵头（支撑）单位查看。"

    def may(self, user) -> bool:
        return user.kind in READS_SNAPSHOTS


class SnapshotIndex(Frozen, ListPage):
    model = Snapshot
    title = SNAPSHOTS[0]
    lead = "某一天或某一年度的五张清单，冻结后任何人都不能再改；两份快照可以逐格对照。"
    filterset_class = SnapshotFilter
    table_class = SnapshotTable
    export_name = "清单快照"
    create_url = reverse_lazy("cultivation:snapshot_create")
    create_label = "冻结清单"
    empty_text = "还没有快照。省级监管人员点“冻结清单”，随时可以留存一份。"

    def scope(self, user):
        return scopes.snapshots(user).select_related("list_set", "asked_by", "job")

    def may_create(self, user) -> bool:
        return defines_lists(user)


class SnapshotCreate(CreatePage):
    title = "冻结清单"
    lead = "把一个年度的各张清单按现在的内容留存下来。几十万行也在后台几分钟内完成，可以离开页面。"
    form_class = SnapshotForm
    list_title, list_url = SNAPSHOTS
    cancel_url = SNAPSHOTS[1]
    submit_label = "冻结"
    success_message = "已开始冻结，完成后在本页查看。"
    refusals = (*CreatePage.refusals, Refused)
    refusal = "清单由省级监管人员冻结。"

    def may(self, user) -> bool:
        return defines_lists(user)

    def save(self, form):
        return ask_snapshot(by=self.request.user, **form.cleaned_data)


class SnapshotDetail(Frozen, DetailPage):
    template_name = "cultivation/snapshot.html"
    list_title, list_url = SNAPSHOTS

    def scope(self, user):
        return scopes.snapshots(user).select_related("list_set", "asked_by", "job")

    def subtitle(self) -> str:
        return self.object.get_kind_display()

    def buttons(self) -> list[Button]:
        if not self.object.taken_at:
            return []
        files = [("下载整套 Excel", "workbook", "download"), ("Word 附件", "word", "file-text")]
        return [
            Button(label, reverse(f"cultivation:snapshot_{kind}", args=[self.object.pk]), icon, QUIET)
            for label, kind, icon in files
        ]

    def facts(self) -> list[tuple]:
        shot = self.object
        return [
            ("清单", shot.list_set),
            ("种类", shot.get_kind_display()),
            ("冻结时间", shot.taken_at),
            ("发起人", shot.asked_by),
            ("行数", shot.rows_count),
            ("校验值（SHA-256）", shot.sha256),
        ]

    def context(self, **more) -> dict:
        others = scopes.snapshots(self.request.user).filter(taken_at__isnull=False).exclude(pk=self.object.pk)
        return super().context(
            lists=list(self.object.lists.all()),
            compare=CompareForm(others=others.select_related("list_set")) if self.object.taken_at else None,
            **more,
        )


class SnapshotListPage(Frozen, ListPage):
    """One frozen list: the rows of one's own place, as they were."""

    filterset_class = SnapshotRowFilter
    template_name = "cultivation/frozen.html"
    empty_text = "这张清单冻结时，您的范围内没有记录。"
    model = SnapshotRow

    def prepare(self) -> None:
        taken = scopes.snapshots(self.request.user).filter(taken_at__isnull=False).select_related("list_set")
        if not self.may(self.request.user):
            return
        self.snapshot = get_object_or_404(taken, pk=self.kwargs["pk"])
        self.show(get_object_or_404(self.snapshot.lists, number=self.kwargs["number"]))

    def show(self, kept: SnapshotList) -> None:
        self.kept = kept
        self.table_class = frozen_table(kept)
        self.export_name = kept.name

    def scope(self, user):
        return scopes.snapshot_rows(user, self.kept.source).filter(of_list=self.kept)

    def rows(self, objects: list) -> list[dict]:
        return [{f"c{place}": words for place, words in enumerate(row.cells)} for row in objects]

    def page_title(self) -> str:
        return f"{self.snapshot}：{self.kept.name}"

    def page_lead(self) -> str:
        return f"冻结于 {timezone.localtime(self.snapshot.taken_at):%Y-%m-%d %H:%M}，以下是当时的内容。"

    def breadcrumbs(self):
        return [SNAPSHOTS, (str(self.snapshot), self.snapshot.get_absolute_url()), (self.kept.name, None)]

    def context(self, **more) -> dict:
        return super().context(snapshot=self.snapshot, kept=self.kept, lists=self.snapshot.lists.all(), **more)

    def whole_export(self) -> Cells:
        self.filterset = self.filterset_class(None, self.scope(self.request.user), request=self.request)
        self.table = self._sorted_table()
        return Cells(self.table, self.found, self.rows, sheet=f"{self.kept.number}{self.kept.name}")


class SnapshotWorkbook(Frozen, ObjectPage):
    """All lists of a snapshot in one Excel file: the rows of one's own place."""

    def scope(self, user):
        return scopes.snapshots(user).filter(taken_at__isnull=False).select_related("list_set")

    def get(self, request, pk: int) -> HttpResponse:
        pages = [self._page(kept) for kept in self.object.lists.all()]
        if not pages:
            return redirect(self.object)
        day = timezone.localdate(self.object.taken_at)
        name = str(self.object).replace(" ", "")
        return workbook_response(
            [page.whole_export() for page in pages],
            lambda count: export_filename(name, pages[0].export_place(), day, count, "xlsx"),
        )

    def _page(self, kept: SnapshotList) -> SnapshotListPage:
        page = SnapshotListPage()
        page.setup(self.request, pk=self.object.pk, number=kept.number)
        page.snapshot = self.object
        page.show(kept)
        return page
