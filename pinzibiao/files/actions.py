"""The one way in for every byte: staging, claiming and storing."""

import hashlib
import io
import json
from collections.abc import Iterable
from datetime import timedelta
from typing import BinaryIO
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models.functions import Now

from . import images, kinds, rules, scanning
from .models import Content, StagedUpload, StoredFile
from .rules import Refused

STAGED_FOR = timedelta(hours=24)
# One person's waiting uploads; a form takes ten or twenty, so this is reached only by mistake or malice.
MAX_WAITING = 200


def stage_upload(
    uploaded: UploadedFile, by, *, groups: tuple[str, ...] = kinds.ALL, declared_size: int | None = None
) -> StagedUpload:
    """Check and keep one upload until its form is handed in. Raises ``Refused``.

    ``declared_size`` is what the browser said it would send, in bytes: a cut-off upload is never taken for whole.
    """
    if StagedUpload.objects.of(by).alive().filter(stored=None).count() >= MAX_WAITING:
        raise Refused("待提交的文件太多，请先提交或删除一部分，或明天再试。")
    body, facts = _examine(uploaded, groups, declared_size)
    return _keep(StagedUpload(owner_id=by.pk, expires_at=Now() + STAGED_FOR, **facts), body)


def store_upload(
    uploaded: UploadedFile, by, *, groups: tuple[str, ...] = kinds.ALL, county_code: str | None = None
) -> StoredFile:
    """Check and store one file of a plain ``<input type=file>`` at once. Raises ``Refused``."""
    body, facts = _examine(uploaded, groups, None)
    return _keep(StoredFile(**_owned(by, county_code), **facts), body)


def store_content(
    content: bytes | BinaryIO, name: str, *, content_type: str = "", by=None, county_code: str | None = None
) -> StoredFile:
    """Store what the portal itself made (a report, a letter). The type is told by the bytes unless given."""
    body = io.BytesIO(content) if isinstance(content, bytes) else content
    kind = kinds.type_of(body)
    content_type = content_type or (kind.content_type if kind else "application/octet-stream")
    facts = {"name": rules.clean_name(name), "content_type": content_type, **_measure(body)}
    return _keep(StoredFile(**_owned(by, county_code), **facts), body)


@transaction.atomic
def claim(manifest: str | Iterable, by, *, county_code: str | None = None) -> list[StoredFile]:
    """Turn staged uploads into files, in the order of ``manifest``; call it in the transaction that links them.

    ``manifest`` is what the form submitted (JSON, or its list of ``{"id", "size", "sha256"}``), or the
    ``StagedUpload`` rows a ``FilesField`` cleaned to. Whatever does not match what was received, is not ``by``'s own
    or has expired is refused (``Refused``). Claiming the same upload twice gives the same file.
    """
    staged = find_staged(manifest, by)
    return [_stored(one, by, county_code) for one in staged]


def find_staged(manifest: str | Iterable, by) -> list[StagedUpload]:
    """The uploads of ``by`` that ``manifest`` names, each compared with what was received. Raises ``Refused``."""
    entries = parse_manifest(manifest)
    rows = StagedUpload.objects.of(by).alive().select_related("stored").in_bulk([one["id"] for one in entries])
    for entry in entries:
        row = rows.get(entry["id"])
        if row is None:
            raise Refused(f"「{entry['name']}」已过期或不是您上传的，请删除后重新上传。")
        if (row.size, row.sha256) != (entry["size"], entry["sha256"]):
            raise Refused(f"「{row.name}」与服务器收到的不一致，请删除后重新上传。")
    return [rows[entry["id"]] for entry in entries]


def parse_manifest(manifest: str | Iterable) -> list[dict]:
    """``[{"id": UUID, "size": int, "sha256": str, "name": str}]`` without repeats. Raises ``Refused``."""
    if not isinstance(manifest, str):
        listed = list(manifest)
        if all(isinstance(one, StagedUpload) for one in listed):
            return [{"id": one.pk, "size": one.size, "sha256": one.sha256, "name": one.name} for one in listed]
    try:
        listed = json.loads(manifest or "[]") if isinstance(manifest, str) else listed
        entries = {entry["id"]: entry for entry in map(_entry, listed)}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused("附件清单无法识别，请刷新页面后重新上传。") from error
    return list(entries.values())


