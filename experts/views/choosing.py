"""Suggestions while somebody types an expert's name."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from desks import scopes
from pinzibiao.accounts.models import Role

from .. import chooser, rules

CHOOSERS = (*Role.REGULATORS, Role.Kind.BODY)


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """``<option>``s for the text typed, whatever its field is called: experts who may be sent out, of the scope."""
    if request.user.kind not in CHOOSERS:
        raise PermissionDenied("专家由监管人员选派。")
    text = next(iter(request.GET.values()), "")
    found = chooser.offers(rules.only_available(scopes.experts(request.user)), text)
    return render(request, "enterprises/_options.html", {"options": [chooser.words_of(one) for one in found]})
