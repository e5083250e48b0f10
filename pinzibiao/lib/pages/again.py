"""A list found again outside a request: a job asks what its owner would find now."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from .. import preferences
from .lists import ListPage


def list_again(list_key: str, query: str, user, preference: preferences.Preference) -> ListPage:
    """The list of that name as ``user`` finds it now, with the filters of ``query``.

    Raises what the page itself raises: ``Http404``, ``PermissionDenied`` or ``BadQuery``.
    """
    path = preferences.address_of(list_key)
    try:
        match = resolve(path)
    except Resolver404:
        raise Http404(list_key) from None
    page = match.func.view_class(**match.func.view_initkwargs)
    page.setup(_asked(path, query, user, match), *match.args, **match.kwargs)
    page.prepare()
    if not page.may(user):
        raise PermissionDenied(page.refusal)
    page.preference = preference
    page.find()
    return page


def _asked(path: str, query: str, user, match) -> HttpRequest:
    """As much of a request as a list reads."""
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    request.GET, request.user, request.resolver_match = QueryDict(query), user, match
    return request
