"""What a declaration says otherwise than the register, while the case is under way.

Afterwards the register has gone on, and the declaration has not.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import models

from enterprises import rules
from pinzibiao.casework.actions import events_of

from .models import Declaration
from .prefilling import DESCRIBED, OFFICER, SYSTEM
from .states import UNDER_WAY

# Its own record is the county's to keep; whatever else hangs on it has a key of ``ITEMS``.
OWN_RECORD = ""
# The acts that answer an offer: taken over, or left as it is by the county.
TAKEN, KEPT = "update_register", "keep_register"


@dataclass(frozen=True)
class Offer:
    """One difference. ``row`` is what the register has, None where it has nothing yet; ``changes`` are for its form."""

    key: str
    item: str
    label: str
    before: str
    after: str
    row: models.Model | None
    changes: dict = field(compare=False)

    @property
    def version(self) -> str:
        """What somebody saw who takes it over or not."""
        return hashlib.sha256(f"{self.key}\n{self.before}\n{self.after}".encode()).hexdigest()[:32]


def offers_of(case: Declaration) -> list[Offer]:
    """Every difference, as the case and the register now stand."""
    if case.status not in UNDER_WAY:
        return []
    return [one for find in (_of_record, _of_contact, _of_product, _of_systems, _of_officer) for one in find(case)]


def may_take(user, case: Declaration, offer: Offer) -> bool:
    """The enterprise keeps its own rows, its county the whole record."""
    if offer.item == OWN_RECORD:
        return rules.keeps(user, case.enterprise)
    return rules.may_edit_item(user, case.enterprise, offer.item)


def frozen(case: Declaration) -> list[dict[str, str]]:
    """What a version keeps of the differences, so that its readers need not compare again."""
    return [{"label": one.label, "version": one.version} for one in offers_of(case)]


def unanswered(case: Declaration, kept: list[dict[str, str]]) -> list[str]:
    """The labels of those that nobody has answered, of what a version ``kept``."""
    rows = events_of(case).filter(action__in=(TAKEN, KEPT)) if kept else []
    answered = {row.data["version"] for row in rows}
    return [one["label"] for one in kept if one["version"] not in answered]


def kept_of(case: Declaration) -> dict[str, str]:
    """``{version of an offer: reason}``: what the county has left as it is."""
    rows = events_of(case).filter(action=KEPT)
    return {row.data["version"]: row.comment for row in rows}


def _of_record(case: Declaration) -> Iterator[Offer]:
    row = case.enterprise
    for name in DESCRIBED:
        now, said = getattr(row, name), getattr(case, name)
        if said and said != now:
            label = str(Declaration._meta.get_field(name).verbose_name)
            yield Offer(name, OWN_RECORD, label, _shown(row, name), _shown(case, name), row, {name: said})


def _of_contact(case: Declaration) -> Iterator[Offer]:
    name, mobile = case.contact_name, case.contact_mobile
    if not name or not mobile:
        return
    row = case.enterprise.contacts.filter(name=name).first()
    if row is None or row.mobile != mobile:
        before = f"{row.name} {row.mobile}" if row else ""
        yield Offer("contact", "contact", "联系人", before, f"{name} {mobile}", row, {"name": name, "mobile": mobile})


def _of_product(case: Declaration) -> Iterator[Offer]:
    row, said = case.product, case.standard
    if said and row.standard_id != said.pk:
        label = f"产品「{row.name}」的执行标准"
        yield Offer("product", "product", label, str(row.standard or ""), str(said), row, {"standard": said.number})


def _of_systems(case: Declaration) -> Iterator[Offer]:
    """Those that the declaration tells whole."""
    known = {(row.kind, row.number): row for row in case.enterprise.system_certificates.all()}
    for said in case.systems.exclude(number="").exclude(issued_on=None):
        row = known.get((said.kind, said.number))
        before, after = _certificate(row), _certificate(said)
        if before != after:
            changes = {name: getattr(said, name) for name in SYSTEM}
            yield Offer(f"system-{said.pk}", "system", said.get_kind_display(), before, after, row, changes)


def _of_officer(case: Declaration) -> Iterator[Offer]:
    """What the declaration leaves open is no difference."""
    if not case.quality_officer:
        return
    row = case.enterprise.quality_officers.filter(name=case.quality_officer).first()
    said = {theirs: getattr(case, ours) for theirs, ours in OFFICER.items() if getattr(case, ours)}
    if row is None or not row.is_active or any(getattr(row, name) != value for name, value in said.items()):
        after = _words(said.values())
        before = _words([*(getattr(row, name) for name in said), "" if row.is_active else "已离任"]) if row else ""
        yield Offer("officer", "officer", "首席质量官", before, after, row, said | {"is_active": "on"})


def _certificate(row) -> str:
    return _words([row.number, row.body, f"{row.issued_on} 至 {row.valid_to}"]) if row else ""


def _words(values) -> str:
    return "，".join(str(value) for value in values if value)


def _shown(row, name: str) -> str:
    shown = getattr(row, f"get_{name}_display", None)
    return shown() if shown else getattr(row, name)
