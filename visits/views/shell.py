"""The page that works without signal, the worker that keeps it, and what makes it installable: no data in any of them.

The page holds nothing of anybody: a phone may keep it, and what it shows comes sealed from the phone's own store.
"""

import hashlib

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse

from cultivation.models import Dimension, Problem
from pinzibiao.lib.context import PORTAL_NAME
from pinzibiao.lib.pages.base import Page

from ..forms import MOST_PHOTOS, MOST_PROBLEMS, SCORES
from ..models import HelpVisit
from .field import ForExperts

STYLES = ("bootstrap/css/bootstrap.min.css", "css/portal.css", "css/visits.css", "css/field.css")
# In the order in which they need each other.
SCRIPTS = tuple(
    f"js/field/{name}.js"
    for name in (
        "vault",
        "store",
        "server",
        "photos",
        "visits",
        "complete",
        "sync",
        "parts",
        "list",
        "record",
        "conflict",
        "signing",
        "app",
    )
)
ICONS = ("img/mark.svg", "img/field-192.png", "img/field-512.png")


class Shell(ForExperts, Page):
    def get(self, request, *args, **kwargs) -> HttpResponse:
        return HttpResponse(shell())


class Worker(ForExperts, Page):
    """The service worker. Its bytes change with what it keeps, so that a new release reaches every phone."""

    def get(self, request, *args, **kwargs) -> HttpResponse:
        kept = [reverse("visits:field"), *[static(path) for path in (*STYLES, *SCRIPTS, *ICONS)]]
        name = hashlib.sha256("\n".join([shell(), *kept]).encode()).hexdigest()[:16]
        context = {"kept": kept, "name": f"pinzibiao-field-{name}"}
        return render(request, "visits/field_worker.js", context, content_type="text/javascript")


class Manifest(ForExperts, Page):
    """What a phone needs to install the page beside its other programs."""

    def get(self, request, *args, **kwargs) -> JsonResponse:
        home = reverse("visits:field")
        icons = [
            {"src": static(f"img/field-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
            for size in (192, 512)
        ]
        return JsonResponse(
            {
                "id": home,
                "name": "品字标现场记录",
                "short_name": "现场记录",
                "lang": "zh-Hans",
                "start_url": home,
                "scope": home,
                "display": "standalone",
                "background_color": "#ffffff",
                "theme_color": "#0e3e69",
                "icons": icons,
            },
            content_type="application/manifest+json",
        )


def shell() -> str:
    """The page, the same for everybody: its static files by the names that carry their content."""
    return render_to_string(
        "visits/field.html",
        {
            "portal_name": PORTAL_NAME,
            "styles": [static(path) for path in STYLES],
            "scripts": [static(path) for path in SCRIPTS],
            "dimensions": Dimension.choices,
            "scores": SCORES,
            "modes": HelpVisit.Mode.choices,
            "severities": Problem.Severity.choices,
            "most_photos": MOST_PHOTOS,
            "most_problems": MOST_PROBLEMS,
            "login_url": reverse(settings.LOGIN_URL),
            "logout_url": reverse("account_logout"),
        },
    )
