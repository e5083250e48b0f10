"""Acts about the enterprise's own people: their accounts."""

from django.db import transaction

from pinzibiao.accounts import actions as accounts
from pinzibiao.accounts.models import Role, User
from pinzibiao.casework.actions import record
from pinzibiao.casework.refusals import Refused
from pinzibiao.casework.workflow import Desk

from .. import rules
from ..models import Enterprise, Member


@transaction.atomic
def invite_member(enterprise: Enterprise, *, by: User, username: str, name: str, mobile: str, kind: str):
    """A new account for one of the enterprise's people: ``(Member, one-time password)``. Raises ``Refused``."""
    _refuse(rules.why_not_invite(by, enterprise, kind))
    user, password = accounts.open_account(username, name, Role.Kind.ENTERPRISE, by=by, mobile=mobile)
    member = Member.objects.create(user=user, enterprise=enterprise, kind=kind)
    label = member.get_kind_display()
    record(enterprise, "invite_member", f"添加{label}", by=by, desk=Desk.ENTERPRISE, data={"username": username})
    return member, password


@transaction.atomic
def close_member(member: Member, *, by: User) -> None:
    """The person can no longer sign in; what they did stays theirs. Raises ``Refused`` for oneself."""
    if member.user_id == by.pk:
        raise Refused("不能停用自己的账号。请由本企业另一位用户或属地市场监管局办理。")
    _refuse(rules.why_not_manage_member(by, member.kind))
    accounts.close_account(member.user, by=by)
    record(member.enterprise, "close_member", f"停用{member.get_kind_display()}", by=by, desk=Desk.ENTERPRISE)


@transaction.atomic
def reopen_member(member: Member, *, by: User) -> None:
    _refuse(rules.why_not_manage_member(by, member.kind))
    accounts.reopen_account(member.user, by=by)
    record(member.enterprise, "reopen_member", f"启用{member.get_kind_display()}", by=by, desk=Desk.ENTERPRISE)


@transaction.atomic
def reset_member_password(member: Member, *, by: User) -> str:
    """A new one-time password for somebody who lost theirs, returned once. Raises ``Refused`` for oneself."""
    if member.user_id == by.pk:
        raise Refused("自己的密码请在右上角“修改密码”中更换。")
    _refuse(rules.why_not_manage_member(by, member.kind))
    password = accounts.reset_password(member.user, by=by)
    label = f"重置{member.get_kind_display()}密码"
    record(member.enterprise, "reset_member_password", label, by=by, desk=Desk.ENTERPRISE)
    return password


def _refuse(sentence: str) -> None:
    if sentence:
        raise Refused(sentence)
