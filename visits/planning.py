"""Planning a visit: who goes where and when, by when the experts answer, and who goes instead."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from experts.models import Expert
from pinzibiao.casework.actions import record
from pinzibiao.casework.calendar import add_working_days
from pinzibiao.casework.counters import next_number
from pinzibiao.casework.dated import value_of
from pinzibiao.casework.refusals import Refused
from pinzibiao.casework.workflow import Desk

from .defaults import ANSWER_DAYS
from .models import Decline, HelpVisit
from .notifications import tell_accepted, tell_declined, tell_offered
from .rules import may_replan


def plan(visit: HelpVisit, experts: Iterable[Expert], *, by) -> HelpVisit:
    """Save a new ``visit`` with its number and experts. A form sent twice (same ``client_id``) gives the first."""
    same = HelpVisit.objects.filter(client_id=visit.client_id)
    if first := same.first():
        return first
    try:
        with transaction.atomic():
            return _save_plan(visit, list(experts), by)
    except IntegrityError:
        # Both were on their way at once: the second takes back its number and gives the first's receipt.
        if first := same.first():
            return first
        raise


@transaction.atomic
def replan(visit: HelpVisit, *, by, changed: Iterable[str] = ()) -> HelpVisit:
    """Save what the county changed before the visit began; ``changed`` are labels. Raises ``Refused``."""
    if not may_replan(by, HelpVisit.objects.select_for_update(of=("self",)).get(pk=visit.pk)):
        raise Refused("专家已经开始帮扶或帮扶已取消，安排不能再改。请返回查看当前状态。")
    visit.save()
    record(visit, "replan", "调整安排", by=by, desk=Desk.COUNTY, comment="、".join(changed))
    return visit


def accept(visit: HelpVisit, *, by, data, event) -> None:
    """Effect of 接单: one of those sent answers for all."""
    visit.answer_by = None
    tell_accepted(visit)


def decline(visit: HelpVisit, *, by, data, event) -> None:
    """Effect of 谢绝: the expert goes from the list, the reason stays, and the county has its days to send another."""
    expert = visit.experts.get(user=by)
    Decline.objects.create(visit=visit, expert=expert, ground=data["ground"], reason=event.comment)
    visit.experts.remove(expert)
    visit.answer_by = answer_by()
    event.data = {"expert": expert.pk, "ground": data["ground"]}
    tell_declined(visit, expert)


def redispatch(visit: HelpVisit, *, by, data, event) -> None:
    """Effect of 改派: other experts, another day; whoever goes answers anew."""
    visit.experts.set(data["experts"])
    visit.planned_on, visit.answer_by = data["planned_on"], answer_by()
    event.data = {"experts": [one.pk for one in data["experts"]]}
    tell_offered(visit, data["experts"])


def answer_by():
    return add_working_days(timezone.localdate(), value_of(ANSWER_DAYS))


def _save_plan(visit: HelpVisit, experts: list[Expert], by) -> HelpVisit:
    visit.county_id = visit.enterprise.county_id
    visit.created_by = by
    visit.number = _number(visit.county_id, visit.planned_on.year)
    visit.answer_by = answer_by()
    visit.save(force_insert=True)
    visit.experts.set(experts)
    record(visit, "plan", "安排帮扶", by=by, desk=Desk.COUNTY if by else Desk.SYSTEM)
    tell_offered(visit, experts)
    return visit


def _number(county_code: str, year: int) -> str:
    """``BF-330113-2026-0001``; no gaps within a county's year."""
    return f"BF-{county_code}-{year}-{next_number(f'visit/{county_code}/{year}'):04d}"
