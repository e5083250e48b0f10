"""One round of the relay: finds what is due in Postgres and rings Celery for it.

Any number of relays may run. A row that was rung and not claimed within ``RING_AGAIN`` is rung again: the message is
lost (Redis restarted) or still waits, and a second ring of the same job does nothing.
"""

import logging
import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from . import actions, bell
from .models import Job
from .states import MAX_ATTEMPTS, Status

log = logging.getLogger(__name__)

RING_AGAIN = timedelta(seconds=20)
# Only so many jobs lie in Redis at once; behind a long backlog repeated rings would otherwise pile up there.
WINDOW = 40


def round_once() -> int:
    """Free abandoned jobs, ring those that are due; gives how many were rung. Raises ``bell.Unheard``."""
    actions.recover_abandoned()
    due = _note_rung()
    if due:
        _ring_or_take_back(due)
    return len(due)


@transaction.atomic
def _note_rung() -> list[uuid.UUID]:
    waiting = Job.objects.filter(status=Status.QUEUED, due_at__lte=Now(), attempts__lt=MAX_ATTEMPTS)
    window = waiting.order_by("created_at").values("pk")[:WINDOW]
    silent = Q(rung_at=None) | Q(rung_at__lt=Now() - RING_AGAIN)
    due = list(
        Job.objects.filter(silent, pk__in=window, status=Status.QUEUED)
        .order_by("created_at")
        .select_for_update(skip_locked=True)
        .values_list("pk", flat=True)
    )
    Job.objects.filter(pk__in=due).update(rung_at=Now())
    return due


def _ring_or_take_back(due: list[uuid.UUID]) -> None:
    try:
        bell.ring(due)
    except bell.Unheard:
        Job.objects.filter(pk__in=due, status=Status.QUEUED).update(rung_at=None)
        raise
