"""The check on site: a record is opened for each round and closed by the leader's conclusion."""

from django.utils import timezone

from pinzibiao.casework.calendar import add_working_days
from pinzibiao.casework.dated import value_of

from .. import site_checks
from ..defaults import RECTIFICATION_DAYS
from ..models import Declaration
from .submission import submit_rectification


def conclude_site_check(case: Declaration, *, by, data, event) -> None:
    site_checks.begin(case)


def check_again(case: Declaration, *, by, data, event) -> None:
    """What was mended is handed in, and looked at in another round."""
    submit_rectification(case, by=by, data=data, event=event)
    site_checks.begin(case)


def conclude(case: Declaration, *, by, data, event) -> None:
    """The record is closed: nobody writes into it any more."""
    event.data = {"round": site_checks.conclude(case, by).round}


def site_rectify(case: Declaration, *, by, data, event) -> None:
    """``data["due_on"]``: the day by which the enterprise must have mended it."""
    conclude(case, by=by, data=data, event=event)
    days = value_of(RECTIFICATION_DAYS, case.submitted_on)
    case.due_on = data.get("due_on") or add_working_days(timezone.localdate(), days)
    event.data["due_on"] = case.due_on.isoformat()
