"""转办: a case is taken up, handed over, laid down. Whose work it is; the status stays."""

from django.db import transaction

from .actions import record
from .holders import holding_of, subject_of
from .models import Holding
from .refusals import Refused
from .workflow import Desk


@transaction.atomic
def hold(case, desk: Desk, holder, *, by, reason: str = "") -> Holding:
    """``holder`` holds ``case`` at ``desk`` from now on: taken up by oneself, or handed over by ``by``.

    Reasons are between colleagues: they stay out of the opinion, which the enterprise reads.
    """
    before = _locked(case, desk)
    if before and before.user_id == holder.pk:
        raise Refused(f"这件事项已由{before.user_name}经办，不需要再转。")
    name = holder.get_full_name()
    found = {"user_id": holder.pk, "user_name": name, "by_id": by.pk, "reason": reason}
    row, _ = Holding.objects.update_or_create(**subject_of(case), desk=desk, defaults=found)
    action, label = ("claim", "认领") if holder.pk == by.pk else ("hand_over", f"转办给{name}")
    data = {"from": before.user_name if before else "", "to": name, "reason": reason}
    record(case, action, label, by=by, desk=desk, data=data)
    return row


@transaction.atomic
def release(case, desk: Desk, *, by) -> None:
    """Nobody holds it any more: whoever of the desk takes it up next."""
    row = _locked(case, desk)
    if row is None:
        raise Refused("这件事项现在没有经办人，不需要放回。")
    row.delete()
    record(case, "release", "放回待领", by=by, desk=desk, data={"from": row.user_name})


def _locked(case, desk: Desk) -> Holding | None:
    """The present holding, under the case's lock: two who claim at once are told who was first."""
    type(case)._default_manager.select_for_update(of=("self",)).get(pk=case.pk)
    return holding_of(case, desk)
