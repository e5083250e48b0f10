"""The next case of the list from which an officer came."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from pinzibiao.accounts.models import Role
from pinzibiao.lib import preferences
from pinzibiao.lib.pages import BadQuery
from pinzibiao.lib.pages.again import list_again

from ..models import Declaration
from ..turns import awaiting
from .trail import PARAMETER, USUAL

LIST_KEY = "declarations:list"
# Whoever has more before them turns to the first again.
LOOKED_THROUGH = 500


def next_case(request, case: Declaration) -> Declaration | None:
    """The next of the list that awaits the person, after ``case`` in its order; after the last comes the first."""
    user = request.user
    if user.kind not in Role.REGULATORS:
        return None
    pks = _waiting(request.GET.get(PARAMETER) or USUAL, user)
    place = pks.index(case.pk) + 1 if case.pk in pks else 0
    following = [pk for pk in (*pks[place:], *pks[:place]) if pk != case.pk]
    return Declaration(pk=following[0]) if following else None


def _waiting(query: str, user) -> list[int]:
    """What of the list awaits the person, in its order; an address that no list understands is passed over."""
    kept = preferences.lasting(query)
    try:
        page = list_again(LIST_KEY, kept, user, preferences.of(user, LIST_KEY))
    except (Http404, PermissionDenied, BadQuery):
        return _waiting(USUAL, user) if kept != USUAL else []
    rows = page.found.prefetch_related(None).filter(status__in=awaiting(user))
    return list(rows.values_list("pk", flat=True)[:LOOKED_THROUGH])
