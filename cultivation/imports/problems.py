"""Problems by Excel: new ones, facts of open ones, and what was solved before the portal knew it."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q

from pinzibiao.accounts.models import Role, User
from pinzibiao.exchange import values
from pinzibiao.exchange.fields import add_fields, name_in_words, obey, raise_all
from pinzibiao.exchange.kinds import Column, ImportKind, Numbering, RowRule
from projects.models import Project, ProjectRegion

from .. import rules
from ..actions.importing import leave_trail
from ..actions.problems import number_series, usual_due
from ..actions.savings import book_past
from ..forms import NewProblemForm
from ..models import Problem
from ..states import PROBLEM_WORKFLOW, ProblemStatus
from .keys import ENTERPRISE_OF_CASE, keeps_lists, kept_by, numbers_of, open_at_county
from .order import in_order

LEFT_BY_ACTS = ("status", "solved_on", "past_verifier", "after_value", "saving_wan", "saving_kind", "saving_basis")
ONCE = ("enterprise", "source", "raised_on", "responsible_unit", "project", *LEFT_BY_ACTS)
PAST = (ProblemStatus.CLOSED, ProblemStatus.NOT_ADOPTED)
NO_NUMBER = "您维护的问题中没有这个编号，请核对；登记新问题请把编号留空，由平台编号。"
MOVED = "登记之后，这一栏只能在问题页面通过办理产生，不能用导入修改。请恢复原内容。"
COUNTY_BEGINS = "新登记的问题从“待确认”开始，请把状态留空；以前已销号的历史问题由省局导入。"
BEGINS_OR_ENDED = "导入的新记录只能是“待确认”“已销号”或“不予采纳”，请核对。"
# The portal's own verifier, or the name in a record from before it.
VERIFIER = (
    f"coalesce(nullif(t.past_verifier, ''), (SELECT u.name FROM {User._meta.db_table} u"  # noqa: S608 no input
    " WHERE u.id = t.verified_by_id), '')"
)
numbers = numbers_of(Problem, NO_NUMBER)


def common_or_not(cell) -> bool | None:
    """The list says 共性 or 个性; a form says yes or no."""
    words = {"共性": True, "个性": False}
    found = words.get(values.text(cell))
    return values.yes_no(cell) if found is None else found


def saving(cell):
    """No saving is no amount, as on the form."""
    return values.wan(cell) or None


def resolve_projects(words: set[str], user) -> dict:
    """Numbers or titles of projects that concern the person's place."""
    rows = _projects_of(user).filter(Q(number__in=words) | Q(title__in=words))
    by_number, by_title = {}, {}
    for pk, number, title in rows.values_list("pk", "number", "title"):
        by_number[number] = pk
        by_title.setdefault(title, []).append(pk)
    return {word: _project(word, by_number, by_title) for word in words}


def _project(word: str, by_number: dict, by_title: dict):
    found = [by_number[word]] if word in by_number else by_title.get(word, [])
    if len(found) > 1:
        return ValidationError("有多个项目同名，请改填项目编号。")
    return found[0] if found else ValidationError("没有找到这个项目，请核对项目编号或名称。")


def _projects_of(user):
    if user.kind == Role.Kind.PROVINCE:
        return Project.objects.all()
    here = ProjectRegion.objects.filter(project=OuterRef("pk"), region=user.region)
    return Project.objects.filter(Q(office=user.region) | Q(Exists(here)))


def _form(user) -> NewProblemForm:
    form = NewProblemForm(user=user)
    add_fields(form, "number", "responsible_unit", *LEFT_BY_ACTS)
    name_in_words(form, "project")
    obey(form, rules.not_future, "raised_on", "solved_on")
    return form


def _initial():
    due = usual_due()

    def initial(row: dict) -> dict:
        is_past = row["status"] in PAST
        return {
            "county": row["enterprise"].county,
            "responsible_unit": row["enterprise"].name[:80],
            "due_on": None if is_past else due(row["raised_on"]),
        }

    return initial


def _series(row: dict) -> tuple[str, str]:
    return number_series(row["enterprise"].county, row["raised_on"].year)


def _rules_of_new(user) -> tuple[RowRule, ...]:
    return (
        RowRule(("status",), "status", partial(_check_first_status, user)),
        RowRule(("status", "solved_on", "past_verifier"), "status", _check_outcome),
        RowRule(("raised_on", "solved_on"), "solved_on", in_order("raised_on", "提出日期", "solved_on", "销号日期")),
        RowRule(("saving_wan", "saving_kind", "saving_basis"), "saving_wan", _check_saving),
        RowRule(("status", "saving_wan"), "saving_wan", _check_saving_counts),
    )


def _check_first_status(user, row: dict) -> None:
    status = row["status"] or ProblemStatus.TO_CONFIRM
    if status == ProblemStatus.TO_CONFIRM:
        return
    if user.kind != Role.Kind.PROVINCE:
        raise ValidationError(COUNTY_BEGINS)
    if status not in PAST:
        raise ValidationError(BEGINS_OR_ENDED)


