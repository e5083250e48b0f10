"""The life of an import: taken in, checked, confirmed as a whole, or given up."""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pghistory
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now

from pinzibiao.accounts.models import User
from pinzibiao.casework.actions import record
from pinzibiao.casework.refusals import Refused
from pinzibiao.files.actions import store_content
from pinzibiao.files.rules import check_size
from pinzibiao.jobs.actions import enqueue

from . import reading
from .annotated import annotate
from .checks import check, silent
from .comparing import Counts, compare
from .findings import CellError, Checked, tell
from .kinds import ImportKind, kind_of
from .layout import WrongFile
from .merging import Changed, merge
from .models import Fault, Import
from .patience import unhurried
from .rows import check_new
from .staging import Staging, drop_orphans

CSV = "text/csv"
FAULTS_AT_ONCE = 2000
KEPT_DAYS = 7
CANNOT_CONFIRM = "这次导入有错误、没有要写入的内容或已放弃，不能确认。请改正文件后重新上传。"


def take_in(kind: ImportKind, uploaded, *, by: User, key=None) -> Import:
    """Keep the file and have it checked. The same form sent twice is one import.

    Raises ``reading.Unreadable``, or ``files.rules.Refused`` for its size.
    """
    with transaction.atomic():
        _lock(f"import:{by.pk}:{key}")
        if key and (before := Import.objects.filter(owner=by, key=key).first()):
            return before
        case = keep(kind, uploaded, by=by, key=key)
        title = f"核对导入文件：{kind.label}"
        case.job = enqueue("exchange.check", title, {"import": case.pk}, by=by)
        case.save(update_fields=["job"])
        return case


def keep(kind: ImportKind, uploaded, *, by: User, key=None) -> Import:
    """Keep the file of an import that nobody has been asked to check. Raises as ``take_in`` does."""
    check_size(uploaded.name, uploaded.size)
    is_workbook = reading.examine(uploaded.file, uploaded.name)
    source = store_content(uploaded.file, uploaded.name, content_type="" if is_workbook else CSV, by=by)
    return Import.objects.create(kind=kind.key, owner=by, source=source, key=key)


def check_file(case: Import, progress: Callable = silent) -> Import:
    """The dry run: read, check by every rule, stage what is right, compare. Writes nothing into the register.

    Done twice it gives the same. What cannot be read or is of another kind is told in ``refusal``.
    """
    if case.checked_at or case.closed_at:
        return case
    kind = kind_of(case.kind)
    try:
        checked = _read_and_check(case, kind, progress)
    except (reading.Unreadable, WrongFile) as refusal:
        Import.objects.filter(pk=case.pk).update(refusal=str(refusal)[:500], checked_at=Now())
        case.refresh_from_db()
        return case
    _keep_outcome(case, kind, checked, progress)
    case.refresh_from_db()
    return case


def _read_and_check(case: Import, kind: ImportKind, progress: Callable) -> Checked:
    progress(2, "正在读取文件")
    with _local_copy(case) as path:
        book = reading.read(path, case.source.name)
    if book.mark and book.mark != kind.mark:
        raise WrongFile(_other_template(book.mark, kind))
    checked = check(book, kind, case.owner, progress)
    if not (checked.rows or checked.errors):
        raise WrongFile(f"表头下面没有内容。请从表头的下一行起填写{kind.label}，再上传。")
    return checked


def _other_template(mark: str, kind: ImportKind) -> str:
    key = mark.partition("@")[0]
    if key != kind.key:
        other = kind_of(key)
        name = f"「{other.label}」" if other else "别的库"
        return f"这是{name}的模板，这里导入的是「{kind.label}」。请换成「{kind.label}」的模板，或到对应的页面导入。"
    return f"这是旧版的「{kind.label}」模板，栏目已有变化。请在导入页面下载新模板，把内容复制过去再上传。"


def _keep_outcome(case: Import, kind: ImportKind, checked: Checked, progress: Callable) -> None:
    """No transaction here touches the job's row: its heartbeat would wait, and another worker take it for dead."""
    progress(60, "正在与现有数据比对")
    staging = Staging(kind, case.staging_table)
    with unhurried():
        counts = _stage(kind, staging, checked, case.owner)
    progress(80, "正在标注错误")
    marked = _marked(case, checked)
    with unhurried():
        if Import.objects.select_for_update().get(pk=case.pk).closed_at:
            staging.drop()
            return
        _write_faults(case, checked.errors)
        Import.objects.filter(pk=case.pk).update(
            sheet=checked.sheet[:100],
            ignored=checked.ignored,
            created_count=counts.created,
            updated_count=counts.updated,
            unchanged_count=counts.unchanged,
            wrong_count=len(checked.wrong_rows),
            fault_count=len(checked.errors),
            marked=marked,
            checked_at=Now(),
        )


def _stage(kind: ImportKind, staging: Staging, checked: Checked, user) -> Counts:
    """The right rows beside the register; what comparing finds wrong is told like any error."""
    staging.fill(checked.rows)
    counts = compare(staging, user)
    check_new(kind, checked, counts.fresh, user)
    _tell_forbidden(kind, checked, counts)
    if checked.wrong_rows:
        staging.drop()
    return counts


def _tell_forbidden(kind: ImportKind, checked: Checked, counts: Counts) -> None:
    first = kind.identity[0]
    for rows, sentence in (
        (counts.outside, kind.outside),
        (counts.settled, kind.settled),
        (counts.twice, "与前面的一行是同一条记录，请保留一行。"),
    ):
        for row in rows:
            tell(kind, row, first, sentence, checked)
    for row, names in counts.moved:
        for name in names:
            tell(kind, row, name, kind.moved, checked)


