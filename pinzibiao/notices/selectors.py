"""Questions about messages: whose, how many unread, who wants mail."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField, OuterRef, QuerySet

from .kinds import Kind, kinds_for
from .models import DIGEST, MailChoice, Message

# More than this is "many": the bell says 99+, and no page counts further.
COUNTED = 100


def messages_of(user) -> QuerySet[Message]:
    """What was told to this person; nobody else's."""
    return Message.objects.filter(to=user.pk).exclude(kind=DIGEST)


def unread_count() -> Func:
    """How many a person has not read, ``COUNTED`` at most: a column of the person's own row."""
    unread = Message.objects.filter(to=OuterRef("pk"), read_at=None).order_by().values("pk")[:COUNTED]
    return Func(ArraySubquery(unread), function="cardinality", output_field=IntegerField())


def unwanting(kind: str, users) -> set[int]:
    """Those of ``users`` who want no mail of this kind."""
    rows = MailChoice.objects.filter(kind=kind, user__in=users, is_wanted=False)
    return set(rows.values_list("user_id", flat=True))


def choices_of(user) -> list[tuple[Kind, bool]]:
    """Every kind this person may be told of, with whether by mail too."""
    refused = set(MailChoice.objects.filter(user=user, is_wanted=False).values_list("kind", flat=True))
    return [(kind, kind.name not in refused) for kind in kinds_for(user)]
