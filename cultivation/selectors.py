"""Questions about the library and its lists."""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Case, CharField, Count, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, TruncDate

from enterprises.models import Enterprise, ProgrammeIndustry
from pinzibiao.casework.models import Event

from .models import LibraryEntry, ListDefinition, ListSet, Snapshot, Tier
from .states import EntryStatus, MeasureStatus, ProblemStatus

Source = ListDefinition.Source


def tier_counts(entries: QuerySet) -> list[tuple[str, str, int]]:
    """``(tier, label, count)`` of the entries that are in the library now; a tier without any counts 0."""
    inside = entries.filter(status__in=(EntryStatus.LISTED, EntryStatus.BRANDED))
    found = dict(inside.order_by().values_list("tier").annotate(Count("pk")))
    return [(tier.value, tier.label, found.get(tier.value, 0)) for tier in Tier]


def last_move_day(entry: LibraryEntry) -> date | None:
    """The day of the last change of tier, or of the entering."""
    changes = _moves_of(Value(entry.pk)).filter(action="set_tier")
    days = changes.order_by("-on").values_list("on", flat=True)[:1]
    return max(filter(None, [*(date.fromisoformat(day) for day in days), entry.entered_on]), default=None)


def as_of(rows: QuerySet, day: date) -> QuerySet:
    """Entries that were there on ``day``, with ``status_then`` and ``tier_then``; acts count by the day they name."""
    later = _moves_of(OuterRef("pk")).filter(on__gt=day.isoformat(), data__has_key="tier_before").order_by("on", "pk")
    # Of an act that was written down without its day, and of what a file brought in, the days of the entry tell.
    before = Subquery(later.values(before=KT("data__tier_before"))[:1])
    tier = Coalesce(before, "tier", output_field=CharField())
    status = Case(
        When(left_on__lte=day, then=Value(EntryStatus.LEFT)),
        When(branded_on__lte=day, then=Value(EntryStatus.BRANDED)),
        When(entered_on__lte=day, then=Value(EntryStatus.LISTED)),
        default=Value(EntryStatus.CANDIDATE),
        output_field=CharField(),
    )
    was_there = Q(entered_on__lte=day) | Q(created_at__date__lte=day)
    return rows.filter(was_there).annotate(status_then=status, tier_then=tier)


def tier_counts_as_of(rows: QuerySet, day: date) -> list[tuple[str, str, int]]:
    """The same counts as they were on ``day``."""
    inside = as_of(rows.order_by(), day).filter(status_then__in=(EntryStatus.LISTED, EntryStatus.BRANDED))
    found = dict(inside.values_list("tier_then").annotate(Count("pk")))
    return [(tier.value, tier.label, found.get(tier.value, 0)) for tier in Tier]


def _moves_of(entry) -> QuerySet:
    """Acts on an entry (a key) with ``on``, the day they name, as text; else the day they were written down."""
    acts = Event.objects.filter(subject_type="cultivation.libraryentry", subject_id=entry)
    written = Cast(TruncDate("at"), TextField())
    return acts.annotate(on=Coalesce(KT("data__on"), KT("data__branded_on"), KT("data__entered_on"), written))


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


def in_industry(rows: QuerySet, industry: ProgrammeIndustry | None) -> QuerySet:
    """Rows of enterprises in one of the industry's classes or below it; an industry without classes has none."""
    codes = [one.code for one in industry.classes.all()] if industry else []
    of_it = reduce(or_, (Q(industry__code__startswith=code) for code in codes), Q(pk__in=[]))
    return rows.filter(enterprise__in=Enterprise.objects.filter(of_it))


def is_closed(list_set: ListSet) -> bool:
    """Whether the year's lists have been frozen for good."""
    return list_set.snapshots.filter(kind=Snapshot.Kind.YEAR, taken_at__isnull=False).exists()


OF_YEAR = {
    Source.ENTRIES: entries_of_year,
    Source.BENCHMARKS: benchmarks_of_year,
    Source.STANDARD_PLANS: plans_of_year,
    Source.PROBLEMS: problems_of_year,
    Source.REQUESTS: requests_of_year,
    Source.RESULTS: results_of_year,
    Source.MEASURES: measures_of_year,
}


def _ends(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)
