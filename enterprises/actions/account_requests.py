"""How an enterprise gets its account: it asks, its county opens."""

from django.db import connection, transaction

from pinzibiao.accounts.models import regulator_desks
from pinzibiao.casework.procedure import Procedure

from ..completeness import ready_to_open
from ..models import AccountRequest, Enterprise
from ..selectors import by_code
from ..states import ACCOUNT_REQUEST_WORKFLOW, AccountRequestStatus
from .members import invite_member

ASKED = ("uscc", "enterprise_name", "county", "applicant_name", "applicant_mobile", "applicant_kind")


@transaction.atomic
def ask_for_account(case: AccountRequest) -> AccountRequest:
    """Keep what an enterprise asks; the same form sent again, and not yet decided, is the same request."""
    with connection.cursor() as cursor:
        # A repeat that comes while the first is still being written waits for it.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"account_request:{case.uscc}"])
    said = {name: getattr(case, name) for name in ASKED}
    if before := AccountRequest.objects.filter(status=AccountRequestStatus.PENDING, **said).first():
        return before
    case.save(force_insert=True)
    return case


def _open(case: AccountRequest, *, by, data, event) -> None:
    """The enterprise when it is new, and an account of its people; ``data["handover"]`` receives the password."""
    case.enterprise = _enterprise_of(case, data)
    member, password = invite_member(
        case.enterprise,
        by=by,
        username=data["username"],
        name=data["person_name"],
        mobile=data["mobile"],
        kind=data["kind"],
    )
    event.data = {"username": member.user.username, "enterprise": case.enterprise.pk}
    data["handover"] = (member, password)


def _enterprise_of(case: AccountRequest, data) -> Enterprise:
    if known := by_code(case.uscc):
        return known
    return Enterprise.objects.create(
        uscc=case.uscc, name=data["enterprise_name"], industry=data["industry"], county_id=case.county_id
    )


PROCEDURE = Procedure(
    model="enterprises.accountrequest",
    workflow=ACCOUNT_REQUEST_WORKFLOW,
    sits_at=regulator_desks,
    ready={"open": ready_to_open},
    effects={"open": _open},
)
take = PROCEDURE.take
