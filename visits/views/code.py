"""A person of the enterprise shows the expert six digits, and confirms by them."""

from django.http import HttpResponse

from desks import scopes
from pinzibiao.casework.dated import value_of
from pinzibiao.casework.refusals import Refused
from pinzibiao.lib.pages.details import ObjectPage

from .. import confirmation, rules
from .visits import TITLE, URL


class ShowCode(ObjectPage):
    template_name = "visits/code.html"
    title = "出示确认码"
    refusal = "确认码由企业在待确认时出示。请返回查看当前状态。"
    list_title, list_url = TITLE, URL

    def scope(self, user):
        return scopes.visits(user).select_related("enterprise")

    def may(self, user) -> bool:
        return rules.may_show_code(user, self.object)

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return self.render()

    def post(self, request, *args, **kwargs) -> HttpResponse:
        try:
            code = confirmation.show_code(self.object, by=request.user)
        except Refused as refusal:
            return self.render(status=refusal.status_code, error=str(refusal))
        return self.render(code=code, minutes=value_of(confirmation.CODE_MINUTES))
