"""一企一档: an enterprise's standing in the library on one page, as PDF."""

from datetime import date
from pathlib import Path

from django.db.models import Count, QuerySet, Sum

from pinzibiao.lib.papers.pdf import compile_pdf
from pinzibiao.lib.tables import plain_text

from .models import LibraryEntry
from .projections import trimmed
from .states import ProblemStatus

TEMPLATE = Path(__file__).with_name("card.typ")
# One page has room for so many rows of each kind; the rest is counted.
SHOWN = 4
MOST_LETTERS = 80


def write_card(entry: LibraryEntry, today: date) -> bytes:
    return compile_pdf(TEMPLATE, card_content(entry, today))


def card_content(entry: LibraryEntry, today: date) -> dict:
    enterprise = entry.enterprise
    return {
        "title": enterprise.name,
        "made": f"{today.year}年{today.month}月{today.day}日",
        "facts": [[label, _short(_words(value))] for label, value in _facts(entry, today)],
        "tables": [
            _benchmarks(enterprise.benchmarks.select_related("product").order_by("-year", "-pk")),
            _plans(enterprise.standard_plans.order_by("-year", "-pk")),
            _problems(enterprise.problems.order_by("-raised_on", "-pk")),
            _measures(enterprise.measures.order_by("-pk")),
        ],
        "savings": _savings(enterprise.problems.filter(status=ProblemStatus.CLOSED)),
    }


def _facts(entry: LibraryEntry, today: date) -> list[tuple]:
    enterprise = entry.enterprise
    figures = enterprise.year_figures.filter(year=today.year - 1).first()
    officers = enterprise.quality_officers.filter(is_active=True)
    return [
        ("统一社会信用代码", enterprise.uscc),
        ("属地", entry.county.name),
        ("行业", enterprise.industry),
        ("规模", enterprise.get_scale_display()),
        ("主导产品", enterprise.main_product),
        ("上年营业收入（万元）", figures and figures.revenue_wan),
        ("梯队", entry.get_tier_display()),
        ("状态", entry.get_status_display()),
        ("意向途径", entry.get_intended_route_display()),
        ("目标年度", entry.target_year and f"{entry.target_year} 年"),
        ("监管责任人", entry.regulator and entry.regulator.name),
        ("联系专家", entry.expert and entry.expert.name),
        ("入库日期", entry.entered_on),
        ("入库理由", entry.enter_reason),
        ("获标日期", entry.branded_on),
        ("出库", entry.left_on and f"{entry.left_on.isoformat()} {entry.leave_reason}"),
        ("认证证书", _names(enterprise.certificates.all(), "number")),
        ("体系认证", _names(enterprise.system_certificates.all())),
        ("首席质量官", _names(officers, "name")),
        ("政府质量奖", _names(enterprise.awards.all(), "name")),
    ]


def _benchmarks(rows: QuerySet) -> dict:
    columns = ["产品", "关键指标", "现状", "标杆", "目标", "达到", "质量阶梯", "进展"]
    return _table("对标产品", rows, columns, _benchmark_line)


def _benchmark_line(row) -> list:
    measured = [trimmed(value) for value in (row.now_value, row.benchmark_value, row.target_value, row.reached_value)]
    indicator = f"{row.indicator}（{row.unit}）" if row.unit else row.indicator
    return [row.product.name, indicator, *measured, row.steps_text, row.state()[0]]


def _plans(rows: QuerySet) -> dict:
    columns = ["标准名称", "性质", "阶段", "计划发布", "实际发布"]
    return _table(
        "标准研制",
        rows,
        columns,
        lambda row: [row.title, row.get_kind_display(), row.get_stage_display(), row.planned_on, row.published_on],
    )


def _problems(rows: QuerySet) -> dict:
    columns = ["编号", "问题", "提出", "完成时限", "状态"]
    return _table(
        "质量问题",
        rows,
        columns,
        lambda row: [row.number, row.title, row.raised_on, row.due_on, row.get_status_display()],
    )


def _measures(rows: QuerySet) -> dict:
    columns = ["编号", "措施", "责任单位", "完成时限", "状态"]
    return _table(
        "帮扶措施",
        rows,
        columns,
        lambda row: [row.number, row.content[:60], row.responsible_unit, row.due_on, row.get_status_display()],
    )


def _table(title: str, rows: QuerySet, columns: list[str], line) -> dict:
    shown = [[_words(value) for value in line(row)] for row in rows[:SHOWN]]
    count = rows.count()
    return {"title": f"{title}（共 {count} 项，列出最近 {len(shown)} 项）", "columns": columns, "rows": shown}


def _savings(closed: QuerySet) -> str:
    told = closed.aggregate(count=Count("pk"), saved=Sum("saving_wan"))
    return f"已销号问题 {told['count']} 个，经验证的节约成本 {_words(told['saved'] or 0)} 万元。"


def _names(rows: QuerySet, name: str = "") -> str:
    return "、".join(str(getattr(row, name) if name else row) for row in rows[:6])


def _short(words: str) -> str:
    """Nothing may push the rest off the page; the whole stands on the portal's own page."""
    return words if len(words) <= MOST_LETTERS else words[: MOST_LETTERS - 1] + "…"


def _words(value) -> str:
    return "—" if value in (None, "") else str(plain_text(value))
