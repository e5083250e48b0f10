"""Targets and quarterly values of projects, and the baselines of the programme, by Excel."""

from functools import partial

from django import forms
from django.core.exceptions import ValidationError

from pinzibiao.accounts.models import Role
from pinzibiao.casework.many import record_many
from pinzibiao.casework.workflow import Desk
from pinzibiao.exchange import values
from pinzibiao.exchange.fields import obey
from pinzibiao.exchange.kinds import Column, ImportKind, RowRule
from pinzibiao.exchange.places import resolve_place

from .. import rules
from ..models import IndicatorBaseline, IndicatorTarget, IndicatorValue, Project
from .projects import COMMENT, is_province
from .references import (
    check_decimals,
    projects_filled_by,
    projects_written_by,
    resolve_indicators,
    resolve_indicators_of_project,
    resolve_industries,
    resolve_projects,
)

FILLERS = (*Role.REGULATORS, Role.Kind.BODY)
SETTLED = "项目已办结或不在您的环节，不能用导入修改。请恢复原内容，或联系项目管理机关。"
REFUSAL = "项目指标由项目管理机关和牵头单位填报。如需补充请联系项目管理机关。"
QUARTERS = {f"{word}季度": str(number) for number, word in enumerate("一二三四", start=1)}
PROJECT = Column(
    "project",
    "项目",
    "ZT2021-0001",
    resolve=resolve_projects,
    aliases=("项目编号", "项目名称"),
    help_text="项目编号或完整名称。",
)


def may_fill(user) -> bool:
    return user.kind in FILLERS


def read_quarter(cell) -> int | None:
    """``2``, ``第2季度``, ``二季度``."""
    words = values.text(cell).replace("第", "").replace(" ", "")
    return values.whole(QUARTERS.get(words, words.removesuffix("季度")))


def _form_of(model, *names: str):
    """The model's own fields; other records are named in words."""

    def form(user) -> forms.BaseForm:
        made = forms.Form()
        for name in names:
            field = model._meta.get_field(name)
            words = forms.CharField(label=field.verbose_name, required=not field.blank)
            made.fields[name] = words if field.is_relation else field.formfield()
        return made

    return form


def _of_projects(model, projects_of, user):
    return model.objects.filter(project__in=projects_of(user))


def _leave_trail(model, action: str, label: str, merged, by) -> None:
    """One event on each project that has new or other figures."""
    rows = model.objects.filter(pk__in=merged.keys(is_new=True)) | model.objects.filter(
        pk__in=merged.keys(is_new=False)
    )
    projects = Project.objects.filter(pk__in=rows.values("project"))
    record_many(projects, action, label, by=by, desk=Desk.OFFICE, comment=COMMENT)


def _values_left(merged, by) -> None:
    IndicatorValue.objects.filter(pk__in=merged.keys(is_new=False)).update(entered_by=by)
    _leave_trail(IndicatorValue, "report_quarter", "导入季度指标值", merged, by)


def _check_quarter(row: dict) -> None:
    if row["quarter"] in range(1, 5) and not rules.quarter_has_begun(row["year"], row["quarter"]):
        raise ValidationError("这个季度还没有开始，请核对年度和季度。")


OF_PROJECT = {
    "may": may_fill,
    "settled": SETTLED,
    "refusal": REFUSAL,
    "list_url": "projects:list",
    "outside": "这个项目不由您填报，请核对项目编号。",
}
TARGETS = ImportKind(
    key="project_target",
    label="项目指标目标",
    model=IndicatorTarget,
    form=_form_of(IndicatorTarget, "project", "indicator", "baseline", "target"),
    columns=(
        PROJECT,
        Column("indicator", "指标", "解决企业质量技术问题", resolve=resolve_indicators, help_text="指标的名称或代码。"),
        Column("baseline", "基线值", "0"),
        Column("target", "目标值", "30"),
    ),
    identity=("project", "indicator"),
    belongs=partial(_of_projects, IndicatorTarget, projects_filled_by),
    changeable=partial(_of_projects, IndicatorTarget, projects_written_by),
    after=partial(_leave_trail, IndicatorTarget, "set_targets", "导入指标目标"),
    **OF_PROJECT,
)
VALUES = ImportKind(
    key="indicator_value",
    label="季度指标值",
    model=IndicatorValue,
    form=_form_of(IndicatorValue, "project", "indicator", "year", "quarter", "value", "note"),
    columns=(
        PROJECT,
        Column(
            "indicator",
            "指标",
            "解决企业质量技术问题",
            resolve=resolve_indicators_of_project,
            by=("project",),
            help_text="项目已设置的指标的名称或代码。",
        ),
        Column("year", "年度", "2026"),
        Column("quarter", "季度", "1", read=read_quarter, help_text="1–4，也可以写“一季度”。"),
        Column("value", "本季值", "12", aliases=("数值",), help_text="本季度的数；没有数据不要填行，确为零请填 0。"),
        Column("note", "说明", "含共性问题 3 个"),
    ),
    identity=("project", "indicator", "year", "quarter"),
    belongs=partial(_of_projects, IndicatorValue, projects_filled_by),
    changeable=partial(_of_projects, IndicatorValue, projects_written_by),
    fixed=lambda user: {"entered_by": user.pk},
    rules=(
        RowRule(("year", "quarter"), "quarter", _check_quarter),
        RowRule(("indicator", "value"), "value", check_decimals),
    ),
    after=_values_left,
    **OF_PROJECT,
)


def _baseline_form(user) -> forms.BaseForm:
    form = _form_of(IndicatorBaseline, "indicator", "region", "industry", "as_of", "value", "source")(user)
    obey(form, rules.not_future, "as_of")
    return form


def _baselines_of(user):
    return IndicatorBaseline.objects.all() if is_province(user) else IndicatorBaseline.objects.none()


BASELINES = ImportKind(
    key="indicator_baseline",
    label="指标基数",
    model=IndicatorBaseline,
    form=_baseline_form,
    columns=(
        Column("indicator", "指标", "解决企业质量技术问题", resolve=resolve_indicators, help_text="指标的名称或代码。"),
        Column(
            "region",
            "区域",
            "浙江省",
            resolve=resolve_place,
            help_text="省、设区市、县（市、区）或功能区的名称或代码。",
        ),
        Column(
            "industry",
            "产业",
            "临平区 · 生物医药",
            resolve=resolve_industries,
            help_text="特色产业，写作“区域 · 产业”；不分产业的留空。",
        ),
        Column("as_of", "截至", "2022-12-31"),
        Column("value", "基数", "687", aliases=("数值",)),
        Column("source", "来源", "杭州日报 2023-03-03"),
    ),
    identity=("indicator", "region", "industry", "as_of"),
    found_by=(("indicator", "region", "industry", "as_of"),),
    rules=(RowRule(("indicator", "value"), "value", check_decimals),),
    may=is_province,
    belongs=_baselines_of,
    list_url="projects:indicator_list",
    refusal="指标基数由省局维护。",
)
