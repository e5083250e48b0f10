"""What other rooms' pages show of declarations."""

from desks import scopes

from .access import may_prepare

SHOWN = 10


def of_enterprise(user, enterprise) -> dict | None:
    """The enterprise's declarations, as far as this person may see them."""
    rows = scopes.declarations(user).filter(enterprise=enterprise).select_related("product", "authorisation")
    return {"rows": list(rows.order_by("-id")[:SHOWN]), "may_create": may_prepare(user)}
