"""Who writes remarks on a case and who reads which; every room whose cases are remarked on asks here."""

from django.db.models import QuerySet

from pinzibiao.casework import remarks
from pinzibiao.casework.models import Remark

from .models import Role

Visibility = Remark.Visibility


def office_of(user) -> str:
    """The office of a regulator, kind and place; of an expert, who has none, the person."""
    return f"{user.kind}:{user.region.pk}" if user.kind in Role.REGULATORS else f"{user.kind}:{user.pk}"


def may_write(user) -> bool:
    return user.kind in (*Role.REGULATORS, Role.Kind.EXPERT, Role.Kind.ENTERPRISE)


def choices_for(user) -> list[tuple[str, str]]:
    """An enterprise writes to the offices, and has no secrets in what it writes there."""
    if user.kind == Role.Kind.ENTERPRISE:
        return [(Visibility.APPLICANT.value, "办理机关和本企业")]
    return [
        (Visibility.OFFICE.value, "本单位（专家为本人）"),
        (Visibility.OFFICES.value, "所有办理机关和专家"),
        (Visibility.APPLICANT.value, "企业（办理机关也能看到）"),
    ]


def read_by(user, case) -> QuerySet[Remark]:
    """Offices read their own and what is for all of them, the enterprise what is for it, the auditor everything."""
    rows = remarks.remarks_on(case)
    match user.kind:
        case Role.Kind.AUDITOR:
            return rows
        case Role.Kind.ENTERPRISE:
            return remarks.for_applicant(rows)
        case Role.Kind.PROVINCE | Role.Kind.CITY | Role.Kind.COUNTY | Role.Kind.EXPERT:
            return remarks.for_office(rows, office_of(user))
    return rows.none()


def may_resolve(user, row: Remark) -> bool:
    """Whoever of an office reads it; another writer only their own."""
    return user.kind in Role.REGULATORS or row.by_id == user.pk
