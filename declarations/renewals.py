"""From when on an authorised product may be renewed, and why it may not yet."""

from datetime import date, timedelta

from django.utils import timezone

from pinzibiao.casework.dated import value_of

from .defaults import RENEWAL_DAYS
from .models import Authorisation, Declaration
from .states import DeclarationStatus as S


def renewable_from(authorisation: Authorisation) -> date:
    """The first day on which a renewal may be begun; by the setting of today, since it is no duty of the case."""
    return authorisation.valid_to - timedelta(days=value_of(RENEWAL_DAYS))


def why_no_renewal(case: Declaration) -> str:
    """Why ``case`` can not be renewed now, as a sentence; empty when it can."""
    if case.status == S.SUSPENDED:
        return "授权正在暂停，请先完成整改；恢复后再申请续展。"
    if case.status != S.AUTHORISED:
        return f"这份声明的状态为「{case.get_status_display()}」，不能续展。请为该产品新建自我声明。"
    first = renewable_from(case.authorisation)
    if timezone.localdate() < first:
        return f"续展从到期前 {value_of(RENEWAL_DAYS)} 天起申请，请在 {first} 以后办理。"
    return ""
