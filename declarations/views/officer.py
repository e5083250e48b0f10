"""What the case page holds for whoever decides: the right column."""

from .. import checklist
from ..states import UNDER_WAY
from ..states import DeclarationStatus as S
from ..warnings import Alert, of_register, warnings_of
from .checklist import may_mark
from .holding import in_hand
from .queue import next_case
from .trail import USUAL, trail, trail_of

BEFORE_REVIEW = (S.DRAFT, S.SUBMITTED)
# Warnings are for decisions that are still to be made.
WARNED = (*UNDER_WAY, S.SUSPENDED)


def desk_of(page) -> dict:
    """The context of the right column."""
    case, user = page.object, page.request.user
    upcoming = next_case(page.request, case)
    return {
        "case": case,
        "trail": trail(page.request),
        "next_url": upcoming.get_absolute_url() + (trail(page.request) or trail_of(USUAL)) if upcoming else "",
        "lines": _lines(case),
        "may_mark": may_mark(user, case),
        **in_hand(user, case),
        "warnings": _warnings(page) if case.status in WARNED else [],
    }


def _warnings(page) -> list[Alert]:
    case = page.object
    others = page.scope(page.request.user).filter(enterprise=case.enterprise_id).exclude(pk=case.pk)
    content = page.versions[-1].content if page.versions else {}
    return warnings_of(case, others, content.get("indicators", [])) + of_register(case, content)


def _lines(case) -> list[checklist.Line]:
    """The checklist while it is worked on, and later what was found; nothing where nobody ever marked."""
    if case.status in BEFORE_REVIEW:
        return []
    lines = checklist.lines_of(case)
    return lines if case.status == S.FORM_REVIEW or any(line.mark for line in lines) else []
