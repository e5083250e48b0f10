"""Scans of the QR code: counted on the way to the page, so that the page itself can be answered from memory.

Counted in the database and not in Valkey: a scan is rare beside a look at the page, costs one short UPDATE, and is
neither lost nor counted twice by a restart.
"""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import F, Q, Sum
from django.utils import timezone

from .models import Authorisation, Scan

RECENT = timedelta(days=30)


class Scans(NamedTuple):
    """So many in all, and within the last thirty days."""

    total: int
    recent: int


def count(row: Authorisation) -> None:
    """One more today, also when several come at once."""
    today = Scan.objects.filter(authorisation=row, day=timezone.localdate())
    if not today.update(count=F("count") + 1):
        Scan.objects.bulk_create([Scan(authorisation=row, day=timezone.localdate())], ignore_conflicts=True)
        today.update(count=F("count") + 1)


def scans_of(row: Authorisation) -> Scans:
    recent = Q(day__gt=timezone.localdate() - RECENT)
    found = row.scans.aggregate(total=Sum("count", default=0), recent=Sum("count", filter=recent, default=0))
    return Scans(**found)
