"""The whole procedure of a self-declaration on one page. Source: DOMAIN.md section 6.

``ASSIGNMENT`` is the first part of 资料评价: the case lies with the city until experts are named, since every
status lies on exactly one desk.
"""

from django.db.models import TextChoices

from pinzibiao.casework.workflow import Desk, Workflow, move


class DeclarationStatus(TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    FORM_REVIEW = "form_review", "形式审查中"
    CORRECTION = "correction", "待补正"
    ASSIGNMENT = "assignment", "待指派专家"
    EVALUATION = "evaluation", "资料评价中"
    SITE_CHECK = "site_check", "现场核查"
    RECTIFICATION = "rectification", "整改"
    TO_NOTICE = "to_notice", "拟公示"
    IN_NOTICE = "in_notice", "公示中"
    OBJECTION = "objection", "异议处理"
    AUTHORISED = "authorised", "已授权"
    SUSPENDED = "suspended", "暂停"
    DECLINED = "declined", "不予受理"
    FAILED = "failed", "不通过"
    WITHDRAWN = "withdrawn", "已撤回"
    LAPSED = "lapsed", "视为撤回"
    REVOKED = "revoked", "撤销"
    CANCELLED = "cancelled", "注销"
    EXPIRED = "expired", "到期"


S = DeclarationStatus
OWNERS = {
    S.DRAFT: Desk.ENTERPRISE,
    S.SUBMITTED: Desk.COUNTY,
    S.FORM_REVIEW: Desk.COUNTY,
    S.CORRECTION: Desk.ENTERPRISE,
    S.ASSIGNMENT: Desk.CITY,
    S.EVALUATION: Desk.EXPERT,
    S.SITE_CHECK: Desk.EXPERT,
    S.RECTIFICATION: Desk.ENTERPRISE,
    S.TO_NOTICE: Desk.PUBLICITY,
    S.IN_NOTICE: Desk.SYSTEM,
    S.OBJECTION: Desk.PUBLICITY,
    S.AUTHORISED: Desk.SYSTEM,
    S.SUSPENDED: Desk.PROVINCE,
    S.DECLINED: Desk.NOBODY,
    S.FAILED: Desk.NOBODY,
    S.WITHDRAWN: Desk.NOBODY,
    S.LAPSED: Desk.NOBODY,
    S.REVOKED: Desk.NOBODY,
    S.CANCELLED: Desk.NOBODY,
    S.EXPIRED: Desk.NOBODY,
}
BEFORE_EVALUATION = (S.SUBMITTED, S.FORM_REVIEW, S.CORRECTION, S.ASSIGNMENT)

WORKFLOW = Workflow(
    S,
    OWNERS,
    move("submit", "提交", Desk.SIGNATORY, S.DRAFT, to=S.SUBMITTED),
    move("withdraw", "撤回", Desk.ENTERPRISE, S.DRAFT, *BEFORE_EVALUATION, to=S.WITHDRAWN, needs_comment=True),
    move("accept", "受理", Desk.COUNTY, S.SUBMITTED, to=S.FORM_REVIEW),
    move("pass_form_review", "通过形式审查", Desk.COUNTY, S.FORM_REVIEW, to=S.ASSIGNMENT, not_by=("accept",)),
    move("return_for_correction", "退回补正", Desk.COUNTY, S.FORM_REVIEW, to=S.CORRECTION, needs_comment=True),
    move("decline", "不予受理", Desk.COUNTY, S.FORM_REVIEW, to=S.DECLINED, needs_comment=True, outward=True),
    move("resubmit", "重新提交", Desk.SIGNATORY, S.CORRECTION, to=S.FORM_REVIEW),
    move("lapse", "逾期未补正", Desk.SYSTEM, S.CORRECTION, to=S.LAPSED),
    move("assign_experts", "指派专家", Desk.CITY, S.ASSIGNMENT, to=S.EVALUATION),
    move("replace_expert", "更换专家", Desk.CITY, S.EVALUATION, needs_comment=True),
    move("object_to_expert", "申请专家回避", Desk.ENTERPRISE, S.EVALUATION, needs_comment=True),
    move("dismiss_recusal", "驳回回避申请", Desk.CITY, S.EVALUATION, needs_comment=True),
    move("evaluate", "提交评价", Desk.EXPERT, S.EVALUATION),
    move(
        "conclude_site_check",
        "结论：需现场核查",
        Desk.LEADING_EXPERT,
        S.EVALUATION,
        to=S.SITE_CHECK,
        needs_comment=True,
    ),
    move("conclude_pass", "结论：拟公示", Desk.LEADING_EXPERT, S.EVALUATION, to=S.TO_NOTICE, needs_comment=True),
    move(
        "conclude_fail",
        "结论：不通过",
        Desk.LEADING_EXPERT,
        S.EVALUATION,
        to=S.FAILED,
        needs_comment=True,
        outward=True,
    ),
    move("site_pass", "核查通过", Desk.LEADING_EXPERT, S.SITE_CHECK, to=S.TO_NOTICE, needs_comment=True),
    move("site_rectify", "要求整改", Desk.LEADING_EXPERT, S.SITE_CHECK, to=S.RECTIFICATION, needs_comment=True),
    move("site_fail", "核查不通过", Desk.LEADING_EXPERT, S.SITE_CHECK, to=S.FAILED, needs_comment=True, outward=True),
    move("submit_rectification", "提交整改", Desk.ENTERPRISE, S.RECTIFICATION, to=S.SITE_CHECK, needs_comment=True),
    move("rectification_lapse", "逾期未整改", Desk.SYSTEM, S.RECTIFICATION, to=S.FAILED),
    move("open_notice", "发布公示", Desk.PUBLICITY, S.TO_NOTICE, to=S.IN_NOTICE, outward=True),
    move("investigate", "核查异议", Desk.PUBLICITY, S.IN_NOTICE, to=S.OBJECTION, needs_comment=True),
    move("dismiss_objection", "异议不成立", Desk.PUBLICITY, S.OBJECTION, to=S.IN_NOTICE, needs_comment=True),
    move("uphold_objection", "异议成立", Desk.PUBLICITY, S.OBJECTION, to=S.FAILED, needs_comment=True, outward=True),
    move("authorise", "授权", Desk.SYSTEM, S.IN_NOTICE, to=S.AUTHORISED, outward=True),
    move("pass_spot_check", "抽查合格", Desk.PROVINCE, S.AUTHORISED, needs_comment=True),
    move("self_check", "年度自查", Desk.ENTERPRISE, S.AUTHORISED, needs_comment=True),
    move("suspend", "暂停", Desk.PROVINCE, S.AUTHORISED, to=S.SUSPENDED, needs_comment=True, outward=True),
    move("report_mended", "提交整改情况", Desk.ENTERPRISE, S.SUSPENDED, needs_comment=True),
    move("mend_again", "要求继续整改", Desk.PROVINCE, S.SUSPENDED, needs_comment=True),
    move("restore", "整改合格恢复", Desk.PROVINCE, S.SUSPENDED, to=S.AUTHORISED, needs_comment=True, outward=True),
    move("revoke_overdue", "逾期未整改撤销", Desk.SYSTEM, S.SUSPENDED, to=S.REVOKED, outward=True),
    move("revoke", "撤销", Desk.PROVINCE, S.AUTHORISED, S.SUSPENDED, to=S.REVOKED, needs_comment=True, outward=True),
    move("cancel", "申请注销", Desk.SIGNATORY, S.AUTHORISED, to=S.CANCELLED, needs_comment=True, outward=True),
    move("expire", "到期", Desk.SYSTEM, S.AUTHORISED, S.SUSPENDED, to=S.EXPIRED, outward=True),
    move("supersede", "由续展接替", Desk.SYSTEM, S.AUTHORISED, to=S.EXPIRED, outward=True),
    move("step_back", "退回上一步", Desk.COUNTY, S.FORM_REVIEW, to=S.SUBMITTED, needs_comment=True, backward=True),
    move("step_back", "退回上一步", Desk.CITY, S.ASSIGNMENT, to=S.FORM_REVIEW, needs_comment=True, backward=True),
    move("step_back", "退回上一步", Desk.CITY, S.EVALUATION, to=S.ASSIGNMENT, needs_comment=True, backward=True),
    move("step_back", "退回上一步", Desk.PUBLICITY, S.TO_NOTICE, to=S.EVALUATION, needs_comment=True, backward=True),
    done=(S.AUTHORISED,),
)
# A product has at most one case under way, and beside it at most one authorisation: the one that is being renewed.
HELD = (S.AUTHORISED, S.SUSPENDED)
UNDER_WAY = tuple(status for status in WORKFLOW.open_statuses if status not in HELD)
