"""Whether the portal lives, whether it can work, and what it says when it cannot."""

import logging
import sys
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate

import psycopg2
import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse, JsonResponse
from django.template import loader
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)
SECONDS = 0.5
# A server that accepts and never answers must not hold a web worker: the question is asked in a thread.
_askers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="health")


@login_not_required
@require_safe
@never_cache
def live(request) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
@never_cache
def ready(request) -> JsonResponse:
    """Postgres answers (else 503). Redis is told, but without it only jobs wait: nobody is turned away."""
    database, broker = _askers.submit(_ask_database, connection.get_connection_params()), _askers.submit(_ask_redis)
    database_answers, broker_answers = _within_time(database), _within_time(broker)
    found = {
        "status": "ok" if database_answers else "unavailable",
        "database": "ok" if database_answers else "down",
        "redis": "ok" if broker_answers else "down",
    }
    return JsonResponse(found, status=200 if database_answers else 503)


def server_error(request) -> HttpResponse:
    """The handler of uncaught errors: a database that is gone or overloaded is a 503, all else a 500."""
    error = sys.exc_info()[1]
    if isinstance(error, (OperationalError, InterfaceError)):
        response = HttpResponse(loader.render_to_string("503.html"), status=503)
        response["Retry-After"] = "30"
        return response
    return HttpResponse(loader.render_to_string("500.html"), status=500)


def _within_time(future) -> bool:
    try:
        return future.result(timeout=SECONDS)
    except TooLate:
        return False


def _ask_database(params: dict) -> bool:
    wanted = {name: value for name, value in params.items() if name not in {"cursor_factory", "context"}}
    try:
        asked = psycopg2.connect(**wanted | {"connect_timeout": 1})
    except psycopg2.Error as error:
        logger.warning("ready: the database does not answer: %s", error)
        return False
    asked.close()
    return True


def _ask_redis() -> bool:
    try:
        with redis.from_url(settings.REDIS_URL, socket_timeout=SECONDS, socket_connect_timeout=SECONDS) as asked:
            return bool(asked.ping())
    except redis.RedisError as error:
        logger.warning("ready: Redis does not answer: %s", error)
        return False
