"""Authorisations near their end: one that its clerk may renew today, and one that a renewal has taken over."""

from datetime import date, timedelta
from random import Random

from declarations import actions
from declarations.rules import conflicts_of
from declarations.states import DeclarationStatus as S
from enterprises.models import Enterprise
from experts.models import Expert

from .cases import Walk, listed_experts
from .clock import travel

# An authorisation begun so long ago ends some forty days from now.
BEGAN, RENEWED = timedelta(days=1060), timedelta(days=30)


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


def make_renewals(random: Random, near: Enterprise, renewed: Enterprise, experts: list[Expert], today: date) -> None:
    for enterprise in (near, renewed):
        began = today - BEGAN
        with travel(began):
            walk = Walk(random, enterprise, experts, began, today)
            walk.to(S.AUTHORISED)
    with travel(today - RENEWED):
        RenewalWalk(walk, today - RENEWED).to(S.AUTHORISED)
