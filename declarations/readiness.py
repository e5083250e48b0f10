"""What must be so before an act may be taken: every check gives all that is missing, as sentences."""

from pinzibiao.casework.dated import value_of

from . import checklist, completeness, site_checks
from .content import facts_of
from .defaults import CORRECTION_ROUNDS, PASS_MEAN
from .models import Declaration
from .rules import conflicts, personal_data, unfitness
from .selectors import (
    mean_score,
    open_to_recusal,
    own_evaluation,
    unanswered_objections,
    unanswered_recusals,
    unscored,
)
from .states import DeclarationStatus


def to_submit(case: Declaration, by) -> list[str]:
    """Everything filled in; and who signs is not who prepared it."""
    problems = completeness.problems(case)
    if by is not None and by.pk == case.prepared_by_id:
        problems.insert(0, "填报人与签署人不得为同一人：本申报由您填报，请由本企业另一位签署人提交。")
    return problems


def to_pass(case: Declaration, by) -> list[str]:
    return checklist.why_not_passed(case)


def to_return(case: Declaration, by) -> list[str]:
    most = value_of(CORRECTION_ROUNDS, case.submitted_on)
    if case.correction_rounds >= most:
        return [f"已退回补正 {most} 次，请作出「通过形式审查」或「不予受理」的决定。"]
    return []


def to_step_back(case: Declaration, by) -> list[str]:
    """An evaluation that has begun is not undone: who has scored has done their work."""
    if case.status != DeclarationStatus.EVALUATION:
        return []
    scored = case.evaluations.filter(scored_at__isnull=False).select_related("expert")
    return [f"{row.expert.name} 已提交评价，不能退回；需要换人的，请用「更换专家」。" for row in scored]


def to_evaluate(case: Declaration, by) -> list[str]:
    """Not twice, and not by somebody who has meanwhile left the library or come too near to the enterprise."""
    row = own_evaluation(case, by)
    if row is None:
        return ["您不在本案专家组中。"]
    if row.scored_at:
        return ["您已提交评价，不能重复提交。"]
    if unanswered_recusals(case).filter(expert=row.expert_id).exists():
        return ["企业申请您回避，市级答复前不能提交评价。"]
    reasons = [f"您不能评价本案：{reason}" for reason in unfitness(row.expert)]
    reasons += [f"您应当回避：{reason}" for reason in conflicts(row.expert, case.enterprise)]
    return [f"{reason.rstrip('。')}。请联系市级监管部门更换专家。" for reason in reasons]


def to_conclude(case: Declaration, by) -> list[str]:
    """Every assigned expert has scored, and what the enterprise holds against one of them has been answered."""
    asked = [f"企业申请 {row.expert.name} 回避，市级还没有答复。" for row in unanswered_recusals(case)]
    return asked + [f"{row.expert.name} 尚未提交评价。" for row in unscored(case)]


def to_object_to_expert(case: Declaration, by) -> list[str]:
    return [] if open_to_recusal(case).exists() else ["专家都已评价，或者都已申请过回避，不能再申请。"]


def to_dismiss_recusal(case: Declaration, by) -> list[str]:
    return [] if unanswered_recusals(case).exists() else ["企业没有提出回避申请，或者都已答复。"]


def to_conclude_pass(case: Declaration, by) -> list[str]:
    """And the mean reaches the threshold of the day of submission."""
    if waiting := to_conclude(case, by):
        return waiting
    least, mean = value_of(PASS_MEAN, case.submitted_on), mean_score(case)
    return [] if mean >= least else [f"平均分 {mean:.1f} 低于 {least} 分，不能拟公示。"]


def to_open_notice(case: Declaration, by) -> list[str]:
    """What will be public names nobody's telephone or identity."""
    indicators = [f"{row.name} {row.required} {row.measured}" for row in case.indicators.all()]
    return personal_data("\n".join([*facts_of(case).values(), *indicators]))


def to_investigate(case: Declaration, by) -> list[str]:
    return [] if unanswered_objections(case).exists() else ["公示期间还没有收到异议，无需核查。"]


def to_report_mended(case: Declaration, by) -> list[str]:
    if case.mended_on:
        return [f"整改情况已于 {case.mended_on} 提交，正在等待省级核查。需要补充的，请等省级要求继续整改后再提交。"]
    return []


def to_mend_again(case: Declaration, by) -> list[str]:
    return [] if case.mended_on else ["企业还没有提交整改情况，现有的整改期限继续有效。"]


def to_end_site_check(case: Declaration, by) -> list[str]:
    """What the experts saw is written down."""
    return site_checks.lacking(case)


def to_pass_site_check(case: Declaration, by) -> list[str]:
    return site_checks.lacking(case) + site_checks.unmet(case)


CHECKS = {
    "submit": to_submit,
    "resubmit": to_submit,
    "pass_form_review": to_pass,
    "return_for_correction": to_return,
    "step_back": to_step_back,
    "object_to_expert": to_object_to_expert,
    "dismiss_recusal": to_dismiss_recusal,
    "evaluate": to_evaluate,
    "conclude_site_check": to_conclude,
    "conclude_pass": to_conclude_pass,
    "conclude_fail": to_conclude,
    "site_pass": to_pass_site_check,
    "site_rectify": to_end_site_check,
    "site_fail": to_end_site_check,
    "open_notice": to_open_notice,
    "investigate": to_investigate,
    "report_mended": to_report_mended,
    "mend_again": to_mend_again,
}
