"""The pages of reports: the list, asking, one report, its narrative; live figures and the rows behind them."""

from django.http import Http404
from django.urls import reverse, reverse_lazy

from desks import scopes
from pinzibiao.accounts.models import Role
from pinzibiao.casework.views import MoveView
from pinzibiao.casework.workflow import Desk
from pinzibiao.jobs.models import Job
from pinzibiao.lib.pages import BadQuery, Button, CreatePage, DetailPage, EditPage, ListPage, Page

from . import actions
from .annexes import counted
from .content import group_of
from .figures import Scope, figure
from .filters import RowsFilter
from .forms import FiguresForm, NarrativeForm, ReportForm
from .models import Report
from .rows import NEEDED, line_of, links_of, shown_since
from .selectors import narratives_of
from .sources import SOURCES
from .states import ReportStatus
from .tables import CountedRowsTable, ReportFilter, ReportTable, RowsTable

LIST = {"list_title": "进展报告", "list_url": reverse_lazy("reports:list")}
READERS = (*Role.REGULATORS, Role.Kind.AUDITOR)


class ReportList(ListPage):
    model = Report
    title = "进展报告"
    lead = "数字由平台记录统计并冻结，文字由编制机关撰写，审核、签发后归档。"
    filterset_class = ReportFilter
    table_class = ReportTable
    export_name = "进展报告"
    default_sort = "-cut_off_at"
    create_url = reverse_lazy("reports:create")
    create_label = "生成报告"
    empty_text = "还没有报告。点右上角“生成报告”，选择区域和期间即可。"

    def may(self, user) -> bool:
        return user.kind in READERS

    def may_create(self, user) -> bool:
        return user.kind in Role.REGULATORS

    def scope(self, user):
        return scopes.reports(user).select_related("region")

    def buttons(self) -> list[Button]:
        return [*super().buttons(), Button("实时数据", reverse("reports:figures"), "chart-column", "outline-primary")]


class ReportCreate(CreatePage):
    title = "生成报告"
    lead = "提交后由后台统计并生成 Word、PDF 和 Excel，可以离开本页。"
    list_title, list_url = LIST["list_title"], LIST["list_url"]
    cancel_url = LIST["list_url"]
    form_class = ReportForm
    submit_label = "开始生成"
    success_message = "已开始生成，本页会显示进度。"

    def may(self, user) -> bool:
        return user.kind in Role.REGULATORS

    def form_kwargs(self) -> dict:
        """An office makes its own reports; those of places below are read, not made."""
        own = scopes.regions(self.request.user).filter(pk=self.request.user.region.pk)
        return {"regions": own}

    def save(self, form) -> Report:
        data = form.cleaned_data
        asked = (data["kind"], data["region"], data["start"], data["end"])
        return actions.request_report(*asked, by=self.request.user, key=data["key"])


class ReportDetail(DetailPage):
    template_name = "reports/report_detail.html"
    list_title, list_url = LIST["list_title"], LIST["list_url"]
    is_case = True

    def scope(self, user):
        return scopes.reports(user).select_related("region", "signed_by", "word", "pdf", "excel")

    def subtitle(self) -> str:
        return f"{self.object.get_kind_display()} · 第 {self.object.version} 版"

    def facts(self) -> list[tuple]:
        report = self.object
        return [
            ("区域", report.region),
            ("统计期间", f"{report.period_from} 至 {report.period_to}"),
            ("数据截止", report.cut_off_at),
            ("数据摘要（SHA-256）", report.sha256[:16]),
            ("签发人", report.signed_by),
            ("签发日期", report.signed_on),
        ]

    def buttons(self) -> list[Button]:
        if not may_write(self.request.user, self.object):
            return []
        return [Button("编辑文字", reverse("reports:narrative", args=[self.object.pk]), "pencil", "outline-primary")]

    def context(self, **more) -> dict:
        report = self.object
        texts = narratives_of(report)
        return super().context(
            **more,
            content=report.frozen,
            chapters=[(c.label, texts.get(c.value, "")) for c in report.narratives.model.Chapter],
            files=[(kind, f) for kind, f in (("word", report.word), ("pdf", report.pdf), ("excel", report.excel)) if f],
            job=Job.objects.filter(pk=report.job_id).first(),
        )


