"""Remarks on a declaration: who reads which, and where on the page each of them stands."""

from django.db.models import QuerySet

from pinzibiao.accounts import remarks as shared
from pinzibiao.accounts.models import Role
from pinzibiao.casework import remarks
from pinzibiao.casework.models import Remark
from pinzibiao.notices.actions import tell

from .models import Declaration
from .notifications import ASKED, enterprise_people


def may_write(user) -> bool:
    return user.kind in Role.REGULATORS


def read_by(user, case: Declaration) -> QuerySet[Remark]:
    """As everywhere, but that an expert who evaluates reads none: the offices' words are not to sway a score."""
    return Remark.objects.none() if user.kind == Role.Kind.EXPERT else shared.read_by(user, case)


def write(case: Declaration, text: str, *, section: str, field: str, visibility: str, by) -> Remark:
    """The enterprise is told of what is for it."""
    office = shared.office_of(by)
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
