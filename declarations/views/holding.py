"""转办: taken up, handed over, laid down, by the officers of the desk on which the case lies."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from desks import scopes
from pinzibiao.accounts.models import Role, User
from pinzibiao.accounts.stand_ins import colleagues_of
from pinzibiao.casework import holders, holding
from pinzibiao.casework.refusals import Refused, WrongDesk
from pinzibiao.casework.workflow import Desk
from pinzibiao.lib.forms import PortalForm
from pinzibiao.lib.pages import FormPage

from ..actions import PROCEDURE
from ..states import WORKFLOW
from .trail import trail


def desk_of(user, case) -> Desk | None:
    """The desk on which ``case`` lies, if ``user`` is an officer of it."""
    owner = WORKFLOW.owner(case.status)
    is_there = user.kind in Role.REGULATORS and owner in PROCEDURE.sits_at(user, case)
    return owner if is_there else None


def in_hand(user, case) -> dict:
    """What the case page tells of who holds the case, and whether the reader may change it."""
    row = holders.holding_of(case, WORKFLOW.owner(case.status))
    may_hold = desk_of(user, case) is not None
    acting_for = holders.absent_of(user).get(row.user_id, "") if row and may_hold else ""
    return {"holding": row, "may_hold": may_hold, "acting_for": acting_for}


class HandOverForm(PortalForm):
    holder = forms.ModelChoiceField(User.objects.none(), label="转给")
    reason = forms.CharField(label="说明", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = colleagues_of(user)


class OfDesk:
    """The case within the scope, and the desk on which it lies: others are refused (403)."""

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        self.case = get_object_or_404(scopes.declarations(request.user), pk=kwargs["pk"])
        try:
            self.desk = desk_of(request.user, self.case)
            if self.desk is None:
                raise WrongDesk("本申报现在不在您的岗位，不能认领或转办。")
            return super().dispatch(request, *args, **kwargs)
        except Refused as refusal:
            context = {"case": self.case, "refusal": refusal, "back_url": self.back_url()}
            return render(request, "generic/refused.html", context, status=refusal.status_code)

    def back_url(self) -> str:
        return self.case.get_absolute_url() + trail(self.request)


class HandOver(OfDesk, FormPage):
    title = "转办"
    submit_label = "转办"
    form_class = HandOverForm
    refusals = (*FormPage.refusals, Refused)
    success_message = "已转办，办理状态和期限不变。"

    def page_lead(self) -> str:
        return f"{self.case}：只换经办人，办理状态和期限不变。"

    def breadcrumbs(self):
        return [(str(self.case), self.case.get_absolute_url()), (self.title, None)]

    @property
    def cancel_url(self) -> str:
        return self.back_url()

    def form_kwargs(self) -> dict:
        return {"user": self.request.user}

    def save(self, form):
        return holding.hold(self.case, self.desk, **form.cleaned_data, by=self.request.user)

    def success_url(self, result) -> str:
        return self.back_url()


class Claim(OfDesk, View):
    http_method_names = ["post"]

    def post(self, request, pk) -> HttpResponse:
        holding.hold(self.case, self.desk, request.user, by=request.user)
        messages.success(request, "已认领，在待办的“我经办的”中可以找到。")
        return redirect(self.back_url())


class Release(OfDesk, View):
    http_method_names = ["post"]

    def post(self, request, pk) -> HttpResponse:
        holding.release(self.case, self.desk, by=request.user)
        messages.success(request, "已放回，本单位同事可以认领。")
        return redirect(self.back_url())
