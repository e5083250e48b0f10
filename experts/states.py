"""How an expert enters and leaves the library. Source: DOMAIN.md section 8."""

from django.db.models import TextChoices

from pinzibiao.casework.workflow import Desk, Workflow, move


class ExpertStatus(TextChoices):
    PENDING = "pending", "待审"
    LISTED = "listed", "在库"
    SUSPENDED = "suspended", "暂停"
    REMOVED = "removed", "出库"


S = ExpertStatus
EXPERT_WORKFLOW = Workflow(
    S,
    {S.PENDING: Desk.PROVINCE, S.LISTED: Desk.SYSTEM, S.SUSPENDED: Desk.PROVINCE, S.REMOVED: Desk.NOBODY},
    move("list", "入库", Desk.PROVINCE, S.PENDING, to=S.LISTED),
    move("renew", "续聘", Desk.PROVINCE, S.LISTED),
    move("suspend", "暂停", Desk.PROVINCE, S.LISTED, to=S.SUSPENDED, needs_comment=True),
    move("resume", "恢复", Desk.PROVINCE, S.SUSPENDED, to=S.LISTED),
    move("remove", "出库", Desk.PROVINCE, S.PENDING, S.LISTED, S.SUSPENDED, to=S.REMOVED, needs_comment=True),
    done=(S.LISTED,),
)
