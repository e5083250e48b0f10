"""Pages of benchmark products and standard plans: registers whose history the database keeps."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.safestring import SafeString

from desks import scopes
from enterprises.models import Standard
from pinzibiao.lib.pages import Button, CreatePage, DetailPage, EditPage, ListPage, Panel
from pinzibiao.lib.pages.details import ObjectPage
from pinzibiao.lib.papers.pdf import write_pdf
from pinzibiao.lib.status import status_html

from ..actions.plans import set_stages
from ..benchmark_paper import benchmark_paper
from ..filters import BenchmarkFilter, PlanFilter
from ..forms import BenchmarkForm, ChooseEnterpriseForm, PlanForm
from ..forms.stages import PlanStagesForm
from ..ladder import ladder_svg, readings_of
from ..models import BenchmarkProduct, StandardPlan
from ..projections import trimmed
from ..tables import BenchmarkTable, PlanTable
from .base import ChooseEnterprisePage, is_county, link
from .papers import pdf_response, word_response

QUIET = "outline-secondary"
BENCHMARKS = ("对标产品", reverse_lazy("cultivation:benchmark_list"))
PLANS = ("标准研制", reverse_lazy("cultivation:plan_list"))


class CountyOnly:
    """Rows of the register are written by the county's bureau; others read."""

    refusal = "对标产品和标准研制计划由属地县级监管人员维护。如需修改请联系属地局。"

    def may(self, user) -> bool:
        return is_county(user)

    def may_create(self, user) -> bool:
        return is_county(user)


class BenchmarkList(ListPage):
    model = BenchmarkProduct
    title = "对标产品"
    lead = "对照国际先进或行业标杆产品的关键指标：现状值、标杆值、目标值和达到值。"
    filterset_class = BenchmarkFilter
    table_class = BenchmarkTable
    export_name = "对标产品清单"
    create_url = reverse_lazy("cultivation:benchmark_create")
    create_label = "登记对标产品"
    references = ("county",)
    empty_text = "还没有对标产品。请由县级监管人员为培育企业登记。"
    may_create = CountyOnly.may_create

    def scope(self, user):
        return scopes.benchmark_products(user).select_related("enterprise").prefetch_related("product")


class PlanList(ListPage):
    model = StandardPlan
    title = "标准研制"
    lead = "“浙江制造”标准的制定、修订和采用计划，发布后关联标准库。"
    filterset_class = PlanFilter
    table_class = PlanTable
    export_name = "标准研制清单"
    create_url = reverse_lazy("cultivation:plan_create")
    create_label = "登记标准计划"
    references = ("county",)
    empty_text = "还没有标准研制计划。请由县级监管人员为培育企业登记。"
    may_create = CountyOnly.may_create

    def scope(self, user):
        return scopes.standard_plans(user).select_related("enterprise")


class RegisterDetail(DetailPage):
    """A row of a register; ``edit_name`` is its edit page."""

    edit_name = ""

    def subtitle(self) -> SafeString:
        return status_html(self.object.state())

    def buttons(self) -> list[Button]:
        if not is_county(self.request.user):
            return []
        return [Button("修改", reverse(self.edit_name, args=[self.object.pk]), "pencil", "outline-secondary")]


class BenchmarkDetail(RegisterDetail):
    list_title, list_url = BENCHMARKS
    edit_name = "cultivation:benchmark_edit"

    def scope(self, user):
        return scopes.benchmark_products(user).select_related("enterprise", "county", "product__standard")

    def facts(self) -> list[tuple]:
        row = self.object
        return [
            ("企业", link(row.enterprise)),
            ("产品", row.product.name),
            ("型号规格", row.product.models_text),
            ("器械类别", row.product.get_device_class_display()),
            ("注册（备案）号", row.product.licence_no),
            ("执行标准", link(row.product.standard)),
            ("年度", f"{row.year} 年"),
            ("对标对象", row.benchmark),
            ("关键指标", row.indicator),
            ("单位", row.unit),
            ("现状值", trimmed(row.now_value)),
            ("标杆值", trimmed(row.benchmark_value)),
            ("目标值", trimmed(row.target_value)),
            ("达到值", trimmed(row.reached_value)),
            ("检测机构", row.laboratory),
            ("报告编号", row.report_no),
            ("报告日期", row.reported_on),
            ("质量阶梯（前 → 后）", row.steps_text),
            ("责任单位", row.responsible_unit),
            ("责任人", row.responsible_person),
            ("完成时限", row.due_on),
        ]

    def panels(self) -> list[Panel]:
        readings = readings_of(self.object)
        picture = {"svg": ladder_svg(self.object, readings), "readings": readings}
        return [Panel("指标变化和质量阶梯", "cultivation/_ladder.html", context=picture, icon="chart-line")]

    def buttons(self) -> list[Button]:
        papers = [
            Button(label, reverse("cultivation:benchmark_paper", args=[self.object.pk, kind]), "file-text", QUIET)
            for kind, label in (("word", "Word"), ("pdf", "PDF"))
        ]
        return [*papers, *super().buttons()]


