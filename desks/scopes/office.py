"""Which accounts, places, reports and files brought in or taken out a person sees."""

from django.db.models import QuerySet

from pinzibiao.accounts.models import User
from pinzibiao.accounts.selectors import users_seen_by
from pinzibiao.exchange.models import Export, Import
from pinzibiao.regions.models import Region
from reports.models import Report

from .ties import SIGNED_IN, Kind, places_of


def users(user) -> QuerySet[User]:
    """Accounts are the administrator's work; the auditor reads them."""
    return users_seen_by(user)


def regions(user) -> QuerySet[Region]:
    """The places whose figures a person may ask for."""
    match user.kind:
        case Kind.PROVINCE | Kind.AUDITOR:
            return Region.objects.all()
        case Kind.CITY | Kind.COUNTY:
            return places_of(user)
    return Region.objects.none()


def reports(user) -> QuerySet[Report]:
    """A place's reports: its own bureau and those above it."""
    rows = Report.objects.all()
    match user.kind:
        case Kind.PROVINCE | Kind.AUDITOR:
            return rows
        case Kind.CITY | Kind.COUNTY:
            return rows.filter(region__in=places_of(user))
    return rows.none()


def imports(user) -> QuerySet[Import]:
    """A file that somebody brings in is their own matter until it is written; the auditor reads all."""
    rows = Import.objects.all()
    if user.kind == Kind.AUDITOR:
        return rows
    return rows.filter(owner=user) if user.kind in SIGNED_IN else rows.none()


def exports(user) -> QuerySet[Export]:
    """What one took out is one's own matter; the auditor reads who took out what. The files are their owner's alone."""
    rows = Export.objects.all()
    if user.kind == Kind.AUDITOR:
        return rows
    return rows.filter(owner=user) if user.kind else rows.none()
