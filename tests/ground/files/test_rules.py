"""What is taken, what is refused, and what the person reads then."""

import io
import re

import pytest

from pinzibiao.files import kinds, rules
from pinzibiao.files.kinds import ALL, TYPES
from tests.factories.files import EXE, PDF, office, picture


def refusal(name: str, content: bytes, groups=ALL) -> str:
    """What the person reads; empty when the file is taken."""
    body = io.BytesIO(content)
    try:
        rules.check_size(name, len(content))
        rules.check_sound(name, body, rules.check_type(name, body, groups))
    except rules.Refused as refused:
        return refused.message
    return ""


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (picture(kind="JPEG"), "jpeg"),
        (picture(kind="PNG"), "png"),
        (picture(kind="WEBP"), "webp"),
        (office("docx"), "docx"),
        (office("xlsx"), "xlsx"),
    ],
)
def test_the_type_is_told_by_the_bytes(content, kind):
    assert kinds.type_of(io.BytesIO(content)) == TYPES[kind]
    assert refusal("任意", content) == ""


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("报告.pdf", EXE, "「报告.pdf」不是真正的 PDF 文件，内容是 Windows 程序，不能上传"),
        ("图.jpg", b"\x7fELF" + bytes(90), "「图.jpg」不是真正的 JPG 文件，内容是程序或脚本，不能上传"),
        ("总结.doc", b"\xd0\xcf\x11\xe0" + bytes(90), "「总结.doc」是旧版 Office 文件，请另存为 docx 或 xlsx 再上传"),
        (
            "IMG_1.heic",
            bytes(4) + b"ftypheic" + bytes(90),
            "「IMG_1.heic」是 HEIC 照片，请在手机相机设置里改为“兼容性最佳”",
        ),
        ("录像.mp4", bytes(4) + b"ftypisom" + bytes(90), "「录像.mp4」是视频，不能上传；请改传照片"),
        ("全部.rar", b"Rar!\x1a\x07" + bytes(90), "「全部.rar」是压缩包，请解压后逐个上传"),
        ("全部.zip", b"PK\x03\x04" + bytes(90), "「全部.zip」是压缩包或不支持的文档"),
        ("图.svg", b"<svg onload=alert(1)>", "「图.svg」内容是网页或矢量图，请另存为 PDF 再上传"),
        ("说明.txt", "你好".encode(), "「说明.txt」的内容无法识别，可能已损坏"),
    ],
)
def test_what_is_none_of_ours_is_named_with_the_reason_and_the_way_out(name, content, part):
    said = refusal(name, content)
    assert said.startswith(part)
    assert said.endswith("可以上传：PDF、照片（JPG、PNG、WebP）、Word（docx）、Excel（xlsx）。")


def test_a_form_for_photos_takes_no_pdf():
    assert refusal("a.pdf", PDF, (kinds.IMAGE,)) == "「a.pdf」是PDF文件，这里只能上传：照片（JPG、PNG、WebP）。"


def test_size(settings):
    settings.MAX_UPLOAD_BYTES = 50 * 1024 * 1024
    assert refusal("空.pdf", b"") == "「空.pdf」是空文件，请检查后重新选择。"
    with pytest.raises(
        rules.Refused,
        match=re.escape("「现场.jpg」有 60.0\xa0MB，超过单个文件 50.0\xa0MB 的上限，请压缩或拆分后再上传。"),
    ):
        rules.check_size("现场.jpg", 60 * 1024 * 1024)
    rules.check_size("现场.jpg", 50 * 1024 * 1024)


def test_a_file_shorter_than_declared_is_not_whole():
    rules.check_whole("a.pdf", 10, None)
    rules.check_whole("a.pdf", 10, 10)
    with pytest.raises(
        rules.Refused, match=re.escape("「a.pdf」没有传完整（收到 10 字节，应为 11 字节），请重新上传。")
    ):
        rules.check_whole("a.pdf", 10, 11)


def test_a_pdf_without_its_end_is_damaged():
    assert refusal("报告.pdf", PDF[:-8]) == "「报告.pdf」已损坏或不完整（缺少结尾），请重新导出 PDF 再上传。"


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (office("docx", word__vbaProject=b"x").replace(b"vbaProject", b"vbaProject"), ""),
        (office("xlsx", **{"xl__vbaProject.bin": b"x"}), "「表.xlsx」含有宏"),
        (office("xlsx", xl__big=bytes(30_000_000)), "「表.xlsx」解开后过大"),
        (office("xlsx", **{f"xl__{n}": b"x" for n in range(2001)}), "「表.xlsx」解开后过大"),
    ],
)
def test_office_files_are_judged_before_they_are_unpacked(content, part):
    assert refusal("表.xlsx", content)[: len(part) or None] == part


def test_a_damaged_office_file_is_named():
    whole = bytearray(office("docx", word__media=bytes(range(256)) * 40))
    at = whole.index(b"word/media") + 60
    whole[at : at + 20] = bytes(20)
    assert refusal("总结.docx", bytes(whole)) == "「总结.docx」已加密或已损坏，请用 Office 打开后另存一份再上传。"


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("C:\\fakepath\\报告.PDF", "报告.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
        ("照片\u202efdp.exe", "照片fdp.pdf"),
        ("报告\x00\n.pdf", "报告.pdf"),
        ("㐀喆堃😀.pdf", "㐀喆堃😀.pdf"),
        ("", "未命名.pdf"),
        ("长" * 300 + ".pdf", "长" * 120 + ".pdf"),
    ],
)
def test_names_are_cleaned_and_carry_the_true_extension(name, clean):
    assert rules.clean_name(name, TYPES["pdf"]) == clean


def test_a_name_of_nothing_gets_one():
    assert rules.clean_name(" ./") == "未命名"
