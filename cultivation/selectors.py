"""Questions about the library and its lists."""

from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from .models import Tier
from .states import EntryStatus, MeasureStatus, ProblemStatus


def tier_counts(entries: QuerySet) -> list[tuple[str, str, int]]:
    """``(tier, label, count)`` of the entries that are in the library now; a tier without any counts 0."""
    inside = entries.filter(status__in=(EntryStatus.LISTED, EntryStatus.BRANDED))
    found = dict(inside.order_by().values_list("tier").annotate(Count("pk")))
    return [(tier.value, tier.label, found.get(tier.value, 0)) for tier in Tier]


def entries_of_year(rows: QuerySet, year: int) -> QuerySet:
    """In the library, or a candidate for it, on at least one day of ``year``."""
    first, last = _ends(year)
    began = Q(entered_on__lte=last) | Q(entered_on=None, created_at__year__lte=year)
    return rows.filter(began, Q(left_on=None) | Q(left_on__gte=first), Q(branded_on=None) | Q(branded_on__gte=first))


def problems_of_year(rows: QuerySet, year: int) -> QuerySet:
    """Raised by the end of ``year`` and not solved before it began."""
    first, last = _ends(year)
    rows = rows.exclude(status=ProblemStatus.NOT_ADOPTED)
    return rows.filter(Q(raised_on__lte=last), Q(solved_on=None) | Q(solved_on__gte=first))


def requests_of_year(rows: QuerySet, year: int) -> QuerySet:
    return problems_of_year(rows, year).filter(source="request")


def results_of_year(rows: QuerySet, year: int) -> QuerySet:
    """Solved within ``year``."""
    return rows.filter(status=ProblemStatus.CLOSED, solved_on__range=_ends(year))


def measures_of_year(rows: QuerySet, year: int) -> QuerySet:
    """Begun by the end of ``year`` and not done before it began."""
    first, last = _ends(year)
    rows = rows.exclude(status=MeasureStatus.DROPPED).alias(began=Coalesce("starts_on", TruncDate("created_at")))
    return rows.filter(Q(began__lte=last), Q(done_on=None) | Q(done_on__gte=first))


def benchmarks_of_year(rows: QuerySet, year: int) -> QuerySet:
    """Taken up by ``year`` and not measured as reached before it."""
    first, _ = _ends(year)
    return rows.filter(Q(year__lte=year), Q(reached_value=None) | Q(reported_on=None) | Q(reported_on__gte=first))


def plans_of_year(rows: QuerySet, year: int) -> QuerySet:
    """Taken up by ``year`` and not published before it."""
    first, _ = _ends(year)
    return rows.filter(Q(year__lte=year), Q(published_on=None) | Q(published_on__gte=first))


def _ends(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)
