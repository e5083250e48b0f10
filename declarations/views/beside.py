"""The papers that prove what a section says, shown beside it."""

from ..models import Attachment, CorrectionItem, Declaration
from ..rules import editable_sections

Section = CorrectionItem.Section
KINDS = {
    Section.ENTERPRISE: Attachment.Kind.LICENCE,
    Section.PRODUCT: Attachment.Kind.STANDARD,
    Section.REPORTS: Attachment.Kind.REPORT,
    Section.SYSTEMS: Attachment.Kind.SYSTEM,
}


def papers_beside(case: Declaration, section: str) -> dict | None:
    """What is uploaded of the paper that belongs to ``section``, and whether more can be; None where there is none."""
    kind = KINDS.get(section)
    if kind is None:
        return None
    rows = case.attachments.filter(is_removed=False, kind=kind).select_related("file")
    return {"kind": kind, "rows": list(rows), "may_add": Section.ATTACHMENTS in editable_sections(case)}
