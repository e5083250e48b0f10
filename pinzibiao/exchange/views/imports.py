"""Imports: the list, one import with everything that is wrong in its file, and its two files."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy

from desks import scopes
from pinzibiao.files.models import StoredFile
from pinzibiao.lib.pages import Button, DetailPage, ListPage, Panel
from pinzibiao.lib.tables import TableData

from ..kinds import kind_of, kinds_for
from ..models import Fault, Import
from ..tables import FaultFilter, FaultTable, ImportFilter, ImportTable

TITLE, LIST_URL = "导入", reverse_lazy("exchange:import_list")
FAULTS_SHOWN = 10


def label_of(case: Import) -> str:
    kind = kind_of(case.kind)
    return kind.label if kind else case.kind


class ImportList(ListPage):
    model = Import
    title = TITLE
    lead = "用 Excel 批量登记。上传后先核对、不写入；核对无误并由您确认后才一次写入。"
    filterset_class = ImportFilter
    table_class = ImportTable
    empty_text = "您还没有导入过文件。"
    create_url = reverse_lazy("exchange:import_start")
    create_label = "导入文件"

    def scope(self, user):
        return scopes.imports(user).select_related("owner", "source", "job")

    def may_create(self, user) -> bool:
        return bool(kinds_for(user))

    def rows(self, objects: list[Import]) -> list[dict]:
        return [self._row(case) for case in objects]

    @staticmethod
    def _row(case: Import) -> dict:
        counts = ("created_count", "updated_count", "unchanged_count", "wrong_count")
        return {
            "name": case.source.name,
            "url": case.get_absolute_url(),
            "kind": label_of(case),
            "stage": case.stage_look,
            "owner": case.owner.name,
            "created_at": case.created_at,
            **{name: getattr(case, name) for name in counts},
        }


class OfImports:
    """Pages about one import of ``scopes.imports``."""

    list_title, list_url = TITLE, LIST_URL

    def scope(self, user):
        return scopes.imports(user).select_related("owner", "source", "marked", "job")

    @property
    def is_own(self) -> bool:
        return self.object.owner_id == self.request.user.pk


class ImportDetail(OfImports, DetailPage):
    """How far it is, what would be done, what is wrong, and in the end the receipt."""

    template_name = "exchange/import_detail.html"

    def page_title(self) -> str:
        return f"导入{label_of(self.object)}"

    def subtitle(self) -> str:
        return self.object.source.name

    def context(self, **more) -> dict:
        kind = kind_of(self.object.kind)
        is_waiting = self.object.stage in (Import.Stage.CHECKING, Import.Stage.WRITING)
        return super().context(
            case=self.object,
            kind=kind if kind and kind.may(self.request.user) else None,
            is_own=self.is_own,
            is_waiting=bool(is_waiting and self.object.job),
            has_counts=self.object.checked_at and not self.object.refusal,
            **more,
        )

    def buttons(self) -> list[Button]:
        case, found = self.object, []
        if not self.is_own:
            return found
        if case.can_confirm:
            url = reverse("exchange:import_confirm", args=[case.pk])
            found.append(Button("确认导入", url, icon="check"))
        if case.can_close:
            url = reverse("exchange:import_give_up", args=[case.pk])
            found.append(Button("放弃", url, icon="x", style="outline-secondary"))
        return found

    def panels(self) -> list[Panel]:
        found = []
        if self.object.fault_count:
            found.append(self._faults())
        return [*found, Panel("文件和经过" if not self.object.merged_at else "回执", facts=self._record())]

    def _faults(self) -> Panel:
        case = self.object
        first = FaultTable(list(case.faults.all()[:FAULTS_SHOWN]), request=self.request)
        return Panel(
            f"错误（{case.fault_count:,} 处）",
            template="exchange/_faults.html",
            context={"table": TableData(first), "more": max(case.fault_count - FAULTS_SHOWN, 0)},
            url=reverse("exchange:import_faults", args=[case.pk]),
            url_label="全部错误",
            anchor="faults",
        )

    def _record(self) -> list[tuple]:
        case = self.object
        facts = [
            ("编号", case.pk),
            ("种类", label_of(case)),
            ("文件", case.source.name),
            ("文件校验值（SHA-256）", case.source.sha256),
            ("工作表", case.sheet),
            ("导入人", case.owner.name),
            ("上传时间", case.created_at),
            ("核对完成时间", case.checked_at),
            ("确认时间", case.asked_at),
            ("写入时间", case.merged_at),
            ("放弃时间", case.closed_at),
        ]
        return [(label, value) for label, value in facts if value not in (None, "")]


class ImportFaults(OfImports, ListPage):
    """Every error of one file, in the order of its rows."""

    model = Fault
    title = "全部错误"
    filterset_class = FaultFilter
    table_class = FaultTable
    export_name = "导入错误"
    empty_text = "这个文件没有错误。"
    per_page = 50

    def prepare(self) -> None:
        self.object = get_object_or_404(OfImports.scope(self, self.request.user), pk=self.kwargs["pk"])

    def scope(self, user):
        return self.object.faults.all()

    def page_lead(self) -> str:
        sheet = f"，工作表「{self.object.sheet}」" if self.object.sheet else ""
        return f"{self.object.source.name}{sheet}。行号和列号与文件中一致；改正后请重新上传整个文件。"

    def breadcrumbs(self):
        trail = [(TITLE, LIST_URL), (f"导入{label_of(self.object)}", self.object.get_absolute_url())]
        return [*trail, (self.title, None)]


def source_file(user, pk: int) -> StoredFile | None:
    """The file as it was sent: for its owner alone, since it may hold what its owner may not see any more."""
    return _own_file(user, pk, "source")


def marked_file(user, pk: int) -> StoredFile | None:
    """The copy with the errors marked, for its owner alone."""
    return _own_file(user, pk, "marked")


def _own_file(user, pk: int, name: str) -> StoredFile | None:
    case = scopes.imports(user).filter(pk=pk, owner_id=user.pk).select_related(name).first()
    return case and getattr(case, name)


def kind_or_404(key: str):
    kind = kind_of(key)
    if kind is None:
        raise Http404
    return kind
