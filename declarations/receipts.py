"""The receipt of a submission (回执), and what anybody may ask of it later."""

import hashlib
import io

import segno
from django.conf import settings
from django.urls import reverse

from pinzibiao.casework.models import Version
from pinzibiao.casework.versions import canonical, versions_of

from .models import Declaration
from .papers.receipt import write_receipt

# So much of the hash stands in the address that nobody finds a receipt by counting numbers.
CODE_LENGTH = 24


def address_of(case: Declaration, version: Version) -> str:
    """The public page of the receipt: the number, the version, and the beginning of its hash."""
    code = version.sha256[:CODE_LENGTH]
    return settings.SITE_URL.rstrip("/") + reverse("public:receipt", args=[case.number, version.number, code])


def receipt_pdf(case: Declaration, version: Version) -> bytes:
    address = address_of(case, version)
    out = io.BytesIO()
    title = f"回执 {case.number} 第 {version.number} 版查验码"
    segno.make(address, error="m").save(out, kind="svg", scale=6, border=2, title=title)
    return write_receipt(case, version, address, out.getvalue())


def find_version(number: str, version: int, code: str) -> Version | None:
    """The frozen version that a receipt tells of; nothing for a number that was guessed."""
    case = Declaration.objects.filter(number=number).first()
    found = versions_of(case).filter(number=version).first() if case else None
    return found if found and len(code) == CODE_LENGTH and found.sha256.startswith(code) else None


def is_intact(version: Version) -> bool:
    """Whether what is kept still has the hash that it was given when it was handed in."""
    return hashlib.sha256(canonical(version.content).encode()).hexdigest() == version.sha256
