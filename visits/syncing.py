"""What phones send of a visit, taken under its lock: the record, each photo, and the word that all of it is here.

Everything carries an id made on the phone and may be sent again: nothing is doubled, and the answer is the same.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from pinzibiao.casework.refusals import Refused
from pinzibiao.casework.workflow import Desk
from pinzibiao.files import kinds
from pinzibiao.files.actions import store_upload
from pinzibiao.files.models import StoredFile

from .actions import NOT_OPEN, save_record, take
from .forms import MOST_PHOTOS
from .models import HelpVisit, RecordEdit, Signature, VisitPhoto
from .rules import is_recording, sits_at
from .sheet import BadSheet, fingerprint, form_of, sheet_of
from .states import VisitStatus

Outcome = RecordEdit.Outcome
AT_WORK = (VisitStatus.PLANNED, VisitStatus.RECORDING)
CUT_OFF = "图片没有传完整，将自动重新上传。"


@dataclass(frozen=True)
class SentRecord:
    """One record from a phone. ``base`` is the version seen before typing, ``made_at`` the phone's own clock."""

    client_id: UUID
    sheet: dict
    base: str
    made_at: datetime
    removed_photos: Iterable[UUID] = ()


@dataclass(frozen=True)
class SentPhoto:
    """One photo from a phone; ``sha256`` is of the bytes that left it."""

    client_id: UUID
    sha256: str
    taken_at: datetime
    uploaded: UploadedFile


@dataclass(frozen=True)
class SentSignature:
    """What the enterprise signed on the phone's screen; ``sha256`` is of the picture that left it."""

    client_id: UUID
    sha256: str
    signer_name: str
    signer_post: str
    signed_at: datetime
    uploaded: UploadedFile


@dataclass(frozen=True)
class Kept:
    """What is stored now: ``sheet`` with its ``version``. In a conflict it is what somebody else wrote."""

    sheet: dict
    version: str
    is_conflict: bool = False


@dataclass(frozen=True)
class Settled:
    """Whether the server has the whole set; ``missing`` are the photos that it lacks."""

    version: str
    status: str
    missing: list[UUID] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.missing


@transaction.atomic
def receive_record(visit: HelpVisit, sent: SentRecord, *, by) -> Kept:
    """Save what a phone sent, or keep it beside what somebody else saved meanwhile. Raises ``Refused``."""
    visit = _locked(visit)
    stored = sheet_of(visit)
    now = Kept(stored, fingerprint(stored))
    if before := RecordEdit.objects.filter(client_id=sent.client_id).first():
        return _again(before, now, visit, by)
    _refuse_closed(visit, by, is_same=fingerprint(sent.sheet) == now.version)
    if visit.status not in AT_WORK:
        return now
    if now.version not in {sent.base, fingerprint(sent.sheet)}:
        _note(visit, sent, Outcome.CONFLICT, now.version, by)
        return Kept(now.sheet, now.version, is_conflict=True)
    return _save(visit, sent, now, by)


@transaction.atomic
def receive_photo(visit: HelpVisit, sent: SentPhoto, *, by) -> VisitPhoto:
    """Store one photo whole, or give the one that came with the same id. Raises ``Refused``."""
    visit = _locked(visit)
    if before := VisitPhoto.objects.filter(client_id=sent.client_id).first():
        return _same_photo(before, visit, sent)
    if not is_recording(by, visit):
        raise Refused(NOT_OPEN)
    if visit.photos.count() >= MOST_PHOTOS:
        raise Refused(f"一次帮扶最多 {MOST_PHOTOS} 张照片，请在手机上删去一些。")
    stored = _stored(visit, sent, by)
    return VisitPhoto.objects.create(
        visit=visit, file=stored, client_id=sent.client_id, sent_sha256=sent.sha256, taken_at=sent.taken_at
    )


