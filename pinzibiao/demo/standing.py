"""What becomes of authorisations: near their end, taken over by a renewal, suspended and mended."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from declarations import actions
from declarations.rules import conflicts_of
from declarations.states import DeclarationStatus as S
from enterprises.models import Enterprise

from .cases import SHOWN_COUNTY, Walk, listed_experts
from .clock import travel
from .self_checks import tell_yearly

# An authorisation begun so long ago ends some forty days from now.
BEGAN, RENEWED, SUSPENDED = timedelta(days=1060), timedelta(days=30), timedelta(days=60)
# Its first self-check was due some weeks ago.
FORGOTTEN = timedelta(days=400)


class RenewalWalk(Walk):
    """The same enterprise; the case comes from the authorised one, and other experts judge it."""

    def __init__(self, earlier: Walk, began: date):
        vars(self).update(vars(earlier))
        self.today = began
        conflicts = conflicts_of(experts := listed_experts(), self.enterprise)
        self.experts = [one for one in experts if not conflicts[one.pk]][:2]
        self.case, _ = actions.renew(earlier.case, by=self.clerk)
        self.case.promises_quality = self.case.promises_credit = self.case.promises_truth = True
        self.case.save()
        self.prove(self.case)


def make_standing(random: Random, near: Enterprise, free: Iterator[Enterprise], today: date) -> None:
    """``near`` may renew today; one of ``free`` has renewed, one has told how it mended, and one has
    forgotten its self-check."""
    experts = listed_experts()

    def walked(enterprise: Enterprise, status: str, ago: timedelta) -> Walk:
        with travel(today - ago):
            walk = Walk(random, enterprise, experts, today - ago, today)
            walk.to(status)
        return walk

    held = walked(near, S.AUTHORISED, BEGAN)
    tell_yearly(held.case, held.clerk, today)
    renewed = walked(next(free), S.AUTHORISED, BEGAN)
    with travel(today - RENEWED):
        RenewalWalk(renewed, today - RENEWED).to(S.AUTHORISED)
    mended = walked(next(free), S.SUSPENDED, SUSPENDED)
    mended.today = today
    mended.act("report_mended")
    walked(_of_shown_county(free), S.AUTHORISED, FORGOTTEN)


def _of_shown_county(free: Iterator[Enterprise]) -> Enterprise:
    """The printed officers of the county find somebody to remind."""
    waiting = list(free)
    return next((one for one in waiting if one.county_id == SHOWN_COUNTY), waiting[0])
