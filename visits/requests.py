"""Acts on requests for help: asking, dispatching, and what becomes of the visit."""

from django.db import transaction
from django.utils import timezone

from pinzibiao.accounts.models import regulator_desks
from pinzibiao.casework.actions import record
from pinzibiao.casework.calendar import add_working_days
from pinzibiao.casework.counters import next_number
from pinzibiao.casework.dated import value_of
from pinzibiao.casework.procedure import Procedure
from pinzibiao.casework.workflow import Desk

from . import notifications, planning
from .defaults import DISPATCH_DAYS
from .models import HelpRequest, HelpVisit
from .rules import enterprise_desks
from .states import REQUEST_WORKFLOW, RequestStatus

# What becomes of the request when its visit is confirmed or cancelled.
FOLLOWING = {"confirm": "fulfil", "cancel": "bring_back"}


def sits_at(user, request: HelpRequest) -> set[Desk]:
    """The enterprise that asks, and its county."""
    return enterprise_desks(user, request.enterprise) | regulator_desks(user, request)


@transaction.atomic
def ask(request: HelpRequest, *, by) -> HelpRequest:
    """Save a new request with its number and term. A form sent twice (same ``client_id``) gives the first."""
    if first := HelpRequest.objects.filter(client_id=request.client_id).first():
        return first
    request.county_id = request.enterprise.county_id
    request.created_by = by
    request.number = _number(request.county_id, timezone.localdate().year)
    request.due_on = _due_on()
    request.save(force_insert=True)
    record(request, "ask", "提出需求", by=by, desk=Desk.ENTERPRISE)
    notifications.tell_asked(request)
    return request


def follow(visit: HelpVisit, action: str) -> None:
    """Move the request as its visit has moved; a visit that regulators planned answers none."""
    if visit.request_id and (step := FOLLOWING.get(action)):
        request = HelpRequest.objects.select_related("enterprise").get(pk=visit.request_id)
        if request.status == RequestStatus.DISPATCHED:
            take(request, step, by=None)


def _dispatch(request: HelpRequest, *, by, data, event) -> None:
    """A request becomes a visit that its experts accept or decline."""
    visit = HelpVisit(
        enterprise=request.enterprise,
        request=request,
        purpose=request.title,
        **{name: data[name] for name in ("planned_on", "mode", "team", "regulators")},
    )
    planning.plan(visit, data["experts"], by=by)
    request.due_on = None
    event.data = {"visit": visit.pk, "number": visit.number}
    notifications.tell_dispatched(request, visit)


def _refuse(request: HelpRequest, *, by, data, event) -> None:
    request.due_on = None
    notifications.tell_refused(request)


def _withdraw(request: HelpRequest, *, by, data, event) -> None:
    request.due_on = None


def _bring_back(request: HelpRequest, *, by, data, event) -> None:
    request.due_on = _due_on()


def _due_on():
    return add_working_days(timezone.localdate(), value_of(DISPATCH_DAYS))


def _number(county_code: str, year: int) -> str:
    """``XQ-330113-2026-0001``; no gaps within a county's year."""
    return f"XQ-{county_code}-{year}-{next_number(f'request/{county_code}/{year}'):04d}"


PROCEDURE = Procedure(
    model="visits.helprequest",
    workflow=REQUEST_WORKFLOW,
    sits_at=sits_at,
    effects={"dispatch": _dispatch, "refuse": _refuse, "withdraw": _withdraw, "bring_back": _bring_back},
)
take = PROCEDURE.take
