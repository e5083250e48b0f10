"""Organisations: the bodies that sponsor, lead, join and support."""

from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy

from desks import scopes
from pinzibiao.accounts.models import Role
from pinzibiao.casework.refusals import Refused
from pinzibiao.lib.pages import Button, CreatePage, DetailPage, EditPage, FormPage, ListPage, Panel

from .. import actions, rules
from ..forms import AccountTieForm, OrganisationForm
from ..models import Organisation
from ..tables import OrganisationFilter, OrganisationTable

TITLE, URL = "机构", reverse_lazy("experts:organisation_list")


class OrganisationList(ListPage):
    model = Organisation
    title = TITLE
    lead = "主办、牵头、联合和技术支撑单位都从这里选取。"
    filterset_class = OrganisationFilter
    table_class = OrganisationTable
    export_name = "机构"
    create_label = "新建机构"
    create_url = reverse_lazy("experts:organisation_create")
    empty_text = "还没有机构。请由省局新建机构，之后才能组建专家团队。"
    default_sort = "name"

    def scope(self, user):
        return scopes.organisations(user).select_related("region")

    def may_create(self, user) -> bool:
        return rules.keeps_the_library(user)


class OrganisationDetail(DetailPage):
    list_title, list_url = TITLE, URL

    def scope(self, user):
        return scopes.organisations(user).select_related("region")

    def buttons(self) -> list[Button]:
        if not rules.keeps_the_library(self.request.user):
            return []
        pk = self.object.pk
        return [
            Button("修改", reverse("experts:organisation_edit", args=[pk]), "pencil", "outline-primary"),
            Button("关联账号", reverse("experts:organisation_account", args=[pk]), "link", "outline-primary"),
        ]

    def facts(self) -> list[tuple]:
        one = self.object
        facts = [("名称", one.name), ("简称", one.short_name), ("类别", one.get_kind_display()), ("所在地", one.region)]
        if self.request.user.kind in {Role.Kind.PROVINCE, Role.Kind.AUDITOR}:
            people = one.members.select_related("user")
            facts.append(("平台账号", "、".join(f"{m.user.name}（{m.user.username}）" for m in people)))
        return facts

    def panels(self) -> list[Panel]:
        teams = scopes.teams(self.request.user)
        parts = (
            ("主办的团队", teams.filter(sponsor=self.object)),
            ("牵头的团队", teams.filter(lead_organisation=self.object)),
            ("联合参加的团队", teams.filter(pk__in=self.object.joined_teams.values("pk"))),
            ("提供技术支撑的团队", teams.filter(pk__in=self.object.supported_teams.values("pk"))),
        )
        return [
            Panel(title, "experts/_team_links.html", context={"teams": rows}, icon="users") for title, rows in parts
        ]


class OrganisationCreate(CreatePage):
    title = "新建机构"
    list_title, list_url = TITLE, URL
    form_class = OrganisationForm
    cancel_url = URL

    def may(self, user) -> bool:
        return rules.keeps_the_library(user)


class OrganisationEdit(EditPage):
    list_title, list_url = TITLE, URL
    form_class = OrganisationForm

    def scope(self, user):
        return scopes.organisations(user)

    def may(self, user) -> bool:
        return rules.keeps_the_library(user)


class OrganisationAccount(FormPage):
    """Ties an account to an organisation."""

    form_class = AccountTieForm
    submit_label = "关联"
    success_message = "已关联账号。"
    refusals = (Refused,)

    def prepare(self) -> None:
        self.object = get_object_or_404(scopes.organisations(self.request.user), pk=self.kwargs["pk"])
        self.cancel_url = self.object.get_absolute_url()

    def may(self, user) -> bool:
        return rules.keeps_the_library(user)

    def page_title(self) -> str:
        return f"为{self.object}关联账号"

    def breadcrumbs(self):
        return [(TITLE, URL), (str(self.object), self.cancel_url), ("关联账号", None)]

    def save(self, form):
        return actions.tie_organisation(self.object, form.cleaned_data["username"], by=self.request.user)

    def success_url(self, result) -> str:
        return self.cancel_url
