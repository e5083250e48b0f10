"""A new name, another county: acts that the plain form of an enterprise does not do."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy

from desks import scopes
from pinzibiao.casework.refusals import Refused
from pinzibiao.lib.pages import FormPage

from .. import actions, moves, rules
from ..forms import MoveForm, RenameForm
from .items import OfOneEnterprise


class OfChange(OfOneEnterprise, FormPage):
    """One act upon one enterprise, asked on a page of its own."""

    refusals = (Refused,)

    def breadcrumbs(self):
        return self.trail((self.title, None))

    def form_kwargs(self) -> dict:
        return {}

    def ask(self, form, status: int = 200, **more):
        return super().ask(form, status, cancel_url=self.enterprise.get_absolute_url(), **more)

    def success_url(self, result) -> str:
        return self.enterprise.get_absolute_url()


class EnterpriseRename(OfChange):
    title = "企业更名"
    submit_label = "更名"
    success_message = "企业已更名，原名称列入曾用名，按原名称仍可查到。"
    form_class = RenameForm
    refusal = actions.NOT_YOURS_TO_RENAME

    def may(self, user) -> bool:
        return rules.keeps(user, self.enterprise)

    def page_lead(self) -> str:
        return f"现名称：{self.enterprise.name}。只是登记时写错了字的，请用“修改”改正，不必更名。"

    def save(self, form):
        data = form.cleaned_data
        return actions.rename_enterprise(self.enterprise, data["name"], data["on"], by=self.request.user)


class EnterpriseMove(OfChange):
    """Says before the button how many open cases go along."""

    template_name = "enterprises/move.html"
    title = "迁移属地"
    submit_label = "确认迁移"
    success_message = "企业已迁移，未办结的事项已一并移交迁入地。"
    form_class = MoveForm
    refusal = actions.NOT_YOURS_TO_MOVE

    def may(self, user) -> bool:
        return rules.may_move(user, self.enterprise)

    def form_kwargs(self) -> dict:
        return {"enterprise": self.enterprise}

    def ask(self, form, status: int = 200, **more):
        return super().ask(form, status, waiting=moves.waiting(self.enterprise), enterprise=self.enterprise, **more)

    def save(self, form):
        data = form.cleaned_data
        return actions.move_enterprise(
            self.enterprise, data["county"], data["on"], by=self.request.user, reason=data["reason"]
        )

    def saved(self, result) -> HttpResponse:
        """The county that gave it away no longer sees it."""
        answer = super().saved(result)
        seen = scopes.enterprises(self.request.user).filter(pk=self.enterprise.pk).exists()
        return answer if seen else redirect(reverse_lazy("enterprises:list"))
