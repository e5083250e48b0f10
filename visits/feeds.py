"""Calendar feeds: opened and revoked by their owner, read by whoever has the address."""

import hashlib
import secrets
from datetime import UTC, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from pinzibiao.accounts.models import Role, User
from pinzibiao.lib import ics

from .models import CalendarFeed, HelpVisit
from .states import VisitStatus

# Whose visits are few enough to be a calendar; the levels above have the page.
READERS = (Role.Kind.EXPERT, Role.Kind.COUNTY, Role.Kind.ENTERPRISE, Role.Kind.BODY)
BACK, AHEAD, MOST = timedelta(days=30), timedelta(days=180), 500


def open_feed(user) -> str:
    """A new secret for the address; the one before it is worth nothing any more."""
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(user=user, defaults={"digest": _digest(secret)})
    return secret


def revoke_feed(user) -> None:
    CalendarFeed.objects.filter(user=user).delete()


def owner_of(secret: str) -> User | None:
    """Who reads by this address, as long as the account is in use."""
    feed = CalendarFeed.objects.select_related("user__role").filter(digest=_digest(secret)).first()
    return feed.user if feed and feed.user.is_active and feed.user.kind in READERS else None


def calendar_of(visits: QuerySet[HelpVisit]) -> str:
    """The visits of these months. No names of people: where, when and what for is all a calendar needs."""
    today = timezone.localdate()
    rows = visits.exclude(status=VisitStatus.CANCELLED).filter(planned_on__range=(today - BACK, today + AHEAD))
    rows = rows.select_related("enterprise", "county").order_by("planned_on", "pk")[:MOST]
    return ics.calendar("质量帮扶", [_day(one) for one in rows])


def _day(visit: HelpVisit) -> ics.Day:
    site = settings.SITE_URL.rstrip("/")
    return ics.Day(
        uid=f"{visit.client_id}@pinzibiao",
        on=visit.planned_on,
        title=f"{visit.enterprise.name}（{visit.get_status_display()}）",
        place=f"{visit.county} {visit.place}".strip(),
        text=f"{visit.number} {visit.get_mode_display()}：{visit.purpose}",
        url=site + visit.get_absolute_url(),
        changed_at=visit.updated_at.astimezone(UTC),
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
