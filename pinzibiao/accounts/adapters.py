"""How the portal signs people in: allauth's rules where ours differ from its own."""

import io
import time

import segno
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.urls import reverse

from . import secrets
from .rules import needs_second_factor

TOO_MANY = "尝试次数过多，请等几分钟再试；仍不能登录请联系为您开户的管理员。"
WRONG_CODE = "动态码不正确。动态码每 30 秒更换一次，请输入验证器当前显示的 6 位数字，并核对手机时间是否准确。"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by an office, never by oneself."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "该账号已停用，请联系为您开户的管理员。",
        "enter_current_password": "当前密码不正确，请重新输入。",
        "incorrect_password": "密码不正确，请重新输入。",
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_MANY,
        "username_password_mismatch": "账号或密码不正确，请核对后重新输入。连续输错 5 次将锁定 15 分钟。",
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def pre_authenticate(self, request, **credentials) -> None:
        """Nothing: axes alone counts wrong passwords, so that there is one rule and one page that tells it."""

    def set_password(self, user, password: str) -> None:
        """A password that the person chose themselves."""
        user.must_change_password = False
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request) -> str:
        """To work: most passwords are changed because the first one was handed over."""
        return "/"

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Who signed in a moment ago is not asked for the same password again."""
        records = get_authentication_records(context.request, context.request.user)
        fresh = records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        return not fresh and super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user) -> list[dict]:
        words = {reverse("account_reauthenticate"): "使用密码", reverse("mfa_reauthenticate"): "使用动态码"}
        return [
            m | {"description": words.get(m["url"], m["description"])}
            for m in super().get_reauthentication_methods(user)
        ]


class MfaAdapter(DefaultMFAAdapter):
    """Second factors: the secret is encrypted at rest, the QR is drawn without inline style."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "您的岗位要求启用二次验证，不能停用。更换手机请先用恢复码登录，或请管理员重置。",
        "cannot_generate_recovery_codes": "请先启用二次验证，再生成恢复码。",
        "incorrect_code": WRONG_CODE,
        "rate_limited": TOO_MANY,
    }

    def encrypt(self, text: str) -> str:
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.decrypt(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        drawn = io.BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", scale=5, border=3, xmldecl=False)
        return drawn.getvalue().decode()

    def can_delete_authenticator(self, authenticator) -> bool:
        return not needs_second_factor(authenticator.user)
