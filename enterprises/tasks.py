"""Work of the nights: brands whose last certificate has run out."""

from datetime import date

from django.utils import timezone

from pinzibiao.jobs.registry import job

from . import actions


@job("enterprises.end_expired_brands")
def end_expired_brands(row, progress) -> dict:
    """``params["on"]`` (ISO) is the day; today when missing. Running it again changes nothing."""
    asked = row.params.get("on")
    day = date.fromisoformat(asked) if asked else timezone.localdate()
    ended = actions.end_expired_brands(day)
    progress(100, f"{ended} 家企业的认证证书已到期")
    return {"ended": ended}
