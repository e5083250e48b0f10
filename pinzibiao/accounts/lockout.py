"""Wrong passwords: who counts as the same person, from where, and the page that says until when."""

from allauth.core.internal.httpkit import get_client_ip
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.db.models import Max
from django.shortcuts import render
from django.utils import timezone


def username_of(request, credentials=None) -> str:
    """The account that was typed, in the one spelling in which accounts are kept."""
    credentials = credentials or {}
    typed = credentials.get("username") or request.POST.get("login") or request.POST.get("username") or ""
    return typed.strip().lower()[:255]


def address_of(request) -> str | None:
    """The caller's address, behind as many proxies as the operator names (``TRUSTED_PROXY_COUNT``)."""
    return get_client_ip(request)


def locked_out(request, response=None, credentials=None):
    """The page for an account that is locked for this address: until when, and whom to call."""
    failed = AccessAttempt.objects.filter(
        username=username_of(request, credentials), ip_address=request.axes_ip_address
    ).aggregate(last=Max("attempt_time"))["last"]
    until = (failed or timezone.now()) + get_cool_off(request)
    return render(request, "account/lockout.html", {"until": until}, status=429)
