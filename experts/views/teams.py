"""Teams: their bodies, their people and where they are sent."""

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy

from desks import scopes
from pinzibiao.accounts.models import Role
from pinzibiao.casework.refusals import Refused
from pinzibiao.lib.pages import Button, ConfirmPage, CreatePage, DetailPage, EditPage, FormPage, ListPage, Panel

from .. import actions, rules
from ..forms import AssignmentForm, EndForm, MemberForm, TeamForm
from ..models import ExpertTeam, TeamAssignment, TeamMember
from ..tables import TeamFilter, TeamTable

TITLE, URL = "专家团队", reverse_lazy("experts:team_list")


class TeamList(ListPage):
    model = ExpertTeam
    title = TITLE
    lead = "专家团队由牵头单位会同联合单位组建，派驻到区域和产业开展帮扶。"
    filterset_class = TeamFilter
    table_class = TeamTable
    export_name = "专家团队"
    create_label = "新建团队"
    create_url = reverse_lazy("experts:team_create")
    empty_text = "还没有专家团队。请由省局新建团队并添加成员。"
    default_sort = "name"

    def scope(self, user):
        rows = scopes.teams(user).select_related("sponsor", "lead_organisation")
        return rows.prefetch_related("assignments__region").annotate(member_count=Count("memberships", distinct=True))

    def may(self, user) -> bool:
        return user.kind not in {Role.Kind.ENTERPRISE, Role.Kind.ADMINISTRATOR, ""}

    def may_create(self, user) -> bool:
        return rules.keeps_the_library(user)


class TeamDetail(DetailPage):
    list_title, list_url = TITLE, URL

    def scope(self, user):
        return scopes.teams(user).select_related("sponsor", "lead_organisation")

    def buttons(self) -> list[Button]:
        if not rules.keeps_the_library(self.request.user):
            return []
        pk = self.object.pk
        return [
            Button("修改", reverse("experts:team_edit", args=[pk]), "pencil", "outline-primary"),
            Button("添加成员", reverse("experts:team_member_create", args=[pk]), "user-plus", "outline-primary"),
            Button("派驻", reverse("experts:assignment_create", args=[pk]), "map-pin", "primary"),
        ]

    def facts(self) -> list[tuple]:
        team = self.object
        return [
            ("主办单位", team.sponsor),
            ("牵头单位", team.lead_organisation),
            ("联合单位", "、".join(one.name for one in team.partners.all())),
            ("技术支撑单位", "、".join(one.name for one in team.technical_support.all())),
            ("成立日期", team.founded_on),
        ]

    def panels(self) -> list[Panel]:
        keeps = rules.keeps_the_library(self.request.user)
        members = self.object.memberships.select_related("expert").order_by("part", "expert__name")
        sent = self.object.assignments.select_related("region", "industry__region")
        seen = set(scopes.experts(self.request.user).filter(memberships__team=self.object).values_list("pk", flat=True))
        rows = [{"member": member, "is_open": member.expert_id in seen} for member in members]
        return [
            Panel("成员", "experts/_members.html", context={"rows": rows, "keeps": keeps}, icon="users"),
            Panel(
                "派驻区域和产业", "experts/_assignments.html", context={"rows": sent, "keeps": keeps}, icon="map-pin"
            ),
            Panel("变动记录", "experts/_trail.html", context={"record": self.object}, icon="history"),
        ]


class Kept:
    """Pages with which the province keeps the teams."""

    list_title, list_url = TITLE, URL
    refusal = "专家团队由省局维护。如需调整，请联系省局。"

    def may(self, user) -> bool:
        return rules.keeps_the_library(user)


class TeamCreate(Kept, CreatePage):
    template_name = "experts/form.html"
    title = "新建专家团队"
    form_class = TeamForm
    cancel_url = URL
    success_message = "团队已建立，请添加成员和派驻区域。"

    def save(self, form):
        return actions.keep_team(form.save(), by=self.request.user, is_new=True)


class TeamEdit(Kept, EditPage):
    template_name = "experts/form.html"
    form_class = TeamForm

    def scope(self, user):
        return scopes.teams(user)

    def save(self, form):
        labels = [str(form.fields[name].label) for name in form.changed_data]
        return actions.keep_team(form.save(), by=self.request.user, changed=labels)


class OfTeam(Kept, FormPage):
    """A form about one team."""

    refusals = (Refused,)

    def prepare(self) -> None:
        self.team = get_object_or_404(scopes.teams(self.request.user), pk=self.kwargs["pk"])
        self.cancel_url = self.team.get_absolute_url()

    def breadcrumbs(self):
        return [(TITLE, URL), (str(self.team), self.cancel_url), (self.page_title(), None)]

    def success_url(self, result) -> str:
        return self.cancel_url


class MemberCreate(OfTeam):
    title = "添加成员"
    lead = "每个团队只有一名组长；指定新组长后，原组长改为成员。"
    form_class = MemberForm
    submit_label = "添加"
    success_message = "已添加成员。"

    def form_kwargs(self) -> dict:
        return {"experts": rules.only_available(scopes.experts(self.request.user))}

    def save(self, form):
        return actions.add_member(self.team, by=self.request.user, **form.cleaned_data)


class AssignmentCreate(OfTeam):
    title = "派驻"
    form_class = AssignmentForm
    success_message = "已记录派驻。"

    def form_kwargs(self) -> dict:
        return {"team": self.team}

    def save(self, form):
        return actions.assign(form.save(commit=False), by=self.request.user)


class AssignmentEnd(OfTeam):
    title = "结束派驻"
    form_class = EndForm
    submit_label = "结束派驻"
    success_message = "已记录结束日期。"

    def prepare(self) -> None:
        super().prepare()
        rows = TeamAssignment.objects.filter(team=self.team).select_related("region", "team")
        self.assignment = get_object_or_404(rows, pk=self.kwargs["assignment"])

    def page_lead(self) -> str:
        return f"{self.assignment.team} → {self.assignment.region}"

    def save(self, form):
        return actions.end_assignment(self.assignment, by=self.request.user, until=form.cleaned_data["until"])


class OfMember(Kept, ConfirmPage):
    """A question about one member of a team."""

    slug_field = "member"

    def prepare(self) -> None:
        rows = TeamMember.objects.filter(team__in=scopes.teams(self.request.user), team=self.kwargs["pk"])
        self.object = get_object_or_404(rows.select_related("team", "expert"), pk=self.kwargs["member"])

    def back_url(self) -> str:
        return self.object.team.get_absolute_url()

    def breadcrumbs(self):
        return [(TITLE, URL), (str(self.object.team), self.back_url()), (self.title, None)]


class MemberLead(OfMember):
    title = "指定组长"
    confirm_label = "指定为组长"

    def question(self) -> str:
        return f"把{self.object.expert}指定为「{self.object.team}」的组长？原组长将改为成员。"

    def act(self) -> str:
        actions.make_leader(self.object, by=self.request.user)
        return self.back_url()


class MemberRemove(OfMember):
    title = "移出成员"
    confirm_label = "移出"
    is_destructive = True

    def question(self) -> str:
        return f"把{self.object.expert}移出「{self.object.team}」？此前的帮扶记录不受影响。"

    def act(self) -> str:
        back = self.back_url()
        actions.remove_member(self.object, by=self.request.user)
        return back
