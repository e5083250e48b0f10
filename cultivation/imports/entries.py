"""The library by Excel: candidates, facts of those inside, and the stays that were before the portal."""

from functools import partial

from django.core.exceptions import ValidationError

from enterprises.models import BrandHolder
from experts.models import Expert
from experts.states import ExpertStatus
from pinzibiao.accounts.models import Role, User
from pinzibiao.exchange.fields import add_fields, name_in_words, obey
from pinzibiao.exchange.kinds import Column, ImportKind, RowRule

from .. import rules
from ..actions.importing import leave_trail
from ..forms import NewEntryForm
from ..models import LibraryEntry, Tier
from ..states import ENTRY_WORKFLOW, EntryStatus
from .keys import ENTERPRISE, enterprises_of, keeps_lists, kept_by, open_at_county
from .order import in_order

LEFT_BY_ACTS = ("tier", "status", "branded_on", "left_on", "leave_reason")
OPEN = (EntryStatus.CANDIDATE, EntryStatus.LISTED)
ASKED = {
    EntryStatus.CANDIDATE: (),
    EntryStatus.LISTED: ("entered_on",),
    EntryStatus.BRANDED: ("entered_on", "branded_on"),
    EntryStatus.LEFT: ("left_on", "leave_reason"),
}
LABELS = {"entered_on": "入库日期", "branded_on": "获标日期", "left_on": "出库日期", "leave_reason": "出库原因"}
BRANDED_ONLY = "“已获标”梯队只用于已获标的企业，请核对梯队和状态。"


def enterprises_of_library(words: set[str], user) -> dict:
    """Keys that also know whether the enterprise is in the library now and whether it carries the brand."""
    found = enterprises_of(words, user)
    keys = {key for key in found.values() if isinstance(key, int)}
    inside = set(LibraryEntry.objects.filter(enterprise__in=keys, status__in=OPEN).values_list("enterprise", flat=True))
    branded = set(BrandHolder.objects.filter(enterprise__in=keys, is_current=True).values_list("enterprise", flat=True))
    for key in keys:
        key.is_inside, key.is_branded = key in inside, key in branded
    return found


def regulators(words: set[tuple], user) -> dict:
    """``(name, enterprise)``: people of the enterprise's county, or whoever is named there already."""
    counties = {enterprise.county for _, enterprise in words if enterprise}
    people = User.objects.filter(role__kind=Role.Kind.COUNTY, role__region__in=counties, is_active=True)
    here = _by_name(people.values_list("role__region", "name", "pk"))
    named = _named(words, "regulator")
    return {
        (word, enterprise): _one(
            named.get((enterprise, word)) or here.get((enterprise and enterprise.county, word)), "监管人员"
        )
        for word, enterprise in words
    }


def experts(words: set[tuple], user) -> dict:
    """``(name, enterprise)``: experts of the library, or whoever is named there already."""
    listed = Expert.objects.filter(status=ExpertStatus.LISTED, name__in={word for word, _ in words})
    here = _by_name((None, name, pk) for name, pk in listed.values_list("name", "pk"))
    named = _named(words, "expert")
    return {
        (word, enterprise): _one(named.get((enterprise, word)) or here.get((None, word)), "在库专家")
        for word, enterprise in words
    }


def _named(words: set[tuple], field: str) -> dict:
    rows = LibraryEntry.objects.filter(enterprise__in={enterprise for _, enterprise in words if enterprise})
    return _by_name(rows.exclude(**{field: None}).values_list("enterprise", f"{field}__name", field))


def _by_name(rows) -> dict[tuple, set]:
    found = {}
    for place, name, pk in rows:
        found.setdefault((place, name), set()).add(pk)
    return found


def _one(keys: set | None, what: str):
    if not keys:
        return ValidationError(f"没有找到这位{what}，请核对姓名，或留空后在培育库页面指定。")
    if len(keys) > 1:
        return ValidationError(f"有多位{what}同名，请留空后在培育库页面指定。")
    return next(iter(keys))


def _form(user) -> NewEntryForm:
    form = NewEntryForm(user=user)
    add_fields(form, "entered_on", *LEFT_BY_ACTS)
    name_in_words(form, "regulator", "expert")
    obey(form, rules.not_future, "entered_on", "branded_on", "left_on")
    return form


def _initial():
    def initial(row: dict) -> dict:
        is_branded = row["status"] == EntryStatus.BRANDED
        return {"county": row["enterprise"].county, "tier": Tier.BRANDED if is_branded else Tier.RESERVE}

    return initial