class BenchmarkPaper(ObjectPage):
    """The product on paper, with the picture."""

    def scope(self, user):
        return scopes.benchmark_products(user).select_related("enterprise", "product")

    def get(self, request, pk: int, kind: str) -> HttpResponse:
        if kind not in ("word", "pdf"):
            raise Http404
        paper = benchmark_paper(self.object, readings_of(self.object))
        if kind == "word":
            return word_response(paper)
        return pdf_response(write_pdf(paper), paper["title"])


class PlanDetail(RegisterDetail):
    list_title, list_url = PLANS
    edit_name = "cultivation:plan_edit"

    def scope(self, user):
        return scopes.standard_plans(user).select_related("enterprise", "county", "standard")

    def facts(self) -> list[tuple]:
        row = self.object
        return [
            ("主要起草企业", link(row.enterprise)),
            ("性质", row.get_kind_display()),
            ("年度", f"{row.year} 年"),
            ("阶段", row.get_stage_display()),
            ("技术机构", row.technical_body),
            ("先进性指标", row.advanced_indicators),
            ("关联产品", [product.name for product in row.products.all()]),
            ("计划发布日期", row.planned_on),
            ("实际发布日期", row.published_on),
            ("已发布标准", link(row.standard)),
            ("责任单位", row.responsible_unit),
            ("责任人", row.responsible_person),
            ("完成时限", row.due_on),
        ]

    def panels(self) -> list[Panel]:
        known = {row.stage: row for row in self.object.stages.all()}
        lines = [(stage.label, known.get(stage.value)) for stage in Standard.Stage]
        context = {"lines": lines, "now": self.object.get_stage_display(), "today": timezone.localdate()}
        edit = {}
        if is_county(self.request.user):
            edit = {"url": reverse("cultivation:plan_stages", args=[self.object.pk]), "url_label": "填写各阶段日期"}
        return [Panel("研制阶段", "cultivation/_stages.html", context=context, icon="route", **edit)]


class PlanStagesEdit(CountyOnly, EditPage):
    """The days of all stages, of which the plan's own stage follows."""

    form_class = PlanStagesForm
    list_title, list_url = PLANS

    def page_title(self) -> str:
        return "填写各阶段日期"

    def scope(self, user):
        return scopes.standard_plans(user).select_related("enterprise")

    def save(self, form):
        return set_stages(self.object, form.days())


class OfEnterpriseCreate(CountyOnly, CreatePage):
    """The second step: the row itself, of the enterprise in the address."""

    def prepare(self) -> None:
        self.enterprise = get_object_or_404(scopes.enterprises(self.request.user), pk=self.kwargs["enterprise"])

    def page_lead(self) -> str:
        return f"企业：{self.enterprise.name}"

    def form_kwargs(self) -> dict:
        initial = {"responsible_unit": self.enterprise.name[:80]}
        return {"enterprise": self.enterprise, "initial": initial}


class BenchmarkChoose(ChooseEnterprisePage):
    title = "登记对标产品"
    lead = "先选择企业，下一步从企业的产品中选择。"
    form_class = ChooseEnterpriseForm
    cancel_url = BENCHMARKS[1]
    refusal = CountyOnly.refusal

    def next_url(self, enterprise) -> str:
        return reverse("cultivation:benchmark_create_for", args=[enterprise.pk])


class BenchmarkCreate(OfEnterpriseCreate):
    title = "登记对标产品"
    form_class = BenchmarkForm
    list_title, list_url = BENCHMARKS
    cancel_url = BENCHMARKS[1]


class BenchmarkEdit(CountyOnly, EditPage):
    form_class = BenchmarkForm
    list_title, list_url = BENCHMARKS

    def scope(self, user):
        return scopes.benchmark_products(user).select_related("enterprise", "product")


class PlanChoose(ChooseEnterprisePage):
    title = "登记标准计划"
    lead = "先选择主要起草企业，下一步填写标准计划。"
    form_class = ChooseEnterpriseForm
    cancel_url = PLANS[1]
    refusal = CountyOnly.refusal

    def next_url(self, enterprise) -> str:
        return reverse("cultivation:plan_create_for", args=[enterprise.pk])


class PlanCreate(OfEnterpriseCreate):
    title = "登记标准计划"
    form_class = PlanForm
    list_title, list_url = PLANS
    cancel_url = PLANS[1]


class PlanEdit(CountyOnly, EditPage):
    form_class = PlanForm
    list_title, list_url = PLANS

    def scope(self, user):
        return scopes.standard_plans(user).select_related("enterprise")
