"""Work of the nights: certificates that have run out, the brands that ended with them; standards in force."""

from datetime import date

from django.utils import timezone

from pinzibiao.jobs.registry import job

from . import actions


@job("enterprises.expire_certificates")
def expire_certificates(row, progress) -> dict:
    """``params["on"]`` (ISO) is the day; today when missing. Running it again changes nothing."""
    asked = row.params.get("on")
    day = date.fromisoformat(asked) if asked else timezone.localdate()
    expired, ended = actions.expire_certificates(day), actions.end_expired_brands(day)
    progress(100, f"{expired} 张证书已到期，{ended} 家企业不再持有有效证书")
    return {"expired": expired, "ended": ended}


@job("enterprises.put_standards_in_force")
def put_standards_in_force(row, progress) -> dict:
    """Standards whose day of coming into force has come enter that stage. Running it again changes nothing."""
    count = actions.put_in_force()
    progress(100, f"{count} 项标准开始实施")
    return {"in_force": count}
