"""The warning before a session ends, on every page of somebody who is signed in."""

from django import template

from ..sessions import seconds_left

register = template.Library()


@register.inclusion_tag("accounts/_session.html", takes_context=True)
def session_watch(context) -> dict:
    return {"seconds": seconds_left(context["request"])}
