"""Who fits a task: one ranking of experts for helping and for evaluating, with the reasons for and against each."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from enterprises.models import Enterprise, Industry

from .models import Expert, Field

SHOWN = 60
SAME_COUNTY, SAME_CITY, ELSEWHERE = 0, 1, 2
DIVISION = 3  # ``C35``: the shortest code that says what somebody knows


@dataclass(frozen=True)
class Need:
    """What a task asks of an expert: to know a field, the classes of industry, a product's category; and the place."""

    industries: frozenset[str]
    fields: tuple[str, ...]
    county_id: str
    city_code: str
    category: str = ""


@dataclass(frozen=True)
class Candidate:
    """One expert; ``grounds`` speak for them, ``reasons`` (Chinese sentences) keep them from this case."""

    expert: Expert
    grounds: list[str]
    reasons: list[str]

    @property
    def is_free(self) -> bool:
        return not self.reasons


def industries_of(enterprise: Enterprise) -> frozenset[str]:
    """The enterprise's classes of GB/T 4754."""
    further = enterprise.further_industries.values_list("industry_id", flat=True)
    return frozenset({enterprise.industry_id, *further} - {None, ""})


def proposed(need: Need, load: QuerySet, rating: QuerySet | None = None) -> QuerySet[Expert]:
    """Every expert, the fitting first; a constant number of queries, however many there are.

    ``load`` and ``rating`` give one number each for ``OuterRef("pk")``: the open tasks, and what was said of the done.
    """
    known = _classes(need.industries)
    through = Expert.industries.through.objects.filter(expert=OuterRef("pk"), industry__in=known)
    rows = Expert.objects.annotate(
        knows_industry=Exists(through),
        knows_category=_truth(Q(qualifications__contains=need.category)) if need.category else Value(False),
        has_field=_truth(Q(fields__overlap=list(need.fields))),
        near=_distance(need),
        load=Coalesce(Subquery(load), 0),
        rating=Value(None, output_field=IntegerField()) if rating is None else Subquery(rating),
    )
    return (
        rows.select_related("region")
        .prefetch_related(Prefetch("industries", queryset=known, to_attr="fitting"))
        .order_by(
            "-knows_industry",
            "-knows_category",
            "-has_field",
            "near",
            "load",
            F("rating").desc(nulls_last=True),
            "name",
            "id",
        )
    )


def found(rows: QuerySet[Expert], shown: Q, q: str, keep: Collection[str]) -> list[Expert]:
    """The first sixty of ``rows`` that ``shown`` and the word ``q`` leave, and those whose ids are in ``keep``."""
    listed = rows.filter(shown)
    if q:
        listed = listed.filter(Q(name__contains=q) | Q(unit__contains=q) | Q(title__contains=q))
    first = list(listed[:SHOWN])
    return first + list(rows.filter(pk__in=list(keep)).exclude(pk__in=[one.pk for one in first]))


def grounds(expert: Expert, need: Need) -> list[str]:
    """Why an expert of ``proposed`` stands where they stand, in the order in which it counts; the load is not told."""
    told = []
    if expert.fitting:
        told.append("熟悉行业：" + "、".join(one.name for one in expert.fitting[:3]))
    if expert.knows_category:
        told.append(f"资质涉及“{need.category}”")
    if expert.has_field:
        told.append("专长：" + "、".join(Field(one).label for one in expert.fields if one in need.fields))
    if expert.near != ELSEWHERE:
        told.append("本县（市、区）" if expert.near == SAME_COUNTY else "本市")
    return told


def _distance(need: Need) -> Case:
    return Case(
        When(region_id=need.county_id, then=Value(SAME_COUNTY)),
        When(Q(region_id=need.city_code) | Q(region__parent_id=need.city_code), then=Value(SAME_CITY)),
        default=Value(ELSEWHERE),
        output_field=IntegerField(),
    )


def _classes(codes: frozenset[str]) -> QuerySet[Industry]:
    """Classes that are, hold or lie within one of ``codes``."""
    if not codes:
        return Industry.objects.none()
    holding = {code[:length] for code in codes for length in range(DIVISION, len(code) + 1)}
    within = Q()
    for code in codes:
        within |= Q(code__startswith=code)
    return Industry.objects.filter(Q(code__in=holding) | within)


def _truth(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))
