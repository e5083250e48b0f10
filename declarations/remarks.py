"""Remarks on a declaration: who reads which, and where on the page each of them stands."""

from django.db.models import QuerySet

from pinzibiao.accounts.models import Role
from pinzibiao.casework import remarks
from pinzibiao.casework.models import Remark
from pinzibiao.notices.actions import tell

from .models import Declaration
from .notifications import ASKED, enterprise_people

WHOLE = ""


def office_of(user) -> str:
    """The office of a regulator: kind and place."""
    return f"{user.kind}:{user.region.pk}"


def may_write(user) -> bool:
    return user.kind in Role.REGULATORS


def read_by(user, case: Declaration) -> QuerySet[Remark]:
    """Offices read their own and what is for all of them, the enterprise what is for it, the auditor everything."""
    rows = remarks.remarks_on(case)
    match user.kind:
        case Role.Kind.AUDITOR:
            return rows
        case Role.Kind.ENTERPRISE:
            return remarks.for_applicant(rows)
        case Role.Kind.PROVINCE | Role.Kind.CITY | Role.Kind.COUNTY:
            return remarks.for_office(rows, office_of(user))
    return rows.none()


def write(case: Declaration, text: str, *, section: str, field: str, visibility: str, by) -> Remark:
    """The enterprise is told of what is for it."""
    office = office_of(by)
    row = remarks.write(case, text, section=section, field=field, visibility=visibility, office=office, by=by)
    if visibility == Remark.Visibility.APPLICANT:
        words = f"「{case.product.name}」的自我声明有一条批注，请查看。"
        tell(enterprise_people(case), ASKED, words, f"{case.get_absolute_url()}#remarks", f"remark:{row.pk}")
    return row


def places_of(content: dict) -> dict[str, tuple[str, list[str]]]:
    """What can be remarked on, ``{section: (title, [label or first cell])}``."""
    return {
        one["key"]: (
            one["title"],
            [str(label) for label, _ in one["facts"]] + [str(row[0]) for row in one["rows"] if row],
        )
        for one in content.get("sections", [])
    }


def by_place(rows: list[Remark]) -> dict[tuple[str, str], list[Remark]]:
    """The open ones by where they stand."""
    found: dict[tuple[str, str], list[Remark]] = {}
    for row in rows:
        if row.resolved_at is None:
            found.setdefault((row.section, row.field), []).append(row)
    return found
