"""Two people's tables side by side: which cells differ, which rows only one of them has."""

from collections.abc import Iterator
from dataclasses import replace

from pinzibiao.lib.pages.editing import Difference, differences, field_words

from .rows import RowForm, RowsForm

ABSENT = "（没有这一行）"


def row_differences(theirs: RowsForm, yours: RowsForm) -> Iterator[Difference]:
    """``theirs`` as it is stored, ``yours`` bound. Rows are numbered as on the page of the person who is asked."""
    stored = {str(row.instance.pk): row for row in theirs.rows.initial_forms}
    for number, row in enumerate(yours.rows.forms, start=1):
        yield from _of_row(f"第 {number} 行", stored.pop(_key(row), None), row)
    for row in stored.values():
        yield Difference("对方新增的行", _whole(row), ABSENT)


def _of_row(name: str, other: RowForm | None, row: RowForm) -> Iterator[Difference]:
    if other is None:
        if _key(row) or row.has_changed():
            yield Difference(f"{name}（{'对方已删除' if _key(row) else '您新增的'}）", ABSENT, _whole(row))
    elif _is_deleted(row):
        yield Difference(f"{name}（您要删除）", _whole(other), ABSENT)
    else:
        for one in differences(other, row):
            if "DELETE" not in row.fields or one.label != str(row["DELETE"].label):
                yield replace(one, label=f"{name}{one.label}")


def _key(row: RowForm) -> str:
    """The stored row that this one is about; empty for a new one."""
    return str(row["id"].value() or "")


def _is_deleted(row: RowForm) -> bool:
    return "DELETE" in row.fields and bool(row["DELETE"].value())


def _whole(row: RowForm) -> str:
    shown = [bound for bound in row.visible_fields() if bound.name != "DELETE" and bound.value()]
    return "\n".join(f"{bound.label}：{field_words(bound.field, bound.value())}" for bound in shown)
