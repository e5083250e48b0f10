"""Who else has the same part of a case open just now: seen, never kept."""

from datetime import timedelta

from django.utils import timezone

from .models import Presence

# A page tells every five seconds that it is open; one missed beat makes nobody vanish.
SEEN_FOR = timedelta(seconds=12)
FORGOTTEN_AFTER = timedelta(minutes=1)


def here(case, part: str, user) -> list[str]:
    """Note that ``user`` has ``part`` of ``case`` open; gives the names of the others who have."""
    now = timezone.now()
    row = {"subject_type": case._meta.label_lower, "subject_id": case.pk, "part": part}
    Presence.objects.bulk_create(
        [Presence(**row, user_id=user.pk, user_name=user.get_full_name(), seen_at=now)],
        update_conflicts=True,
        unique_fields=["subject_type", "subject_id", "part", "user_id"],
        update_fields=["user_name", "seen_at"],
    )
    Presence.objects.filter(**row, seen_at__lt=now - FORGOTTEN_AFTER).delete()
    others = Presence.objects.filter(**row, seen_at__gte=now - SEEN_FOR).exclude(user_id=user.pk)
    return list(others.order_by("user_name").values_list("user_name", flat=True))
