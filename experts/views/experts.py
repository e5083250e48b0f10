"""The experts: list, page, entering, changing, moves, the account, and the expert's own page."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy

from desks import scopes
from pinzibiao.accounts.models import Role
from pinzibiao.casework.refusals import Refused
from pinzibiao.casework.views import MoveView
from pinzibiao.lib.pages import Button, CreatePage, DetailPage, EditPage, FormPage, ListPage, Page, Panel

from .. import actions, panels, rules
from ..forms import AccountTieForm, ExpertForm, IdentityForm
from ..models import Expert
from ..tables import ExpertFilter, ExpertTable

LIBRARY = {"list_title": "专家库", "list_url": reverse_lazy("experts:list")}


class ExpertList(ListPage):
    model = Expert
    title = "专家库"
    lead = "帮扶和评价从在库且在聘期内的专家中选派。"
    filterset_class = ExpertFilter
    table_class = ExpertTable
    export_name = "专家库"
    is_personal = True
    create_label = "登记专家"
    create_url = reverse_lazy("experts:create")
    empty_text = "专家库还没有专家。省局可直接登记，市局可推荐本市专家。"
    default_sort = "name"

    def scope(self, user):
        return scopes.experts(user).select_related("region")

    def may(self, user) -> bool:
        return user.kind in (*Role.REGULATORS, Role.Kind.AUDITOR, Role.Kind.BODY)

    def may_create(self, user) -> bool:
        return rules.may_recommend(user)


class ExpertDetail(DetailPage):
    """Everything about one expert; what names enterprises is cut to what the person may see."""

    list_title, list_url = LIBRARY["list_title"], LIBRARY["list_url"]
    is_case = True

    def scope(self, user):
        return scopes.experts(user).select_related("region", "user")

    def subtitle(self) -> str:
        return "　".join(part for part in (self.object.unit, self.object.post, self.object.title) if part)

    def breadcrumbs(self):
        if self.request.user.kind == Role.Kind.EXPERT:
            return [("我的专家档案", None)]
        return super().breadcrumbs()

    def buttons(self) -> list[Button]:
        user, expert = self.request.user, self.object
        found = []
        if rules.may_edit(user, expert):
            found.append(Button("修改资料", reverse("experts:edit", args=[expert.pk]), "pencil", "outline-primary"))
        if rules.keeps_the_library(user) and expert.user_id is None:
            found.append(Button("关联账号", reverse("experts:account", args=[expert.pk]), "link", "outline-primary"))
        if rules.keeps_the_library(user) and expert.identity_sealed:
            url = reverse("experts:identity", args=[expert.pk])
            found.append(Button("查看身份证号", url, "eye", "outline-primary"))
        if rules.may_declare_interests(user, expert):
            found.append(Button("申报利害关系", reverse("experts:interest_create", args=[expert.pk]), "plus"))
        return found

    def facts(self) -> list[tuple]:
        expert = self.object
        term = (
            f"{expert.term_from or '未定'} 至 {expert.term_to or '未定'}" if expert.term_from or expert.term_to else ""
        )
        facts = [
            ("姓名", expert.name),
            ("工作单位", expert.unit),
            ("职务", expert.post),
            ("职称", expert.title),
            ("手机", expert.mobile),
            ("身份证号", expert.identity_masked if rules.may_edit(self.request.user, expert) else ""),
            ("出生年份", f"{expert.birth_year} 年" if expert.birth_year else ""),
            ("专长领域", expert.get_fields_display()),
            ("熟悉行业", "、".join(one.name for one in expert.industries.all())),
            ("资质", expert.qualifications),
            ("所在地", expert.region),
            ("推荐单位", expert.recommended_by),
            ("聘期", term),
            ("登录账号", expert.user.username if expert.user else "尚未关联"),
        ]
        return facts + ([("超龄聘用理由", expert.age_exception)] if expert.age_exception else [])

    def panels(self) -> list[Panel]:
        user = self.request.user
        told = [(panel, panel.context(user, self.object)) for panel in panels.registered()]
        found = [Panel(one.title, one.template, context=context) for one, context in told if context is not None]
        interests, teams = self._interests(user), {"memberships": self._teams(user)}
        return [
            *found,
            Panel("利害关系（回避依据）", "experts/_interests.html", context=interests, icon="shield"),
            Panel("所在团队", "experts/_teams.html", context=teams, icon="users"),
        ]

    def _interests(self, user) -> dict:
        rows = self.object.interests.select_related("enterprise")
        everything = rules.sees_every_interest(user, self.object)
        if not everything:
            rows = rows.filter(enterprise__in=scopes.enterprises(user))
        return {
            "interests": rows,
            "may_declare": rules.may_declare_interests(user, self.object),
            "may_correct": rules.keeps_the_library(user),
            "expert": self.object,
            "is_cut": not everything,
        }

    def _teams(self, user):
        return self.object.memberships.filter(team__in=scopes.teams(user)).select_related("team__lead_organisation")


class OwnPage(Page):
    """The expert's own entry in the library."""

    refusal = "这是专家本人的页面。查看专家请到专家库。"

    def may(self, user) -> bool:
        return user.kind == Role.Kind.EXPERT

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return redirect(get_object_or_404(Expert, user=request.user))


