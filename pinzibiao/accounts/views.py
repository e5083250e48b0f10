"""The administrator's pages, and everybody's own."""

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy

from desks import scopes
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.refusals import Refused
from pinzibiao.lib.pages import Button, ConfirmPage, CreatePage, DetailPage, EditPage, ListPage, Page, Panel
from pinzibiao.lib.status import DONE, STOPPED

from . import actions, handover, matrix, rules, selectors, ties
from .forms import AccountForm, NewAccountForm
from .models import Role, User
from .tables import SignInTable, UserFilter, UserTable

USERS = reverse_lazy("accounts:users")
READERS = {Role.Kind.ADMINISTRATOR, Role.Kind.AUDITOR}


class ForReaders:
    """Pages about people: the administrator's, and the auditor's to read."""

    refusal = "账号由系统管理员管理。需要开户、停用或重置密码，请联系系统管理员。"
    list_url = USERS
    list_title = "用户"

    def may(self, user) -> bool:
        return user.kind in READERS

    def scope(self, user):
        return scopes.users(user)


class ForAdministrator(ForReaders):
    """Acts upon people: the password, or a code, must have been given in the last few minutes."""

    def prepare(self) -> None:
        """The role decides before any row is fetched; then the password is asked for again."""
        if not self.may(self.request.user):
            raise PermissionDenied(self.refusal)
        raise_if_reauthentication_required(self.request, app="pinzibiao.accounts")
        super().prepare()

    def may(self, user) -> bool:
        return user.kind == Role.Kind.ADMINISTRATOR


class UserList(ForReaders, ListPage):
    model = User
    title = "用户"
    lead = "谁在用平台、以什么岗位、管哪里。"
    filterset_class = UserFilter
    table_class = UserTable
    export_name = "用户"
    is_personal = True
    default_sort = "username"
    create_url = reverse_lazy("accounts:user_create")
    create_label = "开户"
    empty_text = "没有符合条件的用户。请调整筛选条件，或点“开户”新增。"

    def may_create(self, user) -> bool:
        return user.kind == Role.Kind.ADMINISTRATOR

    def rows(self, objects: list) -> list:
        return [_row(user) for user in objects]


class UserDetail(ForReaders, DetailPage):
    def subtitle(self) -> str:
        return str(self.object.role_or_none or "尚未分配角色，登录后看不到任何业务数据")

    def facts(self) -> list[tuple]:
        return [*_who(self.object), ("开户时间", self.object.date_joined), ("上次登录", self.object.last_login)]

    def panels(self) -> list[Panel]:
        return [
            _sign_in_panel(self.object),
            Panel(
                "账号记录",
                template="accounts/_events.html",
                context={"events": events_of(self.object).order_by("-id")},
                icon="history",
            ),
        ]

    def buttons(self) -> list[Button]:
        if self.request.user.kind != Role.Kind.ADMINISTRATOR:
            return []
        return _buttons(self.object)


class UserCreate(ForAdministrator, CreatePage):
    title = "开户"
    lead = "保存后生成一次性密码，只显示一次；本人首次登录必须修改。"
    form_class = NewAccountForm
    submit_label = "开户"
    cancel_url = USERS
    success_message = ""
    refusals = (*CreatePage.refusals, Refused)

    def save(self, form):
        user, password = actions.open_account(**form.cleaned_data, by=self.request.user)
        return handover.keep(self.request, user, password)

    def success_url(self, result) -> str:
        return result


class UserEdit(ForAdministrator, EditPage):
    form_class = AccountForm
    refusals = (*EditPage.refusals, Refused)

    def save(self, form):
        return actions.change_account(self.object, **form.cleaned_data, by=self.request.user)


class AccountAct(ForAdministrator, ConfirmPage):
    """One act upon one account, asked first."""

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(self.back_url())


class UserClose(AccountAct):
    title = "停用账号"
    confirm_label = "停用"
    success_message = "账号已停用，本人已被退出。"
    is_destructive = True

    def question(self) -> str:
        return f"停用 {self.object.name}（{self.object.username}）的账号？"

    def consequences(self) -> list[str]:
        return ["本人立即退出，不能再登录。", "办过的事和办理记录都保留。", "需要时可以重新启用。"]

    def act(self) -> str:
        actions.close_account(self.object, by=self.request.user)
        return self.back_url()


