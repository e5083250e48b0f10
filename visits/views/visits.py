"""Planning and reading: the list, the expert's own list, one visit, its plan, its moves."""

from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html

from desks import scopes
from experts import rules as expert_rules
from pinzibiao.accounts.models import Role
from pinzibiao.accounts.remark_pages import Board
from pinzibiao.casework.refusals import Refused
from pinzibiao.casework.views import MoveView
from pinzibiao.lib.pages import Button, CreatePage, DetailPage, EditPage, ListPage, Page, Panel

from .. import actions, rules, selectors
from ..edits import Told, chain_of
from ..forms import PlanForm, RateForm, StartForm
from ..letters import has_letter
from ..models import HelpVisit
from ..request_forms import AcceptForm, DeclineForm, RedispatchForm
from ..states import VisitStatus
from ..tables import VisitFilter, VisitTable
from . import confirmed

TITLE, URL = "质量帮扶", reverse_lazy("visits:list")
# What an expert does next with a visit: where it leads, and the words of the button.
NEXT_ACT = {
    VisitStatus.OFFERED: (lambda pk: reverse("visits:detail", args=[pk]), "接单或谢绝"),
    VisitStatus.PLANNED: (lambda pk: reverse("visits:move", args=[pk, "start"]), "开始帮扶"),
    VisitStatus.RECORDING: (lambda pk: reverse("visits:record", args=[pk]), "继续记录"),
}
NOTICES = {
    "accept": "接单后请按计划日期上门；不能前往的请办理“谢绝”。",
    "decline": "谢绝后由县局改派其他专家。属于回避情形的，请选“需要回避”并写明与企业的关系。",
    "redispatch": "改派后所选专家须重新接单。",
    "start": "开始后即可填写记录，开始时间先按现在记下，可在记录中改正。",
    "submit_record": "提交后由企业确认；企业确认前记录不能再改，企业可退回修改。",
    "confirm": "确认后记录不再改动，其中的问题一并确认，进入整改。",
    "send_back": "退回后由专家修改并重新提交。请写明哪里不符合实际。",
    "rate": "评价只用于改进帮扶，不作排名。",
}


class VisitList(ListPage):
    model = HelpVisit
    title = TITLE
    lead = "县局安排、专家上门、企业确认；确认后的记录不再改动。"
    filterset_class = VisitFilter
    table_class = VisitTable
    export_name = "质量帮扶"
    create_label = "安排帮扶"
    create_url = reverse_lazy("visits:create")
    references = ("county",)
    empty_text = "还没有帮扶记录。县局可点“安排帮扶”选派专家。"
    default_sort = "-planned_on"

    def scope(self, user):
        return selectors.for_lists(scopes.visits(user))

    def may_create(self, user) -> bool:
        return rules.may_plan(user)


class MyVisits(Page):
    """An expert's visits, made for a phone: what to do next comes first."""

    template_name = "visits/mine.html"
    title = "我的帮扶"
    refusal = "这是专家的页面。查看帮扶请到“质量帮扶”。"

    def buttons(self) -> list[Button]:
        return [Button("手机现场记录（可离线）", reverse("visits:field"), "smartphone", "outline-primary")]

    def may(self, user) -> bool:
        return user.kind == Role.Kind.EXPERT

    def get(self, request, *args, **kwargs):
        rows = scopes.visits(request.user).select_related("enterprise", "county").prefetch_related("experts")
        done = rows.filter(status__in=(VisitStatus.CONFIRMED, VisitStatus.RATED)).order_by("-confirmed_on", "-id")[:10]
        groups = [
            ("记录中", "记录还没有提交，请补齐后提交企业确认。", self._cards(rows, VisitStatus.RECORDING)),
            ("待接单", "请在答复期限前接单；不能前往的请谢绝并写明原因。", self._cards(rows, VisitStatus.OFFERED)),
            ("待上门", "", self._cards(rows, VisitStatus.PLANNED)),
            ("待企业确认", "", self._cards(rows, VisitStatus.TO_CONFIRM)),
            ("最近完成", "", [(visit, None) for visit in done]),
        ]
        is_empty = not any(cards for _, _, cards in groups)
        return self.render(groups=groups, is_empty=is_empty, today=timezone.localdate())

    def _cards(self, rows, status: str) -> list[tuple]:
        """Each visit with its one button: the address and the words."""
        act = NEXT_ACT.get(status)
        found = rows.filter(status=status).order_by("planned_on", "id")
        return [(visit, (act[0](visit.pk), act[1]) if act else None) for visit in found]


