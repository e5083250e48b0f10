"""Photos are decoded and written anew: smaller, upright, and without the place and time a phone writes into them."""

import io
from typing import BinaryIO

from PIL import Image, ImageOps

MAX_PIXELS = 40_000_000
MAX_EDGE = 2560
_SAVE = {
    "image/jpeg": {"format": "JPEG", "quality": 88, "optimize": True},
    "image/png": {"format": "PNG"},
    "image/webp": {"format": "WEBP", "quality": 88},
}


class BadImageError(Exception):
    """The picture cannot be taken; the text is half a Chinese sentence, to follow the file's name."""


def clean(content: BinaryIO, content_type: str) -> bytes:
    """The picture again, upright, at most ``MAX_EDGE`` pixels a side, with no metadata but its colour profile.

    Location is 行踪轨迹, sensitive by law. Raises ``BadImageError`` when there are too many pixels or it is damaged.
    """
    content.seek(0)
    try:
        with Image.open(content) as picture:
            _check_pixels(picture)
            return _write(_upright(picture), content_type)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadImageError(_too_many()) from None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, ZeroDivisionError) as damage:
        raise BadImageError("已损坏或不完整，请重新拍摄或导出后再上传") from damage


def _check_pixels(picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise BadImageError(_too_many())


def _too_many() -> str:
    return f"的像素超过 {MAX_PIXELS // 10_000} 万，请缩小后再上传"


def _upright(picture: Image.Image) -> Image.Image:
    picture.draft("RGB", (MAX_EDGE, MAX_EDGE))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((MAX_EDGE, MAX_EDGE))
    return upright


def _write(picture: Image.Image, content_type: str) -> bytes:
    profile = picture.info.get("icc_profile")
    picture.info.clear()
    if content_type == "image/jpeg" and picture.mode not in ("RGB", "L"):
        picture = picture.convert("RGB")
    out = io.BytesIO()
    picture.save(out, icc_profile=profile, **_SAVE[content_type])
    return out.getvalue()
