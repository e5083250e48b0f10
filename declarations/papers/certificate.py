"""The certificate's page: what is authorised to whom until when, and how to verify it."""

from pathlib import Path

from pinzibiao.lib.papers.pdf import compile_pdf

from ..models import Authorisation

TEMPLATE = Path(__file__).with_name("certificate.typ")


def write_certificate(row: Authorisation, address: str, qr: bytes) -> bytes:
    """The unsigned PDF; ``address`` is the page of verification, ``qr`` the same as an SVG picture."""
    return compile_pdf(
        TEMPLATE,
        {
            "number": row.number,
            "enterprise": row.enterprise_name,
            "facts": _facts(row),
            "address": address,
            "issued": _words(row.valid_from),
            "qr": qr.decode(),
        },
    )


def _facts(row: Authorisation) -> list[list[str]]:
    return [
        ["统一社会信用代码", row.uscc],
        ["产品", row.product_name],
        ["型号规格", row.models_text or "—"],
        ["子品牌", row.get_sub_brand_display()],
        ["执行标准", row.standard_text],
        ["途径", "自我声明"],
        ["有效期", f"{_words(row.valid_from)}至{_words(row.valid_to)}"],
    ]


def _words(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
