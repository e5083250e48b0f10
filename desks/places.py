"""Rows of a person's place: the two ways in which most scopes are cut."""

from django.db.models import QuerySet

from pinzibiao.accounts.models import Role
from pinzibiao.regions.fields import InCounty, within

Kind = Role.Kind


def by_place(rows: QuerySet, user, path: str = "") -> QuerySet:
    """``path`` leads to the scoped row, as in ``within``."""
    match user.kind:
        case Kind.PROVINCE | Kind.AUDITOR:
            return rows
        case Kind.CITY | Kind.COUNTY:
            return within(rows, user.region, path)
    return rows.none()


def of_enterprises(rows: QuerySet, user) -> QuerySet:
    """Rows that hang on an enterprise: regulators by place, the enterprise its own, nobody else."""
    match user.kind:
        case Kind.PROVINCE | Kind.AUDITOR:
            return rows
        case Kind.CITY | Kind.COUNTY:
            return within(rows, user.region, "" if issubclass(rows.model, InCounty) else "enterprise__")
        case Kind.ENTERPRISE:
            return rows.filter(enterprise__members__user=user)
    return rows.none()
