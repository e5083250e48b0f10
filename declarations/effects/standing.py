"""What becomes of an authorisation: suspended, restored, revoked, given up, run out."""

from datetime import date

from django.utils import timezone

from enterprises import actions as registry
from enterprises.models import Route
from pinzibiao.casework.calendar import add_working_days
from pinzibiao.casework.dated import value_of
from pinzibiao.casework.refusals import NotReady

from ..defaults import RECTIFICATION_DAYS
from ..models import Declaration
from ..rules import personal_data
from ..selectors import carries_brand_otherwise
from ..self_checks import next_of
from .submission import submit_rectification


def suspend(case: Declaration, *, by, data, event) -> None:
    """``data["due_on"]``: the day by which the enterprise must have mended the cause."""
    refuse_personal_data(event.comment)
    days = value_of(RECTIFICATION_DAYS, case.submitted_on)
    case.due_on = data.get("due_on") or add_working_days(timezone.localdate(), days)
    drop_brand(case, timezone.localdate())
    event.data = {"due_on": case.due_on.isoformat()}


def report_mended(case: Declaration, *, by, data, event) -> None:
    """``data["files"]`` show what was mended. Until the province has answered no deadline runs."""
    submit_rectification(case, by=by, data=data, event=event)
    case.mended_on, case.due_on = timezone.localdate(), None


def mend_again(case: Declaration, *, by, data, event) -> None:
    """The report does not suffice: the enterprise's days begin anew, until ``data["due_on"]``."""
    days = value_of(RECTIFICATION_DAYS, case.submitted_on)
    case.mended_on = None
    case.due_on = data.get("due_on") or add_working_days(timezone.localdate(), days)
    event.data = {"due_on": case.due_on.isoformat()}


def restore(case: Declaration, *, by, data, event) -> None:
    refuse_personal_data(event.comment)
    case.mended_on = None
    case.due_on = next_of(case, timezone.localdate())
    carry_brand(case, timezone.localdate())


def revoke(case: Declaration, *, by, data, event) -> None:
    refuse_personal_data(event.comment)
    drop_brand(case, timezone.localdate())


def cancel(case: Declaration, *, by, data, event) -> None:
    refuse_personal_data(event.comment)
    drop_brand(case, timezone.localdate())


def revoke_overdue(case: Declaration, *, by, data, event) -> None:
    on = judged_on(data)
    if case.mended_on:
        raise NotReady("企业已提交整改情况，由省级核查后决定，不能按逾期撤销。")
    must_be_overdue(case.due_on, on)
    drop_brand(case, on)


def expire(case: Declaration, *, by, data, event) -> None:
    on = judged_on(data)
    must_be_overdue(case.authorisation.valid_to, on)
    drop_brand(case, on)


def lapse(case: Declaration, *, by, data, event) -> None:
    """A correction or a rectification that never came."""
    must_be_overdue(case.due_on, judged_on(data))


def judged_on(data) -> date:
    """The day by which a deadline is judged: the night job's period, else today."""
    return data.get("on") or timezone.localdate()


def must_be_overdue(due_on: date | None, on: date) -> None:
    if due_on is None or due_on >= on:
        raise NotReady("期限未过，不能按逾期办理。")


def refuse_personal_data(text: str) -> None:
    """The reason is shown in the public register."""
    if problems := personal_data(text):
        raise NotReady("".join(problems), problems)


def carry_brand(case: Declaration, on: date) -> None:
    registry.obtain_brand(case.enterprise, Route.SELF_DECLARATION, case.sub_brand, on)


def drop_brand(case: Declaration, on: date) -> None:
    """The enterprise stops carrying the brand, unless another of its products still does."""
    if not carries_brand_otherwise(case):
        registry.end_brand(case.enterprise, Route.SELF_DECLARATION, case.sub_brand, on)
