"""Public notice of many cases: what stands in the way of each, and all of them in one transaction."""

from django.db import transaction

from pinzibiao.casework.actions import record
from pinzibiao.casework.counters import next_number
from pinzibiao.casework.dated import value_of
from pinzibiao.casework.once import made_before
from pinzibiao.casework.refusals import NotReady
from pinzibiao.casework.workflow import Desk
from pinzibiao.jobs.actions import enqueue

from .actions import PROCEDURE, take
from .defaults import BATCH_MOST
from .models import Declaration, NoticeBatch, PublicNotice
from .papers.batch import batch_paper
from .paperwork import frozen
from .selectors import latest_version, open_notice_of
from .states import DeclarationStatus as S

OPEN = "open_notice"


def obstacles(cases: list[Declaration], by) -> list[tuple[Declaration, list[str]]]:
    """The cases that cannot be published, each with every reason. Asks nothing of the database that was prefetched."""
    move = PROCEDURE.workflow.find(OPEN, S.TO_NOTICE)
    found = []
    for case in cases:
        reasons = PROCEDURE.obstacles(move, case, by, {})
        if move.desk not in PROCEDURE.sits_at(by, case):
            reasons = ["不在您的公示范围内。"]
        elif case.status != S.TO_NOTICE:
            reasons = [f"当前状态为「{case.get_status_display()}」，可能已由同事发布。"]
        if reasons:
            found.append((case, reasons))
    return found


@transaction.atomic
def open_batch(cases: list[Declaration], *, by, key=None) -> NoticeBatch:
    """All of ``cases`` or none. A form sent again (``key``) gives the same batch.

    Raises ``Refused`` when one of them cannot be published any more: somebody else may have been quicker.
    """
    if before := made_before(NoticeBatch, by=by, key=key):
        return before
    if not cases:
        raise NotReady("请至少选择一件。")
    most = value_of(BATCH_MOST)
    if len(cases) > most:
        raise NotReady(f"一次最多公示 {most} 件，现选 {len(cases)} 件，请分批办理。")
    ordered = sorted(cases, key=lambda one: one.pk)
    for case in ordered:
        take(case, OPEN, by=by)
    batch = _listed(ordered, by)
    record(batch, "create", "发布批量公示", by=by, desk=Desk.PUBLICITY, key=key, data={"count": len(ordered)})
    enqueue("declarations.write_batch", f"制作公示名单 {batch.number}", {"batch": batch.pk}, by=by)
    return batch


def _listed(cases: list[Declaration], by) -> NoticeBatch:
    """The list of the notices that were opened just now, with its number."""
    open_now = {case.pk: open_notice_of(case) for case in cases}
    notices = [open_now[case.pk] for case in cases]
    facts = [latest_version(case).content["facts"] for case in cases]
    office = f"{by.region.name}市场监督管理局"
    year = notices[0].opens_on.year
    number = f"{by.region.name}品字标公示〔{year}〕{next_number(f'notice_batch/{by.region.pk}/{year}')}号"
    batch = NoticeBatch.objects.create(
        number=number,
        office=office,
        opens_on=notices[0].opens_on,
        closes_on=max(one.closes_on for one in notices),
        opened_by=by,
        **frozen(batch_paper(number, office, notices, facts)),
    )
    PublicNotice.objects.filter(pk__in=[one.pk for one in notices]).update(batch=batch)
    return batch
