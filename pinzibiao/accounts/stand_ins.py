"""代办 with dates: set up, ended, and asked by the worklists. No chains: nobody is absent and stands in."""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from pinzibiao.casework.actions import record
from pinzibiao.casework.refusals import Refused

from .models import Role, StandIn, User


def absent_of(user) -> dict[int, str]:
    """Those for whom ``user`` acts today, ``{id: name}``; nobody any more who has left the office since."""
    if user.kind not in Role.REGULATORS:
        return {}
    today = timezone.localdate()
    rows = StandIn.objects.filter(stand_in=user, ended_at=None, from_on__lte=today, to_on__gte=today)
    same = rows.filter(absent__role__kind=user.kind, absent__role__region=user.region)
    return dict(same.values_list("absent", "absent__name"))


def colleagues_of(user) -> QuerySet[User]:
    """The others of the same kind and place who can sign in."""
    rows = User.objects.filter(is_active=True, role__kind=user.kind, role__region=user.region)
    return rows.exclude(pk=user.pk).order_by("name")


def seen_by(user) -> QuerySet[StandIn]:
    """One's own, on either side; the administrator's and the auditor's to see are all."""
    rows = StandIn.objects.select_related("absent__role__region", "stand_in", "by")
    if user.kind in (Role.Kind.ADMINISTRATOR, Role.Kind.AUDITOR):
        return rows
    return rows.filter(Q(absent=user) | Q(stand_in=user))


@transaction.atomic
def set_up(absent: User, stand_in: User, from_on: date, to_on: date, reason: str, *, by: User) -> StandIn:
    """Raises ``Refused``: another place or kind, days of the past, somebody who is away or busy with another's work."""
    # Both held: two who name each other at once must not make a chain.
    list(User.objects.filter(pk__in=(absent.pk, stand_in.pk)).order_by("pk").select_for_update(of=("self",)))
    if reason_not := _why_not(absent, stand_in, from_on, to_on):
        raise Refused(reason_not)
    row = StandIn.objects.create(absent=absent, stand_in=stand_in, from_on=from_on, to_on=to_on, reason=reason, by=by)
    record(absent, "stand_in", "设定代办", by=by, comment=str(row))
    return row


@transaction.atomic
def end(row: StandIn, *, by: User) -> None:
    """From now on everybody acts for themselves."""
    row = StandIn.objects.select_for_update(of=("self",)).select_related("absent", "stand_in").get(pk=row.pk)
    if not row.is_open:
        raise Refused("这项代办已经结束。")
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    record(row.absent, "end_stand_in", "结束代办", by=by, comment=str(row))


def _why_not(absent: User, stand_in: User, from_on: date, to_on: date) -> str:
    if absent.kind not in Role.REGULATORS or not colleagues_of(absent).filter(pk=stand_in.pk).exists():
        return "代办人须是同一单位、同一级别的另一位在用人员。"
    if to_on < max(from_on, timezone.localdate()):
        return "结束日期不能早于开始日期，也不能早于今天。"
    rows = StandIn.objects.filter(ended_at=None, from_on__lte=to_on, to_on__gte=from_on)
    if rows.filter(absent=absent).exists():
        return f"{absent.name}在这段时间已有代办人，请先结束那一项。"
    if rows.filter(absent=stand_in).exists():
        return f"{stand_in.name}在这段时间也不在岗，请另选一位。"
    if rows.filter(stand_in=absent).exists():
        return f"{absent.name}在这段时间正代别人办理，请先结束那一项，代办不能再转代。"
    return ""
