"""What the sign-in pages print beside their forms."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def support_contact() -> str:
    """Whom to call about an account, as the operator set it; empty when nobody is named."""
    return settings.SUPPORT_CONTACT


@register.simple_tag
def idle_minutes(user=None) -> int:
    """After how many minutes an untouched session ends."""
    return settings.IDLE_TIMEOUT_MINUTES
