"""Who is told of what: the offices of what has come in, the enterprise of what has become of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from pinzibiao.accounts.models import Role, User
from pinzibiao.notices.actions import tell

from .models import Declaration, SpotCheckPlan
from .states import DeclarationStatus

ARRIVED, ASKED, RESULT = "declarations.arrived", "declarations.asked", "declarations.result"
STANDING, DEADLINE = "declarations.standing", "declarations.deadline"
EXPIRY, SELF_CHECK = "declarations.expiry", "declarations.self_check"
SPOT_CHECK = "declarations.spot_check"


def county_officers(case: Declaration) -> QuerySet[User]:
    return User.objects.filter(role__kind=Role.Kind.COUNTY, role__region=case.county_id, is_active=True)


def city_officers(case: Declaration) -> QuerySet[User]:
    return User.objects.filter(role__kind=Role.Kind.CITY, role__region=case.city_code, is_active=True)


def before_this_step(case: Declaration) -> QuerySet[User]:
    """Whoever must act once the case has gone one step back from where it stands."""
    match case.status:
        case DeclarationStatus.EVALUATION:
            return city_officers(case)
        case DeclarationStatus.TO_NOTICE:
            return User.objects.filter(expert__evaluations__declaration=case, expert__evaluations__is_leader=True)
    return county_officers(case)


def province_officers(case: Declaration | None = None) -> QuerySet[User]:
    return User.objects.filter(role__kind=Role.Kind.PROVINCE, is_active=True)


def enterprise_people(case: Declaration) -> QuerySet[User]:
    """The enterprise's own: clerk and signatory alike, since one fills in and the other signs."""
    return User.objects.filter(membership__enterprise=case.enterprise_id, is_active=True)


@dataclass(frozen=True)
class Word:
    """What is said after an act. ``{who}``, ``{product}``, ``{due}`` and ``{number}`` are the case's."""

    kind: str
    readers: Callable
    text: str
    # What of the event must be so; without it nothing is said.
    about: str = ""


def _arrived(text: str) -> Word:
    return Word(ARRIVED, county_officers, text)


def _enterprise(kind: str, text: str) -> Word:
    return Word(kind, enterprise_people, text)


WORDS = {
    "submit": _arrived("{who}提交了「{product}」的自我声明，请在 {due} 前受理。"),
    "resubmit": _arrived("{who}补正后重新提交了「{product}」的自我声明，请继续形式审查。"),
    "step_back": Word(ARRIVED, before_this_step, "「{product}」的自我声明退回上一步，请重新办理，原因见办理记录。"),
    "return_for_correction": _enterprise(ASKED, "「{product}」的自我声明被退回补正，请在 {due} 前改好并重新提交。"),
    "assign_experts": _enterprise(ASKED, "「{product}」已指派评价专家。如有应当回避的，请在其评价前申请回避。"),
    "replace_expert": _enterprise(ASKED, "「{product}」更换了评价专家。如有应当回避的，请在其评价前申请回避。"),
    "object_to_expert": Word(ARRIVED, city_officers, "{who}就「{product}」申请专家回避，请更换专家或者答复。"),
    "dismiss_recusal": _enterprise(RESULT, "「{product}」的专家回避申请未获同意，理由见办理记录。"),
    "site_rectify": _enterprise(ASKED, "「{product}」现场核查要求整改，请在 {due} 前提交整改。"),
    "decline": _enterprise(RESULT, "「{product}」的自我声明不予受理，理由见办理记录。"),
    "lapse": _enterprise(RESULT, "「{product}」的自我声明逾期未补正，视为撤回。可以重新申报。"),
    "conclude_fail": _enterprise(RESULT, "「{product}」的自我声明未通过资料评价，理由见办理记录。"),
    "site_fail": _enterprise(RESULT, "「{product}」的自我声明未通过现场核查，理由见办理记录。"),
    "rectification_lapse": _enterprise(RESULT, "「{product}」逾期未整改，自我声明不通过。"),
    "uphold_objection": _enterprise(RESULT, "公示期间的异议成立，「{product}」未获授权，理由见办理记录。"),
    "self_check": Word(
        ARRIVED, county_officers, "{who}的「{product}」年度自查有 {unmet} 项不符合，请核实并督促改进。", about="unmet"
    ),
    "authorise": _enterprise(RESULT, "「{product}」已获授权使用品字标，授权编号 {number}。"),
    "suspend": _enterprise(STANDING, "「{product}」的授权已暂停，请在 {due} 前提交整改情况；期间不得使用品字标。"),
    "mend_again": _enterprise(STANDING, "「{product}」还要继续整改，请在 {due} 前再次提交整改情况。"),
    "restore": _enterprise(STANDING, "「{product}」的授权已恢复。"),
    "revoke": _enterprise(STANDING, "「{product}」的授权已撤销，请停止使用品字标。理由见办理记录。"),
    "revoke_overdue": _enterprise(STANDING, "「{product}」逾期未整改，授权已撤销，请停止使用品字标。"),
    "expire": _enterprise(STANDING, "「{product}」的授权已到期，请停止使用品字标；需要继续使用的请重新申报。"),
    "report_mended": Word(ARRIVED, province_officers, "{who}提交了「{product}」的整改情况，请核查。"),
}


def tell_of_draw(plan: SpotCheckPlan, drawn: int) -> None:
    """The province's work of the year."""
    text = f"{plan.year} 年监督抽查已抽取 {drawn} 件，请安排检查并逐件登记结果。"
    url = f"{reverse('declarations:spot_checks')}?year={plan.year}"
    tell(province_officers(), SPOT_CHECK, text, url, f"spot_checks:{plan.year}")


def tell_of(case: Declaration, event) -> None:
    """Called within the act, before the case is saved: one occasion, one key."""
    word = WORDS.get(event.action)
    data = event.data or {}
    if word is None or (word.about and not data.get(word.about)):
        return
    words = {"who": case.enterprise.name, "product": case.product.name, "due": case.due_on}
    text = word.text.format(**words, number=data.get("number", ""), unmet=data.get("unmet", 0))
    tell(word.readers(case), word.kind, text, case.get_absolute_url(), f"{event.action}:{case.pk}:{case.moves + 1}")
