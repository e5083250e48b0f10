"""The chapters of a report in order, the same for Word and PDF. Source: DOMAIN.md section 9."""

from collections.abc import Iterator
from datetime import date

from pinzibiao.lib.papers import official

from ..models import Narrative, Report
from ..wording import chinese_date

CHAPTERS = Narrative.Chapter
NUMERALS = "一二三四五六七八九十"
PERIODICAL_COLUMNS = ["指标", "单位", "本期", "累计", "上年同期", "备注"]
# A cumulative report compares with nothing.
CUMULATIVE_COLUMNS = ["指标", "单位", "累计", "备注"]


def period_line(content: dict) -> str:
    """The line under the title: period and data cut-off."""
    start, end = _day(content["period_from"]), _day(content["period_to"])
    return f"（统计期间：{start}至{end}；数据截止：{content['cut_off'][:16].replace('T', ' ')}）"


def figure_table(content: dict, group: dict) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of an indicator table; what is not known reads 未报."""
    if content["kind"] == Report.Kind.CUMULATIVE:
        return CUMULATIVE_COLUMNS, [[f["name"], f["unit"], _said(f["cumulative"]), _note(f)] for f in group["figures"]]
    rows = [
        [f["name"], f["unit"], _said(f["period"]), _said(f["cumulative"]), _said(f["last_year"]), _note(f)]
        for f in group["figures"]
    ]
    return PERIODICAL_COLUMNS, rows


def chapters(content: dict, narratives: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Each chapter's heading with its paragraphs; the numbers' own sentences come before what officials wrote."""
    made = {
        CHAPTERS.OVERVIEW: [content["overview"]],
        CHAPTERS.RESULTS: [*_award_lines(content), *_case_lines(content)],
    }
    for numeral, (chapter, label) in zip(NUMERALS, CHAPTERS.choices, strict=False):
        written = [line.strip() for line in narratives.get(chapter, "").splitlines() if line.strip()]
        yield f"{numeral}、{label}", [line for line in made.get(chapter, []) if line] + written


def paper_of(content: dict, narratives: dict[str, str], rows_a_table: int | None = None) -> dict:
    """The report as an official paper. ``rows_a_table`` cuts a long annex, which then points to the Excel book."""
    blocks = []
    for number, (title, lines) in enumerate(chapters(content, narratives)):
        blocks += [official.heading(title), *official.paragraphs("\n".join(lines))]
        if number == 0:
            for group in content["groups"]:
                blocks += [official.subheading(group["title"]), official.table(*figure_table(content, group))]
    for number, annex in enumerate(content["annexes"], 1):
        blocks += _annex(number, annex, rows_a_table)
    return official.paper(content["title"], period_line(content), blocks)


def _annex(number: int, annex: dict, rows_a_table: int | None) -> list[dict]:
    head = official.annex(f"附件{number}", annex["title"], is_first=number == 1)
    if not annex["rows"]:
        return [head, *official.paragraphs("本期无记录。")]
    rows = annex["rows"][:rows_a_table]
    rest = len(annex["rows"]) - len(rows)
    note = official.paragraphs(f"另有 {rest} 行，见 Excel 附件。") if rest else []
    return [head, official.table(annex["columns"], rows), *note]


def _award_lines(content: dict) -> list[str]:
    if not content["awards"]:
        return []
    named = "；".join(f"{a['enterprise']}获{a['name']}" for a in content["awards"])
    return [f"获政府质量奖的企业：{named}。"]


def _case_lines(content: dict) -> list[str]:
    return [
        f"典型案例：{c['enterprise']}“{c['title']}”问题已销号，经核实节约成本{c['saving']}万元。依据：{c['basis'].rstrip('。')}。"
        for c in content["cases"]
    ]


def _said(value: str | None) -> str:
    return "未报" if value is None else value


def _note(figure: dict) -> str:
    if not figure["baseline"]:
        return ""
    if not figure["baseline_as_of"]:
        return f"含各地基数{figure['baseline']}"
    return f"含截至{_day(figure['baseline_as_of'])}基数，来源：{figure['source']}"


def _day(text: str) -> str:
    return chinese_date(date.fromisoformat(text))
