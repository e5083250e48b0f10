"""What a column of the lists may show: projections of real records, by name. Nothing else can be shown.

A list's definition is data that an officer may change; the names here are all it may use, so no column can reach
a person's password or another room's secrets by walking along relations.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .models import ListDefinition

Source = ListDefinition.Source


@dataclass(frozen=True)
class Projection:
    """One value of a row: ``value(row, year)``; ``kind`` is text, long (several lines), number, date, due or status.

    ``order`` is the database path by which the list can be sorted, empty where it cannot.
    """

    label: str
    value: Callable
    kind: str = "text"
    order: str = ""


def path(label: str, dotted: str, kind: str = "text", order: str | None = None) -> Projection:
    """A value by its dotted path: ``enterprise.county.name``. A missing link gives nothing."""
    names = dotted.split(".")
    return Projection(
        label, lambda row, _: _walk(row, names), kind, dotted.replace(".", "__") if order is None else order
    )


def choice(label: str, name: str) -> Projection:
    """The words of a field with choices."""
    return Projection(label, lambda row, _: getattr(row, f"get_{name}_display")(), order=name)


def measured(label: str, name: str) -> Projection:
    return Projection(label, lambda row, _: trimmed(getattr(row, name)), "number", name)


def trimmed(value: Decimal | None) -> Decimal | None:
    """A measured value without the zeros that only the column's precision adds."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


def _walk(row, names: list[str]):
    for name in names:
        row = getattr(row, name, None)
        if row is None:
            return None
    return row if isinstance(row, (int, Decimal, date)) else str(row)


def _joined(values) -> str:
    return "、".join(str(value) for value in values)


def _revenue_of_last_year(entry, year: int):
    return next((f.revenue_wan for f in entry.enterprise.year_figures.all() if f.year == year - 1), None)


def _bureau(row, year) -> str:
    return f"{row.county.name}市场监督管理局"


def _target_day(entry, year) -> date | None:
    return date(entry.target_year, 12, 31) if entry.target_year else None


def _raised_to_project(measure, year) -> str:
    return _joined(
        {p.project.title: 1 for p in measure.problems.all() if p.project and p.project.kind == "breakthrough"}
    )


STATUS = Projection("状态", lambda row, _: row, "status", "status")
STATE = Projection("状态", lambda row, _: row.state(), "status")
YEAR = Projection("年度", lambda row, _: str(row.year), order="year")
ENTERPRISE = {
    "enterprise.name": path("企业名称", "enterprise.name"),
    "enterprise.uscc": path("统一社会信用代码", "enterprise.uscc"),
    "county.name": path("属地", "county.name", order="county_id"),
}
RESPONSIBLE = {
    "responsible_unit": path("责任单位", "responsible_unit"),
    "responsible_person": path("责任人", "responsible_person"),
    "due_on": path("完成时限", "due_on", "due"),
}

PROBLEMS = {
    "number": path("问题编号", "number"),
    **ENTERPRISE,
    "title": path("问题（需求）", "title"),
    "source": choice("来源", "source"),
    "dimension": choice("维度", "dimension"),
    "is_common": Projection("共性/个性", lambda row, _: "共性" if row.is_common else "个性", order="is_common"),
    "severity": choice("严重程度", "severity"),
    "now_value": path("现状值", "now_value"),
    "after_value": path("整改后值", "after_value"),
    "root_cause": path("原因分析", "root_cause", "long", order=""),
    "advice": path("改进建议", "advice", "long", order=""),
    "raised_on": path("提出日期", "raised_on", "date"),
    **RESPONSIBLE,
    "status": STATUS,
    "solved_on": path("销号日期", "solved_on", "date"),
    "verified_by": path("验证人", "verifier", order="verified_by__name"),
    "saving_wan": path("节约成本（万元）", "saving_wan", "number"),
    "saving_kind": choice("节约性质", "saving_kind"),
    "saving_basis": path("节约依据", "saving_basis", "long", order=""),
    "project": path("转入项目", "project.title"),
}

