"""Pages that everybody sees alike, answered for a short time from each web process's memory.

Who is signed in is always answered anew. What changes, such as a suspension, is seen by all when the time is over: a
browser is told how old its copy already is, so that its own time and ours do not add up.
"""

from collections.abc import Callable
from functools import wraps

import environ
from django.conf import settings
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_page

env = environ.Env()
# Listed in README.md; 0: nothing is kept.
SECONDS = env.int("PUBLIC_CACHE_SECONDS", default=60)
LOCAL = "django.core.cache.backends.locmem.LocMemCache"
# Apart from the default one, whose counters of wrong codes a flood of public addresses must not push out.
CACHES = {
    "default": {"BACKEND": LOCAL},
    "public": {"BACKEND": LOCAL, "LOCATION": "public", "OPTIONS": {"MAX_ENTRIES": 500}},
}


def kept(view: Callable) -> Callable:
    """By its full address. Never for a page with a form that is sent: the form's token is one visitor's."""
    from_memory = cache_page(SECONDS, cache="public")(_open_to_all(view)) if SECONDS else view

    @wraps(view)
    def answer(request, *args, **kwargs):
        asked = view if settings.SESSION_COOKIE_NAME in request.COOKIES else from_memory
        return asked(request, *args, **kwargs)

    return answer


def _open_to_all(view: Callable) -> Callable:
    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            patch_cache_control(response, public=True)
        return response

    return answer
