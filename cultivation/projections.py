"""What a column of the lists may show: projections of real records, by name. Nothing else can be shown.

A list's definition is data that an officer may change; the names here are all it may use, so no column can reach
a person's password or another room's secrets by walking along relations. A projection is SQL, so that a page, a
file and a snapshot of a hundred thousand rows read the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, CharField, DateField, F, Func, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from enterprises.models import Certificate, Enterprise, Product, QualityAward, QualityOfficer, YearFigure
from projects.models import Project

from .models import BenchmarkProduct, LibraryEntry, ListDefinition, Measure, Problem, StandardPlan
from .states import EntryStatus, MeasureStatus, ProblemStatus

Source = ListDefinition.Source
TEXT = CharField()


@dataclass(frozen=True)
class Projection:
    """One value of a row: ``expression(year)`` is its SQL.

    ``kind`` is text, long (several lines), number, measured (without idle zeros), date, due or status. ``order`` is
    the database path by which the list can be sorted, empty where it cannot. ``field``: the field of the record's own
    form by which the cell can be written, empty where only an act or another page changes it.
    """

    label: str
    expression: Callable[[int], models.Expression]
    kind: str = "text"
    order: str = ""
    field: str = ""


def path(label: str, dotted: str, kind: str = "text", order: str | None = None, field: str = "") -> Projection:
    """A value by its dotted path: ``enterprise.county.name``. A missing link gives nothing."""
    joined = dotted.replace(".", "__")
    return Projection(label, lambda _: F(joined), kind, joined if order is None else order, field)


def own(label: str, name: str, kind: str = "text", order: str | None = None) -> Projection:
    """A field of the record that its own form writes."""
    return path(label, name, kind, order, field=name)


def words_of(choices, name: str) -> Case:
    """The words of a field with choices."""
    pairs = getattr(choices, "choices", choices)
    return Case(*(When(**{name: value}, then=Value(str(label))) for value, label in pairs), output_field=TEXT)


def choice(label: str, name: str, choices, order: str | None = None, field: str = "") -> Projection:
    return Projection(label, lambda _: words_of(choices, name), order=name if order is None else order, field=field)


def measured(label: str, name: str) -> Projection:
    return own(label, name, "measured")


def trimmed(value: Decimal | None) -> Decimal | None:
    """A measured value without the zeros that only the column's precision adds."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


def joined(label: str, rows: QuerySet, name: str) -> Projection:
    """The names of several records in one cell, in the order of ``rows``."""
    separated = Func(ArraySubquery(rows.values(name)), Value("、"), function="array_to_string", output_field=TEXT)
    return Projection(label, lambda _: NullIf(separated, Value("")))


def _of_enterprise(model) -> QuerySet:
    return model.objects.filter(enterprise=OuterRef("enterprise")).order_by("pk")


def _revenue_of_last_year(year: int) -> Subquery:
    figures = YearFigure.objects.filter(enterprise=OuterRef("enterprise"), year=year - 1)
    return Subquery(figures.values("revenue_wan")[:1])


def _last_day(_: int) -> Case:
    ends = Func(F("target_year"), 12, 31, function="make_date", output_field=DateField())
    return Case(When(target_year__isnull=False, then=ends), output_field=DateField())


def _benchmark_state(_: int) -> Case:
    up = Q(target_value__gte=F("now_value"), reached_value__gte=F("target_value"))
    down = Q(target_value__lt=F("now_value"), reached_value__lte=F("target_value"))
    return Case(
        When(reached_value=None, then=Value("对标中")),
        When(up | down, then=Value("已达到目标值")),
        default=Value("未达到目标值"),
        output_field=TEXT,
    )


def _status(choices) -> Projection:
    return choice("状态", "status", choices)


def _as_status(projection: Projection) -> Projection:
    return Projection(projection.label, projection.expression, "status", projection.order)


