"""Good and hostile files, made when they are asked for. ``GOOD`` and ``BAD``: name → (file's name, its bytes, …)."""

import io
import zipfile
from datetime import datetime

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment

from tests.factories.exchange import enterprise_row, workbook
from tests.factories.files import office, picture

ROW = enterprise_row()
LABELS = list(ROW)
LINES = [LABELS, list(ROW.values())]
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = "xl/worksheets/sheet1.xml"
BOOM = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def plain() -> bytes:
    return workbook([ROW])


def changed(parts: dict[str, bytes | str], level: int = 6) -> bytes:
    """The plain workbook with some parts replaced or added."""
    out = io.BytesIO()
    target = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level)
    with zipfile.ZipFile(io.BytesIO(plain())) as old, target as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, body in parts.items():
            new.writestr(name, body)
    return out.getvalue()


def part(name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(plain())) as archive:
        return archive.read(name).decode()


def typed(make, **options) -> bytes:
    """A workbook written by ``make(book, sheet)``."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, options) as book:
        make(book, book.add_worksheet("填报"))
    return out.getvalue()


def edited(make) -> bytes:
    """The plain workbook changed by ``make(book, sheet)`` of openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(plain()))
    make(book, book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(sheet, at: int = 0) -> None:
    for number, line in enumerate(LINES, start=at):
        sheet.write_row(number, 0, line)


def inline(cells: str, more: str = "") -> bytes:
    body = f"<worksheet {MAIN}><sheetData>{cells}</sheetData>{more}</worksheet>"
    return changed({SHEET: body})


def words(number: int, line: list, kind: str = "inlineStr") -> str:
    cells = "".join(
        f'<c r="{chr(65 + at)}{number}" t="{kind}"><is><t>{word}</t></is></c>' for at, word in enumerate(line)
    )
    return f'<row r="{number}">{cells}</row>'


def csv(*lines, mark: str = ",") -> str:
    return "".join(mark.join(map(str, line)) + "\r\n" for line in lines)


# Good ones


def headings_on_row_five() -> bytes:
    def make(book, sheet):
        sheet.merge_range(0, 0, 0, 7, "临平区企业登记表", book.add_format({"bold": True}))
        sheet.write(2, 0, "填报单位：临平区局")
        table(sheet, 4)

    return typed(make)


def merged_headings() -> bytes:
    def make(_book, sheet):
        for at, label in enumerate(LABELS):
            sheet.merge_range(0, at, 1, at, label)
        sheet.write_row(2, 0, LINES[1])

    return typed(make)


def rich_and_phonetic() -> bytes:
    shared = part("xl/sharedStrings.xml")
    name = ROW["企业名称"]
    rich = f'<si><r><t>{name[:2]}</t></r><r><rPr><b/></rPr><t>{name[2:]}</t></r><rPh sb="0" eb="1"><t>LINPING</t></rPh></si>'
    assert f"<si><t>{name}</t></si>" in shared
    return changed({"xl/sharedStrings.xml": shared.replace(f"<si><t>{name}</t></si>", rich)})


def date_1904() -> bytes:
    def make(book, sheet):
        table(sheet)
        sheet.write_datetime(1, 7, datetime(2015, 6, 1), book.add_format({"num_format": "yyyy-mm-dd"}))

    return typed(make, date_1904=True)


def counted_formulas() -> bytes:
    def make(book, sheet):
        table(sheet)
        sheet.write_formula(1, 1, '="临平"&"公式企业"', None, "临平公式企业")
        sheet.write_formula(1, 6, "=1/0", None, "#DIV/0!")

    return typed(make)


def million_formatted_rows() -> bytes:
    rows = "".join(f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/></row>' for n in range(3, 1_000_001))
    body = f"<worksheet {MAIN}><sheetData>{words(1, LINES[0])}{words(2, LINES[1])}{rows}</sheetData></worksheet>"
    return changed({SHEET: body}, level=1)


def with_comment_and_hidden_sheet() -> bytes:
    def make(book, sheet):
        sheet["B2"].comment = Comment("请核对", "局")
        other = book.create_sheet("旧表", 0)
        other.append(["统一社会信用代码"])
        other.sheet_state = "hidden"

    return edited(make)


def widest() -> bytes:
    def make(_book, sheet):
        table(sheet)
        sheet.write(0, 16_383, "备注")

    return typed(make)


def odd_numbers() -> bytes:
    def make(_book, sheet):
        table(sheet)
        sheet.write_row(2, 0, [1e308, -1e308, 5e-324, -45_000, 2_958_466, 0.1, 1e15, -1])

    return typed(make)


def many_sheets() -> bytes:
    return edited(lambda book, _sheet: [book.create_sheet(f"说明{n}").append(["说明"]) for n in range(30)])


# Name → (the file's name, its bytes, rows below the headings that are not blank).
GOOD = {
    "plain": lambda: ("企业.xlsx", plain(), 1),
    "headings on row five": lambda: ("企业.xlsx", headings_on_row_five(), 1),
    "merged headings": lambda: ("企业.xlsx", merged_headings(), 1),
    "inline strings": lambda: ("企业.xlsx", inline(words(1, LINES[0]) + words(2, LINES[1])), 1),
    "rich and phonetic text": lambda: ("企业.xlsx", rich_and_phonetic(), 1),
    "dates since 1904": lambda: ("企业.xlsx", date_1904(), 1),
    "formulas with their values": lambda: ("企业.xlsx", counted_formulas(), 1),
    "a million formatted rows": lambda: ("企业.xlsx", million_formatted_rows(), 1),
    "a comment and a hidden sheet": lambda: ("企业.xlsx", with_comment_and_hidden_sheet(), 1),
    "16,384 columns": lambda: ("企业.xlsx", widest(), 1),
    "numbers at the ends of the world": lambda: ("企业.xlsx", odd_numbers(), 2),
    "many sheets": lambda: ("企业.xlsx", many_sheets(), 1),
    "a part with a path": lambda: ("企业.xlsx", changed({"../../../tmp/evil.xml": "<x/>"}), 1),
    "headings only": lambda: ("企业.xlsx", workbook([], labels=LABELS), 0),
    "headings with spaces": lambda: ("企业.xlsx", workbook([LINES[1]], labels=[f" {one}* " for one in LABELS]), 1),
    "an unknown column": lambda: ("企业.xlsx", workbook([[*LINES[1], "x"]], labels=[*LABELS, "自加的列"]), 1),
    "CSV in UTF-8": lambda: ("企业.csv", csv(*LINES).encode(), 1),
    "CSV with a mark": lambda: ("企业.csv", csv(*LINES).encode("utf-8-sig"), 1),
    "CSV in GB18030": lambda: ("企业.csv", csv(*LINES).encode("gb18030"), 1),
    "CSV with tabs": lambda: ("企业.csv", csv(*LINES, mark="\t").encode(), 1),
    "CSV with semicolons": lambda: ("企业.csv", csv(*LINES, mark=";").encode(), 1),
    "CSV named as text": lambda: ("企业.txt", csv(*LINES).encode(), 1),
    "CSV with blank lines": lambda: ("企业.csv", csv(LABELS, [], [""] * 8, LINES[1], [" "]).encode(), 1),
    "CSV with line breaks in quotes": lambda: ("企业.csv", csv(LABELS, ['"91\n33"', *LINES[1][1:]]).encode(), 1),
}


# Bad ones


def bomb() -> bytes:
    return changed({"xl/media/a.xml": b"<a>" + b" " * 150_000_000 + b"</a>"})


def declared_huge() -> bytes:
    """The directory says 200 MB and more of one small part."""
    content = bytearray(plain())
    at = content.rindex(SHEET.encode()) - 46
    content[at + 24 : at + 28] = (220 * 1024 * 1024).to_bytes(4, "little")
    return bytes(content)


def locked() -> bytes:
    """Every part marked as encrypted in the directory."""
    content = bytearray(plain())
    at = -1
    while (at := content.find(b"PK\x01\x02", at + 1)) >= 0:
        content[at + 8] |= 1
    return bytes(content)


def twice() -> bytes:
    out = io.BytesIO(plain())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(SHEET.upper(), f"<worksheet {MAIN}/>")
    return out.getvalue()


def nested() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("企业.xlsx", plain())
    return out.getvalue()


def chart_only() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        data = book.add_worksheet("数据")
        table(data)
        data.hide()
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=数据!$A$1:$A$2"})
        sheet = book.add_chartsheet("图")
        sheet.set_chart(chart)
        sheet.activate()
        sheet.set_first_sheet()
    return out.getvalue()


def hidden_only() -> bytes:
    rels = part("xl/workbook.xml")
    return changed({"xl/workbook.xml": rels.replace('<sheet name="填报"', '<sheet state="hidden" name="填报"')})


def without_sheets() -> bytes:
    text = part("xl/workbook.xml")
    start, end = text.index("<sheets>"), text.index("</sheets>")
    return changed({"xl/workbook.xml": text[: start + 8] + text[end:]})


def uncounted_formula() -> bytes:
    cell = '<c r="A1"><f>CONCATENATE("9133","0113")</f></c>'
    return inline(f'<row r="1">{cell}</row>' + words(2, LINES[1]))


def far_cell() -> bytes:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return inline(words(1, LINES[0]) + words(2, LINES[1]) + far)


def too_many_rows() -> bytes:
    """More than anybody brings in at once; each row has a different number, so that it does not pack like a bomb."""

    def make(_book, sheet):
        sheet.write_row(0, 0, LABELS)
        for number in range(1, 300_002):
            sheet.write_number(number, 0, number * 7919 % 999_983)

    return typed(make, constant_memory=True)


def doctype(name: str) -> bytes:
    head, _, rest = part(name).partition("?>")
    return changed({name: f"{head}?>{' ' * 9000}{BOOM}{rest}"})


# Name → (the file's name, its bytes, a piece of the sentence).
BAD = {
    "empty": lambda: ("企业.xlsx", b"", "是空文件"),
    "zip bomb": lambda: ("企业.xlsx", bomb(), "解开后过大"),
    "200 MB declared": lambda: ("企业.xlsx", declared_huge(), "解开后过大"),
    "entities in a sheet": lambda: ("企业.xlsx", doctype(SHEET), "不允许的外部引用"),
    "billion laughs in shared strings": lambda: ("企业.xlsx", doctype("xl/sharedStrings.xml"), "不允许的外部引用"),
    "a sheet in UTF-16": lambda: ("企业.xlsx", changed({SHEET: part(SHEET).encode("utf-16")}), "不允许的外部引用"),
    "links to other files": lambda: (
        "企业.xlsx",
        changed({"xl/externalLinks/externalLink1.xml": f"<externalLink {MAIN}/>"}),
        "指向其他文件的公式",
    ),
    "macros": lambda: ("企业.xlsm", changed({"xl/vbaProject.bin": OLE + bytes(100)}), "含有宏"),
    "truncated": lambda: ("企业.xlsx", plain()[:-400], "没有传完整"),
    "a broken part": lambda: ("企业.xlsx", plain().replace(b"PK\x03\x04", b"PK\x03\x05", 2)[:], "可能已损坏"),
    "sheet cut in the middle": lambda: ("企业.xlsx", changed({SHEET: part(SHEET)[:700]}), "已损坏"),
    "encrypted parts": lambda: ("企业.xlsx", locked(), "已加密或已损坏"),
    "password": lambda: ("企业.xlsx", OLE + bytes(2000), "已加密，或是旧版 Excel"),
    "old Excel": lambda: ("企业.xls", OLE + bytes(2000), "是旧版 Excel（.xls）文件"),
    "a picture": lambda: ("企业.xlsx", picture(), "是图片"),
    "PDF": lambda: ("企业.xlsx", b"%PDF-1.4\n%%EOF", "是 PDF 文件"),
    "a page of the web": lambda: ("企业.xls", b"<html><table><tr><td>1</td></tr></table></html>", "其实是网页"),
    "XML of Excel 2003": lambda: ("企业.xls", b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "其实是网页或 XML"),
    "CSV named xlsx": lambda: ("企业.xlsx", csv(*LINES).encode(), "已损坏或没有传完整"),
    "a program": lambda: ("企业.xlsx", b"MZ" + bytes(500), "是程序"),
    "RAR": lambda: ("企业.xlsx", b"Rar!\x1a\x07" + bytes(500), "是压缩包"),
    "a zip in a zip": lambda: ("企业.xlsx", nested(), "是压缩包或不支持的文档"),
    "Word": lambda: ("企业.xlsx", office("docx"), "是Word（docx）文件"),
    "parts of one name": lambda: ("企业.xlsx", twice(), "内部结构有重复"),
    "no sheets": lambda: ("企业.xlsx", without_sheets(), "没有"),
    "a chart only": lambda: ("企业.xlsx", chart_only(), "没有"),
    "hidden sheets only": lambda: ("企业.xlsx", hidden_only(), "没有"),
    "formula never counted": lambda: ("企业.xlsx", uncounted_formula(), "单元格 A1 是公式"),
    "a cell at the end of the world": lambda: ("企业.xlsx", far_cell(), "内容过多"),
    "too many rows": lambda: ("企业.xlsx", too_many_rows(), "超过 300,000 行"),
    "another register": lambda: ("企业.xlsx", workbook([["a"]], labels=["证书编号"]), "没有找到「企业库」的表头"),
    "a heading twice": lambda: ("企业.xlsx", workbook([[1, 2]], labels=["企业名称", "企业名称"]), "出现了两次"),
    "no code": lambda: ("企业.xlsx", workbook([["a"]], labels=["企业名称"]), "缺少「统一社会信用代码」"),
    "NUL in CSV": lambda: ("企业.csv", csv(*LINES).encode() + b"\x00", "不是 Excel 或 CSV 文件"),
    "CSV in UTF-16": lambda: ("企业.csv", csv(*LINES).encode("utf-16"), "不是 Excel 或 CSV 文件"),
    "CSV in no encoding": lambda: ("企业.csv", csv(LABELS).encode() + b"\xff\xff\xff", "文字编码无法识别"),
    "unbalanced quotes": lambda: ("企业.csv", csv(LABELS, ['"91', *LINES[1][1:]]).encode(), "引号不成对"),
}