class NarrativeEdit(EditPage):
    """The words of a report; its numbers are frozen."""

    title = "编辑文字"
    list_title, list_url = LIST["list_title"], LIST["list_url"]
    form_class = NarrativeForm
    refusal = "报告送审后文字不再修改。如需修改，请审核人退回。"

    def scope(self, user):
        return scopes.reports(user)

    def may(self, user) -> bool:
        return may_write(user, self.object)

    def save(self, form) -> Report:
        actions.write_narrative(self.object, form.cleaned_data, by=self.request.user)
        return self.object


class Move(MoveView):
    procedure = actions.PROCEDURE

    def scope(self, user):
        return scopes.reports(user)


class Figures(Page):
    """Figures of a place and a period as they stand now; each opens the rows behind it."""

    template_name = "reports/figures.html"
    title = "实时数据"
    lead = "按业务日期统计，数字可点开查看明细。“累计”＝基数＋基数日之后的记录。"

    def may(self, user) -> bool:
        return user.kind in READERS

    def get(self, request, *args, **kwargs):
        regions = scopes.regions(request.user)
        form = FiguresForm(request.GET or None, regions=regions)
        period = self._period(form, regions)
        return self.render(form=form, figures=self._figures(period), period=period)

    def _period(self, form, regions) -> dict:
        if form.is_bound:
            return form.cleaned_data if form.is_valid() else {}
        own = regions.filter(pk=self.request.user.region.pk).first() if self.request.user.region else regions.first()
        return {"region": own, "start": form.initial["start"], "end": form.initial["end"], "industry": None}

    def _figures(self, asked: dict) -> list[dict]:
        if not asked:
            return []
        scope = Scope(asked["region"], asked["start"], asked["end"], asked["industry"])
        group = group_of("", scope, tuple(SOURCES))
        return [row | links_of(group, row["code"], scope.start, scope.end) for row in group["figures"]]


class Rows(ListPage):
    """The rows that one figure counts in its period, cut to what the person may see anyway."""

    template_name = "reports/rows.html"
    # Place and period say which figure it is; without them there is none to show.
    is_filtered = False
    filterset_class = RowsFilter
    table_class = RowsTable
    export_name = "数据明细"
    default_sort = "-counted_on"
    empty_text = "这一期间没有计入的记录。"

    def may(self, user) -> bool:
        return user.kind in READERS

    def prepare(self) -> None:
        if self.kwargs["code"] not in SOURCES:
            raise Http404
        form = FiguresForm(self.request.GET, regions=scopes.regions(self.request.user))
        if not self.may(self.request.user):
            return
        if not form.is_valid():
            raise BadQuery("网址中的区域或期间不对，或不在您的范围内。请回到“实时数据”重新点开数字。")
        data = form.cleaned_data
        self.asked = Scope(data["region"], data["start"], data["end"], data["industry"])
        if SOURCES[self.kwargs["code"]].is_count:
            self.table_class = CountedRowsTable

    def page_title(self) -> str:
        return f"{figure(self.kwargs['code'], self.asked).name}：明细"

    def page_lead(self) -> str:
        place = self.asked.industry or self.asked.region
        return f"{place}，{shown_since(self.asked.start)}{self.asked.end} 计入的记录。"

    def breadcrumbs(self) -> list[tuple[str, str | None]]:
        return [("实时数据", reverse("reports:figures")), (self.page_title(), None)]

    def scope(self, user):
        rows = counted(self.kwargs["code"], self.asked)
        self.model = rows.model
        return rows.select_related(*NEEDED[rows.model._meta.model_name])

    def rows(self, objects: list) -> list[dict]:
        return [line_of(row) for row in objects]


def may_write(user, report: Report) -> bool:
    """Drafts are written by their own office."""
    return report.status == ReportStatus.DRAFT and Desk.OFFICE in actions.sits_at(user, report)


def file_of(user, pk: int, field: str):
    """One of a report's three files, for those who see the report."""
    report = scopes.reports(user).filter(pk=pk).select_related(field).first()
    return report and getattr(report, field)


def word_file(user, pk: int):
    return file_of(user, pk, "word")


def pdf_file(user, pk: int):
    return file_of(user, pk, "pdf")


def excel_file(user, pk: int):
    return file_of(user, pk, "excel")
