"""The warning before a session ends, on every page of somebody who is signed in."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from pinzibiao.lib.pieces import kept

from ..sessions import seconds_left

register = template.Library()


@register.simple_tag(takes_context=True)
def session_watch(context) -> SafeString:
    seconds = seconds_left(context["request"])
    return kept(
        ("session", seconds), lambda: SafeString(render_to_string("accounts/_session.html", {"seconds": seconds}))
    )