def _check_outcome(row: dict) -> None:
    if row["status"] == ProblemStatus.CLOSED:
        missing = [label for label, name in (("销号日期", "solved_on"), ("验证人", "past_verifier")) if not row[name]]
        raise_all([f"已销号的问题请填写{'和'.join(missing)}。"] if missing else [])
    elif row["solved_on"] or row["past_verifier"]:
        raise ValidationError("填写了销号日期或验证人，请把状态填为“已销号”；还没有销号的，请清除这两栏。")


def _check_category(row: dict) -> None:
    raise_all(rules.category(row["dimension"], row["category"] or ""))


def _check_saving(row: dict) -> None:
    raise_all(rules.saving(row["saving_wan"], row["saving_kind"] or "", row["saving_basis"] or ""))


def _check_saving_counts(row: dict) -> None:
    if row["saving_wan"] and row["status"] != ProblemStatus.CLOSED:
        raise ValidationError("只有已销号的问题才有核定的节约成本，请清除这一栏，或把状态填为“已销号”。")


def _after(merged, by) -> None:
    leave_trail(merged, Problem, by=by, action="raise", label="提出问题", status=ProblemStatus.TO_CONFIRM)
    book_past(Problem.objects.filter(pk__in=merged.keys(is_new=True)))


PROBLEMS = ImportKind(
    key="problem",
    label="质量问题清单",
    model=Problem,
    form=_form,
    columns=(
        Column(
            "number",
            "问题编号",
            "WT-330113-2026-0001",
            resolve=numbers,
            aliases=("编号",),
            help_text="平台的编号；登记新问题时留空，由平台编号。",
        ),
        ENTERPRISE_OF_CASE,
        Column("title", "问题", "灌装精度波动大", aliases=("问题（需求）",)),
        Column("source", "来源", "现场诊断"),
        Column("dimension", "维度", "质量技术"),
        Column("category", "类别", "制造", required=False, aliases=("问题类别",)),
        Column("severity", "严重程度", "一般", required=False),
        Column("priority", "优先级", "正常", required=False),
        Column("is_common", "共性问题", "否", read=common_or_not, aliases=("共性/个性",)),
        Column("description", "问题描述", "同一批次灌装量偏差超过 3%。"),
        Column("now_value", "现状值", "偏差 3.2%"),
        Column("value_unit", "数值单位", "%"),
        Column("root_cause", "原因分析", "灌装泵老化。"),
        Column("advice", "改进建议", "更换灌装泵并加装在线称重。"),
        Column("raised_on", "提出日期", "2026-03-01"),
        Column("responsible_unit", "责任单位", "杭州示例医药有限公司", help_text="不填则为该企业。"),
        Column("responsible_person", "责任人", "李示例"),
        Column("due_on", "完成时限", "2026-03-31"),
        Column(
            "project",
            "所属项目",
            "ZT2021-0001",
            resolve=resolve_projects,
            aliases=("转入项目",),
            help_text="项目编号或完整名称；没有项目的留空。",
        ),
        Column("status", "状态", "待确认", options=lambda _user: ["待确认", "已销号", "不予采纳"]),
        Column("solved_on", "销号日期", "2021-06-01"),
        Column("past_verifier", "验证人", "王示例", now=VERIFIER),
        Column("after_value", "整改后值", "偏差 0.8%"),
        Column("saving_wan", "节约成本（万元）", "9.07", read=saving, aliases=("节约（万元）",)),
        Column("saving_kind", "节约性质", "每年"),
        Column("saving_basis", "节约依据", "财务核算表"),
    ),
    identity=("number",),
    found_by=(("number",), ("enterprise", "title", "raised_on")),
    numbering=Numbering("number", _series),
    once=ONCE,
    moved=MOVED,
    may=keeps_lists,
    belongs=partial(kept_by, Problem),
    changeable=partial(open_at_county, Problem, PROBLEM_WORKFLOW),
    fixed=lambda user: {"reported_by": user.pk},
    initial=_initial,
    initials=("county", "responsible_unit", "due_on"),
    rules=(
        RowRule(("raised_on", "due_on"), "due_on", in_order("raised_on", "提出日期", "due_on", "完成时限")),
        RowRule(("dimension", "category"), "category", _check_category),
    ),
    rules_of_new=_rules_of_new,
    after=_after,
    list_url="cultivation:problem_list",
    refusal="质量问题清单由属地县级监管部门维护，历史记录由省局导入。如需补充请联系属地局。",
    notes=(
        "登记新问题：编号和状态留空。修改已有问题：从清单页导出，改好后原样导回。",
        "状态、销号和节约成本由办理产生，导入不能修改；省局可以导入以前已销号的历史问题。",
    ),
)
