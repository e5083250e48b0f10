"""What makes a page everybody's: it asks for no sign-in, and no network can take it away from the others."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator

from pinzibiao.lib import public_cache, throttle
from pinzibiao.lib.throttle import Limit

from .lockout import address_of

READING = ("GET", "HEAD", "POST")


def limited(limit: Limit, methods: tuple[str, ...] = READING) -> Callable:
    """A view that answers one network only as often as ``limit`` allows."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def answer(request, *args, **kwargs):
            seconds = limit.wait(address_of(request) or "") if request.method in methods else 0
            return _too_often(request, seconds) if seconds else view(request, *args, **kwargs)

        return answer

    return decorate


for_everybody = method_decorator([login_not_required, limited(throttle.PAGES)], name="dispatch")
# Above ``for_everybody``: what comes from memory counts for no limit.
kept_a_minute = method_decorator(public_cache.kept, name="dispatch")
few_forms = method_decorator(limited(throttle.FORMS, ("POST",)), name="dispatch")
few_verifications = method_decorator(limited(throttle.VERIFICATIONS, ("POST",)), name="dispatch")


def _too_often(request, seconds: int) -> HttpResponse:
    response = render(request, "429.html", {"seconds": seconds}, status=429)
    response["Retry-After"] = seconds
    return response
