"""Two records of one enterprise become one: everything is re-pointed, and a trace of the other stays."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from pinzibiao.accounts.models import User
from pinzibiao.casework.actions import record
from pinzibiao.casework.refusals import Refused
from pinzibiao.casework.workflow import Desk

from .. import moves, repointing, rules
from ..models import BrandHolder, BrandPeriod, Enterprise, FormerName, MergedEnterprise
from .brand import follow_certificates
from .changes import save_with_names

NOT_YOURS_TO_MERGE = "合并重复档案由省级市场监管部门办理；两份档案都在本县（市、区）的，由该县（市、区）办理。"
CLASH = "两份档案有冲突，没有合并。请先处理以下事项，再合并："
# Empty in the record that stays, they are taken from the one that goes.
FILLED = ("registered_address", "plant_address", "legal_representative", "main_product", "established_on")


@transaction.atomic
def merge_enterprises(keep: Enterprise, drop: Enterprise, *, by: User) -> MergedEnterprise:
    """All of ``drop`` belongs to ``keep``, and ``drop`` is gone but for its trace. Raises ``Refused``."""
    kept, gone = _both_locked(keep, drop)
    if not rules.may_merge(by, kept, gone):
        raise Refused(NOT_YOURS_TO_MERGE)
    moves.move(gone, kept.county)
    work = repointing.Repointing()
    work.run(gone, kept)
    if work.problems:
        raise Refused(CLASH, work.problems)
    trace = _trace(kept, gone, dict(work.counts), by)
    _take_over(kept, gone)
    follow_certificates([kept.pk])
    words = f"并入「{trace.name}」（{trace.uscc}）"
    data = {"uscc": trace.uscc, "name": trace.name, "old_id": trace.old_id, "counts": trace.counts}
    record(kept, "merge", "合并重复档案", by=by, desk=Desk(by.kind), comment=words, data=data)
    return trace


def _both_locked(keep: Enterprise, drop: Enterprise) -> tuple[Enterprise, Enterprise]:
    """In the order of their keys, so that two who merge the same pair the other way round do not block each other."""
    pair = Enterprise.objects.select_for_update(of=("self",)).select_related("county").order_by("pk")
    found = {row.pk: row for row in pair.filter(pk__in=[keep.pk, drop.pk])}
    if len(found) != 2:
        raise Refused("请选择另一份仍然存在的企业档案。")
    return found[keep.pk], found[drop.pk]


def _trace(kept: Enterprise, gone: Enterprise, counts: dict[str, int], by: User) -> MergedEnterprise:
    return MergedEnterprise.objects.create(
        uscc=gone.uscc,
        name=gone.name,
        old_id=gone.pk,
        county=gone.county,
        merged_into=kept,
        counts={label: count for label, count in counts.items() if count},
        by=by,
    )


def _take_over(kept: Enterprise, gone: Enterprise) -> None:
    """What only the other record knew: its name, and facts that were left empty here."""
    today = timezone.localdate()
    if gone.name != kept.name:
        FormerName.objects.get_or_create(enterprise=kept, name=gone.name, used_until=today)
    for name in FILLED:
        if not getattr(kept, name):
            setattr(kept, name, getattr(gone, name))
    gone.delete()
    save_with_names(kept)


def _join_holdings(kept: BrandHolder, gone: BrandHolder, owner) -> str:
    """Carried by either record, the brand was carried: from the first day of both, now if by one of them."""
    kept.first_valid_on = min(kept.first_valid_on, gone.first_valid_on)
    kept.is_current = kept.is_current or gone.is_current
    ends: list[date] = [row.ended_on for row in (kept, gone) if row.ended_on]
    kept.ended_on = None if kept.is_current else max(ends)
    return ""


def _join_periods(kept: BrandPeriod, gone: BrandPeriod, owner) -> str:
    """Two periods that both last are one from the earlier day."""
    kept.began_on = min(kept.began_on, gone.began_on)
    return ""


def register_rules() -> None:
    repointing.register(BrandHolder, _join_holdings)
    repointing.register(BrandPeriod, _join_periods)
