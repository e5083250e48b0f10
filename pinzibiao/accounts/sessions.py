"""How long a session has still to live: asked by every page, so that nobody is signed out in the middle of a word."""

import time

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from pinzibiao.lib.passive import passive

from . import rules

SESSION_KEY = "pinzibiao_session"


def seconds_left(request: HttpRequest) -> int:
    """Until the session ends if nobody acts; never more than is left of its longest day."""
    now = int(time.time())
    mark = request.session.get(SESSION_KEY) or {"began": now, "last": now}
    idle = mark["last"] + int(rules.idle_limit(request.user).total_seconds())
    return max(0, min(idle, mark["began"] + settings.SESSION_COOKIE_AGE) - now)


@passive
@require_GET
def remaining(request: HttpRequest) -> JsonResponse:
    """Asked by the page, which nobody need be looking at: another window may have prolonged the session."""
    return JsonResponse({"seconds": seconds_left(request)})


@require_POST
def prolong(request: HttpRequest) -> JsonResponse:
    """The person is still there. The middleware has noted it."""
    return JsonResponse({"seconds": seconds_left(request)})
