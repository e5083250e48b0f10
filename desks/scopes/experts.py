"""Which bodies, experts and teams a person sees."""

from django.db.models import Exists, OuterRef, QuerySet

from experts.models import Expert, ExpertTeam, Organisation, TeamMember

from .ties import Kind, for_signed_in, of_body


def organisations(user) -> QuerySet[Organisation]:
    return for_signed_in(Organisation.objects.all(), user)


def experts(user) -> QuerySet[Expert]:
    """The library is the province's: every regulator picks from it. An expert sees themselves; enterprises nobody."""
    rows = Expert.objects.all()
    match user.kind:
        case Kind.PROVINCE | Kind.CITY | Kind.COUNTY | Kind.AUDITOR:
            return rows
        case Kind.EXPERT:
            return rows.filter(user=user)
        case Kind.BODY:
            return rows.filter(memberships__team__in=teams(user)).distinct()
    return rows.none()


def teams(user) -> QuerySet[ExpertTeam]:
    rows = ExpertTeam.objects.all()
    match user.kind:
        case Kind.PROVINCE | Kind.CITY | Kind.COUNTY | Kind.AUDITOR:
            return rows
        case Kind.EXPERT:
            return rows.filter(Exists(_memberships_of(user)))
        case Kind.BODY:
            return rows.filter(of_body(ExpertTeam, user, "partners", "technical_support"))
    return rows.none()


def _memberships_of(user) -> QuerySet:
    return TeamMember.objects.filter(team=OuterRef("pk"), expert__user=user)
