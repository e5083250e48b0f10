"""The kinds of file the portal takes, each told by its bytes."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

IMAGE, PDF, WORD, EXCEL = "image", "pdf", "word", "excel"
ALL = (PDF, IMAGE, WORD, EXCEL)

# Shown to people, in the order of ALL.
NAMES = {PDF: "PDF", IMAGE: "照片（JPG、PNG、WebP）", WORD: "Word（docx）", EXCEL: "Excel（xlsx）"}


@dataclass(frozen=True)
class FileType:
    """One type: its group, its media type, the extension it is stored under and those it may arrive with."""

    group: str
    content_type: str
    extension: str
    aliases: tuple[str, ...] = ()


_OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "pdf": FileType(PDF, "application/pdf", "pdf"),
    "jpeg": FileType(IMAGE, "image/jpeg", "jpg", ("jpeg",)),
    "png": FileType(IMAGE, "image/png", "png"),
    "webp": FileType(IMAGE, "image/webp", "webp"),
    "docx": FileType(WORD, f"{_OFFICE}wordprocessingml.document", "docx"),
    "xlsx": FileType(EXCEL, f"{_OFFICE}spreadsheetml.sheet", "xlsx"),
}
BY_CONTENT_TYPE = {one.content_type: one for one in TYPES.values()}

# What people send by mistake, and what to do about it.
_STRANGERS: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (lambda head: head.startswith(b"MZ"), "内容是 Windows 程序，不能上传"),
    (lambda head: head.startswith((b"\x7fELF", b"#!")), "内容是程序或脚本，不能上传"),
    (lambda head: head.startswith(b"\xd0\xcf\x11\xe0"), "是旧版 Office 文件，请另存为 docx 或 xlsx 再上传"),
    (
        lambda head: head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"hevc"),
        "是 HEIC 照片，请在手机相机设置里改为“兼容性最佳”，或另存为 JPG 再上传",
    ),
    (lambda head: head[4:8] == b"ftyp", "是视频，不能上传；请改传照片"),
    (lambda head: head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")), "是压缩包，请解压后逐个上传"),
    (lambda head: head.startswith((b"GIF8", b"BM", b"II*\x00", b"MM\x00*")), "的图片格式不支持，请另存为 JPG 或 PNG"),
    (lambda head: head.lstrip()[:1] == b"<", "内容是网页或矢量图，请另存为 PDF 再上传"),
)


def type_of(content: BinaryIO) -> FileType | None:
    """The type told by the bytes, or ``None`` when it is none of ours. The position is moved."""
    content.seek(0)
    head = content.read(1024)
    if head.startswith(b"PK\x03\x04"):
        return _office_type(content)
    if b"%PDF-" in head:
        return TYPES["pdf"]
    if head.startswith(b"\xff\xd8\xff"):
        return TYPES["jpeg"]
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return TYPES["png"]
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return TYPES["webp"]
    return None


def why_strange(content: BinaryIO) -> str:
    """Half a sentence on a file of none of our types, to follow its name."""
    content.seek(0)
    head = content.read(64)
    if head.startswith(b"PK\x03\x04"):
        return "是压缩包或不支持的文档，请上传解压后的文件"
    return next((advice for fits, advice in _STRANGERS if fits(head)), "的内容无法识别，可能已损坏")


def accept_attribute(groups: tuple[str, ...]) -> str:
    """For ``<input accept>``. Naming JPEG makes an iPhone send its HEIC photos as JPEG."""
    rows = [one for one in TYPES.values() if one.group in groups]
    extensions = [f".{extension}" for one in rows for extension in (one.extension, *one.aliases)]
    return ",".join([one.content_type for one in rows] + extensions)


def names(groups: tuple[str, ...]) -> str:
    """``PDF、照片（JPG、PNG、WebP）``."""
    return "、".join(NAMES[group] for group in ALL if group in groups)


def _office_type(content: BinaryIO) -> FileType | None:
    try:
        members = set(zipfile.ZipFile(content).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    if "word/document.xml" in members:
        return TYPES["docx"]
    return TYPES["xlsx"] if "xl/workbook.xml" in members else None
