"""How many objections are taken in a day: from one address, to one notice, against one enterprise.

A notice that a machine floods would never close, since every objection must be answered first.
"""

import re
from datetime import datetime, time

from django.db import connection
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from pinzibiao.casework.dated import value_of

from .defaults import OBJECTIONS_A_DAY, OBJECTIONS_A_NOTICE, OBJECTIONS_AN_ENTERPRISE
from .models import Objection, PublicNotice

RECEIPT = re.compile(r"^YY-\d{1,18}-(\d{1,18})-[0-9a-f]{10}$", re.IGNORECASE)
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
FROM_HERE = "今天从您的网络提出的异议已达上限，请明天再试，或拨打 12315 反映。"
TO_NOTICE = "今天对这项公示提出的异议已达上限，请明天再试，或拨打 12315 反映。已收到的异议都会核查。"
TO_ENTERPRISE = "今天对这家企业的公示提出的异议已达上限，请明天再试，或拨打 12315 反映。已收到的异议都会核查。"


def wait_for_others(source: str, to: PublicNotice) -> None:
    """One after the other within a transaction: two that count at once would both still find room.

    The locks are taken in one order everywhere, so that nobody waits for somebody who waits for them. The enterprise's
    stands for the notice's too, which is one of its own.
    """
    with connection.cursor() as cursor:
        for subject in (f"objections/enterprise/{to.declaration.enterprise_id}", f"objections/source/{source}"):
            cursor.execute(LOCK, [subject])


def why_no_more(source: str, to: PublicNotice) -> str:
    """Which limit of today is reached, as a sentence; empty while there is room."""
    today = Objection.objects.filter(filed_at__gte=_this_morning())
    if today.filter(address_hash=source).count() >= value_of(OBJECTIONS_A_DAY):
        return FROM_HERE
    if today.filter(notice=to).count() >= value_of(OBJECTIONS_A_NOTICE):
        return TO_NOTICE
    of_enterprise = today.filter(notice__declaration__enterprise=to.declaration.enterprise_id)
    return TO_ENTERPRISE if of_enterprise.count() >= value_of(OBJECTIONS_AN_ENTERPRISE) else ""


def receipt_of(objection: Objection) -> str:
    """The number that the person is given. Its end cannot be guessed: who objected must not be found by trying."""
    mark = salted_hmac("declarations.receipt", str(objection.pk), algorithm="sha256").hexdigest()[:10]
    return f"YY-{objection.notice_id}-{objection.pk}-{mark}"


def find(receipt: str, contact: str) -> Objection | None:
    """The objection of this number that was filed with this contact."""
    asked = receipt.strip()
    known = RECEIPT.match(asked)
    rows = Objection.objects.select_related("notice__declaration__enterprise", "notice__declaration__product")
    row = rows.filter(pk=known[1]).first() if known else None
    if row is None or not constant_time_compare(receipt_of(row).lower(), asked.lower()):
        return None
    return row if constant_time_compare(row.contact.strip(), contact.strip()) else None


def _this_morning() -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
