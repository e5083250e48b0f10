"""Seals over the event trail: who changes a row behind the application's back is found out.

A seal covers the events of all transactions that ended since the last one (``tx < xmin``), so writers never wait
for each other as they would in a chain computed inside each transaction.
"""

import hashlib
from dataclasses import dataclass

from django.db import connection, transaction

from .models import EventSeal

LOCK = 7_301_001  # any number of sealers may run; one seals
GENESIS = "0" * 64
# Columns by name: one that is added later must not break the seals over older events.
DIGEST = """
SELECT count(*), encode(sha256(convert_to(coalesce(string_agg(line::text, E'\\n' ORDER BY id), ''), 'UTF8')), 'hex')
FROM (
    SELECT id, json_build_array(id, subject_type, subject_id, action, label, from_status, to_status, desk, by_id,
        by_name, comment, data, county_code, key, at AT TIME ZONE 'UTC', tx::text) AS line
    FROM casework_event WHERE tx >= %s::text::xid8 AND tx < %s::text::xid8
) e
"""


@dataclass(frozen=True)
class Breach:
    """The first seal that its events, or its predecessor, no longer bear out."""

    seal_id: int
    reason: str


@transaction.atomic
def seal_events() -> EventSeal | None:
    """Seal what was committed since the last seal; None when there was nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        until = cursor.fetchone()[0]
    last = EventSeal.objects.last()
    since = last.to_tx if last else 0
    count, digest = _digest(since, until)
    if not count:
        return None
    return EventSeal.objects.create(
        from_tx=since,
        to_tx=until,
        count=count,
        digest=digest,
        chained=_chained(last.chained if last else GENESIS, digest),
    )


def verify_seals() -> Breach | None:
    """Recompute every seal; the first broken one, or None."""
    before, reached = GENESIS, 0
    for seal in EventSeal.objects.order_by("id").iterator():
        if reason := _broken(seal, before, reached):
            return Breach(seal.pk, reason)
        before, reached = seal.chained, seal.to_tx
    return None


def _broken(seal: EventSeal, before: str, reached: int) -> str:
    if seal.from_tx != reached:
        return "与前一封存不相接，其间的封存被删除"
    count, digest = _digest(seal.from_tx, seal.to_tx)
    if count != seal.count:
        return f"封存 {seal.count} 条，现有 {count} 条"
    if digest != seal.digest:
        return "内容与封存时不一致"
    return "" if seal.chained == _chained(before, digest) else "链值不符"


def _digest(since: int, until: int) -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(DIGEST, [str(since), str(until)])
        return cursor.fetchone()


def _chained(before: str, digest: str) -> str:
    return hashlib.sha256(f"{before}{digest}".encode()).hexdigest()