YEAR = Projection("年度", lambda _: Cast("year", TEXT), order="year")
ENTERPRISE = {
    "enterprise.name": path("企业名称", "enterprise.name"),
    "enterprise.uscc": path("统一社会信用代码", "enterprise.uscc"),
    "county.name": path("属地", "county.name", order="county_id"),
}
DUE = own("完成时限", "due_on", "due")
RESPONSIBLE = {
    "responsible_unit": own("责任单位", "responsible_unit"),
    "responsible_person": own("责任人", "responsible_person"),
    "due_on": DUE,
}
STAGES = StandardPlan._meta.get_field("stage").choices

PROBLEMS = {
    "number": path("问题编号", "number"),
    **ENTERPRISE,
    "title": own("问题（需求）", "title"),
    "source": choice("来源", "source", Problem.Source),
    "dimension": choice("维度", "dimension", Problem.dimension.field.choices, field="dimension"),
    "is_common": Projection(
        "共性/个性",
        lambda _: Case(When(is_common=True, then=Value("共性")), default=Value("个性"), output_field=TEXT),
        order="is_common",
        field="is_common",
    ),
    "severity": choice("严重程度", "severity", Problem.Severity, field="severity"),
    "now_value": own("现状值", "now_value"),
    "after_value": path("整改后值", "after_value"),
    "root_cause": own("原因分析", "root_cause", "long", order=""),
    "advice": own("改进建议", "advice", "long", order=""),
    "raised_on": path("提出日期", "raised_on", "date"),
    **RESPONSIBLE,
    # An officer does not change which unit answers for a problem: it is the enterprise's.
    "responsible_unit": path("责任单位", "responsible_unit"),
    "status": _as_status(_status(ProblemStatus)),
    "solved_on": path("销号日期", "solved_on", "date"),
    "verified_by": Projection(
        "验证人", lambda _: Coalesce("verified_by__name", NullIf("past_verifier", Value(""))), order="verified_by__name"
    ),
    "saving_wan": path("节约成本（万元）", "saving_wan", "number"),
    "saving_kind": choice("节约性质", "saving_kind", Problem.SavingKind),
    "saving_basis": path("节约依据", "saving_basis", "long", order=""),
    "project": path("转入项目", "project.title"),
}

