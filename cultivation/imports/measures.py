"""Measures by Excel: plans, facts of those under way, and what was done before the portal knew it."""

from functools import partial

from django.core.exceptions import ValidationError
from django.utils import timezone

from enterprises.models import Enterprise
from experts.imports import resolve_organisations
from pinzibiao.accounts.models import Role
from pinzibiao.exchange.fields import add_fields, name_in_words, obey
from pinzibiao.exchange.kinds import Column, ImportKind, Links, Numbering, RowRule
from pinzibiao.exchange.words import Key, part_of

from .. import rules
from ..actions.importing import leave_trail
from ..actions.measures import number_series
from ..forms import NewMeasureForm
from ..models import Measure, Problem
from ..states import MEASURE_WORKFLOW, PROBLEM_WORKFLOW, MeasureStatus
from .keys import (
    ENTERPRISE_OF_CASE,
    Number,
    keeps_lists,
    kept_by,
    numbers_of,
    open_at_county,
)
from .order import in_order

LEFT_BY_ACTS = ("status", "done_on", "effect_after", "rating")
PAST = (MeasureStatus.CLOSED, MeasureStatus.DROPPED)
NO_NUMBER = "您维护的措施中没有这个编号，请核对；制定新措施请把编号留空，由平台编号。"
NO_PROBLEM = "该企业没有这个编号的质量问题，请核对；几个编号之间用顿号隔开。"
OVER = "所填的质量问题有的已经办结，不能再制定措施；以前做完的措施请由省局按“已销号”导入。"
TIES = Links(Measure.problems.through, "measure", "problem")


def problems_of(words: set[tuple], user) -> dict:
    """``(numbers, measure's number, enterprise)``: problems of the enterprise that the measure is for."""
    owners = {_owner(number, enterprise) for _, number, enterprise in words}
    rows = Problem.objects.filter(enterprise__in=owners - {None})
    known: dict = {}
    for pk, number, status, owner in rows.values_list("pk", "number", "status", "enterprise"):
        key = Key(pk, is_open=not PROBLEM_WORKFLOW.ended(status))
        known.setdefault(owner, {})[number] = key
    return {
        (word, number, enterprise): _problems(word, known.get(_owner(number, enterprise), {}))
        for word, number, enterprise in words
    }


def _owner(number, enterprise) -> Key | None:
    return number.enterprise if isinstance(number, Number) else enterprise


def _problems(word: str, known: dict):
    found = part_of(word, known)
    return ValidationError(NO_PROBLEM) if found is None else sorted(set(found))


def _form(user) -> NewMeasureForm:
    form = NewMeasureForm(enterprise=Enterprise(pk=0))
    name_in_words(form, "enterprise", "problems", "helping_organisation")
    form.fields["enterprise"].required = True
    add_fields(form, "number", *LEFT_BY_ACTS)
    obey(form, rules.not_future, "done_on")
    return form


def _initial():
    return lambda row: {"county": row["enterprise"].county}


def _series(row: dict) -> tuple[str, str]:
    day = timezone.localdate()
    if row["status"] in PAST:
        day = row["done_on"] or row["starts_on"] or day
    return number_series(row["enterprise"].county, day.year)


def _rules_of_new(user) -> tuple[RowRule, ...]:
    return (
        RowRule(("status",), "status", partial(_check_first_status, user)),
        RowRule(LEFT_BY_ACTS, "status", _check_outcome),
        RowRule(("status", "problems"), "problems", _check_problems),
    )


def _check_first_status(user, row: dict) -> None:
    status = row["status"] or MeasureStatus.PLANNED
    if status == MeasureStatus.PLANNED:
        return
    if user.kind != Role.Kind.PROVINCE:
        raise ValidationError("新措施从“待实施”开始，请把状态留空；以前已销号的历史措施由省局导入。")
    if status not in PAST:
        raise ValidationError("导入的新措施只能是“待实施”“已销号”或“已取消”，请核对。")


