"""The trail of rows brought in from a file: each has its first event, as if it had been typed; none is moved."""

from pinzibiao.casework.many import bring_in, record_many

from .asking import raising_desk

COMMENT = "Excel 导入"


def leave_trail(merged, model, *, by, action: str, label: str, status: str) -> None:
    """``action`` begins a new case of ``model`` in ``status``; a case new in another one is a record of the past."""
    new = model.objects.filter(pk__in=merged.keys(is_new=True))
    told = {"by": by, "desk": raising_desk(by), "comment": COMMENT}
    record_many(new.filter(status=status), action, label, **told)
    bring_in(new.exclude(status=status), **told)
    record_many(model.objects.filter(pk__in=merged.keys(is_new=False)), "edit", "修改", **told)
