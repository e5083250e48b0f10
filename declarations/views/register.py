"""What the declaration and the enterprise's record say differently, side by side; taken over or left."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from enterprises import rules
from pinzibiao.casework.refusals import Refused
from pinzibiao.lib.pages import DetailPage

from ..offers import kept_of, may_take, offers_of
from ..rules import editable_sections
from ..takeovers import leave_as_it_is, take_over
from .access import is_enterprise, is_regulator
from .sections import CasePage

REASON_LIMIT = 400
ACTS = {"take": "企业档案已更新。", "leave": "已记下理由，企业档案不变。"}


class RegisterPage(CasePage, DetailPage):
    title = "与企业档案核对"
    template_name = "declarations/register.html"

    def may(self, user) -> bool:
        """What an enterprise is just mending has not been submitted."""
        is_office = is_regulator(user)
        being_mended = is_office and editable_sections(self.object)
        self.refusal = "企业正在补正，重新提交后再核对。" if being_mended else "由企业和监管部门核对。"
        return is_enterprise(user) or (is_office and not being_mended)

    def breadcrumbs(self):
        case = self.object
        return [(self.list_title, self.list_url), (str(case), case.get_absolute_url()), (self.title, None)]

    def subtitle(self) -> str:
        return f"{self.object.enterprise.name}　{self.object}"

    def context(self, **more) -> dict:
        user, case = self.request.user, self.object
        kept = kept_of(case)
        rows = [
            {"offer": one, "may_take": may_take(user, case, one), "kept": kept.get(one.version, "")}
            for one in offers_of(case)
        ]
        return super().context(rows=rows, keeps=rules.keeps(user, case.enterprise), **more)

    def post(self, request, *args, **kwargs) -> HttpResponse:
        act = request.POST.get("act")
        if act not in ACTS:
            raise Http404
        try:
            self.answer(act)
        except Refused as refusal:
            context = {"case": self.object, "refusal": refusal, "back_url": request.path}
            return render(request, "generic/refused.html", context, status=refusal.status_code)
        messages.success(request, ACTS[act])
        return redirect(request.path)

    def answer(self, act: str) -> None:
        sent = self.request.POST
        seen = (self.object, sent.get("key", ""), sent.get("version", ""))
        if act == "take":
            take_over(*seen, by=self.request.user)
        else:
            leave_as_it_is(*seen, sent.get("reason", "").strip()[:REASON_LIMIT], by=self.request.user)
