"""The receipt of a submission (回执), and what anybody may ask of it later."""

import hashlib
import io
import re
from typing import NamedTuple

import segno
from django.conf import settings
from django.urls import reverse

from pinzibiao.casework.models import Version
from pinzibiao.casework.versions import canonical, versions_of

from . import signing
from .models import Declaration
from .papers.receipt import write_receipt

# So much of the hash stands in the address that nobody finds a receipt by counting numbers.
CODE_LENGTH = 24
REASON = "提交回执 {} 第 {} 版"
REASON_FORM = re.compile(r"提交回执 (\S{1,40}) 第 (\d{1,6}) 版")


class Receipt(NamedTuple):
    """A submission that was receipted."""

    case: Declaration
    version: Version

    @property
    def path(self) -> str:
        """Its public page: the number, the version, and the beginning of its hash."""
        return reverse(
            "public:receipt", args=[self.case.number, self.version.number, self.version.sha256[:CODE_LENGTH]]
        )

    @property
    def facts(self) -> list[tuple]:
        """What everybody is told of it."""
        return [
            ("申报编号", self.case.number),
            ("版次", f"第 {self.version.number} 版"),
            ("提交时间", self.version.at),
            ("内容校验值（SHA-256）", self.version.sha256),
        ]


def address_of(case: Declaration, version: Version) -> str:
    return settings.SITE_URL.rstrip("/") + Receipt(case, version).path


def receipt_pdf(case: Declaration, version: Version) -> bytes:
    """Signed, so that whoever gets it can tell whether it was changed; without a key it is a plain paper."""
    pdf = _paper(case, version)
    try:
        return signing.sign(pdf, REASON.format(case.number, version.number))
    except signing.NoKey:
        return pdf


def signed_for(reason: str) -> Receipt | None:
    """The submission for whose receipt we put our signature; nothing for another paper of ours."""
    found = REASON_FORM.fullmatch(reason)
    return _receipt(found[1], int(found[2])) if found else None


def _paper(case: Declaration, version: Version) -> bytes:
    address = address_of(case, version)
    out = io.BytesIO()
    title = f"回执 {case.number} 第 {version.number} 版查验码"
    segno.make(address, error="m").save(out, kind="svg", scale=6, border=2, title=title)
    return write_receipt(case, version, address, out.getvalue())


def find_receipt(number: str, version: int, code: str) -> Receipt | None:
    """Nothing for a number that was guessed."""
    found = _receipt(number, version)
    return found if found and len(code) == CODE_LENGTH and found.version.sha256.startswith(code) else None


def _receipt(number: str, version: int) -> Receipt | None:
    case = Declaration.objects.filter(number=number).first()
    found = versions_of(case).filter(number=version).first() if case else None
    return found and Receipt(case, found)


def is_intact(version: Version) -> bool:
    """Whether what is kept still has the hash that it was given when it was handed in."""
    return hashlib.sha256(canonical(version.content).encode()).hexdigest() == version.sha256
