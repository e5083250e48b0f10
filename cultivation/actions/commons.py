"""Deciding what is common: confirmed, refused, merged, given more cases, raised to a 质量攻坚项目."""

from django.utils import timezone

from pinzibiao.accounts.models import Role
from pinzibiao.casework.counters import next_number
from pinzibiao.casework.dated import value_of
from pinzibiao.casework.many import record_many
from pinzibiao.casework.procedure import Procedure
from pinzibiao.casework.refusals import NotReady
from pinzibiao.casework.workflow import Desk
from pinzibiao.regions.models import Region
from projects.actions import create_project
from projects.models import Project

from ..defaults import COMMON_LEAST
from ..models import CommonCase, CommonProblem, Problem
from ..states import COMMON_WORKFLOW
from .asking import raising_desk
from .proposing import settle_place

State = CommonCase.State


def sits_at(user, common: CommonProblem) -> set[Desk]:
    """The bureau of the lowest place that holds all the cases."""
    is_its_bureau = user.kind in Role.REGULATORS and user.region and user.region.pk == common.region_id
    return {Desk.OFFICE} if is_its_bureau else set()


def open_cases(common: CommonProblem):
    """What awaits a decision, the least alike first: they need the closest look."""
    return common.cases.filter(state=State.PROPOSED).order_by("similarity", "pk")


def something_is_proposed(common, by) -> list[str]:
    return [] if open_cases(common).exists() else ["没有待研判的个案；发现相似问题后会列在这里。"]


def _confirm(common, *, by, data, event) -> None:
    chosen = _decide(common, data, by)
    least = value_of(COMMON_LEAST)
    if Problem.objects.filter(pk__in=chosen).values("enterprise").distinct().count() < least:
        raise NotReady(f"共性问题至少涉及 {least} 家企业，请再勾选个案，或办理“认定为非共性”。")
    common.title = data.get("title") or common.title
    common.decided_on = timezone.localdate()
    common.number = _number(common.decided_on.year)
    _told(event, common, chosen)


def _refuse(common, *, by, data, event) -> None:
    """Remembered case by case: these are not proposed together again."""
    common.decided_on = timezone.localdate()
    common.cases.update(state=State.REFUSED, decided_by=by)


def _merge(common, *, by, data, event) -> None:
    target = CommonProblem.objects.select_for_update(of=("self",)).get(pk=data["target"].pk)
    if target.status != "confirmed" or target.industry_id != common.industry_id:
        raise NotReady("只能并入同一行业大类中已认定的共性问题，请重新选择。")
    chosen = _decide(common, data, by)
    if not chosen:
        raise NotReady("请至少勾选一个个案。")
    there = set(target.cases.filter(problem__in=chosen).values_list("problem", flat=True))
    target.cases.filter(problem__in=there).update(state=State.CONFIRMED, decided_by=by)
    common.cases.filter(problem__in=there).delete()
    common.cases.filter(state=State.CONFIRMED).update(common=target)
    common.merged_into, common.decided_on = target, timezone.localdate()
    settle_place(target)
    _told(event, target, chosen)


def _add_cases(common, *, by, data, event) -> None:
    chosen = _decide(common, data, by)
    if common.project:
        _tie(common.project, chosen, by)
    _told(event, common, chosen)


def _raise_project(common, *, by, data, event) -> None:
    """One step: the project is begun with what is known of the problem, and its cases belong to it."""
    if common.project_id:
        raise NotReady(f"该共性问题已转为项目「{common.project.title}」。")
    confirmed = common.cases.filter(state=State.CONFIRMED)
    counties = Region.objects.filter(pk__in=confirmed.values("problem__county"))
    summary = f"由共性问题 {common.number} 转入，涉及个案 {confirmed.count()} 个。"
    values = {"title": f"{common.title[:110]}质量攻坚", "kind": Project.Kind.BREAKTHROUGH, "summary": summary}
    values["year"] = timezone.localdate().year
    common.project = create_project(by=by, office=common.region, data=values, regions=list(counties))
    _tie(common.project, confirmed.values("problem"), by)
    event.data = {"project": common.project.pk, "project_title": common.project.title}


def _decide(common, data, by) -> list[int]:
    """The cases chosen belong to it, the other ones that were proposed do not; the keys of the chosen problems."""
    left_out = [case.pk for case in data.get("left_out", ())]
    proposed = common.cases.filter(state=State.PROPOSED)
    proposed.filter(pk__in=left_out).update(state=State.REFUSED, decided_by=by)
    chosen = list(proposed.values_list("problem", flat=True))
    elsewhere = CommonCase.objects.filter(problem__in=chosen, state=State.CONFIRMED).select_related("problem")
    if numbers := "、".join(case.problem.number for case in elsewhere):
        raise NotReady(f"问题 {numbers} 已归入别的共性问题，请取消勾选。")
    proposed.update(state=State.CONFIRMED, decided_by=by)
    Problem.objects.filter(pk__in=chosen).update(is_common=True)
    return chosen


def _tie(project: Project, problems, by) -> None:
    """Problems that belong to no project yet; what was saved before stays where it was entered."""
    free = Problem.objects.filter(pk__in=problems, project=None)
    record_many(free, "join_project", "归入质量攻坚项目", by=by, desk=raising_desk(by), comment=project.title)
    free.update(project=project)


def _told(event, common, chosen: list[int]) -> None:
    event.data = {"common": common.pk, "number": common.number, "cases": len(chosen)}


def _number(year: int) -> str:
    return f"GX-{year}-{next_number(f'common/{year}'):04d}"


COMMON_PROCEDURE = Procedure(
    model="cultivation.commonproblem",
    workflow=COMMON_WORKFLOW,
    sits_at=sits_at,
    ready={"add_cases": something_is_proposed},
    effects={
        "confirm": _confirm,
        "refuse": _refuse,
        "merge": _merge,
        "add_cases": _add_cases,
        "raise_project": _raise_project,
    },
)
take = COMMON_PROCEDURE.take
