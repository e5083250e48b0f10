"""A file from outside as sheets of rows. Hostile files end here, in a sentence."""

import csv
import io
import pickle
import subprocess
import sys
import tempfile
import zipfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from pinzibiao.files import kinds
from pinzibiao.files import rules as file_rules
from pinzibiao.lib.exports.values import FORMULA_STARTS

PARSER = Path(__file__).with_name("parser.py")
# More than three hundred thousand rows take. It counts what the process maps, not only what it fills.
PARSER_BYTES = 1_000 * 1024 * 1024
# Of work; a busy machine may need several times as long for it.
PARSER_SECONDS = 30
ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = ",\t;，"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
SAVE_AS = "请用 Excel 或 WPS 打开，点“文件→另存为”，类型选“Excel 工作簿（*.xlsx）”，再上传。"
STRANGERS = (
    (b"%PDF", "是 PDF 文件，不能导入。请使用本页的模板填写。"),
    (b"Rar!", "是压缩包，请解压后上传其中的 xlsx 文件。"),
    (b"7z\xbc\xaf", "是压缩包，请解压后上传其中的 xlsx 文件。"),
    (b"\x1f\x8b", "是压缩包，请解压后上传其中的 xlsx 文件。"),
    (b"\x89PNG", "是图片，不能导入。请使用本页的模板填写。"),
    (b"\xff\xd8\xff", "是图片，不能导入。请使用本页的模板填写。"),
    (b"MZ", "是程序，不能导入。请使用本页的模板填写。"),
)


class Unreadable(Exception):
    """The file cannot be read; ``str()`` says what is wrong with it and what to do."""


@dataclass
class Sheet:
    """One sheet. ``rows`` are lists of cells from the sheet's first row on: ``rows[0]`` is Excel's row 1."""

    name: str
    rows: list[list] = field(repr=False)


@dataclass
class Book:
    """A file's visible sheets, and the hidden mark of the template it was made from (``enterprise@ab12``)."""

    sheets: list[Sheet]
    mark: str = ""


def read(path: Path, filename: str) -> Book:
    """The content of an .xlsx or .csv file. Raises ``Unreadable``."""
    with path.open("rb") as file:
        is_workbook = examine(file, filename)
    return _workbook(path, filename) if is_workbook else _csv(path, filename)


def examine(file, filename: str) -> bool:
    """Whether the open file is a workbook (else CSV), told by its bytes before anything is unpacked.

    Raises ``Unreadable``.
    """
    file.seek(0)
    head = file.read(1024)
    _refuse_strangers(head, filename)
    try:
        if head.startswith(b"PK"):
            if not zipfile.is_zipfile(file):
                raise Unreadable(_damaged(filename))
            found = file_rules.check_type(filename, file, (kinds.EXCEL,))
            file_rules.check_sound(filename, file, found)
            return True
    except (file_rules.Refused, zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError) as refusal:
        sentence = str(refusal) if isinstance(refusal, file_rules.Refused) else _damaged(filename)
        raise Unreadable(sentence) from None
    return False


def _refuse_strangers(head: bytes, filename: str) -> None:
    lower = filename.lower()
    if not head:
        raise Unreadable(f"「{filename}」是空文件，请检查后重新选择。")
    if head.startswith(OLD_EXCEL):
        what = "是旧版 Excel（.xls）" if lower.endswith((".xls", ".et")) else "已加密，或是旧版 Excel（.xls）"
        raise Unreadable(f"「{filename}」{what}文件。{SAVE_AS}有打开密码的，请先取消密码。")
    if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        raise Unreadable(f"「{filename}」其实是网页或 XML，不是 Excel 文件。{SAVE_AS}")
    for start, sentence in STRANGERS:
        if head.startswith(start):
            raise Unreadable(f"「{filename}」{sentence}")
    if lower.endswith((".xlsx", ".xlsm", ".xls", ".et")) and not head.startswith(b"PK"):
        raise Unreadable(_damaged(filename))


def _damaged(filename: str) -> str:
    return f"「{filename}」已损坏或没有传完整，打不开。请在 Excel 中打开原文件另存一份，再上传。"


def _workbook(path: Path, filename: str) -> Book:
    with tempfile.NamedTemporaryFile(suffix=".rows") as target:
        # Isolated: this folder's own modules are not to be taken for the library's of the same name.
        command = [sys.executable, "-I", str(PARSER), str(path), target.name, str(PARSER_BYTES), str(PARSER_SECONDS)]
        try:
            ended = subprocess.run(command, capture_output=True, timeout=PARSER_SECONDS * 6, check=False)
        except subprocess.TimeoutExpired:
            raise Unreadable(_too_much(filename)) from None
        if ended.returncode:
            raise Unreadable(_too_much(filename) if _ran_out(ended) else _damaged(filename))
        found = pickle.load(target)  # noqa: S301 written by our own parser
        if sentence := found.get("refused"):
            raise Unreadable(f"「{filename}」不能导入：{sentence}")
        return Book(list(_sheets(target)), found["mark"])


def _sheets(written):
    """The sheets that follow in the parser's file, each in pieces up to an empty one."""
    with suppress(EOFError):
        while name := pickle.load(written):  # noqa: S301
            rows = []
            while some := pickle.load(written):  # noqa: S301
                rows += some
            yield Sheet(name, rows)


def _ran_out(ended: subprocess.CompletedProcess) -> bool:
    """Whether the parser met its limit of memory or time; a limit in Rust ends by a signal."""
    return ended.returncode < 0 or b"MemoryError" in ended.stderr or b"memory allocation" in ended.stderr


def _too_much(filename: str) -> str:
    return f"「{filename}」内容过多，读不完。请删去空白行和多余的工作表，或分成几个文件导入。"


def _csv(path: Path, filename: str) -> Book:
    content = path.read_bytes()
    if b"\x00" in content:
        raise Unreadable(f"「{filename}」不是 Excel 或 CSV 文件。请使用本页的模板填写。")
    words = _decoded(content, filename)
    csv.field_size_limit(settings.MAX_UPLOAD_BYTES)
    try:
        rows = list(csv.reader(io.StringIO(words, newline=""), delimiter=_delimiter(words), strict=True))
    except csv.Error:
        raise Unreadable(f"「{filename}」的引号不成对，读不出列。请用 Excel 打开后另存为 xlsx 再上传。") from None
    return Book([Sheet("CSV", [[_as_written(cell) for cell in row] for row in rows])])


def _as_written(cell: str) -> str:
    """Without the sign that an export puts before what Excel would take for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_STARTS) else cell


def _decoded(content: bytes, filename: str) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(f"「{filename}」的文字编码无法识别。请用 Excel 打开后另存为 xlsx，或存为“CSV UTF-8”。")


def _delimiter(words: str) -> str:
    """The sign that parts most columns in the first lines."""
    head = words[:4000]
    return max(DELIMITERS, key=head.count) if any(sign in head for sign in DELIMITERS) else ","
