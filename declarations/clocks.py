"""By when whoever holds a case should have acted, in working days; the clock stops while the enterprise mends.

Source: DOMAIN.md section 6. A case keeps the terms of the day on which it was submitted.
"""

from django.utils import timezone

from pinzibiao.casework.actions import events_of
from pinzibiao.casework.calendar import add_working_days, working_days_between
from pinzibiao.casework.dated import value_of

from .defaults import (
    ACCEPTANCE_DAYS,
    ASSIGNMENT_DAYS,
    EVALUATION_DAYS,
    FORM_REVIEW_DAYS,
    OBJECTION_DAYS,
    PUBLISHING_DAYS,
    SITE_CHECK_DAYS,
)
from .models import Declaration
from .states import DeclarationStatus as S

# Statuses whose term begins by entering them.
TERMS = {
    S.FORM_REVIEW: FORM_REVIEW_DAYS,
    S.ASSIGNMENT: ASSIGNMENT_DAYS,
    S.EVALUATION: EVALUATION_DAYS,
    S.SITE_CHECK: SITE_CHECK_DAYS,
    S.TO_NOTICE: PUBLISHING_DAYS,
    S.OBJECTION: OBJECTION_DAYS,
}
# Their day is set by the act that leads there; it may be told another one.
SET_BY_THE_ACT = (S.SUBMITTED, S.CORRECTION, S.RECTIFICATION, S.IN_NOTICE, S.AUTHORISED, S.SUSPENDED)
# While it is the enterprise's turn in the middle of a review, the office's days do not run.
PAUSED = (S.CORRECTION, S.RECTIFICATION)
STEP_BACK = "step_back"
# Steps to which a case may come back: their moves note how many days were left.
COME_BACK_TO = (S.SUBMITTED, S.FORM_REVIEW, S.ASSIGNMENT, S.EVALUATION)
DAYS_LEFT = "days_left"


def with_clock(effect):
    """``effect`` of an act, then the deadline of the status to which the act leads."""

    def run(case, *, by, data, event):
        before = case.due_on
        if effect:
            effect(case, by=by, data=data, event=event)
        if event.from_status != event.to_status:
            _move_on(case, event, before)

    return run


def _move_on(case: Declaration, event, before) -> None:
    today = timezone.localdate()
    if event.from_status in COME_BACK_TO and before:
        event.data = event.data | {DAYS_LEFT: working_days_between(today, before)}
    if event.action == STEP_BACK:
        case.due_on = _resumed(_left_before(case, event.to_status), today)
    elif event.to_status not in SET_BY_THE_ACT:
        case.due_on = _due_after(case, event, today)
    is_paused = event.to_status in PAUSED and before
    case.days_left = working_days_between(today, before) if is_paused else None


def _due_after(case: Declaration, event, today):
    key = TERMS.get(event.to_status)
    if key is None:
        return None
    if event.from_status in PAUSED and case.days_left is not None:
        return _resumed(case.days_left, today)
    return add_working_days(today, value_of(key, case.submitted_on))


def _resumed(days_left: int, today):
    """The days that were left when the clock stopped; an office that was late already is late at once."""
    return add_working_days(today, days_left) if days_left > 0 else today


def _left_before(case: Declaration, status: str) -> int:
    """The days that a step to which a case comes back had left when it was done; its whole term where nobody noted."""
    last = events_of(case).filter(from_status=status).exclude(to_status=status).last()
    whole = value_of(TERMS.get(status, ACCEPTANCE_DAYS), case.submitted_on)
    return last.data.get(DAYS_LEFT, whole) if last else whole
