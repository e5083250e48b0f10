"""Photos: smaller, upright, silent about place and time."""

import io

import pytest
from PIL import Image

from pinzibiao.files import images
from tests.factories.files import picture

GPS_TAG, ORIENTATION, MODEL = 0x8825, 0x0112, 0x0110


def photo_with_place(size=(400, 300), orientation=6) -> bytes:
    exif = Image.Exif()
    exif[MODEL] = "PHONE-SECRET"
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS_TAG)[1] = "N"
    return picture(size, exif=exif, xmp=b"<x:xmpmeta>SECRET-XMP</x:xmpmeta>", comment=b"SECRET-COMMENT")


def opened(content: bytes, kind="image/jpeg") -> Image.Image:
    return Image.open(io.BytesIO(images.clean(io.BytesIO(content), kind)))


def test_place_time_and_phone_are_gone():
    before = photo_with_place()
    after = images.clean(io.BytesIO(before), "image/jpeg")
    assert b"SECRET" in before
    assert b"SECRET" not in after
    assert b"Exif" in before
    assert b"Exif" not in after


def test_text_in_a_png_is_gone():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Location", "SECRET")
    before = picture(kind="PNG", pnginfo=info)
    assert b"SECRET" in before
    assert b"SECRET" not in images.clean(io.BytesIO(before), "image/png")


def test_a_photo_taken_sideways_stands_upright():
    assert opened(photo_with_place((400, 300), orientation=6)).size == (300, 400)


def test_a_large_photo_is_shrunk_and_a_small_one_kept():
    assert opened(picture((5000, 2500))).size == (2560, 1280)
    assert opened(picture((640, 480))).size == (640, 480)


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "P"), ("PNG", "RGBA"), ("WEBP", "RGBA")]
)
def test_every_colour_mode_is_taken(kind, mode):
    out = io.BytesIO()
    Image.new(mode, (30, 20)).save(out, kind)
    assert opened(out.getvalue(), f"image/{kind.lower()}").size == (30, 20)


def test_more_pixels_than_the_limit_are_refused_before_decoding():
    with pytest.raises(images.BadImageError, match="的像素超过 4000 万，请缩小后再上传"):
        images.clean(io.BytesIO(picture((8000, 5001), "PNG", "1")), "image/png")


def test_a_pixel_bomb_is_refused():
    with pytest.raises(images.BadImageError, match="的像素超过 4000 万"):
        images.clean(io.BytesIO(picture((15000, 13000), "PNG", "1")), "image/png")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_half_a_picture_is_damaged(kind):
    whole = io.BytesIO()
    Image.effect_noise((300, 300), 90).convert("RGB").save(whole, kind)
    half = whole.getvalue()[: len(whole.getvalue()) // 2]
    with pytest.raises(images.BadImageError, match="已损坏或不完整，请重新拍摄或导出后再上传"):
        images.clean(io.BytesIO(half), f"image/{kind.lower()}")
