"""Which declarations, notices and authorisations a person sees."""

from django.db.models import QuerySet

from declarations import selectors
from declarations.models import (
    Authorisation,
    Declaration,
    NoticeBatch,
    PublicNotice,
    ReasonPhrase,
    SpotCheck,
    SpotCheckPlan,
)
from declarations.states import DeclarationStatus
from desks.places import by_place

from .ties import Kind


def declarations(user) -> QuerySet[Declaration]:
    """Drafts belong to the enterprise alone: nothing has been submitted. An expert sees what was assigned."""
    rows = Declaration.objects.all()
    match user.kind:
        case Kind.ENTERPRISE:
            return rows.filter(enterprise__members__user=user)
        case Kind.EXPERT:
            return rows.filter(evaluations__expert__user=user)
    return by_place(rows.exclude(status=DeclarationStatus.DRAFT).exclude(submitted_on=None), user)


def public_authorisations() -> QuerySet[Authorisation]:
    """The register of the brand is open to everybody."""
    return selectors.public_authorisations()


def public_notices() -> QuerySet[PublicNotice]:
    return selectors.public_notices()


def notice_batches() -> QuerySet[NoticeBatch]:
    """Lists of notices are published: everybody may read them."""
    return NoticeBatch.objects.select_related("word", "pdf")


def reason_phrases(user) -> QuerySet[ReasonPhrase]:
    """An office's own phrases; nobody else's."""
    rows = ReasonPhrase.objects.all()
    return rows.filter(region=user.region) if user.kind in (Kind.CITY, Kind.COUNTY) else rows.none()


def spot_plans() -> QuerySet[SpotCheckPlan]:
    """A draw is published: everybody may make it again."""
    return SpotCheckPlan.objects.all()


def public_spot_checks() -> QuerySet[SpotCheck]:
    """Who was drawn and what came of it; the notes are no part of the public pages."""
    return SpotCheck.objects.select_related(
        "plan", "authorisation__declaration__county", "authorisation__declaration__enterprise__industry"
    ).order_by("-plan__year", "authorisation__declaration__county_id", "id")


def spot_checks(user) -> QuerySet[SpotCheck]:
    return by_place(public_spot_checks(), user, "authorisation__declaration__")