def _write_faults(case: Import, errors: list[CellError]) -> None:
    Fault.objects.filter(import_row=case).delete()
    errors.sort(key=lambda error: error.row)
    faults = (
        Fault(
            import_row=case,
            row=error.row,
            letter=error.letter,
            label=error.label[:60],
            value=error.value[:80],
            message=error.message[:500],
            expected=error.expected[:300],
            example=error.example[:120],
        )
        for error in errors
    )
    Fault.objects.bulk_create(faults, batch_size=FAULTS_AT_ONCE)


def _marked(case: Import, checked: Checked):
    """The same file back with what is wrong marked; nothing when all is right."""
    if not checked.errors:
        return None
    name = f"标注错误_{Path(case.source.name).stem}.xlsx"
    with _local_copy(case) as path, tempfile.TemporaryFile() as target:
        annotate(path, case.source.name, checked, target)
        target.seek(0)
        return store_content(target, name, by=case.owner)


def confirm(case: Import, *, by: User) -> Import:
    """Ask for the checked rows to be written. Asked twice it is asked once. Raises ``Refused``."""
    with transaction.atomic():
        case = Import.objects.select_for_update().get(pk=case.pk)
        if case.asked_at:
            return case
        if not case.can_confirm:
            raise Refused(CANNOT_CONFIRM)
        title = f"写入导入内容：{kind_of(case.kind).label}"
        case.job = enqueue("exchange.merge", title, {"import": case.pk}, by=by)
        case.asked_at = Now()
        case.save(update_fields=["job", "asked_at"])
        case.refresh_from_db()
        return case


def write(case: Import) -> Import:
    """Write the staged rows in one transaction, with the history in the importer's name. Twice changes nothing.

    Raises ``Refused`` when the register changed meanwhile so that rows may no longer be written: then none are.
    """
    try:
        with unhurried(), pghistory.context(user=case.owner_id, import_row=case.pk):
            return _write_locked(case)
    except Changed as changed:
        rows = "、".join(map(str, changed.rows[:10]))
        raise Refused(
            f"核对之后数据有变化，第 {rows} 行现在不能写入，因此全部没有写入。请重新上传文件核对。"
        ) from changed
    except IntegrityError as clash:
        raise Refused("核对之后数据有变化，与现有记录冲突，因此全部没有写入。请重新上传文件核对。") from clash


def _write_locked(case: Import) -> Import:
    case = Import.objects.select_for_update(of=("self",)).select_related("owner", "source").get(pk=case.pk)
    kind = kind_of(case.kind)
    if case.merged_at or not case.asked_at:
        return case
    if not kind.may(case.owner):
        raise Refused(kind.refusal)
    staging = Staging(kind, case.staging_table)
    if not staging.exists():
        raise Refused("核对过的内容已过保存期，没有写入。请重新上传文件。")
    merged = merge(kind, staging, case.owner)
    staging.drop()
    case.created_count, case.updated_count = merged.created, merged.updated
    case.unchanged_count, case.merged_at = merged.unchanged, Now()
    case.save(update_fields=["created_count", "updated_count", "unchanged_count", "merged_at"])
    counts = {"created": merged.created, "updated": merged.updated, "unchanged": merged.unchanged}
    record(case, "import", f"导入{kind.label}", by=case.owner, data={"sha256": case.source.sha256, **counts})
    case.refresh_from_db()
    return case


def write_now(case: Import) -> Import:
    """Confirm and write in one transaction, for a command that waits. Raises ``Refused``: then it is not confirmed."""
    with unhurried():
        case = Import.objects.select_for_update().get(pk=case.pk)
        if not case.can_confirm:
            raise Refused(CANNOT_CONFIRM)
        Import.objects.filter(pk=case.pk).update(asked_at=Now())
        return write(case)


def stop(case: Import, sentence: str) -> None:
    """What was confirmed cannot be written any more; the import says why."""
    Import.objects.filter(pk=case.pk, merged_at=None).update(asked_at=None, refusal=sentence[:500])
    Staging(kind_of(case.kind), case.staging_table).drop()


def give_up(case: Import) -> None:
    """The file is not imported; what was checked is forgotten, the file and its faults stay to be read."""
    with transaction.atomic():
        case = Import.objects.select_for_update().get(pk=case.pk)
        if case.asked_at:
            raise Refused("这次导入已经确认，不能放弃。")
        if not case.closed_at:
            Import.objects.filter(pk=case.pk).update(closed_at=Now())
            Staging(kind_of(case.kind), case.staging_table).drop()


def close_old() -> int:
    """Give up what nobody confirmed within a week; how many. What a killed worker staged is swept away too."""
    waiting = Import.objects.filter(asked_at=None, closed_at=None, created_at__lt=Now() - timedelta(days=KEPT_DAYS))
    old = list(waiting[:500])
    for case in old:
        give_up(case)
    drop_orphans(set(Import.objects.filter(closed_at=None, merged_at=None).values_list("pk", flat=True)))
    return len(old)


@contextmanager
def _local_copy(case: Import):
    """The file's path on this machine's disk while it is read: the store may be elsewhere."""
    with case.source.open() as source, tempfile.NamedTemporaryFile(suffix=Path(case.source.name).suffix) as target:
        shutil.copyfileobj(source, target)
        target.flush()
        yield Path(target.name)


def _lock(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [words])
