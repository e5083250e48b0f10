"""Questions to the visits."""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cultivation.models import Problem
from cultivation.states import PROBLEM_WORKFLOW
from pinzibiao.casework.models import Version
from pinzibiao.casework.versions import versions_of

from .models import HelpRequest, HelpVisit
from .states import REQUEST_WORKFLOW, VISIT_WORKFLOW, VisitStatus

HANDED_IN = (VisitStatus.TO_CONFIRM, VisitStatus.CONFIRMED, VisitStatus.RATED)


def open_visits_of(enterprise) -> QuerySet[HelpVisit]:
    """Not rated yet: what goes along when the enterprise moves to another county."""
    return HelpVisit.objects.filter(enterprise=enterprise, status__in=VISIT_WORKFLOW.open_statuses)


def open_requests_of(enterprise) -> QuerySet[HelpRequest]:
    """The same of what the enterprise asked for."""
    return HelpRequest.objects.filter(enterprise=enterprise, status__in=REQUEST_WORKFLOW.open_statuses)


def open_problems_before(visit: HelpVisit) -> QuerySet[Problem]:
    """What earlier visits found at this enterprise and nobody has closed: the next visit looks at it first."""
    rows = Problem.objects.filter(visits__in=_before(visit), status__in=PROBLEM_WORKFLOW.open_statuses)
    return rows.exclude(visits=visit).distinct().order_by("due_on", "id")


def last_visit_before(visit: HelpVisit) -> HelpVisit | None:
    return _before(visit).order_by("-planned_on", "-id").first()


def _before(visit: HelpVisit) -> QuerySet[HelpVisit]:
    """Visits to the same enterprise that were planned earlier and have been written up."""
    is_earlier = Q(planned_on__lt=visit.planned_on) | Q(planned_on=visit.planned_on, pk__lt=visit.pk)
    return HelpVisit.objects.filter(is_earlier, enterprise=visit.enterprise_id, status__in=HANDED_IN)


def for_lists(rows: QuerySet[HelpVisit]) -> QuerySet[HelpVisit]:
    """``rows`` with all that a list shows but its references, so that no row asks again."""
    found = HelpVisit.problems.through.objects.filter(helpvisit=OuterRef("pk")).order_by()
    count = found.values("helpvisit").annotate(count=Count("*")).values("count")
    experts = HelpVisit.experts.through.objects.filter(helpvisit=OuterRef("pk")).order_by()
    names = StringAgg("expert__name", "、", order_by=("expert__name", "expert"))
    told = experts.values("helpvisit").annotate(names=names).values("names")
    return rows.select_related("enterprise").annotate(
        problem_count=Coalesce(Subquery(count), 0), names_of_experts=Subquery(told)
    )


def frozen_version(visit: HelpVisit) -> Version | None:
    """The record as it was last handed in."""
    return versions_of(visit).last()


def content_of(visit: HelpVisit) -> dict:
    """The whole record as it is frozen when handed in; photos by their SHA-256."""
    return {
        "number": visit.number,
        "enterprise": {"name": visit.enterprise.name, "uscc": visit.enterprise.uscc},
        "experts": [{"name": one.name, "unit": one.unit} for one in visit.experts.order_by("id")],
        **{name: getattr(visit, name) for name in _RECORD_FIELDS},
        "diagnoses": list(visit.diagnoses.values("dimension", "score", "finding")),
        "problems": [
            {"number": noted.problem.number if noted.problem else "", **{name: getattr(noted, name) for name in _NOTED}}
            for noted in visit.noted_problems.select_related("problem")
        ],
        "photos": list(visit.photos.values_list("file__sha256", flat=True)),
    }


_RECORD_FIELDS = (
    "mode",
    "purpose",
    "plant",
    "starts_at",
    "ends_at",
    "regulators",
    "enterprise_people",
    "conclusion",
    "next_visit_on",
)
_NOTED = ("title", "dimension", "severity", "advice", "due_on")
