"""Uploads as a browser sends them, and stored files."""

import io
import zipfile

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pinzibiao.files import actions
from pinzibiao.files.models import StoredFile

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
EXE = b"MZ\x90\x00\x03" + bytes(200)
PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


class StoredFileFactory(factory.Factory):
    """A small PDF, stored through the one way in."""

    class Meta:
        model = StoredFile

    content = factory.Sequence(lambda n: PDF + b"%d" % n)
    name = factory.Sequence(lambda n: f"材料{n}.pdf")
    by = None

    @classmethod
    def _create(cls, model_class, content, name, by, **kwargs):
        return actions.store_content(content, name, by=by, **kwargs)


def upload(
    content: bytes = PDF, name: str = "检测报告.pdf", content_type: str = "application/pdf"
) -> SimpleUploadedFile:
    """The name and the media type are what the browser claims."""
    return SimpleUploadedFile(name, content, content_type)


def picture(size=(64, 48), kind: str = "JPEG", mode: str = "RGB", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, (200, 30, 30) if mode == "RGB" else 0).save(out, kind, **options)
    return out.getvalue()


def office(extension: str, **extra: bytes) -> bytes:
    """The least that counts as a docx or xlsx; ``extra`` members by name with ``__`` for ``/``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(PARTS[extension], "<document/>")
        for name, body in extra.items():
            archive.writestr(name.replace("__", "/"), body)
    return out.getvalue()
