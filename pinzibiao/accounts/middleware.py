"""How long a session lives, and what comes before any work."""

import time
from urllib.parse import urlencode, urlsplit

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from pinzibiao.lib.passive import is_passive

from . import rules
from .sessions import SESSION_KEY

# The moment of the last act is kept to the minute, or every page would cost a write.
GRAIN_SECONDS = 60
IDLE, TOO_OLD = "idle", "old"


class SessionLimits:
    """Ends a session that lay untouched too long, or that is older than a working day, and says so."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and (why := _expired(request)):
            logout(request)
            return _to_sign_in(request, why)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """What a page asks by itself prolongs nothing."""
        if request.user.is_authenticated and not is_passive(view):
            _note_act(request)


class SignInRequired(LoginRequiredMiddleware):
    """Closed by default. A script is told so by a number: a redirect would bring it the sign-in page as its answer."""

    def handle_no_permission(self, request, view):
        return _signed_out() if _is_of_script(request) else super().handle_no_permission(request, view)


class FirstThingsFirst:
    """Until a handed-out password is changed and a demanded second factor is set up, nothing else works."""

    ALLOWED = {
        "account_change_password",
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_reauthenticate",
    }

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated or request.resolver_match.view_name in self.ALLOWED:
            return None
        if request.user.must_change_password:
            return _send(request, reverse("account_change_password"))
        if rules.needs_second_factor(request.user) and not _has_second_factor(request):
            return _send(request, reverse("mfa_activate_totp"))
        return None


def _expired(request) -> str:
    """Why the session must end, or an empty string."""
    now = int(time.time())
    mark = request.session.get(SESSION_KEY)
    if mark is None:
        request.session[SESSION_KEY] = {"began": now, "last": now}
        return ""
    if now - mark["began"] >= settings.SESSION_COOKIE_AGE:
        return TOO_OLD
    if now - mark["last"] >= rules.idle_limit(request.user).total_seconds():
        return IDLE
    return ""


def _note_act(request) -> None:
    now, mark = int(time.time()), request.session[SESSION_KEY]
    if now - mark["last"] >= GRAIN_SECONDS:
        request.session[SESSION_KEY] = mark | {"last": now}


def _is_of_script(request) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _signed_out() -> JsonResponse:
    return JsonResponse({"error": "登录已超时，请重新登录。"}, status=401)


def _to_sign_in(request, why: str) -> HttpResponse:
    if _is_of_script(request):
        return _signed_out()
    query = urlencode({"why": why, "next": _page_of(request)})
    return _send(request, f"{reverse('account_login')}?{query}")


def _page_of(request) -> str:
    """The page to come back to: of a form that was sent, the page that held it."""
    if request.method == "GET" and not request.htmx:
        return request.get_full_path()
    source = urlsplit(request.htmx.current_url or request.headers.get("Referer", ""))
    if source.netloc != request.get_host():
        return "/"
    return source.path + (f"?{source.query}" if source.query else "")


def _send(request, url: str) -> HttpResponse:
    """A redirect of the whole page, also when only a part of it was asked for."""
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def _has_second_factor(request) -> bool:
    """Asked of the session first: who signed in with a code has one."""
    records = get_authentication_records(request, request.user)
    return any(r["method"] == "mfa" for r in records) or is_mfa_enabled(request.user)
