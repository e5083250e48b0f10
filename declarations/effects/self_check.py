"""The yearly self-check: what was filled in is kept for good, and the next year is asked for."""

from django.utils import timezone

from pinzibiao.casework.refusals import NotReady

from ..models import Declaration, SelfCheck, SelfCheckAnswer, SelfCheckFile
from ..self_checks import check_is_asked, next_of, unmet
from .submission import claimed

OF_RECORD = ("laboratory", "report_number", "reported_on")


def self_check(case: Declaration, *, by, data, event) -> None:
    """Once asked for, it answers this year's; told earlier of one's own accord, this year's is still to come."""
    if not data.get("answers"):
        raise NotReady("请打开「年度自查」，逐项填写后提交。")
    today = timezone.localdate()
    asked_for = case.due_on if check_is_asked(case.due_on, today) else None
    record = _keep(case, asked_for, event.comment, data, by)
    event.data = {"self_check": record.pk, "unmet": unmet(data["answers"])}
    if asked_for:
        event.data["year_to"] = asked_for.isoformat()
        case.due_on = next_of(case, today)


def _keep(case: Declaration, asked_for, words: str, data, by) -> SelfCheck:
    """``data``: ``answers`` as ``(question, answer, note)``, the newest report, ``files`` as uploads."""
    told = {name: data[name] for name in OF_RECORD}
    record = SelfCheck.objects.create(declaration=case, asked_for=asked_for, words=words, filled_by=by, **told)
    SelfCheckAnswer.objects.bulk_create(
        SelfCheckAnswer(record=record, position=number, question=question, answer=answer, note=note)
        for number, (question, answer, note) in enumerate(data["answers"], start=1)
    )
    files = claimed(data.get("files") or [], by, case)
    SelfCheckFile.objects.bulk_create(SelfCheckFile(record=record, file=file) for file in files)
    return record