PROJECTIONS: dict[str, dict[str, Projection]] = {
    Source.ENTRIES: {
        **ENTERPRISE,
        "industry": path("行业类别", "enterprise.industry.name", order="enterprise__industry_id"),
        "industry_code": path("国民经济行业代码", "enterprise.industry.code", order="enterprise__industry_id"),
        "scale": Projection("规模", lambda row, _: row.enterprise.get_scale_display(), order="enterprise__scale"),
        "main_product": path("主导产品", "enterprise.main_product"),
        "revenue": Projection("上年营业收入（万元）", _revenue_of_last_year, "number"),
        "certificates": Projection(
            "认证证书", lambda row, _: _joined(c.number for c in row.enterprise.certificates.all())
        ),
        "quality_officers": Projection(
            "首席质量官",
            lambda row, _: _joined(o.name for o in row.enterprise.quality_officers.all() if o.is_active),
        ),
        "awards": Projection("政府质量奖", lambda row, _: _joined(a.name for a in row.enterprise.awards.all())),
        "intended_route": choice("意向途径", "intended_route"),
        "tier": choice("梯队", "tier"),
        "target_year": Projection(
            "目标年度", lambda row, _: row.target_year and str(row.target_year), order="target_year"
        ),
        "responsible_unit": Projection("责任单位", _bureau, order="county_id"),
        "regulator": path("责任人", "regulator.name"),
        "expert": path("联系专家", "expert.name"),
        "due_on": Projection("完成时限", _target_day, "date", "target_year"),
        "entered_on": path("入库日期", "entered_on", "date"),
        "branded_on": path("获标日期", "branded_on", "date"),
        "left_on": path("出库日期", "left_on", "date"),
        "leave_reason": path("出库原因", "leave_reason"),
        "status": STATUS,
    },
    Source.BENCHMARKS: {
        "product.name": path("产品名称", "product.name"),
        "product.models": path("型号规格", "product.models_text"),
        "product.category": path("产品类别", "product.category"),
        "product.device_class": Projection("器械类别", lambda row, _: row.product.get_device_class_display()),
        "product.licence_no": path("注册（备案）号", "product.licence_no"),
        "product.standard": path("执行标准", "product.standard.number"),
        **ENTERPRISE,
        "year": YEAR,
        "benchmark": path("对标对象", "benchmark"),
        "indicator": path("关键指标", "indicator"),
        "unit": path("单位", "unit", order=""),
        "now_value": measured("现状值", "now_value"),
        "benchmark_value": measured("标杆值", "benchmark_value"),
        "target_value": measured("目标值", "target_value"),
        "reached_value": measured("达到值", "reached_value"),
        "laboratory": path("检测机构", "laboratory"),
        "report_no": path("报告编号", "report_no"),
        "reported_on": path("报告日期", "reported_on", "date"),
        "ladder_step_before": path("质量阶梯（前）", "ladder_step_before", "number"),
        "ladder_step_after": path("质量阶梯（后）", "ladder_step_after", "number"),
        **RESPONSIBLE,
        "state": STATE,
    },
    Source.STANDARD_PLANS: {
        "title": path("标准名称", "title"),
        "year": YEAR,
        "standard": path("标准号", "standard.number"),
        "kind": choice("性质", "kind"),
        **ENTERPRISE,
        "technical_body": path("技术机构", "technical_body"),
        "stage": choice("阶段", "stage"),
        "advanced_indicators": path("先进性指标", "advanced_indicators", "long", order=""),
        "products": Projection("关联产品", lambda row, _: _joined(p.name for p in row.products.all())),
        "planned_on": path("计划发布日期", "planned_on", "date"),
        "published_on": path("实际发布日期", "published_on", "date"),
        **RESPONSIBLE,
        "state": STATE,
    },
    Source.PROBLEMS: PROBLEMS,
    Source.REQUESTS: PROBLEMS,
    Source.RESULTS: PROBLEMS,
    Source.MEASURES: {
        "number": path("措施编号", "number"),
        "problems": Projection("针对问题", lambda row, _: _joined(p.number for p in row.problems.all())),
        **ENTERPRISE,
        "kind": choice("类别", "kind"),
        "content": path("措施内容", "content", "long", order=""),
        **RESPONSIBLE,
        "helping_organisation": path("帮扶单位", "helping_organisation.name"),
        "starts_on": path("开始日期", "starts_on", "date"),
        "done_on": path("完成日期", "done_on", "date"),
        "raised_to_project": Projection("转入质量攻坚项目", _raised_to_project),
        "effect_before": path("实施前", "effect_before"),
        "effect_after": path("实施后", "effect_after"),
        "rating": path("企业评价（1–5 分）", "rating", "number"),
        "status": STATUS,
    },
}
