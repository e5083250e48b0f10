"""Accounts of an enterprise: the public request, the county's desk, the enterprise's own people."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from desks import scopes
from pinzibiao.accounts.everybody import few_forms, for_everybody
from pinzibiao.casework.refusals import Refused
from pinzibiao.casework.views import MoveView
from pinzibiao.lib.pages import Button, ConfirmPage, CreatePage, DetailPage, FormPage, ListPage, Page

from .. import actions, rules, selectors
from ..filters import AccountRequestFilter
from ..forms import AccountRequestForm, MemberForm, OpenForm
from ..models import AccountRequest, Member
from ..tables import AccountRequestTable
from .items import OfOneEnterprise

REQUEST_LIST = reverse_lazy("enterprises:account_request_list")
HANDOVER = "enterprises/handover.html"


@for_everybody
@few_forms
@method_decorator(never_cache, name="dispatch")
class AccountRequestNew(FormPage):
    """Anybody may ask. The answer is the same whether the enterprise is known, and whether a machine asked."""

    template_name = "enterprises/account_request_new.html"
    title = "企业开户申请"
    lead = "没有账号的企业在这里申请。属地市场监督管理局核实后开户，并通过电话告知账号。"
    form_class = AccountRequestForm
    submit_label = "提交申请"
    cancel_url = "/"
    success_message = ""

    def save(self, form):
        return None if form.is_from_a_machine else actions.ask_for_account(form.save(commit=False))

    def success_url(self, result) -> str:
        return reverse("enterprises:account_request_received")


@for_everybody
class AccountRequestReceived(Page):
    template_name = "enterprises/account_request_received.html"
    title = "申请已提交"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return self.render()


class OfRequests:
    list_title = "开户申请"
    list_url = REQUEST_LIST
    refusal = "开户申请由企业所在县（市、区）办理。"

    def scope(self, user):
        return scopes.account_requests(user).select_related("county")


class AccountRequestList(OfRequests, ListPage):
    model = AccountRequest
    title = "开户申请"
    lead = "请核对营业执照和申请人身份后开户；一次性密码只显示一次，请当面或电话告知申请人。"
    filterset_class = AccountRequestFilter
    table_class = AccountRequestTable
    export_name = "开户申请"
    is_personal = True
    empty_text = "没有开户申请。企业在登录页点“企业开户申请”提交后，会出现在这里。"
    default_sort = "-created_at"


class AccountRequestDetail(OfRequests, DetailPage):
    is_case = True

    def scope(self, user):
        return super().scope(user).select_related("enterprise")

    def facts(self):
        row = self.object
        return [
            ("企业名称", row.enterprise_name),
            ("统一社会信用代码", row.uscc),
            ("属地", str(row.county)),
            ("申请人", row.applicant_name),
            ("手机", row.applicant_mobile),
            ("申请身份", row.get_applicant_kind_display()),
            ("申请时间", row.created_at),
            ("企业库", self._known()),
        ]

    def _known(self) -> str:
        if self.object.enterprise:
            return f"已关联：{self.object.enterprise}"
        row = selectors.by_code(self.object.uscc)
        here = row and row.county_id == self.object.county_id
        return f"已建档：{row}，开户后关联" if here else "未建档，开户时一并建档"

    def buttons(self):
        row = self.object.enterprise
        if row is None or not scopes.enterprises(self.request.user).filter(pk=row.pk).exists():
            return []
        return [Button("企业档案", row.get_absolute_url(), icon="building-2", style="outline-primary")]


class AccountRequestMove(OfRequests, MoveView):
    """Opening shows the one-time password in its own answer: it is stored nowhere and cannot be read again."""

    procedure = actions.PROCEDURE
    forms = {"open": OpenForm}
    handover = None

    def take(self, form):
        data = form.details()
        event = self.procedure.take(
            self.case,
            self.action,
            by=self.request.user,
            comment=form.cleaned_data["comment"],
            data=data,
            key=form.cleaned_data["key"],
            expected=form.cleaned_data["expected"],
        )
        self.handover = data.get("handover")
        return event

    def post(self, request, *args, **kwargs) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        if self.handover is None:
            return response
        return handed_over(request, *self.handover, next_url=self.case.get_absolute_url())


def handed_over(request, member: Member, password: str, next_url: str) -> HttpResponse:
    """The page that shows a one-time password, once."""
    list(messages.get_messages(request))
    context = {"title": "账号已开通", "member": member, "password": password, "next_url": next_url}
    response = render(request, HANDOVER, context)
    response["Cache-Control"] = "no-store"
    return response


class OfMembers(OfOneEnterprise):
    refusal = "企业用户由企业自己的经办人、签署人或属地市场监管局管理。"

    def may(self, user) -> bool:
        return rules.may_manage_members(user, self.enterprise)

    def back(self) -> str:
        return reverse("enterprises:member_list", args=[self.enterprise.pk])


class MemberList(OfMembers, Page):
    template_name = "enterprises/member_list.html"
    title = "企业用户"
    lead = "经办人填写材料，签署人核对并签署提交，两者不能是同一人。人员变动请及时停用旧账号。"
    refusal = "企业用户信息只对监管部门和企业本身开放。"

    def may(self, user) -> bool:
        return rules.may_see_people(user, self.enterprise)

    def breadcrumbs(self):
        return self.trail(("企业用户", None))

    def get(self, request, *args, **kwargs) -> HttpResponse:
        manages = rules.may_manage_members(request.user, self.enterprise)
        refused = {kind for kind in Member.Kind if rules.why_not_manage_member(request.user, kind)}
        people = self.enterprise.members.select_related("user")
        rows = [(member, manages and member.kind not in refused) for member in people]
        is_signed_for = any(row.kind == Member.Kind.SIGNATORY and row.user.is_active for row in people)
        return self.render(enterprise=self.enterprise, members=rows, manages=manages, is_signed_for=is_signed_for)

    def buttons(self):
        if not rules.may_manage_members(self.request.user, self.enterprise):
            return []
        change = reverse("enterprises:signatory_change", args=[self.enterprise.pk])
        return [
            Button("添加用户", reverse("enterprises:member_create", args=[self.enterprise.pk]), icon="user-plus"),
            Button("更换签署人", change, icon="signature", style="outline-primary"),
        ]


class MemberCreate(OfMembers, CreatePage):
    title = "添加企业用户"
    lead = "保存后显示一次性密码，只显示一次，请当面或电话告知本人。本人首次登录须修改密码。"
    form_class = MemberForm
    submit_label = "开户"
    refusals = (Refused,)

    def form_kwargs(self):
        return {"initial": {"username": selectors.suggested_username(self.enterprise.uscc)}}

    def breadcrumbs(self):
        return self.trail(("企业用户", self.back()), ("添加", None))

    def ask(self, form, status: int = 200, **more):
        return super().ask(form, status, cancel_url=self.back(), **more)

    def save(self, form):
        return actions.invite_member(self.enterprise, by=self.request.user, **form.cleaned_data)

    def saved(self, result) -> HttpResponse:
        return handed_over(self.request, *result, next_url=self.back())


class OneMember(OfMembers):
    def prepare(self) -> None:
        super().prepare()
        rows = self.enterprise.members.select_related("user", "enterprise")
        self.object = get_object_or_404(rows, pk=self.kwargs["item_pk"])

    def back_url(self) -> str:
        return self.back()

    def breadcrumbs(self):
        return self.trail(("企业用户", self.back()), (self.page_title(), None))


class MemberAct(OneMember, ConfirmPage):
    """One act upon one account; what is refused is told on the list."""

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(self.back())


class MemberClose(MemberAct):
    title = "停用账号"
    confirm_label = "停用"
    success_message = "账号已停用。"
    is_destructive = True

    def question(self) -> str:
        return f"确定停用{self.object.user.name}（{self.object.get_kind_display()}）的账号吗？"

    def consequences(self) -> list[str]:
        return ["此人立即退出登录，不能再登录。", "此人以前办理的事项和记录不变。", "需要时可以重新启用。"]

    def act(self) -> str:
        actions.close_member(self.object, by=self.request.user)
        return self.back()


class MemberReopen(MemberAct):
    title = "启用账号"
    confirm_label = "启用"
    success_message = "账号已启用，原密码仍然有效。"

    def question(self) -> str:
        return f"确定重新启用{self.object.user.name}（{self.object.get_kind_display()}）的账号吗？"

    def act(self) -> str:
        actions.reopen_member(self.object, by=self.request.user)
        return self.back()


class MemberPassword(OneMember, ConfirmPage):
    """A lost password is replaced, never shown again: the new one stands in the answer only."""

    title = "重置密码"
    confirm_label = "重置密码"
    is_destructive = True

    def question(self) -> str:
        return f"确定重置{self.object.user.name}（{self.object.get_kind_display()}）的密码吗？"

    def consequences(self) -> list[str]:
        return ["原密码立即失效，此人在各处退出登录。", "新的一次性密码只显示一次，请当面或电话告知本人。"]

    def post(self, request, *args, **kwargs):
        try:
            password = actions.reset_member_password(self.object, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(self.back())
        return handed_over(request, self.object, password, next_url=self.back())
