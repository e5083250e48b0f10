"""Acts on a standard's table of key indicators; the standard's trail tells of each."""

from django.db import transaction

from pinzibiao.accounts.models import User
from pinzibiao.casework.actions import record

from ..models import StandardIndicator


@transaction.atomic
def keep_indicator(row: StandardIndicator, *, by: User) -> StandardIndicator:
    """A new indicator, or a changed one."""
    label = "修改关键指标" if row.pk else "登记关键指标"
    row.save()
    record(row.standard, "keep_indicator", label, by=by, data={"name": row.name, "requirement": row.requirement})
    return row


@transaction.atomic
def forget_indicator(row: StandardIndicator, *, by: User) -> None:
    """An indicator written down by mistake. What was declared by it keeps its own copy."""
    standard, name = row.standard, row.name
    row.delete()
    record(standard, "forget_indicator", "删除关键指标", by=by, data={"name": name})
