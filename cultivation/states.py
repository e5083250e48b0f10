"""How a library entry, a problem and a measure move. Source: DOMAIN.md sections 5 and 8."""

from django.db.models import TextChoices

from pinzibiao.casework.workflow import Desk, Workflow, move


class EntryStatus(TextChoices):
    CANDIDATE = "candidate", "候选"
    LISTED = "listed", "在库"
    BRANDED = "branded", "已获标"
    LEFT = "left", "已出库"


E = EntryStatus
ENTRY_WORKFLOW = Workflow(
    E,
    {E.CANDIDATE: Desk.COUNTY, E.LISTED: Desk.SYSTEM, E.BRANDED: Desk.NOBODY, E.LEFT: Desk.NOBODY},
    move("admit", "初核入库", Desk.COUNTY, E.CANDIDATE, to=E.LISTED),
    move("set_tier", "调整梯队", Desk.COUNTY, E.LISTED),
    move("mark_branded", "转为已获标", Desk.COUNTY, E.LISTED, to=E.BRANDED),
    move("obtain_brand", "获得品字标", Desk.SYSTEM, E.LISTED, to=E.BRANDED),
    move("leave", "出库", Desk.COUNTY, E.CANDIDATE, E.LISTED, to=E.LEFT, needs_comment=True),
    done=(E.LISTED, E.BRANDED),
)


class ProblemStatus(TextChoices):
    TO_CONFIRM = "to_confirm", "待确认"
    CONFIRMED = "confirmed", "已确认"
    IN_PROGRESS = "in_progress", "整改中"
    TO_VERIFY = "to_verify", "待验证"
    VERIFIED = "verified", "已验证"
    CLOSED = "closed", "已销号"
    PARKED = "parked", "挂起"
    NOT_ADOPTED = "not_adopted", "不予采纳"


P = ProblemStatus
PROBLEM_WORKFLOW = Workflow(
    P,
    {
        P.TO_CONFIRM: Desk.ENTERPRISE,
        P.CONFIRMED: Desk.ENTERPRISE,
        P.IN_PROGRESS: Desk.ENTERPRISE,
        P.TO_VERIFY: Desk.COUNTY,
        P.VERIFIED: Desk.COUNTY,
        P.CLOSED: Desk.NOBODY,
        P.PARKED: Desk.COUNTY,
        P.NOT_ADOPTED: Desk.NOBODY,
    },
    move("confirm", "确认问题", Desk.ENTERPRISE, P.TO_CONFIRM, to=P.CONFIRMED),
    # The enterprise signed the record of a visit on the expert's screen: its problems follow.
    move("confirm_signed", "随帮扶记录签字确认", Desk.SYSTEM, P.TO_CONFIRM, to=P.CONFIRMED),
    move("reject", "不予采纳", Desk.COUNTY, P.TO_CONFIRM, P.CONFIRMED, to=P.NOT_ADOPTED, needs_comment=True),
    move("start", "开始整改", Desk.ENTERPRISE, P.CONFIRMED, to=P.IN_PROGRESS),
    move("submit_result", "提交整改结果", Desk.ENTERPRISE, P.IN_PROGRESS, to=P.TO_VERIFY, needs_comment=True),
    move("verify", "验证通过", Desk.COUNTY, P.TO_VERIFY, to=P.VERIFIED, not_by=("raise",)),
    move("send_back", "退回整改", Desk.COUNTY, P.TO_VERIFY, P.VERIFIED, to=P.IN_PROGRESS, needs_comment=True),
    move("close", "销号", Desk.COUNTY, P.VERIFIED, to=P.CLOSED, not_by=("raise", "verify")),
    move("park", "挂起", Desk.COUNTY, P.CONFIRMED, P.IN_PROGRESS, to=P.PARKED, needs_comment=True),
    move("resume", "恢复整改", Desk.COUNTY, P.PARKED, to=P.IN_PROGRESS),
    move("reopen", "重新打开", Desk.COUNTY, P.CLOSED, to=P.IN_PROGRESS, needs_comment=True, outward=True),
    move("reconsider", "重新受理", Desk.COUNTY, P.NOT_ADOPTED, to=P.TO_CONFIRM, needs_comment=True),
    done=(P.CLOSED,),
)


class MeasureStatus(TextChoices):
    PLANNED = "planned", "待实施"
    RUNNING = "running", "实施中"
    TO_CHECK = "to_check", "待销号"
    CLOSED = "closed", "已销号"
    DROPPED = "dropped", "已取消"


M = MeasureStatus
MEASURE_WORKFLOW = Workflow(
    M,
    {
        M.PLANNED: Desk.COUNTY,
        M.RUNNING: Desk.COUNTY,
        M.TO_CHECK: Desk.COUNTY,
        M.CLOSED: Desk.NOBODY,
        M.DROPPED: Desk.NOBODY,
    },
    move("start", "开始实施", Desk.COUNTY, M.PLANNED, to=M.RUNNING),
    move("finish", "实施完成", Desk.COUNTY, M.RUNNING, to=M.TO_CHECK, needs_comment=True),
    move("send_back", "退回实施", Desk.COUNTY, M.TO_CHECK, to=M.RUNNING, needs_comment=True),
    move("rate", "评价帮扶效果", Desk.ENTERPRISE, M.TO_CHECK),
    move("close", "销号", Desk.COUNTY, M.TO_CHECK, to=M.CLOSED, not_by=("finish",)),
    move("drop", "取消", Desk.COUNTY, M.PLANNED, M.RUNNING, to=M.DROPPED, needs_comment=True),
    done=(M.CLOSED,),
)


class CommonStatus(TextChoices):
    PROPOSED = "proposed", "待研判"
    CONFIRMED = "confirmed", "已认定"
    REFUSED = "refused", "非共性"
    MERGED = "merged", "已并入"


C = CommonStatus
COMMON_WORKFLOW = Workflow(
    C,
    {C.PROPOSED: Desk.OFFICE, C.CONFIRMED: Desk.NOBODY, C.REFUSED: Desk.NOBODY, C.MERGED: Desk.NOBODY},
    move("confirm", "认定为共性问题", Desk.OFFICE, C.PROPOSED, to=C.CONFIRMED),
    move("merge", "并入已有共性问题", Desk.OFFICE, C.PROPOSED, to=C.MERGED),
    move("refuse", "认定为非共性", Desk.OFFICE, C.PROPOSED, to=C.REFUSED, needs_comment=True),
    move("add_cases", "补充归入", Desk.OFFICE, C.CONFIRMED),
    move("raise_project", "转为质量攻坚项目", Desk.OFFICE, C.CONFIRMED),
    done=(C.CONFIRMED,),
)
