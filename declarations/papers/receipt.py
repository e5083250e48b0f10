"""The receipt's page: who handed in what when, and the hash of every word of it."""

from pathlib import Path

from django.utils import timezone

from pinzibiao.casework.models import Version
from pinzibiao.lib.papers.pdf import compile_pdf

from ..models import Declaration

TEMPLATE = Path(__file__).with_name("receipt.typ")


def write_receipt(case: Declaration, version: Version, address: str, qr: bytes) -> bytes:
    """As the version was frozen; ``address`` is the public page, ``qr`` the same as an SVG picture."""
    data = {
        "number": case.number,
        "facts": _facts(case, version),
        "sha256": version.sha256,
        "address": address,
        "qr": qr.decode(),
    }
    return compile_pdf(TEMPLATE, data)


def _facts(case: Declaration, version: Version) -> list[list[str]]:
    content = version.content
    said, pledge = content["facts"], content.get("pledge") or {}
    found = [
        ["申报编号", case.number],
        ["企业", said["enterprise_name"]],
        ["统一社会信用代码", said["uscc"]],
        ["产品", said["product_name"]],
        ["型号规格", said["models_text"]],
        ["声明的标准", said["standard_text"]],
        ["版次", f"第 {version.number} 版"],
        ["提交时间", f"{timezone.localtime(version.at):%Y-%m-%d %H:%M:%S}"],
        ["提交人", version.by_name],
        ["签署的承诺书", f"{pledge['title']}（{pledge['version']}）" if pledge else ""],
        ["附件", f"{len(content['attachments'])} 个"],
    ]
    return [[label, value or "—"] for label, value in found]
