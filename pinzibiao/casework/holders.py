"""Who of a desk holds a case, and for whom one acts today: the questions. Who stands in for whom is known above."""

from collections.abc import Callable

from django.db import models
from django.db.models import Exists, OuterRef

from .models import Holding
from .workflow import Desk

# ``provider(user) -> {absent person's id: name}``
_absent_of: list[Callable] = []


def register(provider: Callable) -> None:
    """Called in ``AppConfig.ready()`` of the room that knows who stands in for whom."""
    if provider not in _absent_of:
        _absent_of.append(provider)


def absent_of(user) -> dict[int, str]:
    """Those for whom ``user`` acts today."""
    return {pk: name for provider in _absent_of for pk, name in provider(user).items()}


def holding_of(case, desk: Desk) -> Holding | None:
    return Holding.objects.filter(**subject_of(case), desk=desk).first()


def held_by(rows: models.QuerySet, user, desks) -> models.QuerySet:
    """Those of ``rows`` that ``user``, or somebody for whom they stand in, holds at one of ``desks``."""
    people = [user.pk, *absent_of(user)]
    mine = Holding.objects.filter(
        subject_type=rows.model._meta.label_lower, subject_id=OuterRef("pk"), desk__in=desks, user_id__in=people
    )
    return rows.filter(Exists(mine))


def acted_for(case, desk: Desk, by) -> str:
    """The name of the absent holder for whom ``by`` acts; nothing for whoever acts for themselves."""
    row = holding_of(case, desk) if by else None
    return absent_of(by).get(row.user_id, "") if row and row.user_id != by.pk else ""


def subject_of(case) -> dict:
    return {"subject_type": case._meta.label_lower, "subject_id": case.pk}
