"""How a help visit moves. Requests and dispatch join this table with their own issue."""

from django.db.models import TextChoices

from pinzibiao.casework.workflow import Desk, Workflow, move


class VisitStatus(TextChoices):
    PLANNED = "planned", "待上门"
    RECORDING = "recording", "记录中"
    TO_CONFIRM = "to_confirm", "待企业确认"
    CONFIRMED = "confirmed", "待评价"
    RATED = "rated", "已评价"
    CANCELLED = "cancelled", "已取消"


S = VisitStatus
VISIT_WORKFLOW = Workflow(
    S,
    {
        S.PLANNED: Desk.EXPERT,
        S.RECORDING: Desk.EXPERT,
        S.TO_CONFIRM: Desk.ENTERPRISE,
        S.CONFIRMED: Desk.ENTERPRISE,
        S.RATED: Desk.NOBODY,
        S.CANCELLED: Desk.NOBODY,
    },
    move("start", "开始帮扶", Desk.EXPERT, S.PLANNED, to=S.RECORDING),
    move("cancel", "取消", Desk.COUNTY, S.PLANNED, to=S.CANCELLED, needs_comment=True),
    move("submit_record", "提交记录", Desk.EXPERT, S.RECORDING, to=S.TO_CONFIRM),
    move("confirm", "确认记录", Desk.ENTERPRISE, S.TO_CONFIRM, to=S.CONFIRMED),
    move("send_back", "请专家修改", Desk.ENTERPRISE, S.TO_CONFIRM, to=S.RECORDING, needs_comment=True),
    move("rate", "评价帮扶", Desk.ENTERPRISE, S.CONFIRMED, to=S.RATED),
    done=(S.CONFIRMED, S.RATED),
)