class UserReopen(AccountAct):
    title = "启用账号"
    confirm_label = "启用"
    success_message = "账号已启用，原密码继续有效。"

    def question(self) -> str:
        return f"重新启用 {self.object.name}（{self.object.username}）的账号？"

    def act(self) -> str:
        actions.reopen_account(self.object, by=self.request.user)
        return self.back_url()


class UserResetPassword(AccountAct):
    title = "重置密码"
    confirm_label = "重置密码"
    success_message = ""
    is_destructive = True

    def question(self) -> str:
        return f"重置 {self.object.name}（{self.object.username}）的密码？"

    def consequences(self) -> list[str]:
        return ["原密码立即失效，本人在各处退出。", "生成的一次性密码只显示一次，请当面或电话告知本人。"]

    def act(self) -> str:
        return handover.keep(self.request, self.object, actions.reset_password(self.object, by=self.request.user))


class UserResetSecondFactor(AccountAct):
    title = "重置二次验证"
    confirm_label = "重置二次验证"
    success_message = "二次验证已清除，本人可以重新启用。"
    is_destructive = True

    def question(self) -> str:
        return f"清除 {self.object.name}（{self.object.username}）的二次验证和恢复码？"

    def consequences(self) -> list[str]:
        return ["请先核实确是本人更换或遗失了手机。", "此后只凭密码即可登录，直到本人重新启用。"]

    def act(self) -> str:
        actions.reset_second_factor(self.object, by=self.request.user)
        return self.back_url()


class HandoverPage(Page):
    """Shown once, to the person who opened the account."""

    template_name = "accounts/handover.html"
    title = "账号交接"

    def get(self, request, *args, **kwargs):
        found = handover.take_out(request)
        return self.render(handover=found, site_url=settings.SITE_URL, status=200 if found else 410)


class Profile(Page):
    """Me: my role, my second factor, my sign-ins."""

    template_name = "accounts/profile.html"
    title = "我的账号"

    def get(self, request, *args, **kwargs):
        return self.render(
            facts=_who(request.user) + ties.ties_of(request.user),
            has_second_factor=selectors.has_second_factor(request.user),
            must_keep_second_factor=rules.needs_second_factor(request.user),
            sign_ins=SignInTable(selectors.sign_ins(request.user)),
        )


class MatrixPage(ForReaders, Page):
    """Who may do what, wholly: printed from the transition tables and the page rules themselves."""

    template_name = "accounts/matrix.html"
    title = "角色与动作"
    lead = "平台里每一种办理动作、每一个页面，各由谁来办、谁能看。本表由系统的流转表直接生成，与实际执行一致。"

    def get(self, request, *args, **kwargs):
        return self.render(kinds=Role.Kind.choices, procedures=matrix.procedures(), rooms=matrix.pages())


def _row(user: User) -> dict:
    role = user.role_or_none
    return {
        "name": user.name,
        "url": user.get_absolute_url(),
        "username": user.username,
        "kind": role.get_kind_display() if role else None,
        "region": role.region.name if role and role.region else None,
        "post": role.get_post_display() if role else None,
        "second_factor": "已启用" if user.has_second_factor else "未启用",
        "last_login": user.last_login,
        "state": ("启用", DONE) if user.is_active else ("停用", STOPPED),
    }


def _who(user: User) -> list[tuple]:
    role = user.role_or_none
    return [
        ("账号", user.username),
        ("姓名", user.name),
        ("角色", role.get_kind_display() if role else "尚未分配"),
        ("区域", role.region if role else None),
        ("岗位", role.get_post_display() if role else None),
        ("手机", user.mobile),
        ("邮箱", user.email),
        ("状态", "启用" if user.is_active else "停用"),
    ]


def _sign_in_panel(user: User) -> Panel:
    table = SignInTable(selectors.sign_ins(user))
    return Panel("登录记录", template="accounts/_sign_ins.html", context={"table": table}, icon="log-in")


def _buttons(user: User) -> list[Button]:
    def button(label, name, icon, style="outline-primary"):
        return Button(label, reverse(f"accounts:{name}", args=[user.pk]), icon, style)

    found = [
        button("修改", "user_edit", "pencil", "primary"),
        button("重置密码", "user_password", "key-round"),
    ]
    if selectors.has_second_factor(user):
        found.append(button("重置二次验证", "user_second_factor", "smartphone"))
    if user.is_active:
        return [*found, button("停用", "user_close", "user-x", "outline-danger")]
    return [*found, button("启用", "user_reopen", "user-check")]
