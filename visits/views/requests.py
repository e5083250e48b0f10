"""Requests for help: the list, one request, asking, dispatching."""

from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy

from desks import scopes
from pinzibiao.accounts.models import Role
from pinzibiao.casework.views import MoveView
from pinzibiao.lib.pages import CreatePage, DetailPage, ListPage, Panel

from .. import requests
from ..models import HelpRequest
from ..request_forms import DispatchForm, RequestForm
from ..tables import RequestFilter, RequestTable
from .visits import enterprise_link, searching_form

TITLE, URL = "帮扶需求", reverse_lazy("visits:request_list")
NOTICES = {
    "dispatch": "派单后形成一次质量帮扶，所选专家在“我的帮扶”中接单或谢绝。",
    "refuse": "请写明不能安排的原因和企业可以怎么做，企业会收到通知。",
    "withdraw": "撤回后不再安排。需要时可以重新提出。",
}


class RequestList(ListPage):
    model = HelpRequest
    title = TITLE
    lead = "企业提出需求，县局派单，专家接单上门，企业评价。"
    filterset_class = RequestFilter
    table_class = RequestTable
    export_name = "帮扶需求"
    create_label = "提出需求"
    create_url = reverse_lazy("visits:request_create")
    references = ("county",)
    empty_text = "还没有帮扶需求。企业可点“提出需求”，县局收到后派单。"
    default_sort = "-wished_on"

    def scope(self, user):
        return scopes.help_requests(user).select_related("enterprise")

    def may(self, user) -> bool:
        return user.kind in (*Role.REGULATORS, Role.Kind.AUDITOR, Role.Kind.ENTERPRISE)

    def may_create(self, user) -> bool:
        return user.kind == Role.Kind.ENTERPRISE


class RequestCreate(CreatePage):
    title = "提出帮扶需求"
    lead = "提交后由属地市场监管部门派单，专家接单后您会收到通知。"
    list_title, list_url = TITLE, URL
    cancel_url = URL
    form_class = RequestForm
    submit_label = "提交"
    success_message = "已提交，等待属地派单。"
    refusal = "帮扶需求由企业提出。县局可直接“安排帮扶”。"

    def may(self, user) -> bool:
        return user.kind == Role.Kind.ENTERPRISE

    def form_kwargs(self) -> dict:
        return {"enterprise": get_object_or_404(scopes.enterprises(self.request.user))}

    def save(self, form):
        return requests.ask(form.request(), by=self.request.user)


class RequestDetail(DetailPage):
    list_title, list_url = TITLE, URL
    is_case = True

    def scope(self, user):
        return scopes.help_requests(user).select_related("enterprise", "county", "industry", "created_by")

    def page_title(self) -> str:
        return self.object.title

    def subtitle(self) -> str:
        return f"{self.object.number}　{self.object.county}"

    def facts(self) -> list[tuple]:
        one = self.object
        return [
            ("企业", enterprise_link(self.request.user, one.enterprise)),
            ("要解决的问题", one.title),
            ("维度", one.get_dimension_display()),
            ("涉及行业", one.industry or "企业登记的行业"),
            ("现状和已做的工作", one.detail),
            ("希望的方式", one.get_mode_display()),
            ("希望日期", one.wished_on),
            ("派单期限", one.due_on),
            ("提出人", one.created_by),
        ]

    def panels(self) -> list[Panel]:
        visits = scopes.visits(self.request.user).filter(request=self.object).prefetch_related("experts").order_by("id")
        return [Panel("帮扶安排", "visits/_of_request.html", context={"visits": visits}, icon="map-pin")]


class RequestMove(MoveView):
    procedure = requests.PROCEDURE
    template_name = "visits/request_move.html"

    def scope(self, user):
        return scopes.help_requests(user).select_related("enterprise")

    def form(self, *data):
        if self.action != "dispatch":
            return super().form(*data)
        return searching_form(self, DispatchForm, *data, teams=scopes.teams(self.request.user))

    def notice(self) -> str:
        return NOTICES.get(self.action, "")
