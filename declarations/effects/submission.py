"""The enterprise hands in: content is frozen, numbered and signed."""

from django.utils import timezone

from pinzibiao.casework.calendar import add_working_days
from pinzibiao.casework.counters import next_number
from pinzibiao.casework.dated import value_of
from pinzibiao.casework.refusals import NotReady
from pinzibiao.casework.versions import freeze
from pinzibiao.files.actions import claim
from pinzibiao.files.rules import Refused as UploadRefused

from ..bounds import why_too_much
from ..content import content_of
from ..defaults import ACCEPTANCE_DAYS
from ..models import Attachment, Declaration
from ..offers import frozen
from ..pledge import CHANGED, pledge_in_force


def submit(case: Declaration, *, by, data, event) -> None:
    """First submission: the number, the signature, version 1, the county's days begin."""
    today = timezone.localdate()
    case.submitted_on = today
    case.due_on = add_working_days(today, value_of(ACCEPTANCE_DAYS))
    _sign(case, by, event, data)
    # Last of all: on the last day a whole county waits for the one row of the counter.
    case.number = number_of(case.county_id, today.year)


def resubmit(case: Declaration, *, by, data, event) -> None:
    """The corrected content is the next version; the older ones stay."""
    _sign(case, by, event, data)


def submit_rectification(case: Declaration, *, by, data, event) -> None:
    """``data["files"]``: uploads that show what was mended; they enter the next version."""
    for stored in claimed(data.get("files") or [], by, case):
        Attachment.objects.get_or_create(declaration=case, kind=Attachment.Kind.RECTIFICATION, file=stored)
    _freeze(case, content_of(case), by, event)


def number_of(county_code: str, year: int) -> str:
    """``ZM-330113-2026-0001``: gap-free in its county and year."""
    return f"ZM-{county_code}-{year}-{next_number(f'declaration/{county_code}/{year}'):04d}"


def claimed(uploads, by, case) -> list:
    if sentence := why_too_much(case, uploads):
        raise NotReady(sentence)
    try:
        return claim(uploads, by, county_code=case.county_id)
    except UploadRefused as refusal:
        raise NotReady(str(refusal)) from refusal


def _sign(case, by, event, data) -> None:
    """``data["pledge"]``: the digest of the text that the signatory had on the page, where there was a page."""
    pledge = pledge_in_force()
    if data.get("pledge", pledge.digest) != pledge.digest:
        raise NotReady(CHANGED)
    case.signed_by, case.signed_at = by, timezone.now()
    _freeze(case, content_of(case) | {"pledge": pledge.frozen()}, by, event)


def _freeze(case, content: dict, by, event) -> None:
    version = freeze(case, content | {"differs": frozen(case)}, by=by)
    case.attachments.filter(first_version=None, is_removed=False).update(first_version=version.number)
    event.data = {"version": version.number, "sha256": version.sha256}
