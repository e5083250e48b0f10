"""What the columns refer to: projects, their indicators, the programme's industries."""

from django.core.exceptions import ValidationError
from django.db.models import Q

from enterprises.models import ProgrammeIndustry
from experts.models import OrganisationMember
from pinzibiao.accounts.models import Role
from pinzibiao.casework.workflow import Desk

from ..models import Indicator, IndicatorTarget, Project
from ..states import PROJECT_WORKFLOW

AT_OFFICE = PROJECT_WORKFLOW.lying_at(Desk.OFFICE)
NO_PROJECT = "您填报的项目中没有这个编号或名称，请核对。"
NO_INDICATOR = "该项目没有设置这个指标，请核对指标名称或代码，或先在项目页面添加指标。"


class IndicatorCode(str):
    """An indicator's code that knows its decimals."""

    __slots__ = ("decimals",)


def resolve_industries(words: set[str], user) -> dict:
    """``临平区 · 生物医药``, or the name alone where only one place has such an industry."""
    found: dict = {}
    for one in ProgrammeIndustry.objects.select_related("region"):
        for name in (str(one), one.name):
            found.setdefault(name, []).append(one.pk)
    wrong = ValidationError("没有找到这个特色产业，请填写“区域 · 产业”，例如“临平区 · 生物医药”。")
    return {word: found[word][0] if len(found.get(word, ())) == 1 else wrong for word in words}


def projects_written_by(user):
    """The projects whose values this person reports: those at their office or of their body, while they lie there."""
    rows = Project.objects.filter(status__in=AT_OFFICE)
    if user.kind == Role.Kind.BODY:
        own = OrganisationMember.objects.filter(user=user).values("organisation")
        return rows.filter(lead_organisation__in=own)
    return rows.filter(office=user.region) if user.kind in Role.REGULATORS else rows.none()


def projects_filled_by(user):
    """The same, and for the province the records of the past: a project that ended without ever having moved."""
    past = Q(moves=0, status__in=[status for status in PROJECT_WORKFLOW.owners if PROJECT_WORKFLOW.ended(status)])
    rows = Project.objects.filter(pk__in=projects_written_by(user).values("pk"))
    return (rows | Project.objects.filter(past)).distinct() if user.kind == Role.Kind.PROVINCE else rows


def resolve_projects(words: set[str], user) -> dict:
    """Numbers or titles of projects that the person fills in; others are as unknown as none."""
    rows = projects_filled_by(user).filter(Q(number__in=words) | Q(title__in=words))
    found: dict = {}
    for pk, number, title in rows.values_list("pk", "number", "title"):
        for name in {number, title}:
            found.setdefault(name, []).append(pk)
    return {word: _project(found.get(word, [])) for word in words}


def _project(keys: list):
    if len(keys) > 1:
        return ValidationError("有多个项目同名，请改填项目编号。")
    return keys[0] if keys else ValidationError(NO_PROJECT)


def resolve_indicators(words: set[str], user) -> dict:
    """Codes or names, or both as lists show them."""
    known = _indicators()
    wrong = ValidationError("没有找到这个指标，请填写“指标与基数”页上的指标名称或代码。")
    return {word: known.get(word, wrong) for word in words}


def resolve_indicators_of_project(words: set[tuple], user) -> dict:
    """``(word, project)``: an indicator for which the project has a target."""
    known = _indicators()
    targets = set(
        IndicatorTarget.objects.filter(project__in={project for _, project in words if project}).values_list(
            "project", "indicator"
        )
    )
    wrong = ValidationError(NO_INDICATOR)
    return {(word, project): known[word] if (project, known.get(word)) in targets else wrong for word, project in words}


def _indicators() -> dict[str, IndicatorCode]:
    known = {}
    for indicator in Indicator.objects.all():
        code = IndicatorCode(indicator.pk)
        code.decimals = indicator.decimals
        known |= {indicator.pk: code, indicator.name: code, str(indicator): code}
    return known


def check_decimals(row: dict) -> None:
    """A count has no decimals; a share has as many as its indicator says."""
    indicator, value = row["indicator"], row["value"]
    if isinstance(indicator, IndicatorCode) and value is not None and value != round(value, indicator.decimals):
        told = f"最多 {indicator.decimals} 位小数" if indicator.decimals else "须为整数"
        raise ValidationError(f"这个指标的数值{told}，请核对。")
