"""How a request for help and a help visit move. Source: DOMAIN.md section 8 (点单→派单→接单→评单)."""

from django.db.models import TextChoices

from pinzibiao.casework.workflow import Desk, Workflow, move


class RequestStatus(TextChoices):
    ASKED = "asked", "待派单"
    DISPATCHED = "dispatched", "已派单"
    DONE = "done", "已办结"
    REFUSED = "refused", "未安排"
    WITHDRAWN = "withdrawn", "已撤回"


R = RequestStatus
REQUEST_WORKFLOW = Workflow(
    R,
    {
        R.ASKED: Desk.COUNTY,
        R.DISPATCHED: Desk.SYSTEM,
        R.DONE: Desk.NOBODY,
        R.REFUSED: Desk.NOBODY,
        R.WITHDRAWN: Desk.NOBODY,
    },
    move("dispatch", "派单", Desk.COUNTY, R.ASKED, to=R.DISPATCHED),
    move("refuse", "不予安排", Desk.COUNTY, R.ASKED, to=R.REFUSED, needs_comment=True),
    move("withdraw", "撤回需求", Desk.ENTERPRISE, R.ASKED, to=R.WITHDRAWN, backward=True),
    # The visit that answers it: its confirmation ends the request, its cancellation brings it back to the county.
    move("fulfil", "帮扶完成", Desk.SYSTEM, R.DISPATCHED, to=R.DONE),
    move("bring_back", "退回派单", Desk.SYSTEM, R.DISPATCHED, to=R.ASKED),
    done=(R.DONE,),
)


class VisitStatus(TextChoices):
    OFFERED = "offered", "待接单"
    DECLINED = "declined", "待改派"
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
        S.OFFERED: Desk.EXPERT,
        S.DECLINED: Desk.COUNTY,
        S.PLANNED: Desk.EXPERT,
        S.RECORDING: Desk.EXPERT,
        S.TO_CONFIRM: Desk.ENTERPRISE,
        S.CONFIRMED: Desk.ENTERPRISE,
        S.RATED: Desk.NOBODY,
        S.CANCELLED: Desk.NOBODY,
    },
    move("accept", "接单", Desk.EXPERT, S.OFFERED, to=S.PLANNED),
    move("decline", "谢绝", Desk.EXPERT, S.OFFERED, S.PLANNED, to=S.DECLINED, needs_comment=True, backward=True),
    move("redispatch", "改派", Desk.COUNTY, S.DECLINED, S.OFFERED, S.PLANNED, to=S.OFFERED),
    move("start", "开始帮扶", Desk.EXPERT, S.PLANNED, to=S.RECORDING),
    move("cancel", "取消", Desk.COUNTY, S.OFFERED, S.DECLINED, S.PLANNED, to=S.CANCELLED, needs_comment=True),
    move("submit_record", "提交记录", Desk.EXPERT, S.RECORDING, to=S.TO_CONFIRM),
    move("confirm", "确认记录", Desk.ENTERPRISE, S.TO_CONFIRM, to=S.CONFIRMED),
    move("sign", "现场签字确认", Desk.EXPERT, S.TO_CONFIRM, to=S.CONFIRMED),
    move("send_back", "请专家修改", Desk.ENTERPRISE, S.TO_CONFIRM, to=S.RECORDING, needs_comment=True),
    move("rate", "评价帮扶", Desk.ENTERPRISE, S.CONFIRMED, to=S.RATED),
    done=(S.CONFIRMED, S.RATED),
)
