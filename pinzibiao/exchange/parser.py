"""Reads one workbook in a process of its own: what a hostile file does here, it does to nobody else.

Run as ``python -I parser.py SOURCE TARGET BYTES SECONDS``. Knows neither Django nor the portal, so that it starts at
once. Writes pickles one after the other: ``{"mark": str}`` or ``{"refused": sentence}``; then for each
visible sheet its name, and its rows from the sheet's first on in lists of at most ``AT_ONCE``, ended by an empty one.
"""

import pickle
import re
import resource
import sys
import zipfile
from xml.etree import ElementTree as ET
from xml.sax.saxutils import unescape

MARK_PART = "docProps/custom.xml"
MARK = re.compile(rb'name="pinzibiao-template"[^>]*>\s*<vt:lpwstr>([^<]{1,200})<')
# A formula cell without the value that Excel keeps beside it: made by a program, never opened by a person.
UNCOUNTED = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^>]*><f[^>]*?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>')
# A cell that shows #REF! or the like; the reader of sheets would give it as an empty one.
BROKEN = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?=[^>]*\bt="e")[^>]*>(?:<f[^>]*?(?:/>|>[^<]*</f>))?<v>([^<]{1,20})</v>'
)
XML_PARTS = (".xml", ".rels", ".vml")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
# What is looked for may lie across two pieces of a part: the end of one is seen again with the next.
PIECE, SEEN_AGAIN = 1024 * 1024, 16 * 1024
AT_ONCE = 2_000
MOST_ROWS = 300_000
# A column of so many different words is no list of choices: its words are not worth looking up.
FEW_WORDS = 1_000


class Refused(Exception):
    """``str()`` is the sentence for the person."""


def main(source: str, target: str, memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    with open(target, "wb") as file:
        try:
            write(source, file)
        except Refused as refusal:
            file.seek(0)
            file.truncate()
            pickle.dump({"refused": str(refusal)}, file, protocol=5)


def write(source: str, file) -> None:
    """Everything of the workbook that the portal reads."""
    with zipfile.ZipFile(source) as archive:
        broken = check_parts(archive)
        mark = mark_of(archive)
    pickle.dump({"mark": mark}, file, protocol=5)
    left = MOST_ROWS
    for name, rows in sheets_of(source, broken):
        pickle.dump(name, file, protocol=5)
        for some in in_pieces(rows):
            left -= len(some)
            if left < 0:
                raise Refused(f"超过 {MOST_ROWS:,} 行。请分成几个文件，一个一个导入。")
            pickle.dump(some, file, protocol=5)
        pickle.dump([], file, protocol=5)


def in_pieces(rows):
    """Lists of rows; a word that a column repeats is one object, so that it is written and kept once."""
    known: dict[int, dict] = {}
    some = []
    for row in rows:
        some.append([_once(cell, known.setdefault(at, {})) for at, cell in enumerate(row)])
        if len(some) == AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _once(cell, known: dict):
    if type(cell) is not str:
        return cell
    return known.get(cell) or (known.setdefault(cell, cell) if len(known) < FEW_WORDS else cell)


def check_parts(archive: zipfile.ZipFile) -> dict:
    """No document type declarations, no links to other files, no formula that was never calculated.

    Gives the cells that hold an error: ``{sheet: {row: {column: words}}}``, both counted from 0.
    """
    names = [member.filename.lower() for member in archive.infolist()]
    if len(set(names)) < len(names):
        raise Refused("文件的内部结构有重复，可能已损坏。请用 Excel 打开后另存为 xlsx 再上传。")
    if any(name.startswith("xl/externallinks/") for name in names):
        raise Refused("文件中有指向其他文件的公式。请复制全表，用“选择性粘贴→数值”贴成不含公式的表再上传。")
    titles, broken = sheet_parts(archive), {}
    for member in archive.infolist():
        if member.filename.lower().endswith(XML_PARTS):
            title = titles.get(member.filename, "")
            _check_xml(archive, member, bool(title), broken.setdefault(title, {}))
    return broken


def _check_xml(archive: zipfile.ZipFile, member: zipfile.ZipInfo, is_sheet: bool, broken: dict) -> None:
    for piece in _pieces(archive, member):
        if b"<!DOCTYPE" in piece or b"<!doctype" in piece or piece.startswith(OTHER_ENCODINGS):
            raise Refused("文件中含有不允许的外部引用（DOCTYPE），请用 Excel 打开后另存为 xlsx 再上传。")
        if is_sheet and b"<f" in piece and (found := UNCOUNTED.search(piece)):
            raise Refused(
                f"单元格 {found[1].decode()} 是公式，但文件中没有它的计算结果。"
                "请用 Excel 或 WPS 打开、保存一次，再上传。"
            )
        if is_sheet and b't="e"' in piece:
            for letters, row, words in BROKEN.findall(piece):
                broken.setdefault(int(row) - 1, {})[_column(letters)] = words.decode("utf-8", "replace")


def _column(letters: bytes) -> int:
    """``A`` → 0, ``AA`` → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Which part holds which sheet. What is no workbook has none: its reader says so later."""
    try:
        book, links = (_small(archive, name) for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"))
    except (ET.ParseError, KeyError):
        return {}
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    found = {}
    for sheet in book.iter(f"{MAIN}sheet"):
        target = targets.get(sheet.get(LINK), "")
        found[target[1:] if target.startswith("/") else f"xl/{target}"] = sheet.get("name", "")
    return found


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo):
    with archive.open(member) as part:
        before = b""
        while piece := part.read(PIECE):
            yield before + piece
            before = piece[-SEEN_AGAIN:]


def _small(archive: zipfile.ZipFile, name: str) -> ET.Element:
    content = archive.read(name)
    # Such a part is refused right after; here it only must not be taken apart.
    return ET.fromstring(b"<none/>" if b"<!" in content else content)  # noqa: S314


def mark_of(archive: zipfile.ZipFile) -> str:
    if MARK_PART not in archive.namelist():
        return ""
    found = MARK.search(archive.read(MARK_PART))
    return unescape(found[1].decode("utf-8", "replace")) if found else ""


def sheets_of(source: str, broken: dict):
    """``(name, rows)`` of every visible sheet."""
    import python_calamine as calamine

    with calamine.CalamineWorkbook.from_path(source) as book:
        for facts in book.sheets_metadata:
            if facts.typ == calamine.SheetTypeEnum.WorkSheet and facts.visible == calamine.SheetVisibleEnum.Visible:
                yield facts.name, _rows_of(book.get_sheet_by_name(facts.name), broken.get(facts.name, {}))


def _rows_of(sheet, broken: dict):
    """Rows and cells from A1 on, wherever the first filled cell stands."""
    before = [""] * sheet.start[1] if sheet.start else []
    for number, row in enumerate(sheet.iter_rows()):
        cells = before + row if before else row
        for at, words in broken.get(number, {}).items():
            cells[at : at + 1] = [words]
        yield cells


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
