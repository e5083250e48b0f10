"""Who may evaluate whom (回避), what may be published, and until when an enterprise may step back."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils import timezone

from experts.models import Expert, Interest
from experts.states import ExpertStatus
from pinzibiao.casework.dated import value_of
from pinzibiao.lib.identity import is_identity
from visits.models import HelpVisit
from visits.states import VisitStatus

from .completeness import months_before
from .defaults import INTEREST_YEARS
from .models import CorrectionItem, Declaration, Evaluation, RecusalRequest
from .states import BEFORE_EVALUATION, WORKFLOW, DeclarationStatus

INTEREST_WORDS = {
    Interest.Kind.WORKED: "在该企业任职",
    Interest.Kind.ADVISED: "为该企业提供咨询服务",
    Interest.Kind.KIN: "有亲属在该企业任职",
    Interest.Kind.JUDGED: "参加过该企业上一轮评审",
    Interest.Kind.OTHER: "与该企业有其他利害关系",
}
S = DeclarationStatus
# Statuses of a declaration whose evaluation is over.
JUDGED = (
    S.TO_NOTICE,
    S.IN_NOTICE,
    S.OBJECTION,
    S.AUTHORISED,
    S.SUSPENDED,
    S.FAILED,
    S.REVOKED,
    S.CANCELLED,
    S.EXPIRED,
)
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
IDENTITY = re.compile(r"(?<!\d)[1-9]\d{16}[\dXx](?![\dA-Za-z])")


def conflicts(expert: Expert, enterprise, on: date | None = None) -> list[str]:
    """Why ``expert`` may not evaluate ``enterprise``: every reason as a Chinese sentence, none when free."""
    return conflicts_of([expert], enterprise, on)[expert.pk]


def conflicts_of(experts: Iterable[Expert], enterprise, on: date | None = None) -> dict[int, list[str]]:
    """``{expert's id: reasons}`` for many experts in four queries. Source: DOMAIN.md section 8 (回避)."""
    day = on or timezone.localdate()
    found = {expert.pk: _same_unit(expert, enterprise) for expert in experts}
    for interest in _interests(found, enterprise, day):
        found[interest.expert_id].append(_interest_sentence(interest))
    for expert_id, number in _helped(found, enterprise):
        found[expert_id].append(f"为该企业提供过帮扶（{'、'.join(number)}），帮扶过的企业不得参与评价。")
    for expert_id, number in _judged_last(found, enterprise):
        found[expert_id].append(f"评价过该企业上一轮申报（{number}），本轮应由其他专家评价。")
    return found


def unfitness(expert: Expert, on: date | None = None) -> list[str]:
    """Why ``expert`` may not be assigned at all: not listed, out of term, nobody who could sign in."""
    day = on or timezone.localdate()
    reasons = []
    if expert.status != ExpertStatus.LISTED:
        reasons.append(f"当前状态为「{expert.get_status_display()}」，不在库。")
    if (expert.term_from and expert.term_from > day) or (expert.term_to and expert.term_to < day):
        reasons.append("不在聘期内。")
    if expert.user_id is None:
        reasons.append("尚未开通账号，无法在线评价。")
    return reasons


def barred(experts: Iterable[Expert], case: Declaration) -> dict[int, list[str]]:
    """``{expert's id: reasons}``: everything that keeps each of many from judging ``case``, in five queries."""
    experts = list(experts)
    found = conflicts_of(experts, case.enterprise)
    granted = RecusalRequest.objects.filter(declaration=case, is_granted=True).values_list("expert_id", flat=True)
    asked = {pk: ["企业申请其回避，已经同意。"] for pk in granted}
    return {one.pk: unfitness(one) + found[one.pk] + asked.get(one.pk, []) for one in experts}


def judging(experts: Iterable[Expert], enterprise) -> dict[int, list[str]]:
    """``{expert's id: reasons}``: whoever is evaluating the enterprise just now may not help it meanwhile."""
    rows = Evaluation.objects.filter(
        expert__in=[one.pk for one in experts],
        declaration__enterprise=enterprise,
        declaration__status__in=(S.EVALUATION, S.SITE_CHECK),
    )
    told = rows.order_by("expert", "declaration").values_list("expert", "declaration__number")
    return {pk: [f"正在评价该企业的自我声明（{number}），评价结束前不得帮扶该企业。"] for pk, number in told}


def editable_sections(case: Declaration) -> list[CorrectionItem.Section]:
    """A draft is open as a whole; a correction opens only what was named; anything else is locked."""
    match case.status:
        case DeclarationStatus.DRAFT:
            return list(CorrectionItem.Section)
        case DeclarationStatus.CORRECTION:
            named = set(current_items(case).values_list("section", flat=True))
            return [section for section in CorrectionItem.Section if section in named]
    return []


def current_items(case: Declaration):
    """What the last return asked to correct."""
    return case.correction_items.filter(round=case.correction_rounds)


def why_locked(case: Declaration) -> str:
    """The sentence shown where nothing can be edited any more."""
    if WORKFLOW.ended(case.status):
        return f"本申报已办结（{case.get_status_display()}），内容不能修改。"
    return "已提交的内容不能修改。如需更正，请等待属地市场监管部门退回补正；进入资料评价前也可以撤回。"


def why_no_withdrawal(case: Declaration) -> str:
    """Why the enterprise can no longer withdraw; nothing while it can, or once the case has ended."""
    if case.status in (DeclarationStatus.DRAFT, *BEFORE_EVALUATION) or WORKFLOW.ended(case.status):
        return ""
    if case.status in (DeclarationStatus.AUTHORISED, DeclarationStatus.SUSPENDED):
        return "已授权的声明不能撤回；不再使用品字标的，由签署人申请注销。"
    return "资料评价已经开始，不能再撤回。如确需终止，请联系属地市场监管部门。"


def personal_data(text: str) -> list[str]:
    """Personal data in a text that is going to be public; each as a sentence. Nothing is published with it."""
    found = [f"含有手机号（{match[:3]}****{match[-4:]}）" for match in MOBILE.findall(text)]
    found += [f"含有身份证号（{one[:6]}…）" for one in IDENTITY.findall(text) if is_identity(one)]
    return [f"公开内容{what}，请删除后再办理。" for what in found]


def _same_unit(expert: Expert, enterprise) -> list[str]:
    if expert.unit.strip() == enterprise.name:
        return ["工作单位就是该企业。"]
    return []


def _interests(expert_ids, enterprise, day: date):
    """Those that hold, and those that ended lately: nobody ends a tie today to judge tomorrow."""
    counts_since = months_before(day, 12 * value_of(INTEREST_YEARS, day))
    return Interest.objects.filter(
        Q(since=None) | Q(since__lte=day),
        Q(until=None) | Q(until__gte=counts_since),
        expert__in=list(expert_ids),
        enterprise=enterprise,
    ).order_by("expert", "id")


def _interest_sentence(interest: Interest) -> str:
    note = f"（{interest.note}）" if interest.note else ""
    return f"已申报：{INTEREST_WORDS[interest.kind]}{note}。"


def _helped(expert_ids, enterprise):
    """``(expert's id, numbers of the visits)``: who helped may not judge."""
    links = HelpVisit.experts.through.objects.filter(expert__in=list(expert_ids), helpvisit__enterprise=enterprise)
    numbers = defaultdict(list)
    rows = links.exclude(helpvisit__status=VisitStatus.CANCELLED).order_by("helpvisit__id")
    for expert_id, number in rows.values_list("expert_id", "helpvisit__number"):
        numbers[expert_id].append(number)
    return numbers.items()


def _judged_last(expert_ids, enterprise) -> list[tuple[int, str]]:
    """``(expert's id, number)``: who scored the enterprise's last declaration whose evaluation is over."""
    scored = Evaluation.objects.filter(declaration__enterprise=enterprise, scored_at__isnull=False)
    over = scored.filter(declaration__status__in=JUDGED).order_by("-declaration__submitted_on", "-declaration_id")
    last = over.values("declaration")[:1]
    rows = over.filter(declaration=last, expert__in=list(expert_ids)).order_by("expert")
    return list(rows.values_list("expert", "declaration__number"))
