"""The digital signature on certificates: who changes a byte of the file breaks it. By pyHanko (docs/adr/0014)."""

import io
from enum import Enum

from asn1crypto import pem, x509
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

FIELD = "Signature"


class NoKey(Exception):
    """There is no key yet, or it does not open with its passphrase; the text says what the operator does about it."""


class Finding(Enum):
    """What became of a file since it was signed."""

    INTACT = "intact"
    CHANGED = "changed"
    UNSIGNED = "unsigned"


def sign(pdf: bytes, reason: str | None = None) -> bytes:
    """``pdf`` with a certifying signature over all of it: after it nothing may be changed. Raises ``NoKey``.

    ``reason``: what the paper is, in words that a PDF reader shows and ``reason_of`` finds again.
    """
    signer = _signer()
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD, certify=True, docmdp_permissions=MDPPerm.NO_CHANGES, reason=reason
    )
    out = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), metadata, signer=signer)
    return out.getvalue()


def examine(pdf: bytes) -> Finding:
    """Whether the one signature is ours, and covers every byte that is there. Whatever cannot be read is changed."""
    try:
        found = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if not found:
            return Finding.UNSIGNED
        status = validate_pdf_signature(found[0], ValidationContext(trust_roots=_trusted()))
    except Exception:  # noqa: BLE001 (the file may be anything at all)
        return Finding.CHANGED if b"/ByteRange" in pdf else Finding.UNSIGNED
    covers_all = status.coverage == SignatureCoverageLevel.ENTIRE_FILE and len(found) == 1
    return Finding.INTACT if status.bottom_line and covers_all else Finding.CHANGED


def reason_of(pdf: bytes) -> str:
    """What the signed paper says that it is; only asked of what was found intact."""
    return str(PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0].sig_object.get("/Reason", ""))


def _signer() -> signers.SimpleSigner:
    passphrase = settings.SIGNING_PASSPHRASE.encode() or None
    if not settings.SIGNING_P12.exists():
        raise NoKey(
            "还没有签名密钥。请平台管理员执行 manage.py make_signing_key，或设置 SIGNING_P12，然后重新执行本任务。"
        )
    try:
        return signers.SimpleSigner.load_pkcs12_data(settings.SIGNING_P12.read_bytes(), [], passphrase)
    except (ValueError, OSError) as broken:
        sentence = "签名密钥打不开，请平台管理员核对 SIGNING_P12 和 SIGNING_PASSPHRASE，然后重新执行本任务。"
        raise NoKey(sentence) from broken


def _trusted() -> list[x509.Certificate]:
    """The certificate of the present key, and those of earlier ones."""
    earlier = [path.read_bytes() for path in sorted(settings.SIGNING_TRUSTED.glob("*.pem"))]
    found = [x509.Certificate.load(pem.unarmor(text)[2]) for text in earlier]
    return [*found, _signer().signing_cert] if settings.SIGNING_P12.exists() else found
