"""Which help visits, and which requests for help, a person sees."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from desks.places import by_place
from visits.models import HelpRequest, HelpVisit

from .experts import teams
from .projects import projects
from .ties import Kind


def visits(user) -> QuerySet[HelpVisit]:
    rows = HelpVisit.objects.all()
    match user.kind:
        case Kind.ENTERPRISE:
            return rows.filter(enterprise__members__user=user)
        case Kind.EXPERT:
            return rows.filter(Exists(_own_visits(user)))
        case Kind.BODY:
            return rows.filter(Q(team__in=teams(user)) | Q(project__in=projects(user)))
    return by_place(rows, user)


def help_requests(user) -> QuerySet[HelpRequest]:
    """The enterprise that asks, its regulators, and the experts and bodies who were sent for it."""
    rows = HelpRequest.objects.all()
    match user.kind:
        case Kind.ENTERPRISE:
            return rows.filter(enterprise__members__user=user)
        case Kind.EXPERT | Kind.BODY:
            return rows.filter(Exists(visits(user).filter(request=OuterRef("pk"))))
    return by_place(rows, user)


def _own_visits(user) -> QuerySet:
    return HelpVisit.experts.through.objects.filter(helpvisit=OuterRef("pk"), expert__user=user)
