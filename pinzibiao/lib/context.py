"""What every page's frame shows: names, the menu, the person, the footer."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from . import navigation

PORTAL_NAME = "品字标培育平台"
FOOTER_FIELDS = (
    ("PORTAL_ORGANISER", "主办单位"),
    ("PORTAL_ICP", "ICP备案号"),
    ("PORTAL_POLICE", "公安备案号"),
    ("PORTAL_SITE_ID", "政府网站标识码"),
)


def portal(request) -> dict:
    """Context processor. ``nav`` and ``person`` ask the database only when the template uses them."""
    return {
        "portal_name": PORTAL_NAME,
        "is_demo": settings.DEMO,
        "footer": [(label, value) for name, label in FOOTER_FIELDS if (value := getattr(settings, name, ""))],
        "nav": SimpleLazyObject(lambda: _menu(request)),
    }


def _menu(request) -> dict:
    found = navigation.sections(request)
    return {"sections": found, "current": navigation.current_url(request, found)}