class ExpertCreate(CreatePage):
    template_name = "experts/form.html"
    title = "登记专家"
    lead = "登记后为“待审”，由省局审核入库。"
    list_title, list_url = LIBRARY["list_title"], LIBRARY["list_url"]
    form_class = ExpertForm
    cancel_url = reverse_lazy("experts:list")
    success_message = "已登记，等待省局审核入库。"

    def may(self, user) -> bool:
        return rules.may_recommend(user)

    def form_kwargs(self) -> dict:
        return {"user": self.request.user}

    def save(self, form):
        return actions.recommend(form.save(), by=self.request.user)


class ExpertEdit(EditPage):
    template_name = "experts/form.html"
    list_title, list_url = LIBRARY["list_title"], LIBRARY["list_url"]
    form_class = ExpertForm
    refusal = "专家资料由省局维护；市局只能修改本市推荐且尚未入库的专家。"

    def scope(self, user):
        return scopes.experts(user).select_related("region")

    def may(self, user) -> bool:
        return rules.may_edit(user, self.object)

    def form_kwargs(self) -> dict:
        return {"user": self.request.user}

    def save(self, form):
        return actions.change(form.save(), by=self.request.user, changed=form.changed_labels())


class ExpertMove(MoveView):
    procedure = actions.PROCEDURE

    def scope(self, user):
        return scopes.experts(user)


class ExpertAccount(FormPage):
    """Ties an account to an expert."""

    form_class = AccountTieForm
    submit_label = "关联"
    success_message = "已关联账号，专家现在可以登录办理。"
    refusals = (Refused,)

    def prepare(self) -> None:
        self.object = get_object_or_404(scopes.experts(self.request.user), pk=self.kwargs["pk"])
        self.cancel_url = self.object.get_absolute_url()

    def may(self, user) -> bool:
        return rules.keeps_the_library(user)

    def page_title(self) -> str:
        return f"为{self.object}关联账号"

    def breadcrumbs(self):
        return [("专家库", LIBRARY["list_url"]), (str(self.object), self.cancel_url), ("关联账号", None)]

    def save(self, form):
        return actions.tie_expert(self.object, form.cleaned_data["username"], by=self.request.user)


class ExpertIdentity(FormPage):
    """The number in the clear, once, to whoever says what for. It is on no address and in no cache."""

    template_name = "experts/identity.html"
    title = "查看身份证号"
    lead = "身份证号加密保存。查看须写明用途，并记入办理记录。"
    form_class = IdentityForm
    submit_label = "查看"
    refusals = (Refused,)
    refusal = "身份证号由省局查看。"

    def prepare(self) -> None:
        self.object = get_object_or_404(scopes.experts(self.request.user), pk=self.kwargs["pk"])
        self.cancel_url = self.object.get_absolute_url()

    def may(self, user) -> bool:
        return rules.keeps_the_library(user)

    def breadcrumbs(self):
        return [("专家库", LIBRARY["list_url"]), (str(self.object), self.cancel_url), (self.title, None)]

    def save(self, form):
        return actions.show_identity(self.object, by=self.request.user, reason=form.cleaned_data["reason"])

    def saved(self, result) -> HttpResponse:
        response = self.ask(self.form(), identity=result)
        response["Cache-Control"] = "private, no-store"
        return response
