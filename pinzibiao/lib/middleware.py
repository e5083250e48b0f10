"""What every answer carries, whatever it is: an id for the log, and headers that keep browsers careful."""

import re
import uuid
from contextvars import ContextVar

from django.views.defaults import bad_request

from . import health

request_id: ContextVar[str] = ContextVar("request_id", default="-")
PROBES = {"/health/live": health.live, "/health/ready": health.ready}
ID_FORM = re.compile(r"^[A-Za-z0-9._-]{8,64}$")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Photos of a visit come from the phone's camera; nothing else is asked of the device.
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}


class FrameMiddleware:
    """Stands outermost, so that redirects, static files and error pages get the headers too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = request_id.set(_id_of(request))
        request.id = request_id.get()
        try:
            # Asked before any session is read: these two must tell the truth when the database is gone.
            probe = PROBES.get(request.path_info)
            response = probe(request) if probe else self.get_response(request)
        finally:
            request_id.reset(token)
        response["X-Request-ID"] = request.id
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if _is_personal(request):
            # A page of one official must not come out of the cache of the office PC for the next.
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(self, request, view, args, kwargs):
        """Postgres knows no NUL: an address that holds one names nothing, and must not end in an error of ours."""
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request, None)
        return None


class RequestIdFilter:
    """Gives every log record the id of the request in which it was written."""

    def filter(self, record) -> bool:
        record.request_id = request_id.get()
        return True


def _id_of(request) -> str:
    given = request.headers.get("X-Request-ID", "")
    return given if ID_FORM.match(given) else uuid.uuid4().hex


def _is_personal(request) -> bool:
    session = getattr(request, "session", None)
    return session is not None and session.accessed
