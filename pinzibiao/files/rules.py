"""What an uploaded file must be. One rule a function; each raises ``Refused`` with a sentence that names the file."""

import re
import unicodedata
import zipfile
from pathlib import PurePosixPath
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat

from . import kinds
from .kinds import FileType

MAX_NAME = 120
MAX_ZIP_MEMBERS = 2_000
MAX_ZIP_BYTES = 200 * 1024 * 1024
MAX_ZIP_RATIO = 100


class Refused(ValidationError):
    """The file is not taken. ``message`` is a Chinese sentence for the person who sent it."""

    def __str__(self) -> str:
        return self.message


def clean_name(name: str, kind: FileType | None = None) -> str:
    """The name without folders, control and reserved characters, at most ``MAX_NAME``, with the type's extension."""
    bare = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    bare = "".join(sign for sign in bare if unicodedata.category(sign)[0] != "C")
    bare = re.sub(r'[<>:"|?*]', "_", bare).strip(" .")
    if kind is None:
        return bare[:MAX_NAME] or "未命名"
    stem, _, extension = bare.rpartition(".")
    if not stem:
        stem, extension = bare, ""
    fitting = extension.lower() in (kind.extension, *kind.aliases)
    return f"{stem[:MAX_NAME] or '未命名'}.{extension.lower() if fitting else kind.extension}"


def check_size(name: str, size: int) -> None:
    """Not empty and not above the limit."""
    if size == 0:
        raise Refused(f"「{name}」是空文件，请检查后重新选择。")
    if size > settings.MAX_UPLOAD_BYTES:
        raise Refused(too_big(name, size))


def too_big(name: str, size: int | None = None) -> str:
    """The sentence for a file above the limit."""
    is_now = f"有 {filesizeformat(size)}，" if size else ""
    limit = filesizeformat(settings.MAX_UPLOAD_BYTES)
    return f"「{name}」{is_now}超过单个文件 {limit} 的上限，请压缩或拆分后再上传。"


def check_whole(name: str, size: int, declared: int | None) -> None:
    """What arrived is as long as what was sent off."""
    if declared is not None and declared != size:
        raise Refused(f"「{name}」没有传完整（收到 {size} 字节，应为 {declared} 字节），请重新上传。")


def check_type(name: str, content: BinaryIO, groups: tuple[str, ...]) -> FileType:
    """The file is one of ``groups`` by its bytes, and does not pretend to be another."""
    found = kinds.type_of(content)
    if found is None:
        raise Refused(f"「{name}」{_pretends(name)}{kinds.why_strange(content)}。可以上传：{kinds.names(groups)}。")
    if found.group not in groups:
        raise Refused(f"「{name}」是{kinds.NAMES[found.group]}文件，这里只能上传：{kinds.names(groups)}。")
    return found


def check_sound(name: str, content: BinaryIO, kind: FileType) -> None:
    """PDF and Office files open to the end; pictures are proved by ``images.clean``."""
    if kind.group == kinds.PDF:
        _check_pdf(name, content)
    elif kind.group in (kinds.WORD, kinds.EXCEL):
        _check_office(name, content)


def _pretends(name: str) -> str:
    extension = PurePosixPath(name).suffix.lstrip(".").lower()
    claimed = next((one for one in kinds.TYPES.values() if extension in (one.extension, *one.aliases)), None)
    return f"不是真正的 {claimed.extension.upper()} 文件，" if claimed else ""


def _check_pdf(name: str, content: BinaryIO) -> None:
    content.seek(0, 2)
    content.seek(max(0, content.tell() - 4096))
    if b"%%EOF" not in content.read():
        raise Refused(f"「{name}」已损坏或不完整（缺少结尾），请重新导出 PDF 再上传。")


def _check_office(name: str, content: BinaryIO) -> None:
    """The zip's directory is believed before anything is unpacked: a 300 KiB bomb takes a gigabyte otherwise."""
    with zipfile.ZipFile(content) as archive:
        members = archive.infolist()
        if any(member.filename.lower().endswith("vbaproject.bin") for member in members):
            raise Refused(f"「{name}」含有宏，请另存为不含宏的 docx 或 xlsx 再上传。")
        _check_zip_bounds(name, members)
        if any(member.flag_bits & 1 for member in members) or archive.testzip():
            raise Refused(f"「{name}」已加密或已损坏，请用 Office 打开后另存一份再上传。")


def _check_zip_bounds(name: str, members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if len(members) > MAX_ZIP_MEMBERS or unpacked > MAX_ZIP_BYTES or unpacked > MAX_ZIP_RATIO * packed:
        raise Refused(f"「{name}」解开后过大，请删去多余的图片或空白行，另存一份再上传。")
