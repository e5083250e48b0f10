"""Suggestions while somebody names an enterprise or an industry."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desks import scopes

from .. import chooser


@require_safe
def choose(request) -> HttpResponse:
    """Options of a datalist: enterprises of the person's scope whose name or code holds what was typed."""
    found = chooser.offers(scopes.enterprises(request.user), _typed(request))
    return _options(request, [chooser.words_of(row) for row in found])


@require_safe
def choose_industry(request) -> HttpResponse:
    return _options(request, [str(row) for row in chooser.industry_offers(_typed(request))])


@require_safe
def choose_standard(request) -> HttpResponse:
    return _options(
        request, [str(row) for row in chooser.standard_offers(scopes.standards(request.user), _typed(request))]
    )


def _typed(request) -> str:
    """The text box sends its own name, whatever the form calls it."""
    return next(iter(request.GET.values()), "")


def _options(request, options: list[str]) -> HttpResponse:
    return render(request, "enterprises/_options.html", {"options": options})
