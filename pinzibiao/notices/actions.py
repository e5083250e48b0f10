"""Telling people, now or on a day to come. Everything here may be said twice and is told once."""

import logging
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from .kinds import kinds_for, resolver_of
from .models import MailChoice, Message, Reminder
from .selectors import messages_of, unwanting

log = logging.getLogger(__name__)


def tell(users: Iterable, kind: str, title: str, url: str, key: str) -> None:
    """Leave a message to each of ``users`` who is still here, in the caller's transaction; touches Postgres only."""
    people = [user for user in users if user.is_active]
    unmailed = unwanting(kind, people) if settings.MAIL_IS_ON and people else set()
    rows = [
        Message(to=user, kind=kind, title=title[:200], url=url, key=key, mail=_mail(user, unmailed)) for user in people
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True)


def plan(reminders: Iterable[Reminder]) -> None:
    """Note what is to be said later; a key that is there already stays as it is."""
    Reminder.objects.bulk_create(reminders, ignore_conflicts=True, batch_size=500)


def send_due(on: date) -> int:
    """Say everything that has come due by ``on``; gives how many were settled. Any number may run at once."""
    due = Reminder.objects.filter(settled_at=None, due_on__lte=on).values_list("pk", flat=True)
    return sum(_settle(pk, on) for pk in list(due))


def mark_read(user, pk: int | None = None) -> int:
    """One message of this person, or all of them."""
    rows = messages_of(user).filter(read_at=None)
    return (rows if pk is None else rows.filter(pk=pk)).update(read_at=timezone.now())


@transaction.atomic
def choose_mail(user, wanted: set[str]) -> None:
    """Mail of these kinds, and of no others that the person may be told of."""
    rows = [MailChoice(user=user, kind=kind.name, is_wanted=kind.name in wanted) for kind in kinds_for(user)]
    MailChoice.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "kind"], update_fields=["is_wanted"]
    )


@transaction.atomic
def _settle(pk: int, on: date) -> bool:
    """Under the row's lock: another worker passes it by, and whatever it was told comes with the note of it."""
    reminder = Reminder.objects.select_for_update(skip_locked=True).filter(pk=pk, settled_at=None).first()
    if reminder is None:
        return False
    resolver = resolver_of(reminder.kind)
    notice = resolver(reminder) if resolver and on <= reminder.until_on else None
    if notice:
        tell(notice.users, reminder.kind, notice.title, notice.url, reminder.key)
    reminder.settled_at = timezone.now()
    reminder.save(update_fields=["settled_at"])
    return True


def _mail(user, unmailed: set[int]) -> Message.Mail:
    is_wanted = settings.MAIL_IS_ON and user.email and user.pk not in unmailed
    return Message.Mail.WAITING if is_wanted else Message.Mail.NONE
