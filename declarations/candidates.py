"""Whom a city may ask to evaluate: listed experts, the fitting first, with the reasons for and against each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from enterprises.models import Industry
from experts.models import Expert, Field
from experts.states import ExpertStatus
from pinzibiao.casework.dated import value_of

from .defaults import EVALUATION_FIELDS
from .models import Declaration, Evaluation
from .rules import barred
from .states import DeclarationStatus as S

SHOWN = 60
SAME_COUNTY, SAME_CITY, ELSEWHERE = 0, 1, 2
DIVISION = 3  # ``C35``: the shortest code that says what somebody knows


@dataclass(frozen=True)
class Candidate:
    """One expert; ``grounds`` speak for them, ``reasons`` (Chinese sentences) keep them from this case."""

    expert: Expert
    grounds: list[str]
    reasons: list[str]

    @property
    def is_free(self) -> bool:
        return not self.reasons


def candidates(case: Declaration, q: str = "", keep: Iterable[str] = ()) -> list[Candidate]:
    """At most sixty: who knows the industry first, then the category, the field, the place, the fewest open tasks.

    ``keep`` are ids that must be among them.
    """
    rows = proposed(case)
    found = rows.filter(status=ExpertStatus.LISTED)
    if q:
        found = found.filter(Q(name__contains=q) | Q(unit__contains=q) | Q(title__contains=q))
    shown = list(found[:SHOWN])
    shown += list(rows.filter(pk__in=list(keep)).exclude(pk__in=[one.pk for one in shown]))
    reasons = barred(shown, case)
    assigned = set(case.evaluations.values_list("expert_id", flat=True))
    already = {pk: ["已在本案专家组中。"] for pk in assigned}
    return [Candidate(one, _grounds(one, case), already.get(one.pk, []) + reasons[one.pk]) for one in shown]


def proposed(case: Declaration) -> QuerySet[Expert]:
    """Every expert, the fitting first; a constant number of queries, however many there are."""
    near = Case(
        When(region_id=case.county_id, then=Value(SAME_COUNTY)),
        When(Q(region_id=case.city_code) | Q(region__parent_id=case.city_code), then=Value(SAME_CITY)),
        default=Value(ELSEWHERE),
        output_field=IntegerField(),
    )
    known = _industries_of(case)
    through = Expert.industries.through.objects.filter(expert=OuterRef("pk"), industry__in=known)
    fields = value_of(EVALUATION_FIELDS, case.submitted_on)
    rows = Expert.objects.annotate(
        knows_industry=Exists(through),
        knows_category=_of_category(case),
        has_field=_truth(Q(fields__overlap=fields)),
        near=near,
        load=Coalesce(Subquery(_open_tasks()), 0),
    )
    return (
        rows.select_related("region")
        .prefetch_related(Prefetch("industries", queryset=known, to_attr="fitting"))
        .order_by("-knows_industry", "-knows_category", "-has_field", "near", "load", "name", "id")
    )


def _grounds(expert: Expert, case: Declaration) -> list[str]:
    """Why the expert stands where they stand, in the order in which it counts."""
    found = []
    if expert.fitting:
        found.append("熟悉行业：" + "、".join(one.name for one in expert.fitting[:3]))
    if expert.knows_category:
        found.append(f"资质涉及“{case.product.category}”")
    if expert.has_field:
        wanted = value_of(EVALUATION_FIELDS, case.submitted_on)
        found.append("专长：" + "、".join(Field(one).label for one in expert.fields if one in wanted))
    if expert.near != ELSEWHERE:
        found.append("本县（市、区）" if expert.near == SAME_COUNTY else "本市")
    return [*found, f"在办评价 {expert.load} 件"]


def _industries_of(case: Declaration) -> QuerySet[Industry]:
    """Classes that are, hold or lie within one of the enterprise's."""
    one = case.enterprise
    codes = {one.industry_id, *one.further_industries.values_list("pk", flat=True)} - {None, ""}
    holding = {code[:length] for code in codes for length in range(DIVISION, len(code) + 1)}
    within = Q()
    for code in codes:
        within |= Q(code__startswith=code)
    return Industry.objects.filter(Q(code__in=holding) | within) if codes else Industry.objects.none()


def _of_category(case: Declaration):
    category = case.product.category.strip()
    return _truth(Q(qualifications__contains=category)) if category else Value(False)


def _truth(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))


def _open_tasks() -> QuerySet:
    """How many cases wait for the expert: to be scored, or to be concluded as the leader."""
    open_cases = Evaluation.objects.filter(
        Q(scored_at=None) | Q(is_leader=True),
        expert=OuterRef("pk"),
        declaration__status__in=(S.EVALUATION, S.SITE_CHECK),
    )
    return open_cases.order_by().values("expert").annotate(count=Count("pk")).values("count")
