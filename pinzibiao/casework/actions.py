"""``take``: the only function in the house that writes a status."""

from django.db import OperationalError, models, transaction
from django.utils import timezone
from psycopg2.errors import LockNotAvailable

from .holders import acted_for
from .models import Event
from .refusals import Busy, NeedsComment, NotReady, Refused, WrongDesk, WrongStatus
from .workflow import Desk

SYSTEM_NAME = "系统"
OPINION_LIMIT = 2000


@transaction.atomic
def take(procedure, case, action, *, by, comment="", data=None, key=None, expected=None) -> Event:
    """Move ``case`` by ``action`` and leave the event, in one transaction under the row's lock.

    ``by`` is the person, or None for the system. ``key`` (a UUID made with the form) makes a repeat return the
    first event. ``expected`` is the number of moves the person saw on the page. Raises a ``Refused``.
    """
    locked = _locked(case)
    if repeated := _repeat(locked, action, by, key):
        return repeated
    move = _allowed(procedure, locked, action, by=by, comment=comment, expected=expected)
    event = _event(locked, move, by, comment, key)
    if effect := procedure.effects.get(action):
        effect(locked, by=by, data=data or {}, event=event)
    if absent := acted_for(locked, move.desk, by):
        event.data = event.data | {"for": absent}
    locked.status = move.target
    locked.status_at = timezone.now()
    locked.moves += 1
    locked.save()
    event.save(force_insert=True)
    _refresh(case, locked)
    return event


def record(case, action, label, *, by, desk=Desk.SYSTEM, comment="", data=None, key=None) -> Event:
    """Leave an event that moves nothing: a file opened, a narrative edited, a person named."""
    return Event.objects.create(
        **_subject(case),
        action=action,
        label=label,
        from_status=getattr(case, "status", ""),
        to_status=getattr(case, "status", ""),
        desk=desk,
        by_id=by.pk if by else None,
        by_name=_name(by),
        comment=comment,
        data=data or {},
        key=key,
    )


def last_actors(case) -> dict[str, tuple[int | None, str]]:
    """Who last took each action on ``case``: ``{action: (person's id, name)}``."""
    rows = events_of(case).values_list("action", "by_id", "by_name")
    return {action: (by_id, name) for action, by_id, name in rows}


def events_of(case) -> models.QuerySet[Event]:
    """The trail of ``case``, oldest first."""
    return Event.objects.filter(subject_type=case._meta.label_lower, subject_id=case.pk).order_by("id")


def same_person(move, user, lasts) -> list[str]:
    """The two-person rule: a sentence when ``user`` took one of the actions that ``move.not_by`` names."""
    for action in move.not_by:
        by_id, _ = lasts.get(action, (None, ""))
        if user is not None and by_id == user.pk:
            return [f"经办与审核不得为同一人：此前的步骤由您本人办理，「{move.label}」请由本单位另一位同事办理。"]
    return []


def _locked(case):
    """The row as it now stands, held until the transaction ends. Raises ``Busy`` when somebody else holds it long."""
    try:
        return type(case)._default_manager.select_for_update(of=("self",)).get(pk=case.pk)
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise Busy("另一位同事正在办理这件事项，请稍候几秒再试。") from error
        raise


def _repeat(case, action, by, key) -> Event | None:
    if key is None or by is None:
        return None
    event = Event.objects.filter(by_id=by.pk, key=key).first()
    if event and (event.subject_type, event.subject_id, event.action) != (case._meta.label_lower, case.pk, action):
        raise Refused("这张页面已经用过，请刷新后重新办理。")
    return event


def _allowed(procedure, case, action, *, by, comment, expected):
    """The line of the table that this act may follow; raises the refusal that tells why not."""
    desks = {Desk.SYSTEM} if by is None else procedure.sits_at(by, case)
    move = procedure.workflow.find(action, case.status)
    if move is None or (expected is not None and expected != case.moves):
        raise WrongStatus(_moved_on(case, procedure))
    if move.desk not in desks:
        raise WrongDesk(f"「{move.label}」由{move.desk.label}办理，您不在该岗位。如需办理请联系对应单位。")
    if move.needs_comment and not comment.strip():
        raise NeedsComment(f"「{move.label}」需要填写意见，请写明理由后再提交。")
    if len(comment) > OPINION_LIMIT:
        raise NeedsComment(f"意见最多 {OPINION_LIMIT} 字，现有 {len(comment)} 字，请精简后再提交。")
    lasts = last_actors(case) if move.not_by else {}
    if problems := procedure.obstacles(move, case, by, lasts):
        raise NotReady(f"暂不能「{move.label}」：" + "；".join(p.rstrip("。") for p in problems) + "。", problems)
    return move


def _moved_on(case, procedure) -> str:
    label = procedure.workflow.statuses(case.status).label
    last = events_of(case).last()
    if last is None:
        return f"当前状态为「{label}」，不能这样办理，请刷新页面查看可办事项。"
    when = timezone.localtime(last.at).strftime("%Y-%m-%d %H:%M")
    return f"{last.by_name} 已于 {when} 办理「{last.label}」，当前状态为「{label}」。请刷新页面查看可办事项。"


def _event(case, move, by, comment, key) -> Event:
    return Event(
        **_subject(case),
        action=move.action,
        label=move.label,
        from_status=move.source,
        to_status=move.target,
        desk=move.desk,
        by_id=by.pk if by else None,
        by_name=_name(by),
        comment=comment.strip(),
        key=key,
    )


def _subject(case) -> dict:
    return {
        "subject_type": case._meta.label_lower,
        "subject_id": case.pk,
        "county_code": getattr(case, "county_id", None) or "",
    }


def _name(by) -> str:
    return by.get_full_name() if by else SYSTEM_NAME


def _refresh(case, locked) -> None:
    """Let the caller's object show what now stands in the row, without a second query."""
    for field in locked._meta.concrete_fields:
        if field.attname in locked.__dict__:
            setattr(case, field.attname, getattr(locked, field.attname))
