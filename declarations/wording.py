"""The enterprise's own words for each status: who acts now, what comes next, and what if nobody does.

The offices' words stand in ``states``; these are for somebody who does this once a year. Source: DOMAIN.md section 6.
"""

from dataclasses import dataclass

from .models import Declaration
from .states import DeclarationStatus as S


@dataclass(frozen=True)
class Words:
    """``now``: where it stands. ``otherwise`` is empty where waiting costs nothing, ``next_step`` where all is over."""

    now: str
    who: str
    next_step: str = ""
    otherwise: str = ""


NOBODY = "已办结，无需办理"
WORDS: dict[str, Words] = {
    S.DRAFT: Words(
        "正在填写，还没有提交，只有本企业看得到。",
        "贵企业：经办人填写，签署人核对后提交",
        "提交后由属地市场监管部门受理。",
        "不提交就不会办理。草稿一直保留。",
    ),
    S.SUBMITTED: Words(
        "材料已送达，等待受理。",
        "属地市场监管部门",
        "受理后进入形式审查，由两名工作人员先后审核。",
        "到期未受理的，请致电属地市场监管部门询问。这期间可以撤回。",
    ),
    S.FORM_REVIEW: Words(
        "已受理，正在核对材料是否齐全、规范。",
        "属地市场监管部门",
        "通过后由市级指派专家；材料不全的会退回贵企业补正，并逐项写明原因。",
        "无需办理，请留意待办。这期间可以撤回。",
    ),
    S.CORRECTION: Words(
        "材料被退回补正，请按逐项原因修改。",
        "贵企业：经办人修改，签署人重新提交",
        "重新提交后，属地市场监管部门继续审查，审查期限在补正期间暂停计算。",
        "逾期未重新提交的，视为撤回；需要时可以重新申报。",
    ),
    S.ASSIGNMENT: Words(
        "形式审查已通过，等待指派评价专家。",
        "市级市场监管部门",
        "专家与贵企业没有利害关系的才能指派；指派后开始资料评价。",
        "无需办理。评价开始以后就不能再撤回。",
    ),
    S.EVALUATION: Words(
        "专家正在独立评分。",
        "专家组",
        "专家都评分后，由组长作出结论：拟公示、需现场核查或者不通过。",
        "无需办理，请保持联系电话畅通。专家与贵企业有利害关系的，请在其评价前点「申请专家回避」。",
    ),
    S.SITE_CHECK: Words(
        "专家组决定到现场核实。",
        "专家组",
        "核查后拟公示、要求整改或者不通过。",
        "请按约定时间接待并准备好原始记录；拒不配合的，可能不通过。",
    ),
    S.RECTIFICATION: Words(
        "现场核查发现问题，请限期整改。",
        "贵企业：完成整改并提交整改材料",
        "提交后专家组再次核查。",
        "逾期未提交的，本次申报不通过。",
    ),
    S.TO_NOTICE: Words(
        "评价已通过，等待发布公示。",
        "市级或省级市场监管部门",
        "公示期内公众可以提出异议，期满无异议即授权。",
        "无需办理。",
    ),
    S.IN_NOTICE: Words(
        "正在向社会公示。",
        "系统自动办理",
        "期满没有异议的，自动授权并进入公开名录；有异议的，先核查。",
        "无需办理。收到异议核查通知的，请如实说明情况。",
    ),
    S.OBJECTION: Words(
        "公示期间收到异议，正在核查。",
        "市级或省级市场监管部门",
        "异议不成立的继续公示；异议成立的，本次申报不通过。",
        "请配合核查。拒不配合的，可能认定异议成立。",
    ),
    S.AUTHORISED: Words(
        "已获得授权，可以在有效期内使用品字标。",
        "贵企业：每年提交年度自查，接受监督抽查",
        "有效期届满前可以申报续展。",
        "抽查不合格、虚假声明等情形会暂停或者撤销授权；期满未续展的，授权到期。",
    ),
    S.SUSPENDED: Words(
        "授权已暂停，暂停期间不得使用品字标。",
        "贵企业：完成整改；省级市场监管部门核实后决定是否恢复",
        "整改合格的恢复授权。",
        "逾期未整改的，由系统撤销授权。",
    ),
    S.DECLINED: Words("形式审查后不予受理，原因见办理记录。", NOBODY, "消除所列原因后可以重新申报。"),
    S.FAILED: Words("本次申报不通过，原因见办理记录。", NOBODY, "改进后可以重新申报。"),
    S.WITHDRAWN: Words("贵企业已撤回本次申报。", NOBODY, "需要时可以重新申报。"),
    S.LAPSED: Words("逾期未补正，视为撤回。", NOBODY, "准备好材料后可以重新申报。"),
    S.REVOKED: Words("授权已被撤销，不得再使用品字标，原因见办理记录。", NOBODY, "整改完成后可以重新申报。"),
    S.CANCELLED: Words("授权已按贵企业的申请注销，不得再使用品字标。", NOBODY, "需要时可以重新申报。"),
    S.EXPIRED: Words("授权已到期，不得再使用品字标。", NOBODY, "可以重新申报，取得新的授权。"),
}


def where_it_stands(case: Declaration) -> list[tuple]:
    """``[(label, value)]`` for the enterprise's page; empty ones are left out."""
    words = WORDS[case.status]
    found = [
        ("现在", words.now),
        ("由谁办理", words.who),
        ("截止日期", case.due_on),
        ("接下来", words.next_step),
        ("如果不办", words.otherwise),
    ]
    return [(label, value) for label, value in found if value]
