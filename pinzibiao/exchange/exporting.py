"""Excel out: a small list at once, a big one by a job. Each leaves its row; one that tells of people also its event."""

import hashlib
import tempfile
from collections.abc import Callable
from datetime import timedelta
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.http import Http404

from pinzibiao.accounts.models import User
from pinzibiao.casework.actions import record
from pinzibiao.casework.refusals import Refused
from pinzibiao.files.actions import forget, store_content
from pinzibiao.files.models import StoredFile
from pinzibiao.jobs.actions import enqueue
from pinzibiao.lib.chosen import chosen_of
from pinzibiao.lib.exports import CONTENT_TYPES, write
from pinzibiao.lib.pages import BadQuery, ListPage
from pinzibiao.lib.pages.again import list_again
from pinzibiao.lib.preferences import Preference

from .models import Export

# More rows than these are written by a job.
DIRECT_ROWS = 5_000
# The same file asked for again within this time is a second click.
SECOND_CLICK = timedelta(minutes=1)
MOST_AT_ONCE = 5
OLD_AT_ONCE = 500
CHANGED = "发起导出后您的账号或岗位有了变化，因此没有导出。请回到列表，按现在的权限重新导出。"
GONE = "这张列表或它的筛选条件已有变化，没有导出。请回到列表重新筛选后导出。"
TOO_MANY = f"您已有 {MOST_AT_ONCE} 个导出正在进行，请等其中一个完成后再导出。"


def is_big(page: ListPage) -> bool:
    """Whether the list found more rows than a person should wait for; counts no further than that."""
    return page.found.order_by().values("pk")[: DIRECT_ROWS + 1].count() > DIRECT_ROWS


def write_now(page: ListPage, kind: str) -> tuple[Export, BinaryIO]:
    """The row and the open file, which goes away when it is closed."""
    made = tempfile.NamedTemporaryFile(suffix=f".{kind}")  # noqa: SIM115 whoever sends it closes it
    try:
        rows = write(page.cells(), kind, made.name)
        export = _asked(page, kind, is_direct=True)
        with transaction.atomic():
            _finish(export, page, made, rows)
    except BaseException:
        made.close()
        raise
    return export, made


def ask(page: ListPage, kind: str) -> Export:
    """Have the file made by a job. Clicked twice it is asked once. Raises ``BadQuery`` for too many at once."""
    export = _asked(page, kind)
    with transaction.atomic():
        User.objects.select_for_update(of=("self",), no_key=True).get(pk=export.owner_id)
        mine = Export.objects.of(export.owner)
        if before := mine.kept().filter(**_question(export), created_at__gt=Now() - SECOND_CLICK).first():
            return before
        if mine.waiting().count() >= MOST_AT_ONCE:
            raise BadQuery(TOO_MANY)
        export.save(force_insert=True)
        export.job = enqueue("exchange.export", f"导出{export.title}", {"export": export.pk}, by=export.owner)
        export.save(update_fields=["job"])
    return export


def write_kept(export: Export, progress: Callable) -> Export:
    """Find the list again as its owner may see it now, write it and keep the file. Done twice it gives the same.

    Raises ``Refused`` for a person who may no longer see the list, and then says so in the row.
    """
    if export.finished_at:
        return export
    try:
        page = _found_again(export)
    except Refused as refusal:
        Export.objects.filter(pk=export.pk).update(refusal=str(refusal)[:300])
        raise
    expected = page.found.order_by().values("pk").count()

    def told(rows: int) -> None:
        of = max(expected, rows)
        progress(99 * rows // of if of else 0, f"导出 {rows:,} / {of:,} 行")

    told(0)
    with tempfile.NamedTemporaryFile(suffix=f".{export.kind}") as made:
        rows = write(page.cells(), export.kind, made.name, expected=expected, told=told)
        with transaction.atomic():
            _finish(export, page, made, rows)
    export.refresh_from_db()
    return export


def remove_old() -> int:
    """Forget files that were kept for a week; their rows stay. How many."""
    old = list(Export.objects.over().select_related("file")[:OLD_AT_ONCE])
    for export in old:
        forget(export.file)
    return len(old)


def capacity_of(user: User) -> str:
    """In what role, and for which place, somebody works: ``county/330113``."""
    role = user.role_or_none
    return f"{role.kind}/{role.region_id or ''}" if role else ""


def _asked(page: ListPage, kind: str, *, is_direct: bool = False) -> Export:
    """The row of what ``page`` was asked, not yet saved."""
    found = chosen_of(page.filterset.asked, page.request.GET)
    return Export(
        owner=page.request.user,
        capacity=capacity_of(page.request.user),
        title=page.page_title()[:120],
        list_key=page.list_key,
        query=page.query,
        words="；".join(f"{one.label}：{one.words}" for one in found),
        columns=page.cells().names,
        sort=page.sort,
        kind=kind,
        is_personal=page.is_personal,
        is_direct=is_direct,
    )


def _question(export: Export) -> dict:
    """What makes two exports of a person the same."""
    return {name: getattr(export, name) for name in ("list_key", "query", "columns", "sort", "kind", "capacity")}


def _found_again(export: Export) -> ListPage:
    owner = User.objects.select_related("role__region").get(pk=export.owner_id)
    if not owner.is_active or capacity_of(owner) != export.capacity:
        raise Refused(CHANGED)
    try:
        return list_again(export.list_key, export.query, owner, Preference(tuple(export.columns), export.sort))
    except PermissionDenied as denied:
        raise Refused(str(denied)) from denied
    except (Http404, BadQuery) as gone:
        raise Refused(GONE) from gone


def _finish(export: Export, page: ListPage, made: BinaryIO, rows: int) -> None:
    """Note what the file holds and, unless it goes straight to its reader, keep it."""
    export.rows, export.name, export.refusal = rows, page.export_filename(rows, export.kind), ""
    if export.is_direct:
        made.seek(0)
        export.sha256 = hashlib.file_digest(made, "sha256").hexdigest()
    else:
        export.file = _kept(export, made)
        export.sha256 = export.file.sha256
    export.finished_at = Now()
    export.save()
    if export.is_personal:
        facts = {"filter": export.words, "rows": rows, "file": export.name, "sha256": export.sha256}
        record(export, "export", f"导出{export.title}", by=export.owner, data=facts)


def _kept(export: Export, made: BinaryIO) -> StoredFile:
    content_type = CONTENT_TYPES[export.kind].partition(";")[0]
    return store_content(made, export.name, content_type=content_type, by=export.owner)
