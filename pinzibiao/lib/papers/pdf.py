"""PDF by typst. Data goes in as JSON, never as markup; nothing is fetched."""

import json
from functools import cache
from pathlib import Path

import typst
from django.conf import settings

OFFICIAL = Path(__file__).with_name("official.typ")
PICTURE = Path(__file__).with_name("picture.typ")


def write_pdf(content: dict) -> bytes:
    """An official paper (see ``official``) as PDF."""
    return compile_pdf(OFFICIAL, content)


def compile_pdf(template: Path, data: dict, **options) -> bytes:
    """Set ``template`` with ``data`` (its ``sys.inputs.data``, JSON)."""
    return typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=list(font_folders()),
        ignore_system_fonts=bool(font_folders()),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        **options,
    )


def svg_to_png(svg: str) -> bytes:
    """A drawing as a picture for Word, which takes no SVG."""
    return compile_pdf(PICTURE, {"svg": svg}, format="png", ppi=200.0)


@cache
def font_folders() -> tuple[str, ...]:
    """The packaged Chinese fonts, so that a PDF looks the same on every server; else the system's are used."""
    package = settings.BASE_DIR / "node_modules" / "@expo-google-fonts" / "noto-serif-sc"
    return tuple(str(package / weight) for weight in ("400Regular", "700Bold") if (package / weight).is_dir())
