"""What a file that somebody holds is worth: a certificate or a receipt of ours, word for word, or not."""

import hashlib
from dataclasses import dataclass

from . import receipts, signing
from .models import Authorisation
from .signing import Finding


@dataclass(frozen=True)
class Verdict:
    """What became of a file, and which authorisation or which submitted version it tells of, where that is known."""

    finding: Finding
    authorisation: Authorisation | None = None
    receipt: receipts.Receipt | None = None


def verify(pdf: bytes) -> Verdict:
    """Intact is what carries our signature over all of it and is a receipt, or byte for byte a certificate."""
    finding = signing.examine(pdf)
    if finding != Finding.INTACT:
        return Verdict(finding)
    if receipt := receipts.signed_for(signing.reason_of(pdf)):
        return Verdict(finding, receipt=receipt)
    digest = hashlib.sha256(pdf).hexdigest()
    rows = Authorisation.objects.select_related("declaration", "succeeded_by")
    row = rows.filter(certificate__sha256=digest).first()
    return Verdict(finding if row else Finding.CHANGED, row)
