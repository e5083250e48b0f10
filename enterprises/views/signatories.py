"""The page 更换签署人: the signatory hands over, the county steps in, a clerk asks the county."""

from django.urls import reverse

from pinzibiao.casework.refusals import Refused
from pinzibiao.lib.pages import FormPage

from .. import actions, rules
from ..forms.signatories import AskForSignatoryForm, HandOverForm
from .people import OfMembers

TITLE = "更换签署人"
HANDS_OVER = (
    "更换后，新签署人负责签署，原签署人改为经办人；以前签署的申报仍记在原签署人名下。"
    "由新签署人填报而未提交的申报，不能由其本人签署。"
)
ASKS = (
    "签署人由现任签署人登录后移交，经办人不能自行更换（经办与签署不得为同一人）。"
    "签署人已离任或不能登录的，在这里填写新签署人，提请属地市场监管局核实后开户；请勿填写填报人本人。"
)


class SignatoryChange(OfMembers, FormPage):
    title = TITLE
    refusals = (Refused,)

    def asks_county(self) -> bool:
        """A clerk may not decide who signs, least of all themselves."""
        return rules.is_clerk_of(self.request.user, self.enterprise)

    @property
    def form_class(self):
        return AskForSignatoryForm if self.asks_county() else HandOverForm

    def form_kwargs(self) -> dict:
        return {} if self.asks_county() else {"enterprise": self.enterprise, "user": self.request.user}

    @property
    def submit_label(self) -> str:
        return "提请属地办理" if self.asks_county() else TITLE

    @property
    def success_message(self) -> str:
        if self.asks_county():
            return "已提请属地市场监管局核实新签署人并开户，请保持电话畅通。"
        return "签署人已更换。"

    @property
    def cancel_url(self) -> str:
        return self.back()

    def page_lead(self) -> str:
        return ASKS if self.asks_county() else HANDS_OVER

    def breadcrumbs(self):
        return self.trail(("企业用户", self.back()), (TITLE, None))

    def save(self, form):
        if self.asks_county():
            return actions.ask_for_signatory(self.enterprise, **form.cleaned_data)
        return actions.change_signatory(self.enterprise, by=self.request.user, **form.cleaned_data)

    def success_url(self, result) -> str:
        return reverse("enterprises:member_list", args=[self.enterprise.pk])
