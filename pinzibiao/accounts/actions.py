"""Opening, changing and closing accounts: each with its event. The only place that does so."""

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from pinzibiao.casework.actions import record
from pinzibiao.casework.refusals import Refused
from pinzibiao.regions.models import Region

from . import rules
from .models import Role, User
from .secrets import one_time_password


@transaction.atomic
def open_account(
    username: str, name: str, kind: str, *, by: User | None, region: Region | None = None, post: str = "", **details
) -> tuple[User, str]:
    """A new person with a role; returns the person and the password to hand over, which must be changed at once.

    ``details`` are mobile and email. ``by`` is None for the system itself (demo data, the first administrator).
    Raises ``Refused`` for a name that is taken or a role that ``by`` may not give.
    """
    _refuse(rules.why_not_give(by, kind))
    password = one_time_password()
    try:
        with transaction.atomic():
            user = User.objects.create_user(username, name, password, must_change_password=True, **details)
    except IntegrityError as taken:
        raise Refused(f"账号 {username.lower()} 已有人使用，请换一个。") from taken
    Role.objects.create(user=user, kind=kind, region=region, post=post)
    record(user, "open_account", "开户", by=by, data={"role": str(user.role), "username": user.username})
    return user, password


@transaction.atomic
def change_account(user: User, *, by: User | None, name: str, mobile: str, email: str, **role) -> User:
    """New particulars of a person; ``role`` is kind, region and post."""
    user.name, user.mobile, user.email = name, mobile, email
    user.save(update_fields=["name", "mobile", "email", "updated_at"])
    record(user, "change_account", "修改资料", by=by)
    grant_role(user, by=by, **role)
    return user


@transaction.atomic
def grant_role(user: User, kind: str, *, by: User | None, region: Region | None = None, post: str = "") -> Role:
    """Put a person into a role; the one before is in the event. Raises ``Refused``."""
    _refuse(rules.why_not_give(by, kind))
    before = user.role_or_none
    if before and (before.kind, before.region, before.post) == (kind, region, post):
        return before
    if before and before.kind == Role.Kind.ADMINISTRATOR != kind:
        _hold_administrators()
        _refuse(rules.why_not_lose_administrator(user, by))
    said = str(before) if before else ""
    role, _ = Role.objects.update_or_create(user=user, defaults={"kind": kind, "region": region, "post": post})
    user.role = role
    record(user, "grant_role", "调整角色", by=by, data={"from": said, "to": str(role)})
    return role


@transaction.atomic
def close_account(user: User, *, by: User | None, comment: str = "") -> None:
    """The person cannot sign in any more and is signed out everywhere. What they did stays theirs."""
    _hold_administrators()
    _refuse(rules.why_not_manage(by, user) or rules.why_not_lose_administrator(user, by))
    _set_active(user, False)
    record(user, "close_account", "停用账号", by=by, comment=comment)


@transaction.atomic
def reopen_account(user: User, *, by: User | None, comment: str = "") -> None:
    _refuse(rules.why_not_manage(by, user))
    _set_active(user, True)
    record(user, "reopen_account", "启用账号", by=by, comment=comment)


@transaction.atomic
def reset_password(user: User, *, by: User | None) -> str:
    """A new one-time password, returned once; every session of the person ends."""
    _refuse(rules.why_not_manage(by, user))
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password", "updated_at"])
    record(user, "reset_password", "重置密码", by=by)
    return password


@transaction.atomic
def reset_second_factor(user: User, *, by: User | None) -> None:
    """Forget the person's second factor and recovery codes: the telephone is lost."""
    _refuse(rules.why_not_manage(by, user))
    Authenticator.objects.filter(user=user).delete()
    record(user, "reset_second_factor", "重置二次验证", by=by)


def _hold_administrators() -> None:
    """Two administrators who close each other in the same second: the second finds the first closed already."""
    rows = User.objects.filter(role__kind=Role.Kind.ADMINISTRATOR, is_active=True)
    list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def _set_active(user: User, is_active: bool) -> None:
    user.is_active = is_active
    user.save(update_fields=["is_active", "updated_at"])


def _refuse(sentence: str) -> None:
    if sentence:
        raise Refused(sentence)
