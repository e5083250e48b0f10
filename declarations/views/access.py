"""Questions about the person at the page that several pages ask."""

from enterprises.models import Member
from pinzibiao.accounts.models import Role


def may_prepare(user) -> bool:
    """Filling in is the clerk's work; the signatory reads and signs (经办与审核不得为同一人)."""
    if user.kind != Role.Kind.ENTERPRISE:
        return False
    member = Member.objects.filter(user=user).first()
    return member is not None and member.kind == Member.Kind.CLERK


def may_publish(user) -> bool:
    """Public notice is opened by the city or the province."""
    return user.kind in (Role.Kind.CITY, Role.Kind.PROVINCE)


def is_enterprise(user) -> bool:
    return user.kind == Role.Kind.ENTERPRISE


def is_regulator(user) -> bool:
    """Regulators and auditors: they read what is between the offices, such as scores and objections."""
    return user.kind in (*Role.REGULATORS, Role.Kind.AUDITOR)
