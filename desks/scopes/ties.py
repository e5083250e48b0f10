"""What ties a person to rows of any room: being signed in, their places, the body they work for."""

from django.db.models import Q, QuerySet

from experts.models import Organisation
from pinzibiao.accounts.models import Role
from pinzibiao.regions.models import Region

Kind = Role.Kind
SIGNED_IN = (*Role.REGULATORS, Kind.AUDITOR, Kind.BODY, Kind.EXPERT, Kind.ENTERPRISE)


def for_signed_in(rows: QuerySet, user) -> QuerySet:
    return rows if user.kind in SIGNED_IN else rows.none()


def places_of(user) -> QuerySet:
    """The person's place and the places right below it."""
    region = user.region
    return Region.objects.filter(Q(pk=region.pk) | Q(parent=region))


def of_body(model, user, *ties: str) -> Q:
    """Rows tied to the person's organisation by any of ``ties``; by a subquery, so that no row comes twice."""
    mine = Organisation.objects.filter(members__user=user)
    own = Q(lead_organisation__in=mine)
    for tie in ties:
        own |= Q(**{f"{tie}__in": mine})
    return Q(pk__in=model.objects.filter(own).values("pk"))
