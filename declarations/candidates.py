"""Whom a city may ask to evaluate: listed experts, with the reasons against each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, Value, When

from experts.models import Expert
from experts.states import ExpertStatus

from .models import Declaration
from .rules import conflicts_of, unfitness

SHOWN = 60


@dataclass(frozen=True)
class Candidate:
    """One expert; ``reasons`` (Chinese sentences) keep them from this case."""

    expert: Expert
    reasons: list[str]

    @property
    def is_free(self) -> bool:
        return not self.reasons


def candidates(case: Declaration, q: str = "", keep: Iterable[str] = ()) -> list[Candidate]:
    """At most sixty, those of the case's city first; ``keep`` are ids that must be among them."""
    rows = Expert.objects.filter(status=ExpertStatus.LISTED)
    if q:
        rows = rows.filter(Q(name__contains=q) | Q(unit__contains=q) | Q(title__contains=q))
    shown = list(_ordered(rows, case)[:SHOWN])
    kept = Expert.objects.filter(pk__in=list(keep)).exclude(pk__in=[one.pk for one in shown]).select_related("region")
    shown += list(kept)
    conflicts = conflicts_of(shown, case.enterprise)
    assigned = set(case.evaluations.values_list("expert_id", flat=True))
    found = [Candidate(one, _reasons(one, conflicts, assigned)) for one in shown]
    return sorted(found, key=lambda one: not one.is_free)


def _reasons(expert: Expert, conflicts: dict, assigned: set[int]) -> list[str]:
    already = ["已在本案专家组中。"] if expert.pk in assigned else []
    return already + unfitness(expert) + conflicts[expert.pk]


def _ordered(rows, case: Declaration):
    near = Case(
        When(region_id__in=(case.county_id, case.city_code), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return rows.select_related("region").order_by(near, "name", "id")
