"""Acts that change who an enterprise is: a new name, another competent county."""

from datetime import date

from django.db import transaction

from pinzibiao.accounts.models import User
from pinzibiao.casework.actions import record
from pinzibiao.casework.refusals import Refused
from pinzibiao.casework.workflow import Desk
from pinzibiao.regions.models import Region

from .. import moves, rules
from ..models import Enterprise, FormerName, RegionMove
from ..naming import set_former_names

NOT_YOURS_TO_RENAME = "企业更名由其所在县（市、区）或功能区办理，请联系属地市场监管局。"
NOT_YOURS_TO_MOVE = "属地迁移由企业现属地或省级市场监管部门办理，请联系对应单位。"


@transaction.atomic
def rename_enterprise(enterprise: Enterprise, name: str, on: date, *, by: User) -> FormerName:
    """``enterprise`` is called ``name`` from ``on``; the old name is kept with its days. Raises ``Refused``."""
    row = locked(enterprise)
    if not rules.keeps(by, row):
        raise Refused(NOT_YOURS_TO_RENAME)
    if problem := rules.why_not_rename(row, name, on):
        raise Refused(problem)
    last = row.earlier_names.first()
    old = row.earlier_names.create(name=row.name, used_from=last.used_until if last else None, used_until=on)
    row.name = name
    save_with_names(row)
    data = {"from": old.name, "to": name, "on": on.isoformat()}
    record(row, "rename", "企业更名", by=by, desk=Desk(by.kind), comment=f"{old.name} → {name}", data=data)
    return old


def save_with_names(enterprise: Enterprise) -> None:
    """Save the row with what the search reads of its names, and the codes of records merged into it."""
    names = enterprise.earlier_names.values_list("name", flat=True)
    codes = enterprise.merged_records.values_list("uscc", flat=True)
    set_former_names(enterprise, [*dict.fromkeys(names), *codes])
    enterprise.save()


@transaction.atomic
def move_enterprise(enterprise: Enterprise, to_county: Region, on: date, *, by: User, reason: str) -> RegionMove:
    """``to_county`` keeps the enterprise from now on; its open cases go along. Raises ``Refused``."""
    row = locked(enterprise)
    if not rules.may_move(by, row):
        raise Refused(NOT_YOURS_TO_MOVE)
    if problem := rules.why_not_move(row, to_county, on):
        raise Refused(problem)
    counts = moves.move(row, to_county)
    step = row.moves.create(
        from_county=row.county,
        to_county=to_county,
        moved_on=on,
        reason=reason,
        case_count=sum(counts.values()),
        by=by,
    )
    # The event belongs to the place that gave the enterprise away.
    data = {"from": step.from_county_id, "to": to_county.pk, "on": on.isoformat(), "cases": counts}
    words = f"{step.from_county} → {to_county}：{reason}"
    record(row, "move_region", "迁移属地", by=by, desk=Desk(by.kind), comment=words, data=data)
    row.county = to_county
    row.save()
    return step


def locked(enterprise: Enterprise) -> Enterprise:
    """The row as it now stands, held until the transaction ends."""
    return Enterprise.objects.select_for_update(of=("self",)).select_related("county").get(pk=enterprise.pk)