def _check_outcome(row: dict) -> None:
    if row["status"] == MeasureStatus.CLOSED:
        if not row["done_on"]:
            raise ValidationError("已销号的措施请填写完成日期。")
    elif row["done_on"] or row["effect_after"] or row["rating"]:
        raise ValidationError("填写了完成日期、实施后或企业评价，请把状态填为“已销号”；还没有做完的，请清除这些栏目。")


def _check_problems(row: dict) -> None:
    is_new = (row["status"] or MeasureStatus.PLANNED) == MeasureStatus.PLANNED
    if is_new and not all(problem.is_open for problem in row["problems"] or ()):
        raise ValidationError(OVER)


MEASURES = ImportKind(
    key="measure",
    label="帮扶措施清单",
    model=Measure,
    form=_form,
    columns=(
        Column(
            "number",
            "措施编号",
            "CS-330113-2026-0001",
            resolve=numbers_of(Measure, NO_NUMBER),
            aliases=("编号",),
            help_text="平台的编号；制定新措施时留空，由平台编号。",
        ),
        ENTERPRISE_OF_CASE,
        Column(
            "problems",
            "针对问题",
            "WT-330113-2026-0001、WT-330113-2026-0002",
            resolve=problems_of,
            by=("number", "enterprise"),
            links=TIES,
            help_text="质量问题的编号，几个编号之间用顿号隔开。",
        ),
        Column("kind", "类别", "培训"),
        Column("content", "措施内容", "开展灌装工艺培训。", aliases=("内容", "措施")),
        Column("responsible_unit", "责任单位", "浙江省药械检验研究院"),
        Column("responsible_person", "责任人", "李示例"),
        Column(
            "helping_organisation",
            "帮扶单位",
            "方圆标志认证集团浙江有限公司",
            resolve=resolve_organisations,
            help_text="机构库中的机构名称。",
        ),
        Column("starts_on", "开始日期", "2026-03-01"),
        Column("due_on", "完成时限", "2026-06-30"),
        Column("effect_before", "实施前", "灌装损耗率 3%"),
        Column("status", "状态", "待实施", options=lambda _user: ["待实施", "已销号", "已取消"]),
        Column("done_on", "完成日期", "2021-06-01"),
        Column("effect_after", "实施后", "灌装损耗率 1%"),
        Column("rating", "企业评价（1–5 分）", "5"),
    ),
    identity=("number",),
    found_by=(("number",), ("enterprise", "kind", "content")),
    numbering=Numbering("number", _series),
    once=("enterprise", *LEFT_BY_ACTS),
    moved="登记之后，这一栏只能在措施页面通过办理产生，不能用导入修改。请恢复原内容。",
    may=keeps_lists,
    belongs=partial(kept_by, Measure),
    changeable=partial(open_at_county, Measure, MEASURE_WORKFLOW),
    fixed=lambda user: {"created_by": user.pk},
    initial=_initial,
    initials=("county",),
    rules=(
        RowRule(("starts_on", "due_on"), "due_on", in_order("starts_on", "开始日期", "due_on", "完成时限")),
        RowRule(("starts_on", "done_on"), "done_on", in_order("starts_on", "开始日期", "done_on", "完成日期")),
    ),
    rules_of_new=_rules_of_new,
    after=lambda merged, by: leave_trail(
        merged, Measure, by=by, action="plan", label="制定措施", status=MeasureStatus.PLANNED
    ),
    list_url="cultivation:measure_list",
    refusal="帮扶措施清单由属地县级监管部门维护，历史记录由省局导入。如需补充请联系属地局。",
    notes=(
        "制定新措施：编号和状态留空，针对问题填写质量问题的编号。修改已有措施：从清单页导出，改好后原样导回。",
        "状态和完成情况由办理产生，导入不能修改；省局可以导入以前已销号的历史措施。",
    ),
)
