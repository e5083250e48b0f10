"""The three files hold the very figures, in text that can be read out again."""

import io

import openpyxl
import pypdf
import pytest
from docx import Document

from reports.documents import WRITERS

CONTENT = {
    "title": "临平区“品字标”培育工作2026年第三季度报告",
    "kind": "quarterly",
    "region": {"code": "330113", "name": "临平区"},
    "period_from": "2026-07-01",
    "period_to": "2026-09-30",
    "cut_off": "2026-10-08T09:00:00+08:00",
    "groups": [
        {
            "title": "质量帮扶",
            "region": "330113",
            "industry": None,
            "figures": [
                {
                    "code": "COST_SAVED",
                    "name": "节约成本",
                    "unit": "万元",
                    "period": "12.50",
                    "cumulative": "6243.50",
                    "last_year": None,
                    "baseline": "6231.00",
                    "baseline_as_of": "2022-12-31",
                    "source": "《杭州日报》",
                }
            ],
        }
    ],
    "overview": "质量帮扶：节约成本6243.50万元。",
    "cases": [{"enterprise": "A & B <公司>", "title": "=1+1 喆堃珺玥㐀", "saving": "12.50", "basis": "核算表。"}],
    "awards": [],
    "annexes": [{"title": "节约成本", "columns": ["属地", "万元"], "rows": [["=临平区", "12.50"]]}],
}
WORDS = {"practice": "第一段。\n第二段 <b>不是标记</b> #strong[也不是]。"}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {suffix: write(CONTENT, WORDS) for suffix, write in WRITERS.items()}


def word_text(body: bytes) -> str:
    document = Document(io.BytesIO(body))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def pdf_text(body: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages).replace("\n", "")


def excel_cells(body: bytes) -> list:
    book = openpyxl.load_workbook(io.BytesIO(body))
    return [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]


def test_word_holds_figures_and_words_as_they_are(files):
    text = word_text(files["docx"])
    for piece in (
        "12.50",
        "6243.50",
        "A & B <公司>",
        "=1+1 喆堃珺玥㐀",
        "第二段 <b>不是标记</b> #strong[也不是]。",
        "未报",
    ):
        assert piece in text


def test_pdf_text_can_be_extracted_with_rare_characters(files):
    text = pdf_text(files["pdf"])
    for piece in ("12.50", "6243.50", "喆堃珺玥㐀", "不是标记", "未报", "季度报告"):
        assert piece in text


def test_pdf_takes_no_markup(files):
    assert "#strong[也不是]" in pdf_text(files["pdf"])


def test_excel_has_numbers_as_numbers_and_formulas_as_text(files):
    cells = excel_cells(files["xlsx"])
    assert 12.5 in cells
    assert "=临平区" in cells
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == "=临平区"}
    assert kinds <= {"s"}


def test_chapters_stand_in_order(files):
    text = word_text(files["docx"])
    headings = ["一、总体情况", "二、主要做法和进展", "三、工作成效", "四、存在问题", "五、下一步工作", "附件1"]
    assert [text.index(heading) for heading in headings] == sorted(text.index(heading) for heading in headings)


def test_word_names_the_official_fonts_and_page(files):
    document = Document(io.BytesIO(files["docx"]))
    section = document.sections[0]
    assert [
        round(side.mm)
        for side in (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    ] == [37, 28, 26, 35]
    assert "方正小标宋简体" in document.paragraphs[0]._p.xml
