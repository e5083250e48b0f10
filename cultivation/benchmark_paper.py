"""A benchmark product on paper: its indicators, its reports over time, and the ladder as a picture."""

from pinzibiao.lib.papers import official
from pinzibiao.lib.tables import plain_text

from .ladder import Reading, ladder_svg, steps_climbed
from .models import BenchmarkProduct
from .projections import trimmed


def benchmark_paper(row: BenchmarkProduct, readings: list[Reading]) -> dict:
    facts = [[label, _words(value)] for label, value in _facts(row)]
    told = [[one.on.isoformat(), _words(trimmed(one.value)), _words(one.step)] for one in readings]
    blocks = [
        official.heading("一、对标情况"),
        official.table(["项目", "内容"], facts),
        official.heading("二、指标和质量阶梯"),
        official.picture(str(ladder_svg(row, readings)), f"{row.indicator}的变化和质量阶梯"),
        official.heading("三、历次检测"),
        official.table(["报告日期", "达到值", "质量阶梯（级）"], told)
        if told
        else official.paragraphs("还没有检测。")[0],
    ]
    return official.paper(f"{row.product.name}对标情况", f"（{row.enterprise.name}）", blocks)


def _facts(row: BenchmarkProduct) -> list[tuple]:
    return [
        ("对标对象", row.benchmark),
        ("关键指标", f"{row.indicator}（{row.unit}）" if row.unit else row.indicator),
        ("现状值", trimmed(row.now_value)),
        ("标杆值", trimmed(row.benchmark_value)),
        ("目标值", trimmed(row.target_value)),
        ("达到值", trimmed(row.reached_value)),
        ("进展", row.state()[0]),
        ("质量阶梯", f"{row.steps_text}，提升 {steps_climbed(row)} 级" if row.steps_text else None),
        ("检测机构、报告编号", "，".join(filter(None, [row.laboratory, row.report_no]))),
        ("责任单位、责任人", "，".join(filter(None, [row.responsible_unit, row.responsible_person]))),
    ]


def _words(value) -> str:
    return "—" if value in (None, "") else str(plain_text(value))