def remove_expired() -> int:
    """Forget expired uploads and delete the bytes nobody else points at. Gives the number forgotten."""
    expired = list(StagedUpload.objects.expired().order_by("expires_at")[:5000])
    for upload in expired:
        with transaction.atomic():
            _lock(upload.sha256)
            upload.delete()
            if not _is_wanted(upload.sha256):
                default_storage.delete(upload.path)
    return len(expired)


@transaction.atomic
def forget(stored: StoredFile) -> None:
    """Delete a file that was kept for a while only, and its bytes when nobody else points at them."""
    _lock(stored.sha256)
    stored.delete()
    if not _is_wanted(stored.sha256):
        default_storage.delete(stored.path)


def _entry(raw: dict) -> dict:
    name = rules.clean_name(str(raw.get("name", "文件")))
    return {"id": UUID(str(raw["id"])), "size": int(raw["size"]), "sha256": str(raw["sha256"]), "name": name}


def _examine(uploaded: UploadedFile, groups: tuple[str, ...], declared_size: int | None) -> tuple[BinaryIO, dict]:
    """The bytes to keep and the columns that describe them, or ``Refused``."""
    name = rules.clean_name(uploaded.name or "")
    rules.check_whole(name, uploaded.size, declared_size)
    rules.check_size(name, uploaded.size)
    kind = rules.check_type(name, uploaded.file, groups)
    rules.check_sound(name, uploaded.file, kind)
    scanning.check_clean(name, uploaded.file)
    body = _reencoded(name, uploaded.file, kind) if kind.group == kinds.IMAGE else uploaded.file
    return body, {"name": rules.clean_name(name, kind), "content_type": kind.content_type, **_measure(body)}


def _reencoded(name: str, content: BinaryIO, kind: kinds.FileType) -> BinaryIO:
    try:
        return io.BytesIO(images.clean(content, kind.content_type))
    except images.BadImageError as reason:
        raise Refused(f"「{name}」{reason}。") from reason


def _measure(body: BinaryIO) -> dict:
    body.seek(0)
    digest = hashlib.file_digest(body, "sha256").hexdigest()
    return {"sha256": digest, "size": body.seek(0, 2)}


def _owned(by, county_code: str | None) -> dict:
    return {"owner_id": by.pk if by else None, "owner_name": str(by) if by else "", "county_code": county_code}


@transaction.atomic
def _keep(row: Content, body: BinaryIO):
    _lock(row.sha256)
    if not _is_whole(row):
        default_storage.delete(row.path)
        body.seek(0)
        default_storage.save(row.path, File(body))
    row.save(force_insert=True)
    return row


def _is_whole(row: Content) -> bool:
    """A crash in the middle of writing leaves a short file at the right address: it is written again."""
    return default_storage.exists(row.path) and default_storage.size(row.path) == row.size


def _stored(upload: StagedUpload, by, county_code: str | None) -> StoredFile:
    _lock(upload.sha256)
    taken = StagedUpload.objects.select_for_update(of=("self",)).select_related("stored").get(pk=upload.pk)
    if taken.stored:
        return taken.stored
    columns = {name: getattr(taken, name) for name in ("name", "size", "sha256", "content_type")}
    taken.stored = StoredFile.objects.create(**_owned(by, county_code), **columns)
    taken.save(update_fields=["stored"])
    return taken.stored


def _is_wanted(sha256: str) -> bool:
    return any(model.objects.filter(sha256=sha256).exists() for model in (StoredFile, StagedUpload))


def _lock(sha256: str) -> None:
    """Until the transaction ends nobody else writes or deletes these bytes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(sha256[:15], 16)])
