"""How the enterprise confirms on the spot (a code; a signature comes with the record), and the sheet made of it."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from pinzibiao.accounts.models import User
from pinzibiao.casework.dated import declare, value_of
from pinzibiao.casework.refusals import Refused
from pinzibiao.jobs.actions import enqueue

from .models import ConfirmationCode, HelpVisit
from .rules import may_show_code

CODE_MINUTES = "visits.code_minutes"
CODE_TRIES = "visits.code_tries"
declare(CODE_MINUTES, 10, "帮扶确认码有效时间（分钟）", most=120)
declare(CODE_TRIES, 5, "帮扶确认码最多输错次数", most=20)

WRONG_CODE = "确认码不对或者已过期。请企业人员在自己的账号里重新出示确认码。"


@transaction.atomic
def show_code(visit: HelpVisit, *, by) -> str:
    """Six digits by which ``by`` of the enterprise lets the expert confirm for them; the one before is void."""
    locked = HelpVisit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if not may_show_code(by, locked):
        raise Refused("这份记录现在不需要企业确认。请返回查看当前状态。")
    ConfirmationCode.objects.filter(visit=locked, used_at=None).delete()
    code = f"{secrets.randbelow(1_000_000):06d}"
    ends = timezone.now() + timedelta(minutes=value_of(CODE_MINUTES))
    ConfirmationCode.objects.create(visit=locked, member=by, digest=_digest(visit, code), expires_at=ends)
    return code


@transaction.atomic
def person_behind(visit: HelpVisit, code: str) -> User | None:
    """Who of the enterprise showed ``code``; it is spent by this. A wrong one counts against the code that is shown."""
    row = (
        ConfirmationCode.objects.select_for_update(of=("self",))
        .filter(visit=visit, used_at=None, expires_at__gt=timezone.now(), tries__lt=value_of(CODE_TRIES))
        .select_related("member")
        .first()
    )
    if row is None:
        return None
    if not constant_time_compare(row.digest, _digest(visit, code)):
        ConfirmationCode.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
        return None
    row.used_at = timezone.now()
    row.save(update_fields=["used_at"])
    return row.member


def told(data) -> dict:
    """What the trail says of how it was confirmed, where that was not by a click in the enterprise's own account."""
    if signature := data.get("signature"):
        return {"signer": signature.signer, "sha256": signature.file.sha256}
    return {"by_code_at": data["by_code_at"]} if "by_code_at" in data else {}


def keep_paper(visit: HelpVisit) -> None:
    """The sheet is set by a worker: of what was frozen when the record was handed in."""
    enqueue("visits.write_record", f"制作帮扶记录 {visit.number}", {"visit": visit.pk}, county_code=visit.county_id)


def _digest(visit: HelpVisit, code: str) -> str:
    return salted_hmac(f"visits.code.{visit.pk}", code, algorithm="sha256").hexdigest()
