"""How a project moves. Rounds, recommendation, mid-term and acceptance join this table with their own issue."""

from django.db.models import TextChoices

from pinzibiao.casework.workflow import Desk, Workflow, move


class ProjectStatus(TextChoices):
    DRAFT = "draft", "草稿"
    AWAITING_APPROVAL = "awaiting_approval", "待立项"
    APPROVED = "approved", "已立项"
    RUNNING = "running", "实施中"
    CLOSED = "closed", "已结项"
    REFUSED = "refused", "不予立项"
    TERMINATED = "terminated", "已终止"


S = ProjectStatus
PROJECT_WORKFLOW = Workflow(
    S,
    {
        S.DRAFT: Desk.OFFICE,
        S.AWAITING_APPROVAL: Desk.PROVINCE,
        S.APPROVED: Desk.OFFICE,
        S.RUNNING: Desk.OFFICE,
        S.CLOSED: Desk.NOBODY,
        S.REFUSED: Desk.NOBODY,
        S.TERMINATED: Desk.NOBODY,
    },
    move("submit", "提交", Desk.OFFICE, S.DRAFT, to=S.AWAITING_APPROVAL),
    move("approve", "立项", Desk.PROVINCE, S.AWAITING_APPROVAL, to=S.APPROVED, not_by=("submit",)),
    move("return", "退回修改", Desk.PROVINCE, S.AWAITING_APPROVAL, to=S.DRAFT, needs_comment=True),
    move("refuse", "不予立项", Desk.PROVINCE, S.AWAITING_APPROVAL, to=S.REFUSED, needs_comment=True, outward=True),
    move("start", "启动实施", Desk.OFFICE, S.APPROVED, to=S.RUNNING),
    move("close", "结项", Desk.OFFICE, S.RUNNING, to=S.CLOSED, needs_comment=True),
    move("terminate", "终止", Desk.PROVINCE, S.APPROVED, S.RUNNING, to=S.TERMINATED, needs_comment=True, outward=True),
    done=(S.APPROVED, S.RUNNING, S.CLOSED),
)
