"""An official paper (see ``official``) as Word, in the layout of official documents (GB/T 9704-2012).

The fonts are named, not embedded: they are on officials' PCs. 28 characters a line, 22 lines a page.
"""

import io

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from .pdf import svg_to_png

TITLE, BODY, HEADING, SUBHEADING = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
SIZE_2, SIZE_3, SIZE_5, SMALL_6 = Pt(22), Pt(16), Pt(10.5), Pt(7.5)
# More columns than these are set small, or nothing but narrow words would fit.
MOST_COLUMNS = 9
LINE = Pt(28.95)  # 225 mm of text / 22 lines


def write_word(content: dict) -> bytes:
    """The .docx as bytes."""
    document = Document()
    _page(document.sections[0], content.get("landscape", False))
    _paragraph(document, content["title"], TITLE, SIZE_2, align=WD_ALIGN_PARAGRAPH.CENTER)
    if content["subtitle"]:
        _paragraph(document, content["subtitle"], SUBHEADING, SIZE_3, align=WD_ALIGN_PARAGRAPH.CENTER)
    for block in content["blocks"]:
        BLOCKS[block["kind"]](document, block)
    document.core_properties.title = content["title"]
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _text_in(font: str):
    return lambda document, block: _paragraph(document, block["text"], font, SIZE_3, indent=True)


def _annex(document, block: dict) -> None:
    heading = _paragraph(document, block["label"], HEADING, SIZE_3)
    heading.paragraph_format.page_break_before = block["is_first"]
    _paragraph(document, block["title"], TITLE, SIZE_3, align=WD_ALIGN_PARAGRAPH.CENTER)


def _closing(document, block: dict) -> None:
    for number, line in enumerate(block["lines"]):
        paragraph = _paragraph(document, line, BODY, SIZE_3, align=WD_ALIGN_PARAGRAPH.RIGHT)
        if number == 0:
            paragraph.paragraph_format.space_before = LINE


def _page(section, landscape: bool) -> None:
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(footer, "— ", "宋体", Pt(14))
    _page_number(footer)
    _run(footer, " —", "宋体", Pt(14))


def _page_number(paragraph) -> None:
    run = _run(paragraph, "", "宋体", Pt(14))
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _paragraph(document, text, font, size, *, align=WD_ALIGN_PARAGRAPH.JUSTIFY, indent=False):
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    spacing = paragraph.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    if indent:
        # Two characters, whatever the font: Word's own unit for Chinese text.
        properties = paragraph._p.get_or_add_pPr()
        indentation = OxmlElement("w:ind")
        indentation.set(qn("w:firstLineChars"), "200")
        properties.append(indentation)
    _run(paragraph, text, font, size)
    return paragraph


def _run(paragraph, text, font, size):
    run = paragraph.add_run(text)
    run.font.name, run.font.size = "Times New Roman", size
    run._r.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), font)
    return run


def _table(document, columns: list[str], rows: list[list[str]]) -> None:
    table = document.add_table(rows=1, cols=len(columns))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    size = SMALL_6 if len(columns) > MOST_COLUMNS else SIZE_5
    _fill(table.rows[0], columns, HEADING, size)
    _repeat(table.rows[0])
    for row in rows:
        _fill(table.add_row(), row, BODY, size)


def _picture(document, svg: str, caption: str) -> None:
    document.add_picture(io.BytesIO(svg_to_png(svg)), width=Mm(156))
    _paragraph(document, caption, BODY, SIZE_5, align=WD_ALIGN_PARAGRAPH.CENTER)


def _fill(row, texts: list[str], font: str, size) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        _run(cell.paragraphs[0], text, font, size)


def _repeat(row) -> None:
    """The header row stands again on every page."""
    element = OxmlElement("w:tblHeader")
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)


BLOCKS = {
    "heading": _text_in(HEADING),
    "subheading": _text_in(SUBHEADING),
    "paragraph": _text_in(BODY),
    "table": lambda document, block: _table(document, block["columns"], block["rows"]),
    "picture": lambda document, block: _picture(document, block["svg"], block["caption"]),
    "annex": _annex,
    "closing": _closing,
}
