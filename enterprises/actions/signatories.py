"""Who signs for an enterprise hands it over; the trail keeps who signed from when to when."""

from django.db import transaction

from pinzibiao.accounts.models import User
from pinzibiao.casework.actions import record
from pinzibiao.casework.refusals import Refused
from pinzibiao.casework.workflow import Desk

from .. import rules
from ..models import AccountRequest, Enterprise, Member
from .account_requests import ask_for_account

ACTION = "change_signatory"


@transaction.atomic
def change_signatory(enterprise: Enterprise, *, leaving: Member | None, to: Member, reason: str, by: User) -> Member:
    """``to`` signs from now on, ``leaving`` fills in like any clerk. Raises ``Refused``."""
    people = {row.pk: row for row in Member.objects.select_for_update(of=("self",)).filter(enterprise=enterprise)}
    leaving, to = people.get(leaving.pk) if leaving else None, people.get(to.pk)
    if sentence := rules.why_not_change_signatory(by, enterprise, leaving, to):
        raise Refused(sentence)
    if leaving:
        leaving.kind = Member.Kind.CLERK
        leaving.save(update_fields=["kind"])
    to.kind = Member.Kind.SIGNATORY
    to.save(update_fields=["kind"])
    names = {"from": leaving.user.name if leaving else "", "to": to.user.name}
    words = f"{names['from'] or '（无）'} → {names['to']}：{reason}"
    desk = Desk.COUNTY if rules.keeps(by, enterprise) else Desk.ENTERPRISE
    record(enterprise, ACTION, "更换签署人", by=by, desk=desk, comment=words, data=names | {"reason": reason})
    return to


def ask_for_signatory(enterprise: Enterprise, *, name: str, mobile: str) -> AccountRequest:
    """The only signatory has left: the county looks who the new one is, and opens the account (开户申请)."""
    return ask_for_account(
        AccountRequest(
            uscc=enterprise.uscc,
            enterprise_name=enterprise.name,
            county_id=enterprise.county_id,
            enterprise=enterprise,
            applicant_name=name,
            applicant_mobile=mobile,
            applicant_kind=Member.Kind.SIGNATORY,
        )
    )
