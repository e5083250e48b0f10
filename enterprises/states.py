"""How an enterprise gets its account, and what becomes of a certificate."""

from django.db.models import TextChoices

from pinzibiao.casework.workflow import Desk, Workflow, move


class AccountRequestStatus(TextChoices):
    PENDING = "pending", "待审核"
    OPENED = "opened", "已开户"
    REFUSED = "refused", "不予开户"


class CertificateStatus(TextChoices):
    VALID = "valid", "有效"
    SUSPENDED = "suspended", "暂停"
    REVOKED = "revoked", "撤销"
    CANCELLED = "cancelled", "注销"
    EXPIRED = "expired", "到期"


# An enterprise asks, its county checks and opens. There is no other sign-up.
S = AccountRequestStatus
ACCOUNT_REQUEST_WORKFLOW = Workflow(
    S,
    {S.PENDING: Desk.COUNTY, S.OPENED: Desk.NOBODY, S.REFUSED: Desk.NOBODY},
    move("open", "开户", Desk.COUNTY, S.PENDING, to=S.OPENED),
    move("refuse", "不予开户", Desk.COUNTY, S.PENDING, to=S.REFUSED, needs_comment=True),
    done=(S.OPENED,),
)

# The certification body decides outside the portal; the county that keeps the enterprise's record writes it down here.
C = CertificateStatus
LIVE = (C.VALID, C.SUSPENDED)
CERTIFICATE_WORKFLOW = Workflow(
    C,
    {
        C.VALID: Desk.SYSTEM,
        C.SUSPENDED: Desk.COUNTY,
        C.REVOKED: Desk.NOBODY,
        C.CANCELLED: Desk.NOBODY,
        C.EXPIRED: Desk.NOBODY,
    },
    move("suspend", "登记暂停", Desk.COUNTY, C.VALID, to=C.SUSPENDED, needs_comment=True),
    move("restore", "登记恢复", Desk.COUNTY, C.SUSPENDED, to=C.VALID, needs_comment=True),
    move("revoke", "登记撤销", Desk.COUNTY, *LIVE, to=C.REVOKED, needs_comment=True, outward=True),
    move("cancel", "登记注销", Desk.COUNTY, *LIVE, to=C.CANCELLED, needs_comment=True, outward=True),
    move("expire", "到期", Desk.SYSTEM, *LIVE, to=C.EXPIRED),
    # A mistyped 有效期至 is mended.
    move("correct", "更正有效期", Desk.SYSTEM, C.EXPIRED, to=C.VALID),
    done=(C.VALID,),
)
