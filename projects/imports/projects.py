"""Projects by Excel: those that the province approved before the portal knew them, and facts of its own open ones."""

from django.core.exceptions import ValidationError

from enterprises.imports.references import resolve_enterprises
from experts.imports import resolve_organisations
from experts.models import ExpertTeam
from pinzibiao.accounts.models import Role
from pinzibiao.casework.many import bring_in, record_many
from pinzibiao.casework.workflow import Desk
from pinzibiao.exchange import values
from pinzibiao.exchange.fields import add_fields, name_in_words, obey, raise_all
from pinzibiao.exchange.kinds import Column, ImportKind, Links, Numbering, RowRule
from pinzibiao.exchange.places import resolve_place, resolve_places

from .. import rules
from ..actions import number_series
from ..forms import NewProjectForm
from ..models import Project, ProjectRegion
from ..models.project import APPROVED
from ..states import ProjectStatus
from .references import AT_OFFICE, resolve_industries

LEFT_BY_ACTS = ("status", "approved_on", "closed_on")
COMMENT = "Excel 导入"
NO_NUMBER = "项目库中没有这个编号，请核对；导入历史项目请把编号留空，由平台编号。"
# Offices write the end of a project in several words.
STATUS_WORDS = {"已归档": "已结项", "归档": "已结项", "已验收": "已结项", "通过验收": "已结项", "在研": "实施中"}
KIND_WORDS = {"对标培育": "对标培育服务", "产业质量提升项目": "产业质量提升", "质量攻坚项目": "质量攻坚"}


def is_province(user) -> bool:
    """Approving is the province's act; so are the records of what was approved before."""
    return user.kind == Role.Kind.PROVINCE


def in_words(known: dict[str, str]):
    return lambda cell: known.get(values.text(cell), values.text(cell))


def resolve_numbers(words: set[str], user) -> dict:
    found = set(_kept_by(user).filter(number__in=words).values_list("number", flat=True))
    return {word: word if word in found else ValidationError(NO_NUMBER) for word in words}


def _kept_by(user):
    return Project.objects.all() if is_province(user) else Project.objects.none()


def _changeable_by(user):
    return _kept_by(user).filter(status__in=AT_OFFICE, office=user.region)


def _form(user) -> NewProjectForm:
    form = NewProjectForm(user=user, teams=ExpertTeam.objects.none())
    name_in_words(form, "enterprise", "places", "industry", "sponsor", "lead_organisation", "office")
    form.fields["office"].required = True
    add_fields(form, "number", *LEFT_BY_ACTS)
    obey(form, rules.not_future, "approved_on", "closed_on")
    return form


def _series(row: dict) -> tuple[str, str]:
    return number_series(row["kind"], row["year"])


def _initial():
    return lambda row: {"places": [row["office"]]}


def _rules_of_new(_user) -> tuple[RowRule, ...]:
    return (
        RowRule(("status", "approved_on", "closed_on"), "status", _check_history),
        RowRule(("year", "approved_on"), "approved_on", _check_approval),
        RowRule(("approved_on", "closed_on"), "closed_on", _check_closing),
    )


def _check_history(row: dict) -> None:
    """A project comes in as it stands once it was approved; a new one is begun on its page."""
    status = row["status"] or ProjectStatus.DRAFT
    if status not in APPROVED:
        raise ValidationError(
            "导入的是已经立项的历史项目，状态请填“已立项”“实施中”“已结项”或“已终止”；新项目请在页面新建。"
        )
    if not row["approved_on"]:
        raise ValidationError("已经立项的项目请填写立项日期。")
    if status == ProjectStatus.CLOSED and not row["closed_on"]:
        raise ValidationError("已结项的项目请填写结项日期。")
    if status != ProjectStatus.CLOSED and row["closed_on"]:
        raise ValidationError("填写了结项日期，请把状态填为“已结项”；还没有结项的，请清除结项日期。")


def _check_approval(row: dict) -> None:
    if row["approved_on"]:
        raise_all(rules.approval_day(Project(year=row["year"]), row["approved_on"]))