PROJECTIONS: dict[str, dict[str, Projection]] = {
    Source.ENTRIES: {
        **ENTERPRISE,
        "industry": path("行业类别", "enterprise.industry.name", order="enterprise__industry_id"),
        "industry_code": path("国民经济行业代码", "enterprise.industry.code", order="enterprise__industry_id"),
        "scale": choice("规模", "enterprise__scale", Enterprise.scale.field.choices),
        "main_product": path("主导产品", "enterprise.main_product"),
        "revenue": Projection("上年营业收入（万元）", _revenue_of_last_year, "number"),
        "certificates": joined("认证证书", _of_enterprise(Certificate), "number"),
        "quality_officers": joined("首席质量官", _of_enterprise(QualityOfficer).filter(is_active=True), "name"),
        "awards": joined("政府质量奖", _of_enterprise(QualityAward), "name"),
        "intended_route": choice("意向途径", "intended_route", LibraryEntry.IntendedRoute, field="intended_route"),
        "tier": choice("梯队", "tier", LibraryEntry.tier.field.choices),
        "target_year": Projection(
            "目标年度", lambda _: Cast("target_year", TEXT), order="target_year", field="target_year"
        ),
        "responsible_unit": Projection(
            "责任单位", lambda _: Concat("county__name", Value("市场监督管理局")), order="county_id"
        ),
        "regulator": path("责任人", "regulator.name", field="regulator"),
        "expert": path("联系专家", "expert.name", field="expert"),
        "due_on": Projection("完成时限", _last_day, "date", "target_year"),
        "entered_on": path("入库日期", "entered_on", "date"),
        "branded_on": path("获标日期", "branded_on", "date"),
        "left_on": path("出库日期", "left_on", "date"),
        "leave_reason": path("出库原因", "leave_reason"),
        "enter_reason": own("入库理由", "enter_reason"),
        "note": own("备注", "note"),
        "status": _as_status(_status(EntryStatus)),
    },
    Source.BENCHMARKS: {
        "product.name": path("产品名称", "product.name"),
        "product.models": path("型号规格", "product.models_text"),
        "product.category": path("产品类别", "product.category"),
        "product.device_class": choice(
            "器械类别", "product__device_class", Product.device_class.field.choices, order=""
        ),
        "product.licence_no": path("注册（备案）号", "product.licence_no"),
        "product.standard": path("执行标准", "product.standard.number"),
        **ENTERPRISE,
        "year": YEAR,
        "benchmark": own("对标对象", "benchmark"),
        "indicator": own("关键指标", "indicator"),
        "unit": own("单位", "unit", order=""),
        "now_value": measured("现状值", "now_value"),
        "benchmark_value": measured("标杆值", "benchmark_value"),
        "target_value": measured("目标值", "target_value"),
        "reached_value": measured("达到值", "reached_value"),
        "laboratory": own("检测机构", "laboratory"),
        "report_no": own("报告编号", "report_no"),
        "reported_on": own("报告日期", "reported_on", "date"),
        "ladder_step_before": own("质量阶梯（前）", "ladder_step_before", "number"),
        "ladder_step_after": own("质量阶梯（后）", "ladder_step_after", "number"),
        **RESPONSIBLE,
        "state": Projection("状态", _benchmark_state, "status"),
    },
    Source.STANDARD_PLANS: {
        "title": own("标准名称", "title"),
        "year": YEAR,
        "standard": path("标准号", "standard.number"),
        "kind": choice("性质", "kind", StandardPlan.Kind, field="kind"),
        **ENTERPRISE,
        "technical_body": own("技术机构", "technical_body"),
        "stage": choice("阶段", "stage", STAGES, field="stage"),
        "advanced_indicators": own("先进性指标", "advanced_indicators", "long", order=""),
        "products": joined(
            "关联产品", Product.objects.filter(standard_plans=OuterRef("pk")).order_by("name", "pk"), "name"
        ),
        "planned_on": own("计划发布日期", "planned_on", "date"),
        "published_on": own("实际发布日期", "published_on", "date"),
        **RESPONSIBLE,
        "state": Projection("状态", lambda _: words_of(STAGES, "stage"), "status"),
    },
    Source.PROBLEMS: PROBLEMS,
    Source.REQUESTS: PROBLEMS,
    Source.RESULTS: PROBLEMS,
    Source.MEASURES: {
        "number": path("措施编号", "number"),
        "problems": joined("针对问题", Problem.objects.filter(measures=OuterRef("pk")).order_by("pk"), "number"),
        **ENTERPRISE,
        "kind": choice("类别", "kind", Measure.Kind, field="kind"),
        "content": own("措施内容", "content", "long", order=""),
        **RESPONSIBLE,
        "helping_organisation": path("帮扶单位", "helping_organisation.name", field="helping_organisation"),
        "starts_on": own("开始日期", "starts_on", "date"),
        "done_on": path("完成日期", "done_on", "date"),
        "raised_to_project": joined(
            "转入质量攻坚项目",
            Project.objects.filter(kind=Project.Kind.BREAKTHROUGH, problems__measures=OuterRef("pk"))
            .order_by("title")
            .distinct(),
            "title",
        ),
        "effect_before": own("实施前", "effect_before"),
        "effect_after": path("实施后", "effect_after"),
        "rating": path("企业评价（1–5 分）", "rating", "number"),
        "status": _as_status(_status(MeasureStatus)),
    },
}
MODELS = {
    Source.ENTRIES: LibraryEntry,
    Source.BENCHMARKS: BenchmarkProduct,
    Source.STANDARD_PLANS: StandardPlan,
    Source.PROBLEMS: Problem,
    Source.REQUESTS: Problem,
    Source.RESULTS: Problem,
    Source.MEASURES: Measure,
}
