"""Reads one workbook in a process of its own: what a hostile file does here, it does to nobody else.

Run as ``python parser.py SOURCE TARGET BYTES SECONDS``. Knows neither Django nor the portal, so that it starts at
once. Writes a pickle: ``{"mark": str, "sheets": [(name, rows)]}`` with one list of cells a row, beginning with the
sheet's first row, or ``{"refused": sentence}``.
"""

import pickle
import re
import resource
import sys
import zipfile
from xml.sax.saxutils import unescape

MARK_PART = "docProps/custom.xml"
MARK = re.compile(rb'name="pinzibiao-template"[^>]*>\s*<vt:lpwstr>([^<]{1,200})<')
# A formula cell without the value that Excel keeps beside it: made by a program, never opened by a person.
UNCOUNTED = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^>]*><f[^>]*?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>')
CHUNK_HEAD = 4096


class Refused(Exception):
    """``str()`` is the sentence for the person."""


def main(source: str, target: str, memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        found = parse(source)
    except Refused as refusal:
        found = {"refused": str(refusal)}
    with open(target, "wb") as file:
        pickle.dump(found, file, protocol=5)


def parse(source: str) -> dict:
    """The workbook's visible sheets with their rows, and the template's hidden mark."""
    with zipfile.ZipFile(source) as archive:
        check_parts(archive)
        mark = mark_of(archive)
    return {"mark": mark, "sheets": list(sheets_of(source))}


def check_parts(archive: zipfile.ZipFile) -> None:
    """No document type declarations, no links to other files, no formula that was never calculated."""
    for member in archive.infolist():
        name = member.filename.lower()
        if name.startswith("xl/externallinks/"):
            raise Refused("文件中有指向其他文件的公式。请复制全表，用“选择性粘贴→数值”贴成不含公式的表再上传。")
        if name.endswith((".xml", ".rels", ".vml")):
            _check_xml(archive, member)


def _check_xml(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    with archive.open(member) as part:
        if b"<!DOCTYPE" in part.read(CHUNK_HEAD).upper():
            raise Refused("文件中含有不允许的外部引用（DOCTYPE），请用 Excel 打开后另存为 xlsx 再上传。")
    if not member.filename.startswith("xl/worksheets/sheet"):
        return
    content = archive.read(member)
    if b"<f" in content and (found := UNCOUNTED.search(content)):
        raise Refused(
            f"单元格 {found[1].decode()} 是公式，但文件中没有它的计算结果。请用 Excel 或 WPS 打开、保存一次，再上传。"
        )


def mark_of(archive: zipfile.ZipFile) -> str:
    if MARK_PART not in archive.namelist():
        return ""
    found = MARK.search(archive.read(MARK_PART))
    return unescape(found[1].decode("utf-8", "replace")) if found else ""


def sheets_of(source: str):
    """``(name, rows)`` of every visible sheet."""
    import python_calamine as calamine

    with calamine.CalamineWorkbook.from_path(source) as book:
        for facts in book.sheets_metadata:
            if facts.typ == calamine.SheetTypeEnum.WorkSheet and facts.visible == calamine.SheetVisibleEnum.Visible:
                yield facts.name, book.get_sheet_by_name(facts.name).to_python(skip_empty_area=False)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
