"""What the year's draw left for the province to check."""

from django.db.models import QuerySet

from declarations.models import SpotCheck
from declarations.spot_checks import OPEN, in_state
from pinzibiao.accounts.models import Role

from . import scopes

TITLE = "待检查的监督抽查"


def to_check(user) -> QuerySet[SpotCheck] | None:
    """Drawn, in force and without a result, the eldest plan first; None for whoever does not check."""
    if user.kind != Role.Kind.PROVINCE:
        return None
    return in_state(scopes.spot_checks(user), OPEN).order_by("plan__year", "pk")
