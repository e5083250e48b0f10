"""The report as PDF."""

from pathlib import Path

from pinzibiao.lib.papers.pdf import compile_pdf

from .outline import chapters, figure_table, period_line, widths

TEMPLATE = Path(__file__).with_name("report.typ")
# A long annex belongs in the Excel book: 20,000 rows of a table would take 2 GB here.
ROWS_A_TABLE = 2000


def write_pdf(content: dict, narratives: dict[str, str]) -> bytes:
    """The PDF as bytes."""
    return compile_pdf(TEMPLATE, _data(content, narratives))


def _data(content: dict, narratives: dict[str, str]) -> dict:
    return {
        "title": content["title"],
        "period": period_line(content),
        "groups": [_group(content, g) for g in content["groups"]],
        "chapters": [{"heading": h, "paragraphs": p} for h, p in chapters(content, narratives)],
        "annexes": [_annex(a) for a in content["annexes"]],
    }


def _group(content: dict, group: dict) -> dict:
    columns, rows = figure_table(content, group)
    return {"title": group["title"], "columns": columns, "rows": rows, "widths": widths(columns, rows)}


def _annex(annex: dict) -> dict:
    rest = len(annex["rows"]) - ROWS_A_TABLE
    note = f"另有 {rest} 行，见 Excel 附件。" if rest > 0 else ("" if annex["rows"] else "本期无记录。")
    rows = annex["rows"][:ROWS_A_TABLE]
    return annex | {"rows": rows, "note": note, "widths": widths(annex["columns"], rows)}
