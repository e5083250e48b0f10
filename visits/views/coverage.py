"""Enterprises not visited, and a round of visits to those found."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy

from desks import scopes
from enterprises.models import Enterprise
from enterprises.models.searched import SEARCHED
from experts import rules as expert_rules
from pinzibiao.accounts.models import Role
from pinzibiao.casework.dated import value_of
from pinzibiao.lib.pages import Button, FormPage, ListPage
from pinzibiao.lib.pages.again import list_again
from pinzibiao.lib.preferences import Preference

from .. import rules
from ..coverage import with_visits, without_plan
from ..coverage_tables import UnvisitedFilter, UnvisitedTable
from ..defaults import ROUND_MOST
from ..round_forms import RoundForm
from ..rounds import plan_round

URL = reverse_lazy("visits:unvisited")


class Unvisited(ListPage):
    model = Enterprise
    title = "未走访企业"
    lead = "按提交了记录的帮扶计算，不选时间时为今年没有走访的企业。"
    filterset_class = UnvisitedFilter
    table_class = UnvisitedTable
    export_name = "未走访企业"
    references = ("county", "industry")
    empty_text = "您的范围内，今年每家企业都已走访。"

    def scope(self, user):
        return with_visits(scopes.enterprises(user).defer(*SEARCHED).order_by("-pk"))

    def may(self, user) -> bool:
        return user.kind in (*Role.REGULATORS, Role.Kind.AUDITOR)

    def buttons(self) -> list[Button]:
        if not rules.may_plan(self.request.user):
            return []
        return [Button("按当前筛选安排巡诊", f"{reverse('visits:round')}?{self.query}", "calendar-plus")]


class RoundPage(FormPage):
    """The address holds the filters of the list; whoever is visited soon anyway is left out."""

    template_name = "visits/round.html"
    title = "安排巡诊"
    form_class = RoundForm
    submit_label = "安排巡诊"
    cancel_url = URL
    refusal = "巡诊由县局安排。如需安排，请联系企业所在县局。"

    def may(self, user) -> bool:
        return rules.may_plan(user)

    def breadcrumbs(self):
        return [("未走访企业", URL), (self.title, None)]

    def form_kwargs(self) -> dict:
        user = self.request.user
        experts = expert_rules.only_available(scopes.experts(user))
        return {"experts": experts, "teams": scopes.teams(user)}

    def enterprises(self) -> list[Enterprise]:
        """Those that the list finds now, and to whom nobody is going; one more than may be planned at once."""
        page = list_again("visits:unvisited", self.request.GET.urlencode(), self.request.user, Preference())
        return list(without_plan(page.found).select_related("county")[: value_of(ROUND_MOST) + 1])

    def ask(self, form, status: int = 200, **more) -> HttpResponse:
        most, found = value_of(ROUND_MOST), self.enterprises()
        return super().ask(form, status, found=found[:most], most=most, is_more=len(found) > most, **more)

    def save(self, form):
        return plan_round(self.enterprises()[: value_of(ROUND_MOST)], by=self.request.user, **form.details())

    def saved(self, result) -> HttpResponse:
        if result:
            days = f"{result[0].planned_on} 至 {result[-1].planned_on}"
            messages.success(self.request, f"已安排 {len(result)} 家企业的巡诊（{days}），专家可在“我的帮扶”中接单。")
        else:
            messages.info(self.request, "没有可以安排的企业：筛选结果为空，或都已安排。")
        return redirect("visits:list")
