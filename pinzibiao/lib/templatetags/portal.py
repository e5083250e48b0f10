"""Tags of the frame and of the generic pages: ``{% load portal %}``."""

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from .. import navigation
from ..addresses import changed, fixed_address
from ..icons import icon_svg
from ..pieces import kept
from ..status import status_html
from ..tables import text_of

register = template.Library()


@register.simple_tag
def icon(name: str, size: int = 18) -> SafeString:
    """``{% icon "plus" %}``"""
    return icon_svg(str(name), size) if name else SafeString("")


@register.simple_tag
def status(record) -> SafeString:
    """``{% status declaration %}``: dot and words."""
    return status_html(record)


@register.filter
def shown(value) -> str:
    """A fact's value as every page shows it: dates, numbers, 是/否, — for nothing."""
    return SafeString(text_of(value))


@register.simple_tag
def address(name: str, *args) -> str:
    """The address of a named page, or nothing where that room is not installed."""
    try:
        return reverse(name, args=args) if args else fixed_address(name)
    except NoReverseMatch:
        return ""


@register.simple_tag
def static_or_plain(path: str) -> str:
    """A static file's address that never fails: error pages must render even when the manifest is missing."""
    try:
        return static(path)
    except ValueError:
        return settings.STATIC_URL + path


@register.simple_tag(takes_context=True)
def query(context, **changes) -> str:
    """The present query with ``changes``; None removes a parameter: ``{% query page=3 export=None %}``."""
    return changed(context["request"].GET, **changes)


@register.simple_tag(takes_context=True)
def menu(context) -> SafeString:
    """The menu on the left, the same for everybody of a role as long as no number in it changes."""
    request = context["request"]
    found = navigation.sections(request)
    current = navigation.current_url(request, found)
    key = ("menu", current, *((section.title, *section.links) for section in found))
    return kept(key, lambda: SafeString(render_to_string("_parts/nav.html", {"sections": found, "current": current})))


@register.simple_tag(takes_context=True)
def filters(context) -> SafeString:
    """The filters of a list; those with an error, and what a person has just typed, are drawn anew."""
    request, filterset = context["request"], context["filterset"]
    asked = {name: filterset.data[name] for name in filterset.data} if filterset.is_bound else {}
    told = {name: context[name] for name in ("filterset", "is_filtered", "request")}
    if asked and filterset.errors:
        return SafeString(render_to_string("_parts/filters.html", told))
    key = ("filters", request.user.pk, request.path, request.GET.get("sort"), *sorted(asked.items()))
    return kept(key, lambda: SafeString(render_to_string("_parts/filters.html", told)))


@register.inclusion_tag("_parts/facts.html")
def facts(rows) -> dict:
    """``{% facts rows %}``: a list of (label, value)."""
    return {"facts": rows}


@register.simple_tag(takes_context=True)
def include_panel(context, panel) -> SafeString:
    """A panel's own template, with the page's context and the panel's, by name and as ``panel_context``."""
    with context.push(**{"panel_context": panel.context, **panel.context}):
        return context.template.engine.get_template(panel.template).render(context)


@register.inclusion_tag("_parts/empty.html")
def empty(text: str, url: str = "", label: str = "") -> dict:
    """What to do when there is nothing: ``{% empty "还没有产品。" url "添加产品" %}``"""
    return {"text": text, "url": url, "label": label}


@register.inclusion_tag("_parts/table.html")
def plain_table(table) -> dict:
    """A PortalTable without sorting and paging, for panels."""
    from ..tables import TableData

    return {"table": TableData(table)}
