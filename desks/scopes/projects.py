"""Which projects, events, stations and figures a person sees."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from pinzibiao.regions.models import PROVINCE_CODE
from projects.models import Indicator, IndicatorBaseline, NqiStation, ProgrammeEvent, Project, ProjectRegion

from .ties import Kind, for_signed_in, of_body, places_of


def projects(user) -> QuerySet[Project]:
    """Regulators: run by their place or touching it. Body: those it sponsors, leads, joins or supports."""
    rows = Project.objects.all()
    match user.kind:
        case Kind.PROVINCE | Kind.AUDITOR:
            return rows
        case Kind.CITY | Kind.COUNTY:
            return rows.filter(Q(office__in=places_of(user)) | Q(Exists(_regions_touching(user))))
        case Kind.BODY:
            return rows.filter(of_body(Project, user, "partners", "technical_support", "sponsor"))
        case Kind.ENTERPRISE:
            return rows.filter(enterprise__members__user=user)
    return rows.none()


def programme_events(user) -> QuerySet[ProgrammeEvent]:
    """The programme's events are held in the open: everybody with a role sees them."""
    return for_signed_in(ProgrammeEvent.objects.all(), user)


def stations(user) -> QuerySet[NqiStation]:
    return for_signed_in(NqiStation.objects.all(), user)


def indicators(user) -> QuerySet[Indicator]:
    """What is counted, and from where, is no secret among those who work here."""
    return for_signed_in(Indicator.objects.all(), user)


def baselines(user) -> QuerySet[IndicatorBaseline]:
    return for_signed_in(IndicatorBaseline.objects.all(), user)


def _regions_touching(user) -> QuerySet:
    """Rows of a project's regions that concern the person's place: it, what lies below, what holds it."""
    region = user.region
    return ProjectRegion.objects.filter(
        Q(project=OuterRef("pk")),
        Q(region=region) | Q(region__parent=region) | Q(region=region.parent_id) | Q(region=PROVINCE_CODE),
    )
