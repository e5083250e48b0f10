"""续展: the new authorisation takes the place of the one it renews; the brand is carried without a gap."""

from datetime import date, timedelta

from pinzibiao.casework.procedure import procedure_of
from pinzibiao.casework.refusals import NotReady

from ..models import Authorisation, Declaration
from ..states import DeclarationStatus as S
from .standing import drop_brand


def authorisation_renewed_by(case: Declaration) -> Authorisation | None:
    """What ``case`` renews, if it was ever authorised. Raises ``NotReady`` while that is suspended.

    A suspension is mended first: a renewal must not be the way around it.
    """
    if case.renews_id is None:
        return None
    held = Authorisation.objects.select_related("declaration").filter(declaration=case.renews_id).first()
    if held and held.declaration.status == S.SUSPENDED:
        raise NotReady(f"原授权 {held.number} 正在暂停，恢复或撤销后才能授权续展。")
    return held


def term_begins(held: Authorisation | None, on: date) -> date:
    """A renewal loses no day: its years count from the end of the term that still runs (如商标续展)."""
    if held is None or held.declaration.status != S.AUTHORISED:
        return on
    return max(on, held.valid_to + timedelta(days=1))


def succeed(held: Authorisation, new: Authorisation, on: date) -> None:
    """The two stand linked in the register; the old one ends, if it still held."""
    held.succeeded_by = new
    held.save(update_fields=["succeeded_by"])
    if held.declaration.status == S.AUTHORISED:
        data = {"successor": new, "on": on}
        procedure_of(held.declaration).take(held.declaration, "supersede", by=None, data=data)


def supersede(case: Declaration, *, by, data, event) -> None:
    """``data["successor"]``: the authorisation of the renewal. The same sub-brand goes on; another one ends."""
    new, on = data.get("successor"), data["on"]
    if new is None or new.declaration.renews_id != case.pk:
        raise NotReady("只有续展获得授权，才能接替原授权。")
    if new.declaration.sub_brand != case.sub_brand:
        drop_brand(case, on)
    event.comment = f"由续展授权 {new.number} 接替。"
    event.data = {"successor": new.number, "on": on.isoformat()}