def _rules_of_new(user) -> tuple[RowRule, ...]:
    branded = in_order("entered_on", "入库日期", "branded_on", "获标日期")
    left = in_order("entered_on", "入库日期", "left_on", "出库日期")
    return (
        RowRule(("status", *LABELS), "status", _check_days),
        RowRule(("status", "tier"), "tier", _check_tier),
        RowRule(("enterprise", "status"), "enterprise", _check_brand),
        RowRule(("enterprise", "status"), "enterprise", partial(_check_once, set())),
        RowRule(("entered_on", "branded_on"), "branded_on", branded),
        RowRule(("entered_on", "left_on"), "left_on", left),
    )


def _check_days(row: dict) -> None:
    """Each status has its days, and no others."""
    status = row["status"] or EntryStatus.CANDIDATE
    asked, label = ASKED[status], EntryStatus(status).label
    if missing := [LABELS[name] for name in asked if not row[name]]:
        raise ValidationError(f"状态为“{label}”，请填写{'和'.join(missing)}。")
    may_have = {*asked, "entered_on"} if status == EntryStatus.LEFT else {*asked}
    if extra := [LABELS[name] for name in LABELS if row[name] and name not in may_have]:
        raise ValidationError(f"状态为“{label}”，不应填写{'和'.join(extra)}。请改正状态，或清除这些栏目。")


def _check_tier(row: dict) -> None:
    is_branded = row["status"] == EntryStatus.BRANDED
    if row["tier"] and (row["tier"] == Tier.BRANDED) != is_branded:
        raise ValidationError(BRANDED_ONLY)


def _check_brand(row: dict) -> None:
    if row["status"] == EntryStatus.BRANDED and not row["enterprise"].is_branded:
        raise ValidationError("品字标企业名录中没有该企业，请先登记认证证书或授权，再导入“已获标”。")


def _check_once(seen: set, row: dict) -> None:
    """An enterprise is in the library once at a time."""
    if (row["status"] or EntryStatus.CANDIDATE) not in OPEN:
        return
    if row["enterprise"].is_inside:
        raise ValidationError("该企业已在培育库中，请在原记录上办理；要修改原记录，请按清单导出的入库日期填写。")
    if row["enterprise"] in seen:
        raise ValidationError("该企业在这份文件中有两条在库记录，请保留一条。")
    seen.add(row["enterprise"])


ENTRIES = ImportKind(
    key="library_entry",
    label="培育企业清单",
    model=LibraryEntry,
    form=_form,
    columns=(
        Column(
            ENTERPRISE.name,
            ENTERPRISE.label,
            ENTERPRISE.example,
            resolve=enterprises_of_library,
            aliases=ENTERPRISE.aliases,
            help_text=ENTERPRISE.help_text,
        ),
        Column("entered_on", "入库日期", "2023-03-01", help_text="候选企业留空；与企业一起用来认记录。"),
        Column("tier", "梯队", "重点"),
        Column("status", "状态", "在库"),
        Column("intended_route", "意向途径", "自我声明", required=False),
        Column("sub_brand", "子品牌", "品字标浙江制造", required=False),
        Column("target_year", "目标年度", "2027"),
        Column(
            "regulator",
            "监管责任人",
            "王示例",
            resolve=regulators,
            by=("enterprise",),
            aliases=("责任人",),
            help_text="企业所在县（市、区）监管人员的姓名。",
        ),
        Column(
            "expert", "联系专家", "李示例", resolve=experts, by=("enterprise",), help_text="专家库中在库专家的姓名。"
        ),
        Column("branded_on", "获标日期", "2024-06-01"),
        Column("left_on", "出库日期", "2024-06-01"),
        Column("leave_reason", "出库原因", "企业停产"),
        Column("note", "备注", "链主企业"),
    ),
    identity=("enterprise", "entered_on"),
    found_by=(("enterprise", "entered_on"),),
    once=LEFT_BY_ACTS,
    moved="梯队、状态、获标和出库由办理产生，不能用导入修改。请恢复原内容，或到培育库页面办理。",
    may=keeps_lists,
    belongs=partial(kept_by, LibraryEntry),
    changeable=partial(open_at_county, LibraryEntry, ENTRY_WORKFLOW),
    initial=_initial,
    initials=("county", "tier"),
    rules_of_new=_rules_of_new,
    after=lambda merged, by: leave_trail(
        merged, LibraryEntry, by=by, action="nominate", label="列为候选", status=EntryStatus.CANDIDATE
    ),
    list_url="cultivation:entry_list",
    refusal="培育企业清单由属地县级监管部门维护，历史记录可由省局导入。如需补充请联系属地局。",
    notes=("登记候选企业：入库日期和状态留空。导入以前入库的企业：填写状态和对应的日期。",),
)
