"""Icons: lucide's line drawings as inline SVG, for decoration beside words."""

from functools import lru_cache

from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide


@lru_cache(maxsize=512)
def icon_svg(name: str, size: int = 18) -> SafeString:
    """The drawing ``name``, hidden from screen readers since words stand beside it. Unknown names raise."""
    return lucide(name, size=size, **{"class": "icon", "aria-hidden": "true", "focusable": "false"})
