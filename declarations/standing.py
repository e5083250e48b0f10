"""What an authorisation is worth now, in the public's words."""

from pinzibiao.lib import status

from .models import Authorisation
from .states import DeclarationStatus as S

STANDING = {
    S.AUTHORISED: ("有效", status.DONE),
    S.SUSPENDED: ("暂停", status.WAITING),
    S.REVOKED: ("已撤销", status.STOPPED),
    S.CANCELLED: ("已注销", status.STOPPED),
    S.EXPIRED: ("已到期", status.STOPPED),
}


def standing_of(row: Authorisation) -> tuple[str, str]:
    """What holds now; a term that a renewal cut short has not simply run out."""
    if row.succeeded_by and row.succeeded_by.valid_from <= row.valid_to:
        return "已续展", status.STOPPED
    return STANDING[row.declaration.status]
