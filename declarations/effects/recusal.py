"""The enterprise objects to an expert who has not scored; the city replaces the expert or answers why not."""

from django.utils import timezone

from pinzibiao.casework.calendar import add_working_days
from pinzibiao.casework.dated import value_of
from pinzibiao.casework.refusals import NotReady

from ..defaults import RECUSAL_DAYS
from ..models import Declaration, RecusalRequest
from ..selectors import open_to_recusal, unanswered_recusals


def object_to_expert(case: Declaration, *, by, data, event) -> None:
    """``data["evaluation"]``: the expert's task. The opinion is the reason."""
    row = data.get("evaluation")
    if row is None or not open_to_recusal(case).filter(pk=row.pk).exists():
        raise NotReady("请选择尚未评价的专家。已评价、已申请过回避的不能再申请。")
    due = add_working_days(timezone.localdate(), value_of(RECUSAL_DAYS, case.submitted_on))
    RecusalRequest.objects.create(declaration=case, expert=row.expert, reason=event.comment, filed_by=by, due_on=due)
    event.data = {"expert": row.expert.name}


def dismiss_recusal(case: Declaration, *, by, data, event) -> None:
    """``data["recusal"]``: the request. The opinion answers it, and the expert goes on."""
    row = data.get("recusal")
    if row is None:
        raise NotReady("请选择要答复的回避申请。")
    if not answer_recusals(case, row.expert_id, by, event, is_granted=False):
        raise NotReady("这项回避申请已经答复。")
    event.data = {"expert": row.expert.name}


def answer_recusals(case: Declaration, expert_id: int, by, event, *, is_granted: bool) -> int:
    """How many requests against the expert were waiting; the opinion of the act answers them."""
    waiting = unanswered_recusals(case).filter(expert=expert_id)
    return waiting.update(is_granted=is_granted, answer=event.comment, answered_by=by, answered_at=timezone.now())
