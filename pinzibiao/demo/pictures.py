"""Pictures for the demo's attachments and photos, each plainly marked 演示."""

import io
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from pinzibiao.files.actions import store_content
from pinzibiao.files.models import StoredFile
from pinzibiao.lib.papers.pdf import font_folders

SIZE = (960, 640)


def picture(label: str, *, by, county_code: str) -> StoredFile:
    """A stored picture that says what it stands for. The same label gives the same bytes, kept once."""
    return store_content(_drawn(label), f"{label}（演示）.png", by=by, county_code=county_code)


def upload(label: str) -> SimpleUploadedFile:
    """The same as a browser sends it."""
    return SimpleUploadedFile(f"{label}（演示）.png", _drawn(label), "image/png")


@cache
def _drawn(label: str) -> bytes:
    image = Image.new("RGB", SIZE, "#eef3f8")
    draw = ImageDraw.Draw(image)
    draw.rectangle((24, 24, SIZE[0] - 24, SIZE[1] - 24), outline="#24527a", width=4)
    draw.text((SIZE[0] / 2, 270), label, font=_font(64), fill="#16324a", anchor="mm")
    draw.text((SIZE[0] / 2, 390), "演示数据 · 不是真实材料", font=_font(32), fill="#9a3412", anchor="mm")
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


@cache
def _font(size: int):
    """The packaged Chinese font; without it the label's letters only."""
    for folder in font_folders():
        return ImageFont.truetype(f"{folder}/NotoSerifSC_400Regular.ttf", size)
    return ImageFont.load_default(size)
