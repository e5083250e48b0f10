"""Questions about people: who they are, when they signed in."""

import re
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from axes.models import AccessFailureLog, AccessLog
from django.db.models import Exists, OuterRef, QuerySet

from .models import Role, User

SHOWN_SIGN_INS = 20
BROWSERS = (
    ("Edg", "Edge"),
    ("MicroMessenger", "微信"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (("Windows", "Windows"), ("Android", "安卓"), ("iPhone", "iPhone"), ("Mac OS", "macOS"), ("Linux", "Linux"))


@dataclass(frozen=True)
class SignIn:
    """One line of the sign-in history."""

    at: datetime
    worked: bool
    address: str
    device: str

    @property
    def outcome(self) -> str:
        return "登录成功" if self.worked else "密码错误"


def users_seen_by(user: User) -> QuerySet[User]:
    """Accounts are the administrator's work; an auditor reads them; nobody else has a list of people."""
    rows = User.objects.select_related("role__region")
    if user.kind in {Role.Kind.ADMINISTRATOR, Role.Kind.AUDITOR}:
        return rows.annotate(has_second_factor=Exists(_second_factors().filter(user=OuterRef("pk"))))
    return rows.none()


def has_second_factor(user: User) -> bool:
    return _second_factors().filter(user=user).exists()


def sign_ins(user: User, limit: int = SHOWN_SIGN_INS) -> list[SignIn]:
    """The last sign-ins and failures under this account, newest first."""
    worked = [_line(row, True) for row in AccessLog.objects.filter(username=user.username)[:limit]]
    failed = [_line(row, False) for row in AccessFailureLog.objects.filter(username=user.username)[:limit]]
    return sorted(worked + failed, key=lambda line: line.at, reverse=True)[:limit]


def device_of(agent: str) -> str:
    """``Chrome 120 · Windows`` of a browser's long name; 其他设备 when nothing is known in it."""
    browser = next((_with_version(agent, key, name) for key, name in BROWSERS if key in agent), "")
    system = next((name for key, name in SYSTEMS if key in agent), "")
    return " · ".join(part for part in (browser, system) if part) or "其他设备"


def _with_version(agent: str, key: str, name: str) -> str:
    found = re.search(rf"{key}\w*/(\d+)", agent)
    return f"{name} {found[1]}" if found else name


def _line(row, worked: bool) -> SignIn:
    return SignIn(row.attempt_time, worked, row.ip_address or "", device_of(row.user_agent))


def _second_factors() -> QuerySet:
    return Authenticator.objects.filter(type=Authenticator.Type.TOTP)
