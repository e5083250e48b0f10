"""Pages of projects."""

from django.core.exceptions import ValidationError
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from desks import scopes
from pinzibiao.accounts.models import Role
from pinzibiao.casework.actions import record
from pinzibiao.casework.refusals import Refused
from pinzibiao.casework.views import MoveView
from pinzibiao.casework.workflow import Desk
from pinzibiao.lib.pages import Button, CreatePage, DetailPage, EditPage, ListPage, Panel

from .. import actions, rules, selectors
from ..filters import ProjectFilter
from ..forms import PROJECT_FORMS, NewProjectForm, ProjectForm
from ..models import Project
from ..tables import ProjectTable
from .base import link, links

LIST_TITLE = "质量项目"
LIST_URL = reverse_lazy("projects:list")
REFUSALS = (ValidationError, Refused)
BODIES = ("sponsor", "lead_organisation", "team", "industry", "enterprise", "office")


class ProjectList(ListPage):
    model = Project
    title = LIST_TITLE
    lead = "产业质量提升、质量攻坚和对标培育服务三类项目，由主管机关提出，省局立项。"
    filterset_class = ProjectFilter
    table_class = ProjectTable
    export_name = "质量项目"
    create_url = reverse_lazy("projects:create")
    create_label = "新建项目"
    empty_text = "还没有项目。请由省、市、县监管人员新建项目并提交立项。"

    def scope(self, user):
        return scopes.projects(user).select_related("office", "lead_organisation")

    def may_create(self, user) -> bool:
        return user.kind in Role.REGULATORS


class ProjectDetail(DetailPage):
    is_case = True
    list_title, list_url = LIST_TITLE, LIST_URL

    def scope(self, user):
        return scopes.projects(user).select_related(*BODIES, "created_by", "industry__region")

    def prepare(self) -> None:
        super().prepare()
        self.may_write = rules.may_write(self.request.user, self.object)

    def subtitle(self) -> str:
        project = self.object
        return " · ".join(
            part
            for part in (project.number, project.get_kind_display(), f"{project.year} 年", str(project.office))
            if part
        )

    def buttons(self) -> list[Button]:
        if not self.may_write:
            return []
        return [Button("修改", reverse("projects:edit", args=[self.object.pk]), "pencil", "outline-secondary")]

    def facts(self) -> list[tuple]:
        project = self.object
        return [
            ("主办单位", link(project.sponsor)),
            ("牵头单位", link(project.lead_organisation)),
            ("联合单位", links(project.partners.all())),
            ("技术支撑单位", links(project.technical_support.all())),
            ("专家团队", link(project.team)),
            ("产业", project.industry),
            ("攻坚企业", link(project.enterprise)),
            ("项目区域", [str(row.region) for row in project.regions.select_related("region").order_by("region")]),
            ("开始日期", project.starts_on),
            ("结束日期", project.ends_on),
            ("经费预算（万元）", project.budget_wan),
            ("立项日期", project.approved_on),
            ("结项日期", project.closed_on),
        ]

    def panels(self) -> list[Panel]:
        project = self.object
        quarters = selectors.quarters_of(project)
        shown = quarters[: selectors.SHOWN_QUARTERS]
        common = {"project": project, "may_write": self.may_write}
        return [
            Panel("项目概况", "projects/_summary.html", context={"words": project.summary}),
            Panel(
                "试点对象",
                "projects/_pilots.html",
                anchor="pilots",
                **self._adding("pilot"),
                context=common | {"rows": list(project.pilot_targets.select_related("region", "industry"))},
            ),
            Panel(
                "里程碑",
                "projects/_milestones.html",
                anchor="milestones",
                **self._adding("milestone"),
                context=common | {"rows": list(project.milestones.all()), "today": timezone.localdate()},
            ),
            Panel(
                "指标与季度进展",
                "projects/_progress.html",
                anchor="targets",
                **self._adding("target"),
                context=common
                | {
                    "quarters": shown,
                    "open_quarters": quarters[: selectors.OPEN_QUARTERS],
                    "rows": selectors.progress_of(project, shown),
                },
            ),
            Panel(
                "项目成员",
                "projects/_members.html",
                anchor="members",
                **self._adding("member"),
                context=common | {"rows": list(project.members.all())},
            ),
            Panel("活动", "projects/_events.html", anchor="events", context=common | {"rows": _event_tree(project)}),
        ]

    def _adding(self, item: str) -> dict:
        if not self.may_write:
            return {}
        return {"url": reverse("projects:item_create", args=[self.object.pk, item]), "url_label": "添加"}


def _event_tree(project) -> list:
    """The project's events with their sub-events, in two queries."""
    return list(project.events.filter(parent=None).select_related("region").prefetch_related("children"))


class ProjectFormPage:
    """What making and changing a project share."""

    form_class = ProjectForm
    refusals = REFUSALS
    list_title, list_url = LIST_TITLE, LIST_URL

    def form_kwargs(self) -> dict:
        return {"user": self.request.user, "teams": scopes.teams(self.request.user)}


class ProjectCreate(ProjectFormPage, CreatePage):
    form_class = NewProjectForm
    title = "新建项目"
    lead = "保存为草稿后，继续填写试点对象、里程碑、指标目标和成员，再提交立项。"
    cancel_url = LIST_URL
    success_message = "已建立项目草稿。请补充里程碑和指标目标后提交。"

    def may(self, user) -> bool:
        return user.kind in Role.REGULATORS

    def save(self, form):
        data = dict(form.cleaned_data)
        bodies = {name: data.pop(name) for name in ("partners", "technical_support")}
        one = {"office": self.request.user.region, "regions": data.pop("places"), "key": data.pop("key")}
        project = actions.create_project(by=self.request.user, data=data, **one)
        for name, organisations in bodies.items():
            getattr(project, name).set(organisations)
        return project


class ProjectEdit(ProjectFormPage, EditPage):
    refusal = "只有项目管理机关和牵头单位可以修改，且项目须在本单位办理中。"

    def scope(self, user):
        return scopes.projects(user).select_related("enterprise", "office")

    def may(self, user) -> bool:
        return rules.may_write(user, self.object)

    def save(self, form):
        project = form.save()
        actions.set_regions(project, form.cleaned_data["places"] or [project.office])
        labels = "、".join(str(form.fields[name].label) for name in form.changed_data)
        record(project, "edit", "修改", by=self.request.user, desk=Desk.OFFICE, comment=labels)
        return project


class ProjectMove(MoveView):
    procedure = actions.PROJECT_PROCEDURE
    forms = PROJECT_FORMS
    scope = staticmethod(scopes.projects)
