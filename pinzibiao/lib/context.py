"""What every page's frame shows: names, the menu, the person, the footer."""

from django.conf import settings

PORTAL_NAME = "品字标培育平台"
FOOTER_FIELDS = (
    ("PORTAL_ORGANISER", "主办单位"),
    ("PORTAL_ICP", "ICP备案号"),
    ("PORTAL_POLICE", "公安备案号"),
    ("PORTAL_SITE_ID", "政府网站标识码"),
)


def portal(request) -> dict:
    """Context processor."""
    return {
        "portal_name": PORTAL_NAME,
        "is_demo": settings.DEMO,
        "footer": [(label, value) for name, label in FOOTER_FIELDS if (value := getattr(settings, name, ""))],
    }
