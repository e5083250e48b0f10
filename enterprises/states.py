"""How an enterprise gets its account: it asks, its county checks and opens. There is no other sign-up."""

from django.db.models import TextChoices

from pinzibiao.casework.workflow import Desk, Workflow, move


class AccountRequestStatus(TextChoices):
    PENDING = "pending", "待审核"
    OPENED = "opened", "已开户"
    REFUSED = "refused", "不予开户"


S = AccountRequestStatus
ACCOUNT_REQUEST_WORKFLOW = Workflow(
    S,
    {S.PENDING: Desk.COUNTY, S.OPENED: Desk.NOBODY, S.REFUSED: Desk.NOBODY},
    move("open", "开户", Desk.COUNTY, S.PENDING, to=S.OPENED),
    move("refuse", "不予开户", Desk.COUNTY, S.PENDING, to=S.REFUSED, needs_comment=True),
    done=(S.OPENED,),
)
