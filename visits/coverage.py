"""Who has been visited, and who has not: by place, industry and time."""

from datetime import date

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Subquery

from enterprises.models import Enterprise

from .candidates import AHEAD
from .models import HelpVisit
from .selectors import HANDED_IN
from .states import VisitStatus

# A visit that is to come: a round leaves its enterprise out.
TO_COME = (*AHEAD, VisitStatus.DECLINED)


def with_visits(rows: QuerySet[Enterprise]) -> QuerySet[Enterprise]:
    """Each enterprise with the day of its last visit and of the next one planned, where there are such."""
    return rows.annotate(
        visited_on=Subquery(_days(HANDED_IN, Max("planned_on"))),
        to_visit_on=Subquery(_days(TO_COME, Min("planned_on"))),
    )


def not_visited_since(rows: QuerySet[Enterprise], day: date | None) -> QuerySet[Enterprise]:
    """Without a visit on ``day`` or later; with no day, never visited at all. Planned visits do not count."""
    since = Q(planned_on__gte=day) if day else Q()
    made = HelpVisit.objects.filter(since, enterprise=OuterRef("pk"), status__in=HANDED_IN)
    return rows.filter(~Exists(made))


def without_plan(rows: QuerySet[Enterprise]) -> QuerySet[Enterprise]:
    """Those to whom nobody is going yet."""
    return rows.filter(~Exists(HelpVisit.objects.filter(enterprise=OuterRef("pk"), status__in=TO_COME)))


def _days(statuses, day) -> QuerySet:
    made = HelpVisit.objects.filter(enterprise=OuterRef("pk"), status__in=statuses).order_by()
    return made.values("enterprise").annotate(day=day).values("day")
