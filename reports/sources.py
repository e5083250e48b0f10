"""Where each figure comes from: which rows, by which business date, added up how. Source: DOMAIN.md sections 2 and 7.

A figure is asked for a place and, where it has one, an industry; never for a person. The same rows that are
counted here are the rows that open behind the figure.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Aggregate, Avg, Count, Exists, F, Min, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from cultivation.models import BenchmarkProduct, CommonCase, CommonProblem, Problem, Saving
from cultivation.states import CommonStatus, ProblemStatus
from enterprises.models import Certificate, Enterprise, ProgrammeIndustry, QualityAward, QualityOfficer, Route, Standard
from pinzibiao.regions.fields import within
from pinzibiao.regions.models import Region
from projects.models import NqiStation, ProgrammeEvent, Project, ProjectRegion
from visits.models import HelpVisit

# An award without a printed date counts in every cumulative figure and in no period.
UNDATED = date(1900, 1, 1)
TRAININGS = (ProgrammeEvent.Kind.CERTIFICATION_TRAINING, ProgrammeEvent.Kind.METHOD_TRAINING)


@dataclass(frozen=True)
class Source:
    """The rows of one indicator. ``rows`` carry the business date under the name ``counted_on``."""

    rows: Callable[[], QuerySet]
    place: Callable[[QuerySet, Region], QuerySet]
    industry: Callable[[QuerySet, list[str]], QuerySet] | None
    value: type[Aggregate] = Count
    of: str = "pk"
    options: dict = field(default_factory=dict)

    def select(self, region: Region, industry: ProgrammeIndustry | None = None) -> QuerySet:
        """The rows of ``region`` and, if given, ``industry``, of any date."""
        rows = self.place(self.rows(), region)
        if industry is None:
            return rows
        if self.industry is None:
            return rows.none()
        return self.industry(rows, list(industry.classes.values_list("code", flat=True)))

    @property
    def is_count(self) -> bool:
        return self.value is Count

    @property
    def is_average(self) -> bool:
        return self.value is Avg

    def totals(self, rows: QuerySet, **conditions: Q) -> dict[str, Decimal | None]:
        """``rows`` added up under each condition, in one query.

        0 where rows are counted and there are none; None where an average has nothing to average.
        """
        found = rows.aggregate(**{name: self._value(condition) for name, condition in conditions.items()})
        return {name: self._exact(total) for name, total in found.items()}

    def _value(self, condition: Q):
        return self.value(self.of, filter=condition, **self.options)

    def _exact(self, total) -> Decimal | None:
        if total is None:
            return None if self.is_average else Decimal(0)
        return Decimal(str(total))


def under(codes: list[str], path: str) -> Q:
    """Classes at ``path`` that are one of ``codes`` or lie below it; no code means none, never all."""
    condition = Q(pk__in=[])
    for code in codes:
        condition |= Q(**{f"{path}__startswith": code})
    return condition


def _at(path: str = ""):
    """By the county code at ``path``."""
    return lambda rows, region: within(rows, region, path)


def _made_by(relation: str):
    """Rows whose enterprise is of the industry."""
    return lambda rows, codes: rows.filter(
        **{f"{relation}__in": Enterprise.objects.filter(under(codes, "industry__code"))}
    )


def _is_of(rows: QuerySet, codes: list[str]) -> QuerySet:
    return rows.filter(under(codes, "industry__code"))


def _named_for(rows: QuerySet, codes: list[str]) -> QuerySet:
    """Rows of a programme industry that is mapped to such classes."""
    return rows.filter(industry__in=ProgrammeIndustry.objects.filter(under(codes, "classes__code")))


def _touching(rows: QuerySet, region: Region) -> QuerySet:
    """A project counts once for every place it touches; one of the whole province counts only there."""
    if region.level == Region.Level.PROVINCE:
        return rows
    places = ProjectRegion.objects.filter(Q(region=region) | Q(region__parent=region), project=OuterRef("pk"))
    return rows.filter(Exists(places))


def _held_in(rows: QuerySet, region: Region) -> QuerySet:
    if region.level == Region.Level.PROVINCE:
        return rows
    return rows.filter(Q(region=region) | Q(region__parent=region))


def _dated(queryset: Callable[[], QuerySet], day: str) -> Callable[[], QuerySet]:
    """Rows that have their business date, under the name by which figures ask for it."""
    return lambda: queryset().filter(**{f"{day}__isnull": False}).annotate(counted_on=F(day))


def _approved(kind: str):
    return _dated(lambda: Project.objects.filter(kind=kind), "approved_on")


def _closed_problems() -> QuerySet:
    return Problem.objects.filter(status=ProblemStatus.CLOSED)


def _climbed() -> QuerySet:
    """Benchmark products that stand higher on the quality ladder than before, with the ``steps`` between."""
    rows = BenchmarkProduct.objects.filter(ladder_step_after__gt=F("ladder_step_before"))
    return rows.annotate(steps=F("ladder_step_after") - F("ladder_step_before"))


def _confirmed_cases() -> QuerySet:
    return CommonCase.objects.filter(state=CommonCase.State.CONFIRMED, common__status=CommonStatus.CONFIRMED)


def _with_cases_in(rows: QuerySet, region: Region) -> QuerySet:
    """A common problem counts once for every place that has a case of it."""
    return rows.filter(Exists(within(_confirmed_cases().filter(common=OuterRef("pk")), region, "problem__")))


def _branded(condition: Q | None = None) -> Callable[[], QuerySet]:
    """Enterprises by the first day on which they carried the brand; each counts once (家)."""
    first = Min("brand_holdings__first_valid_on", filter=condition)
    return lambda: Enterprise.objects.annotate(counted_on=first).filter(counted_on__isnull=False)


CERTIFIED = Q(brand_holdings__route=Route.CERTIFICATION)
CASE = {"place": _at(), "industry": _made_by("enterprise")}
OWNED = {"place": _at("enterprise__"), "industry": _made_by("enterprise")}
ENTERPRISE = {"place": _at(), "industry": _is_of}
PROJECT = {"place": _touching, "industry": _named_for}

SOURCES: dict[str, Source] = {
    "PRJ_IQ": Source(_approved(Project.Kind.IMPROVEMENT), **PROJECT),
    "PRJ_ATK": Source(_approved(Project.Kind.BREAKTHROUGH), **PROJECT),
    "ISS_SOLVED": Source(_dated(_closed_problems, "solved_on"), **CASE),
    "ISS_COMMON": Source(
        _dated(lambda: CommonProblem.objects.filter(status=CommonStatus.CONFIRMED), "decided_on"),
        place=_with_cases_in,
        industry=_made_by("leader__enterprise"),
    ),
    "ISS_CASES": Source(
        lambda: _confirmed_cases().annotate(counted_on=F("common__decided_on")),
        place=_at("problem__"),
        industry=_made_by("problem__enterprise"),
    ),
    "COST_SAVED": Source(
        _dated(Saving.objects.live, "saved_on"),
        **CASE,
        value=Sum,
        of="amount_wan",
    ),
    "STD_PUB": Source(
        _dated(Standard.objects.all, "published_on"), place=_at("lead_drafter__"), industry=_made_by("lead_drafter")
    ),
    "BR_ENT": Source(_branded(), **ENTERPRISE),
    "BR_CERT_ENT": Source(_branded(CERTIFIED), **ENTERPRISE),
    "BR_CERT": Source(_dated(Certificate.objects.all, "issued_on"), **OWNED),
    "CQO_TRAINED": Source(_dated(QualityOfficer.objects.all, "trained_on"), **OWNED),
    "NQI_PLAT": Source(_dated(NqiStation.objects.all, "opened_on"), place=_at(), industry=_named_for),
    "AWARD": Source(lambda: QualityAward.objects.annotate(counted_on=Coalesce("awarded_on", UNDATED)), **OWNED),
    "ENT_SERVED": Source(
        _dated(HelpVisit.objects.all, "confirmed_on"), **CASE, of="enterprise", options={"distinct": True}
    ),
    "ENT_TIMES": Source(_dated(HelpVisit.objects.all, "confirmed_on"), **CASE),
    "SATIS": Source(
        _dated(lambda: HelpVisit.objects.filter(rating__isnull=False), "confirmed_on"), **CASE, value=Avg, of="rating"
    ),
    "LADDER": Source(_dated(_climbed, "reported_on"), **CASE, value=Sum, of="steps"),
    "TRAIN": Source(
        _dated(lambda: ProgrammeEvent.objects.filter(kind__in=TRAININGS), "held_on"), place=_held_in, industry=None
    ),
}