@transaction.atomic
def settle(
    visit: HelpVisit,
    version: str,
    photos: dict[UUID, str],
    *,
    by,
    hand_in=False,
    signature: SentSignature | None = None,
) -> Settled | Kept:
    """Say whether the record of ``version`` and all ``photos`` (id to hash) are stored.

    Only a whole set is handed in, if asked to, and confirmed by the ``signature`` under it.

    A ``Kept`` says that somebody else has changed the record since. Raises ``Refused``.
    """
    visit = _locked(visit)
    stored = sheet_of(visit)
    if fingerprint(stored) != version:
        return Kept(stored, fingerprint(stored), is_conflict=True)
    there = dict(visit.photos.values_list("client_id", "sent_sha256"))
    missing = [one for one, sha256 in photos.items() if there.get(one) != sha256]
    if hand_in and not missing and visit.status == VisitStatus.RECORDING:
        take(visit, "submit_record", by=by)
    if signature and not missing and visit.status == VisitStatus.TO_CONFIRM:
        take(visit, "sign", by=by, data={"signature": _signed(visit, signature, by)})
    return Settled(version, visit.status, missing)


def _save(visit: HelpVisit, sent: SentRecord, now: Kept, by) -> Kept:
    form = form_of(visit, sent.sheet, by=by)
    if not form.is_valid():
        sentences = [f"{label}：{sentence}" if label else sentence for _, label, sentence in form.error_list()]
        raise BadSheet("记录还有需要改正的地方，改正后自动同步。", sentences)
    if visit.status == VisitStatus.PLANNED:
        take(visit, "start", by=by)
    entry = form.entry()
    kept = {row["client_id"] for row in entry.problems}
    entry.removed = [row["client_id"] for row in now.sheet["problems"] if UUID(row["client_id"]) not in kept]
    entry.removed_photos = visit.photos.filter(client_id__in=list(sent.removed_photos)).values_list("pk", flat=True)
    save_record(visit, entry, by=by)
    stored = sheet_of(HelpVisit.objects.get(pk=visit.pk))
    _note(visit, sent, Outcome.SAVED, fingerprint(stored), by)
    return Kept(stored, fingerprint(stored))


def _again(before: RecordEdit, now: Kept, visit: HelpVisit, by) -> Kept:
    """The answer that was lost on the way: for a saved edit what it became, for a conflict what stands now."""
    if (before.visit_id, before.by_id) != (visit.pk, by.pk):
        raise Refused("这份记录的编号已被另一份帮扶使用，请重新打开本页后再同步。")
    if before.outcome == Outcome.SAVED:
        return Kept(before.content, before.version)
    return Kept(now.sheet, now.version, is_conflict=True)


def _refuse_closed(visit: HelpVisit, by, *, is_same: bool) -> None:
    """A record handed in already is no obstacle to the phone that has handed it in."""
    if Desk.EXPERT not in sits_at(by, visit) or (visit.status not in AT_WORK and not is_same):
        raise Refused(NOT_OPEN)


def _stored(visit: HelpVisit, sent: SentPhoto | SentSignature, by) -> StoredFile:
    """The picture, if it arrived as it was sent."""
    if hashlib.file_digest(sent.uploaded.file, "sha256").hexdigest() != sent.sha256:
        raise BadSheet(CUT_OFF)
    return store_upload(sent.uploaded, by, groups=(kinds.IMAGE,), county_code=visit.county_id)


def _signed(visit: HelpVisit, sent: SentSignature, by) -> Signature:
    if sent.signed_at < visit.starts_at:
        raise BadSheet("签字时间早于帮扶开始时间，请核对手机时间后重新签字。")
    return Signature.objects.create(
        visit=visit,
        client_id=sent.client_id,
        file=_stored(visit, sent, by),
        signer_name=sent.signer_name,
        signer_post=sent.signer_post,
        signed_at=sent.signed_at,
        witness=by,
    )


def _same_photo(before: VisitPhoto, visit: HelpVisit, sent: SentPhoto) -> VisitPhoto:
    if (before.visit_id, before.sent_sha256) != (visit.pk, sent.sha256):
        raise Refused("这张照片与服务器上同一编号的照片不一致，请删除后重新拍摄。")
    return before


def _note(visit: HelpVisit, sent: SentRecord, outcome: str, version: str, by) -> None:
    """``version`` and content of a saved edit are as stored, so that a repeat gets the same answer."""
    content = sent.sheet if outcome == Outcome.CONFLICT else sheet_of(HelpVisit.objects.get(pk=visit.pk))
    RecordEdit.objects.create(
        visit=visit,
        client_id=sent.client_id,
        by=by,
        base=sent.base,
        version=version,
        content=content,
        outcome=outcome,
        made_at=sent.made_at,
    )


def _locked(visit: HelpVisit) -> HelpVisit:
    return HelpVisit.objects.select_for_update(of=("self",)).select_related("enterprise", "county").get(pk=visit.pk)
