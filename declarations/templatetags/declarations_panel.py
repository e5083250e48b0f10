"""What stands beside a field of a declaration's content."""

from urllib.parse import urlencode

from django import template

register = template.Library()


@register.inclusion_tag("declarations/_remarks_at.html", takes_context=True)
def remarks_at(context, section: str, field: str = "") -> dict:
    """The open remarks on one place, and where the reader may write another; nothing on pages without remarks."""
    found = context.get("remark_places", {}).get((section, field), ())
    base = context.get("remark_url", "")
    asked = urlencode({"section": section, "field": field} if field else {"section": section})
    url = f"{base}{'&' if '?' in base else '?'}{asked}" if base else ""
    return {"found": found, "url": url, "field": field}
