"""Freezing a year's lists: asked by the province, done by a job, verified whenever somebody doubts."""

from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from pinzibiao.casework.actions import record
from pinzibiao.casework.refusals import Refused
from pinzibiao.casework.workflow import Desk
from pinzibiao.exchange.patience import unhurried
from pinzibiao.jobs.actions import enqueue

from .. import freezing
from ..models import ListSet, Snapshot, SnapshotList

CLOSED_TWICE = "这一年度已经冻结，不能再冻结一次。"


@transaction.atomic
def ask_snapshot(*, by, list_set: ListSet, kind: str, name: str) -> Snapshot:
    """Have the lists of a year frozen. Raises ``Refused`` for a year that is frozen already."""
    try:
        with transaction.atomic():
            snapshot = Snapshot.objects.create(list_set=list_set, kind=kind, name=name, asked_by=by)
    except IntegrityError as clash:
        raise Refused(CLOSED_TWICE) from clash
    snapshot.job = enqueue("cultivation.freeze", f"冻结{snapshot}", {"snapshot": snapshot.pk}, by=by)
    snapshot.save(update_fields=["job"])
    label = snapshot.get_kind_display()
    record(list_set, "freeze", label, by=by, desk=Desk.PROVINCE, comment=name)
    return snapshot


def take_snapshot(snapshot: Snapshot, progress: Callable) -> Snapshot:
    """Copy the rows, hash them, and close it for ever. Done twice it gives the same."""
    if snapshot.taken_at:
        return snapshot
    progress(5, "正在冻结各张清单")
    _copy(snapshot)
    lists = list(snapshot.lists.all())
    for number, kept in enumerate(lists, start=1):
        progress(60 + 35 * number // len(lists), f"正在计算校验值：{kept.name}")
        _hash(kept)
    _close(snapshot, lists)
    return snapshot


def wrong_lists(snapshot: Snapshot) -> list[str]:
    """The names of the lists whose rows or columns are not those that were frozen; 整套 for the set itself."""
    lists = list(snapshot.lists.all())
    with unhurried():
        found = [kept.name for kept in lists if freezing.digest_of(kept) != (kept.rows_count, kept.sha256)]
    return found + (["整套"] if freezing.digest_of_all(snapshot, lists) != snapshot.sha256 else [])


def _copy(snapshot: Snapshot) -> None:
    """All or nothing: a worker that dies half way leaves no list behind."""
    if snapshot.lists.exists():
        return
    definitions = list(snapshot.list_set.definitions.prefetch_related("columns"))
    with unhurried():
        pairs = [(freezing.begin_list(snapshot, definition), definition) for definition in definitions]
        freezing.copy_rows(pairs)


def _hash(kept: SnapshotList) -> None:
    with unhurried():
        kept.rows_count, kept.sha256 = freezing.digest_of(kept)
        kept.save(update_fields=["rows_count", "sha256"])


def _close(snapshot: Snapshot, lists: list[SnapshotList]) -> None:
    Snapshot.objects.filter(pk=snapshot.pk).update(
        taken_at=Now(),
        rows_count=sum(kept.rows_count for kept in lists),
        sha256=freezing.digest_of_all(snapshot, lists),
    )
    snapshot.refresh_from_db()
