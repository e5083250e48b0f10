"""An enterprise's way through the library."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from enterprises.models import BrandHolder
from pinzibiao.casework.actions import record
from pinzibiao.casework.procedure import Procedure
from pinzibiao.casework.refusals import NotReady, Refused
from pinzibiao.casework.workflow import Desk

from .. import completeness, rules, selectors
from ..models import LibraryEntry, Tier
from ..states import ENTRY_WORKFLOW, EntryStatus

WORKING_TIERS = (Tier.RESERVE, Tier.KEY, Tier.SPRINT)
ADMITTED_FIELDS = ("tier", "intended_route", "target_year", "regulator", "expert")


@transaction.atomic
def nominate(*, by, enterprise, data: dict | None = None) -> LibraryEntry:
    """Put ``enterprise`` forward as a candidate. ``data`` holds fields of the entry. Raises ``Refused``."""
    try:
        with transaction.atomic():
            entry = LibraryEntry.objects.create(enterprise=enterprise, county=enterprise.county, **(data or {}))
    except IntegrityError as clash:
        raise Refused("该企业已在培育库中，请在原记录上办理，不要重复登记。") from clash
    record(entry, "nominate", "列为候选", by=by, desk=Desk.COUNTY)
    return entry


def nominate_many(*, by, enterprises, reason: str) -> tuple[int, list[str]]:
    """Put those forward that a rule found: how many became candidates, and a sentence for each that did not."""
    count, refused = 0, []
    for enterprise in enterprises:
        try:
            nominate(by=by, enterprise=enterprise, data={"enter_reason": reason[:400]})
            count += 1
        except Refused as refusal:
            refused.append(f"{enterprise.name}：{refusal}")
    return count, refused


def brand_obtained(days: dict[int, date]) -> None:
    """The system notes that enterprises (keys) carry the brand since a day, where they are in the library."""
    for entry in LibraryEntry.objects.filter(enterprise__in=days, status=EntryStatus.LISTED).order_by("pk"):
        branded_on = min(days[entry.enterprise_id], timezone.localdate())
        ENTRY_PROCEDURE.take(entry, "obtain_brand", by=None, data={"branded_on": branded_on})


def _admit(entry, *, by, data, event) -> None:
    day = _checked_day(data.get("entered_on"), "入库日期")
    for name in ADMITTED_FIELDS:
        if name in data:
            setattr(entry, name, data[name])
    _refuse_branded_tier(entry.tier)
    entry.entered_on = day
    entry.enter_reason = event.comment[:400] or entry.enter_reason
    event.data = {"tier": str(entry.tier), "entered_on": day.isoformat(), "on": day.isoformat()}


def _set_tier(entry, *, by, data, event) -> None:
    tier = data.get("tier", entry.tier)
    _refuse_branded_tier(tier)
    if tier == entry.tier:
        raise NotReady(f"企业已在「{Tier(tier).label}」梯队，请选择另一个梯队。")
    day = _checked_day(data.get("moved_on"), "调整日期")
    if found := rules.not_before(day, selectors.last_move_day(entry), "调整日期", "上一次变动"):
        raise NotReady(found[0], found)
    event.data = {"tier_before": str(entry.tier), "tier": str(tier), "on": day.isoformat()}
    entry.tier = tier


def _brand(entry, *, by, data, event) -> None:
    day = _checked_day(data.get("branded_on") or _recorded_brand_day(entry), "获标日期")
    entry.branded_on = max(day, entry.entered_on)
    day_words = entry.branded_on.isoformat()
    event.data = {"tier_before": str(entry.tier), "branded_on": day_words, "on": day_words}
    entry.tier = Tier.BRANDED


def _recorded_brand_day(entry) -> date | None:
    held = BrandHolder.objects.filter(enterprise=entry.enterprise_id, is_current=True)
    return held.order_by("first_valid_on").values_list("first_valid_on", flat=True).first()


def _leave(entry, *, by, data, event) -> None:
    day = _checked_day(data.get("left_on"), "出库日期")
    if found := rules.not_before(day, entry.entered_on, "出库日期", "入库日期"):
        raise NotReady(found[0], found)
    entry.left_on, entry.leave_reason = day, event.comment[:400]
    event.data = {"left_on": day.isoformat()}


def _checked_day(day: date | None, what: str) -> date:
    day = day or timezone.localdate()
    if found := rules.not_future(day, what):
        raise NotReady(found[0], found)
    return day


def _refuse_branded_tier(tier: str) -> None:
    if tier not in WORKING_TIERS:
        raise NotReady("「已获标」由获得品字标时自动转入，请选择储备、重点或冲刺。")


ENTRY_PROCEDURE = Procedure(
    model="cultivation.libraryentry",
    workflow=ENTRY_WORKFLOW,
    sits_at=rules.sits_at,
    ready={"mark_branded": completeness.brand_is_recorded},
    effects={
        "admit": _admit,
        "set_tier": _set_tier,
        "mark_branded": _brand,
        "obtain_brand": _brand,
        "leave": _leave,
    },
)
take = ENTRY_PROCEDURE.take
