"""The list from which an officer came: it goes along in the address, with its filters and its order."""

from urllib.parse import urlencode

from pinzibiao.accounts.models import Role

PARAMETER = "list"
# Without a list: what awaits the person, the nearest deadline first.
USUAL = "turn=mine"


def trail_of(query: str) -> str:
    """``?list=…``: what a link carries along so that the next page knows the list."""
    return "?" + urlencode({PARAMETER: query})


def trail(request) -> str:
    """The same of the present page, for those who work through a list."""
    asked = request.GET.get(PARAMETER)
    return trail_of(asked) if asked and request.user.kind in Role.REGULATORS else ""
