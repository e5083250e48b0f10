"""The drawn checks: which are still to be made, how a result becomes an act on the case, what it leaves."""

from django.db.models import Q, QuerySet

from pinzibiao.casework.refusals import NotReady
from pinzibiao.lib import status

from .models import Declaration, SpotCheck
from .states import DeclarationStatus as S

Result = SpotCheck.Result
OPEN, PAUSED, VOID = "open", "paused", "void"
# What a check without a result is called, by what its authorisation is worth now.
WAITING = {OPEN: "待检查", PAUSED: "授权暂停，恢复后检查", VOID: "授权已失效，不再检查"}
OF_STATE = {
    OPEN: Q(authorisation__declaration__status=S.AUTHORISED),
    PAUSED: Q(authorisation__declaration__status=S.SUSPENDED),
    VOID: ~Q(authorisation__declaration__status__in=(S.AUTHORISED, S.SUSPENDED)),
}
TONES = {Result.PASSED: status.DONE, Result.FAILED: status.STOPPED, Result.REFUSED: status.STOPPED}


def in_state(rows: QuerySet[SpotCheck], state: str) -> QuerySet[SpotCheck]:
    """Those with a result, or those of ``WAITING`` without one."""
    return rows.filter(OF_STATE[state], result="") if state in WAITING else rows.filter(result=state)


def state_of(check: SpotCheck) -> tuple[str, str]:
    """Its result, or why there is none yet, with the tone."""
    if check.result:
        return check.get_result_display(), TONES[check.result]
    match check.authorisation.declaration.status:
        case S.AUTHORISED:
            return WAITING[OPEN], status.WAITING
        case S.SUSPENDED:
            return WAITING[PAUSED], status.WAITING
    return WAITING[VOID], status.STOPPED


def is_open(check: SpotCheck) -> bool:
    return not check.result and check.authorisation.declaration.status == S.AUTHORISED


def act_of(result: str) -> str:
    """Whoever did not pass, or let nobody in, is suspended by the same act."""
    return "pass_spot_check" if result == Result.PASSED else "suspend"


def words_of(result: str, note: str) -> str:
    return f"监督抽查{Result(result).label}：{note}"


def close(case: Declaration, *, by, data, event) -> None:
    """Keep ``data["result"]`` with the check ``data["spot_check"]``. An act without them was no drawn check."""
    if "spot_check" not in data:
        return
    check = SpotCheck.objects.filter(pk=data["spot_check"], authorisation__declaration=case, result="").first()
    if check is None:
        raise NotReady("这件监督抽查的结果已经登记，不能改写。请返回监督抽查列表查看。")
    check.result, check.checked_on, check.note = data["result"], data["checked_on"], data["note"]
    check.recorded_by = by
    check.save()
    told = {"spot_check": check.pk, "result": check.result, "checked_on": check.checked_on.isoformat()}
    event.data = event.data | told
