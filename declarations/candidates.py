"""Whom a city may ask to evaluate: listed experts, the fitting first, with the reasons for and against each."""

from collections.abc import Iterable

from django.db.models import Count, OuterRef, Q, QuerySet

from experts import matching
from experts.matching import Candidate, Need
from experts.models import Expert
from experts.states import ExpertStatus
from pinzibiao.casework.dated import value_of

from .defaults import EVALUATION_FIELDS
from .models import Declaration, Evaluation
from .rules import barred
from .states import DeclarationStatus as S


def candidates(case: Declaration, q: str = "", keep: Iterable[str] = ()) -> list[Candidate]:
    """At most sixty: who knows the industry first, then the category, the field, the place, the fewest open tasks.

    ``keep`` are ids that must be among them.
    """
    need = need_of(case)
    shown = matching.found(_ranked(need), Q(status=ExpertStatus.LISTED), q, list(keep))
    reasons = barred(shown, case)
    assigned = set(case.evaluations.values_list("expert_id", flat=True))
    already = {pk: ["已在本案专家组中。"] for pk in assigned}
    return [Candidate(one, _grounds(one, need), already.get(one.pk, []) + reasons[one.pk]) for one in shown]


def proposed(case: Declaration) -> QuerySet[Expert]:
    """Every expert, the fitting first."""
    return _ranked(need_of(case))


def need_of(case: Declaration) -> Need:
    """The enterprise's industries, the product's category, and the fields of the rule of the day of submission."""
    return Need(
        industries=matching.industries_of(case.enterprise),
        fields=tuple(value_of(EVALUATION_FIELDS, case.submitted_on)),
        county_id=case.county_id,
        city_code=case.city_code,
        category=case.product.category.strip(),
    )


def _ranked(need: Need) -> QuerySet[Expert]:
    return matching.proposed(need, _open_tasks())


def _grounds(expert: Expert, need: Need) -> list[str]:
    return [*matching.grounds(expert, need), f"在办评价 {expert.load} 件"]


def _open_tasks() -> QuerySet:
    """How many cases wait for the expert: to be scored, or to be concluded as the leader."""
    open_cases = Evaluation.objects.filter(
        Q(scored_at=None) | Q(is_leader=True),
        expert=OuterRef("pk"),
        declaration__status__in=(S.EVALUATION, S.SITE_CHECK),
    )
    return open_cases.order_by().values("expert").annotate(count=Count("pk")).values("count")
