"""Form review by the county, evaluation by experts."""

from dataclasses import asdict

from django.utils import timezone

from experts.models import Expert
from pinzibiao.casework.calendar import add_working_days
from pinzibiao.casework.dated import value_of
from pinzibiao.casework.refusals import NotReady

from ..defaults import CORRECTION_DAYS, LEAST_EXPERTS
from ..draws import draw, drawn_count, take_next
from ..models import CorrectionItem, Declaration, Evaluation
from ..phrases import count_uses
from ..rules import barred
from ..selectors import own_evaluation
from ..states import DeclarationStatus
from .recusal import answer_recusals


def return_for_correction(case: Declaration, *, by, data, event) -> None:
    """``data["items"]``: ``[(Part, reason)]``, at least one; the enterprise's days begin."""
    items = data.get("items") or []
    if not items:
        raise NotReady("请至少勾选一个需要补正的部分，并写明要补正什么。")
    case.correction_rounds += 1
    for part, reason in items:
        CorrectionItem.objects.create(
            declaration=case, round=case.correction_rounds, reason=reason.strip(), **asdict(part)
        )
    count_uses(case.county_id, items)
    case.due_on = add_working_days(timezone.localdate(), value_of(CORRECTION_DAYS, case.submitted_on))
    named = list(dict.fromkeys(str(part.section) for part, _ in items))
    event.data = {"round": case.correction_rounds, "sections": named}


def assign_experts(case: Declaration, *, by, data, event) -> None:
    """``data["experts"]`` (≥ 2 by default) with ``data["leader"]`` among them; whoever must stay away is refused."""
    if drawn_count(case):
        chosen = draw(case, by=by)
        return _assign(case, chosen, chosen[0], by, event)
    chosen, leader = list(data.get("experts") or []), data.get("leader")
    least = value_of(LEAST_EXPERTS, case.submitted_on)
    problems = [] if len(chosen) >= least else [f"请至少选择 {least} 名专家，现选 {len(chosen)} 名。"]
    if leader not in chosen:
        problems.append("请在所选专家中指定一名组长。")
    _refuse(problems + _objections_to(chosen, case))
    return _assign(case, chosen, leader, by, event)


def replace_expert(case: Declaration, *, by, data, event) -> None:
    """``data["evaluation"]`` of somebody who has not scored goes to ``data["expert"]``."""
    evaluation = data.get("evaluation")
    expert = take_next(case) if drawn_count(case) else data.get("expert")
    if evaluation is None or expert is None:
        raise NotReady("请选择被更换的专家和接替的专家。")
    problems = _objections_to([expert], case)
    if case.evaluations.filter(expert=expert).exists():
        problems.append(f"{expert.name}：已在本案专家组中，请另选一名。")
    if evaluation.scored_at:
        problems.append(f"{evaluation.expert.name} 已提交评价，不能更换。")
    _refuse(problems)
    event.data = {"from": evaluation.expert.name, "to": expert.name}
    is_leader = evaluation.is_leader
    answer_recusals(case, evaluation.expert_id, by, event, is_granted=True)
    evaluation.delete()
    Evaluation.objects.create(declaration=case, expert=expert, is_leader=is_leader, assigned_by=by)


def step_back(case: Declaration, *, by, data, event) -> None:
    """An assignment taken back is forgotten, since nobody has scored; scores that are in stay where they are."""
    if event.from_status == DeclarationStatus.EVALUATION:
        event.data = {"experts": [row.expert.name for row in case.evaluations.select_related("expert")]}
        case.evaluations.all().delete()


def evaluate(case: Declaration, *, by, data, event) -> None:
    """``data``: ``score`` of 100 and ``opinion``. They stay out of the trail: colleagues judge for themselves."""
    if data.get("score") is None or not str(data.get("opinion") or "").strip():
        raise NotReady("请填写评分和评价意见。")
    row = own_evaluation(case, by)
    row.score, row.opinion, row.scored_at = data["score"], data["opinion"].strip(), timezone.now()
    row.full_clean(exclude=["declaration", "expert", "assigned_by"])
    row.save()


def _objections_to(experts: list[Expert], case: Declaration) -> list[str]:
    found = barred(experts, case)
    return [f"{one.name}：{reason}" for one in experts for reason in found[one.pk]]


def _assign(case: Declaration, chosen: list[Expert], leader: Expert, by, event) -> None:
    for expert in chosen:
        Evaluation.objects.create(declaration=case, expert=expert, is_leader=expert == leader, assigned_by=by)
    event.data = {"experts": [expert.name for expert in chosen], "leader": leader.name}


def _refuse(problems: list[str]) -> None:
    if problems:
        raise NotReady("不能指派：" + "；".join(one.rstrip("。") for one in problems) + "。", problems)
