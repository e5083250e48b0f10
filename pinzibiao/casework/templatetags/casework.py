"""``{% timeline case %}`` and ``{% actions case %}``: the trail of a case and its buttons."""

from django import template

from ..actions import events_of
from ..procedure import procedure_of

register = template.Library()


@register.inclusion_tag("_parts/timeline.html")
def timeline(case) -> dict:
    """Every event of ``case``, newest first."""
    return {"events": events_of(case).order_by("-id"), "case": case}


@register.inclusion_tag("_parts/actions.html", takes_context=True)
def actions(context, case) -> dict:
    """A button for each act that the person of the request may take now, with what still stands in its way.

    ``trail`` of the page, a query, goes along with every button.
    """
    user = context["request"].user
    found = procedure_of(case).open_actions(user, case)
    return {"case": case, "open_actions": found, "trail": context.get("trail", "")}


@register.simple_tag
def desk_of(case) -> str:
    """On whose desk the case lies, in words."""
    return procedure_of(case).workflow.owner(case.status).label
