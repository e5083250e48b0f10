"""Conditions of signing in that are not the password, and who may make whom."""

from datetime import timedelta

from django.conf import settings

from .models import Role, User


def needs_second_factor(user: User) -> bool:
    """Whether the operator demands a second factor of this person's role (``MFA_REQUIRED_ROLES``)."""
    return bool(settings.MFA_REQUIRED_ROLES) and user.kind in settings.MFA_REQUIRED_ROLES


def idle_limit(user: User) -> timedelta:
    """How long a session of this person may lie untouched: administrators can do more harm."""
    can_harm = user.kind == Role.Kind.ADMINISTRATOR or user.is_staff
    return timedelta(minutes=settings.ADMINISTRATOR_IDLE_TIMEOUT_MINUTES if can_harm else settings.IDLE_TIMEOUT_MINUTES)


def why_not_give(by: User | None, kind: str) -> str:
    """Why ``by`` may not give this role, or an empty string. A county opens accounts of its enterprises only."""
    if by is None or by.kind == Role.Kind.ADMINISTRATOR or by.is_superuser:
        return ""
    if kind == Role.Kind.ENTERPRISE and by.kind in {Role.Kind.COUNTY, Role.Kind.ENTERPRISE}:
        return ""
    return f"「{Role.Kind(kind).label}」账号由系统管理员开设，请联系系统管理员。"


def why_not_manage(by: User | None, user: User) -> str:
    """Why ``by`` may not close, reopen or reset this account, or an empty string. Asked beside the pages' scopes."""
    if by is None or by.kind == Role.Kind.ADMINISTRATOR or by.is_superuser:
        return ""
    if user.kind == Role.Kind.ENTERPRISE and by.kind in {Role.Kind.COUNTY, Role.Kind.ENTERPRISE}:
        return ""
    return f"{user.name}的账号由系统管理员管理，请联系系统管理员。"


def why_not_lose_administrator(user: User, by: User | None) -> str:
    """Why this account may not be closed or moved to another role, or an empty string."""
    if by is not None and by.pk == user.pk:
        return "不能停用或调整自己的账号，请由另一位系统管理员办理。"
    others = User.objects.filter(is_active=True, role__kind=Role.Kind.ADMINISTRATOR).exclude(pk=user.pk)
    if user.kind == Role.Kind.ADMINISTRATOR and not others.exists():
        return "这是最后一个在用的系统管理员账号，请先开设另一个，再停用它。"
    return ""