class VisitDetail(DetailPage):
    """The whole record, as the enterprise confirms it and as it is printed."""

    template_name = "visits/detail.html"
    list_title, list_url = TITLE, URL
    is_case = True

    def scope(self, user):
        return scopes.visits(user).select_related(
            "enterprise",
            "project",
            "team",
            "county",
            "confirmed_by",
            "created_by",
            "request",
            "paper__pdf",
            "signature__witness",
            "signature__file",
        )

    def page_title(self) -> str:
        return f"{self.object.enterprise.name}帮扶记录"

    def subtitle(self) -> str:
        return f"{self.object.number}　{self.object.county}　{self.object.get_mode_display()}"

    def buttons(self) -> list[Button]:
        user, visit = self.request.user, self.object
        found = confirmed.buttons(user, visit)
        if rules.is_recording(user, visit):
            found.append(Button("填写记录", reverse("visits:record", args=[visit.pk]), "pencil", "primary"))
        if rules.may_replan(user, visit):
            found.append(Button("调整安排", reverse("visits:edit", args=[visit.pk]), "pencil", "outline-primary"))
        if has_letter(visit):
            found.append(
                Button("通知书（PDF）", reverse("visits:letter", args=[visit.pk]), "file-text", "outline-primary")
            )
        return found

    @cached_property
    def board(self) -> Board:
        return Board(self.request.user, self.object, "visits:visit")

    def panels(self) -> list[Panel]:
        return self.board.panel()

    def facts(self) -> list[tuple]:
        visit = self.object
        found = [
            ("企业", enterprise_link(self.request.user, visit.enterprise)),
            ("统一社会信用代码", visit.enterprise.uscc),
            ("地点", visit.place),
            ("计划日期", visit.planned_on),
            ("开始时间", visit.starts_at),
            ("结束时间", visit.ends_at),
            ("帮扶目的", visit.purpose),
            ("企业需求", self._request_link()),
            ("专家", "、".join(f"{one.name}（{one.unit}）" for one in visit.experts.order_by("name", "id"))),
            ("陪同监管人员", visit.regulators),
            ("企业参加人员", visit.enterprise_people),
            ("专家团队", visit.team),
            ("项目", visit.project),
            ("安排人", visit.created_by),
            ("企业确认", confirmed.words(visit)),
        ]
        return self.board.beside(found)

    def _request_link(self):
        asked = self.object.request
        return asked and format_html('<a href="{}">{}</a>', asked.get_absolute_url(), asked.number)

    def context(self, **more) -> dict:
        visit = self.object
        seen = scopes.problems(self.request.user).filter(visits=visit).values_list("pk", flat=True)
        return super().context(
            **more,
            diagnoses=visit.diagnoses.all(),
            noted=visit.noted_problems.filter(problem=None),
            problems=visit.problems.order_by("id"),
            seen_problems=set(seen),
            declines=visit.declines.select_related("expert"),
            photos=visit.photos.select_related("file"),
            earlier=self._earlier(),
            version=selectors.frozen_version(visit),
            edits=self._edits(),
        )

    def _edits(self) -> list[Told]:
        """How the experts wrote it is no matter of the enterprise, which answers for what was handed in."""
        return [] if self.request.user.kind == Role.Kind.ENTERPRISE else chain_of(self.object)

    def _earlier(self):
        """Open problems of earlier visits, until this one is written up: all of them for the expert who goes."""
        if self.object.status not in {VisitStatus.PLANNED, VisitStatus.RECORDING}:
            return []
        rows = selectors.open_problems_before(self.object)
        if self.request.user.kind == Role.Kind.EXPERT:
            return rows
        return rows.filter(pk__in=scopes.problems(self.request.user).values("pk"))


class Planning:
    """What the pages of a plan share."""

    list_title, list_url = TITLE, URL
    form_class = PlanForm
    refusals = (Refused,)

    def form_kwargs(self) -> dict:
        user = self.request.user
        return {
            "user": user,
            "experts": expert_rules.only_available(scopes.experts(user)),
            "teams": scopes.teams(user),
            "projects": scopes.projects(user),
        }


class VisitCreate(Planning, CreatePage):
    title = "安排帮扶"
    lead = "保存后专家在“我的帮扶”中看到，可在手机上办理。"
    cancel_url = URL
    submit_label = "安排"
    success_message = "已安排，专家可在“我的帮扶”中看到。"
    refusal = "帮扶由企业所在县局安排。如需安排，请联系县局。"

    def may(self, user) -> bool:
        return rules.may_plan(user)

    def form(self, *data):
        form = super().form(*data)
        if (pk := self.request.GET.get("enterprise", "")).isdecimal():
            form.fields["enterprise"].initial = scopes.enterprises(self.request.user).filter(pk=int(pk)).first()
        return form

    def save(self, form):
        return actions.plan(form.visit(), form.cleaned_data["experts"], by=self.request.user)


class VisitEdit(Planning, EditPage):
    refusal = "专家开始帮扶后，安排不能再改；调整须由安排帮扶的县局办理。"

    def scope(self, user):
        return scopes.visits(user).select_related("enterprise")

    def page_title(self) -> str:
        return f"调整安排：{self.object.enterprise.name}"

    def may(self, user) -> bool:
        return rules.may_replan(user, self.object)

    def save(self, form):
        return actions.replan(form.visit(), by=self.request.user, changed=form.changed_labels())


class VisitMove(MoveView):
    procedure = actions.PROCEDURE
    forms = {
        "accept": AcceptForm,
        "decline": DeclineForm,
        "redispatch": RedispatchForm,
        "start": StartForm,
        "rate": RateForm,
    }
    template_name = "visits/move.html"

    def scope(self, user):
        return scopes.visits(user).select_related("enterprise")

    def form(self, *data):
        if self.action != "redispatch":
            return super().form(*data)
        return searching_form(self, RedispatchForm, *data)

    def notice(self) -> str:
        return NOTICES.get(self.action, "")

    def get(self, request, *args, **kwargs):
        """A signature is written on the phone's page."""
        if self.action == "sign" and self.open_action():
            return redirect(f"{reverse('visits:field')}#/{self.case.pk}/sign")
        return super().get(request, *args, **kwargs)

    def after(self) -> str:
        """Whoever has begun goes on to the record."""
        if self.action == "start":
            return reverse("visits:record", args=[self.case.pk])
        return super().after()


def searching_form(view, form_class, *data, **more):
    """A form whose candidates the address narrows."""
    q = view.request.GET.get("q", "")
    return form_class(*data, case=view.case, move=view.move(), user=view.request.user, q=q, **more)


def enterprise_link(user, enterprise):
    """The enterprise's name, linked for whoever may open its page."""
    if not scopes.enterprises(user).filter(pk=enterprise.pk).exists():
        return enterprise.name
    return format_html('<a href="{}">{}</a>', enterprise.get_absolute_url(), enterprise.name)
