"""What must be there before an act. One rule, one function; each gives every sentence that applies."""

from enterprises.models import BrandHolder

from .states import MEASURE_WORKFLOW


def brand_is_recorded(entry, by) -> list[str]:
    """Nobody becomes 已获标 by a click: the register of the brand must say so."""
    if BrandHolder.objects.filter(enterprise=entry.enterprise_id, is_current=True).exists():
        return []
    return ["品字标企业名录中没有该企业，请先登记认证证书，或等自我声明授权后自动转入。"]


def nothing_left_to_do(problem, by) -> list[str]:
    """A problem is not solved while a measure for it still runs."""
    running = problem.measures.filter(status__in=MEASURE_WORKFLOW.open_statuses).values_list("number", flat=True)
    if numbers := "、".join(running):
        return [f"针对该问题的帮扶措施（{numbers}）还没有销号，请先办结措施。"]
    return []


def proof_is_there(problem, by) -> list[str]:
    """A word is no proof: something must show that the problem was put right."""
    return [] if problem.evidence.exists() else ["还没有佐证材料，请先上传整改照片、检测报告或记录。"]


def proven_and_done(problem, by) -> list[str]:
    return proof_is_there(problem, by) + nothing_left_to_do(problem, by)


def measure_answers_a_problem(measure, by) -> list[str]:
    return [] if measure.problems.exists() else ["措施没有对应的质量问题，请先在修改页选择问题。"]
