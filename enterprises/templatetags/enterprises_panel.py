"""``{% room_panel panel %}``: a block of the enterprise's page, its own or another room's."""

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def room_panel(context, panel) -> SafeString:
    """The panel in its frame. Its template sees its own variables by name, and as ``panel_context``."""
    values = {**context.flatten(), **panel.context, "panel": panel}
    return get_template("_parts/panel.html").render(values, request=context["request"])