def _check_closing(row: dict) -> None:
    if row["closed_on"]:
        raise_all(rules.closing_day(Project(approved_on=row["approved_on"]), row["closed_on"]))


def _check_period(row: dict) -> None:
    if row["starts_on"] and row["ends_on"] and row["ends_on"] < row["starts_on"]:
        raise ValidationError("结束日期不能早于开始日期。")


def _leave_trail(merged, by) -> None:
    told = {"by": by, "desk": Desk.PROVINCE, "comment": COMMENT}
    bring_in(Project.objects.filter(pk__in=merged.keys(is_new=True)), **told)
    record_many(Project.objects.filter(pk__in=merged.keys(is_new=False)), "edit", "修改", **told)


ONE_PLACE = "省、设区市、县（市、区）或功能区的名称。"
PROJECTS = ImportKind(
    key="project",
    label="质量项目",
    model=Project,
    form=_form,
    columns=(
        Column(
            "number",
            "项目编号",
            "ZT2021-0001",
            resolve=resolve_numbers,
            help_text="平台的编号；导入历史项目时留空，由平台编号。",
        ),
        Column("title", "项目名称", "临平区生物医药产业质量提升项目"),
        Column("kind", "类别", "产业质量提升", read=in_words(KIND_WORDS)),
        Column("year", "年度", "2021"),
        Column(
            "office",
            "管理机关所在区域",
            "临平区",
            resolve=resolve_place,
            aliases=("管理机关所在地", "管理机关"),
            help_text=ONE_PLACE,
        ),
        Column(
            "places",
            "项目区域",
            "临平区、仙居县",
            resolve=resolve_places,
            links=Links(ProjectRegion, "project", "region"),
            help_text=f"{ONE_PLACE}几个区域之间用顿号隔开，全省性项目填“浙江省”；不填则为管理机关所在区域。",
        ),
        Column(
            "industry",
            "产业",
            "临平区 · 生物医药",
            resolve=resolve_industries,
            help_text="特色产业，写作“区域 · 产业”。",
        ),
        Column(
            "enterprise",
            "攻坚企业",
            "91330113MA2ABC125G",
            resolve=resolve_enterprises,
            help_text="质量攻坚项目填写：统一社会信用代码或完整名称。",
        ),
        Column(
            "sponsor",
            "主办单位",
            "浙江省市场监督管理局",
            resolve=resolve_organisations,
            help_text="机构库中的机构名称。",
        ),
        Column(
            "lead_organisation",
            "牵头单位",
            "方圆标志认证集团浙江有限公司",
            resolve=resolve_organisations,
            help_text="机构库中的机构名称。",
        ),
        Column("status", "状态", "已结项", read=in_words(STATUS_WORDS)),
        Column("approved_on", "立项日期", "2021-06-01"),
        Column("closed_on", "结项日期", "2022-06-01"),
        Column("starts_on", "开始日期", "2021-06-01"),
        Column("ends_on", "结束日期", "2022-05-31"),
        Column("budget_wan", "经费预算（万元）", "50"),
        Column("summary", "项目概况", "提升产业质量水平。"),
    ),
    identity=("number",),
    found_by=(("number",), ("title", "kind", "year", "office")),
    numbering=Numbering("number", _series),
    once=("title", "kind", "year", "office", "enterprise", *LEFT_BY_ACTS),
    moved="立项之后，这一栏不能用导入修改。请恢复原内容；状态和日期请在项目页面办理。",
    may=is_province,
    belongs=_kept_by,
    changeable=_changeable_by,
    fixed=lambda user: {"created_by": user.pk},
    initial=_initial,
    initials=("places",),
    rules=(RowRule(("starts_on", "ends_on"), "ends_on", _check_period),),
    rules_of_new=_rules_of_new,
    after=_leave_trail,
    list_url="projects:list",
    refusal="历史项目由省局导入。新项目请在“质量项目”页面新建并提交立项。",
    notes=("用于导入平台启用以前已经立项的历史项目：编号留空，填写状态和立项日期；新项目请在页面新建。",),
)
