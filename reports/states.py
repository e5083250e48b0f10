"""How a report moves from its making to its signature. Source: DOMAIN.md section 9."""

from django.db.models import TextChoices

from pinzibiao.casework.workflow import Desk, Workflow, move


class ReportStatus(TextChoices):
    GENERATING = "generating", "生成中"
    FAILED = "failed", "生成失败"
    DRAFT = "draft", "草稿"
    REVIEW = "review", "审核中"
    TO_SIGN = "to_sign", "待签发"
    SIGNED = "signed", "已签发"
    ARCHIVED = "archived", "已归档"


S = ReportStatus
REPORT_WORKFLOW = Workflow(
    S,
    {
        S.GENERATING: Desk.SYSTEM,
        S.FAILED: Desk.OFFICE,
        S.DRAFT: Desk.OFFICE,
        S.REVIEW: Desk.OFFICE,
        S.TO_SIGN: Desk.LEADER,
        S.SIGNED: Desk.OFFICE,
        S.ARCHIVED: Desk.NOBODY,
    },
    move("finish", "生成完成", Desk.SYSTEM, S.GENERATING, to=S.DRAFT),
    move("fail", "生成失败", Desk.SYSTEM, S.GENERATING, to=S.FAILED),
    # Out of GENERATING too: a worker that died for good cannot say so.
    move("retry", "重新生成", Desk.OFFICE, S.FAILED, S.GENERATING, to=S.GENERATING),
    move("submit", "送审", Desk.OFFICE, S.DRAFT, to=S.REVIEW),
    move("approve", "审核通过", Desk.OFFICE, S.REVIEW, to=S.TO_SIGN, not_by=("submit",)),
    move("send_back", "退回修改", Desk.OFFICE, S.REVIEW, to=S.DRAFT, needs_comment=True),
    move("sign", "签发", Desk.LEADER, S.TO_SIGN, to=S.SIGNED, outward=True),
    move("decline", "退回修改", Desk.LEADER, S.TO_SIGN, to=S.DRAFT, needs_comment=True),
    move("archive", "归档", Desk.OFFICE, S.SIGNED, to=S.ARCHIVED),
    done=(S.SIGNED, S.ARCHIVED),
)
