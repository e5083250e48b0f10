"""Pages of quality problems, from being raised to 销号."""

from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property

from desks import scopes
from pinzibiao.accounts.remark_pages import Board
from pinzibiao.casework.actions import record
from pinzibiao.casework.refusals import Refused
from pinzibiao.casework.views import MoveView
from pinzibiao.casework.workflow import Desk
from pinzibiao.files.models import StoredFile
from pinzibiao.lib.pages import Button, CreatePage, DetailPage, EditPage, FormPage, ListPage, Panel
from pinzibiao.lib.pages.details import ObjectPage
from projects.models import Project

from .. import actions, rules
from ..facts import outcome_of, problem_facts, words_of
from ..filters import ProblemFilter
from ..forms import PROBLEM_FORMS, EvidenceForm, NewProblemForm, ProblemForm, RequestForm
from ..models import Problem, ProblemEvidence
from ..tables import MeasureTable, ProblemTable
from .base import REFUSALS, changed_labels, is_county, is_enterprise, link
from .commons import common_of
from .savings import savings_panel

LIST_TITLE = "质量问题"
LIST_URL = reverse_lazy("cultivation:problem_list")


class ProblemList(ListPage):
    model = Problem
    title = LIST_TITLE
    lead = "帮扶诊断、企业需求、监督抽查和调研发现的质量问题，经另一人验证、销号后才算解决。"
    filterset_class = ProblemFilter
    table_class = ProblemTable
    export_name = "质量问题清单"
    create_url = reverse_lazy("cultivation:problem_create")
    references = ("county",)
    empty_text = "还没有质量问题。专家在帮扶记录中提出的问题会自动列在这里，也可以直接登记。"

    def scope(self, user):
        return scopes.problems(user).select_related("enterprise")

    def may_create(self, user) -> bool:
        return is_county(user) or is_enterprise(user)

    @property
    def create_label(self) -> str:
        return "提出需求" if is_enterprise(self.request.user) else "登记问题"


class ProblemDetail(DetailPage):
    is_case = True
    list_title, list_url = LIST_TITLE, LIST_URL

    def scope(self, user):
        return scopes.problems(user).select_related(
            "enterprise", "county", "project", "reported_by", "verified_by", "closed_by"
        )

    def page_title(self) -> str:
        return self.object.title

    def subtitle(self) -> str:
        return f"{self.object.number} · {self.object.enterprise.name} · {self.object.county.name}"

    def buttons(self) -> list[Button]:
        user, pk = self.request.user, self.object.pk
        if actions.PROBLEM_PROCEDURE.workflow.ended(self.object.status):
            return []
        found = []
        if is_county(user):
            new_measure = reverse("cultivation:measure_create_for", args=[self.object.enterprise_id])
            found.append(Button("制定措施", f"{new_measure}?problem={pk}", "plus", "outline-primary"))
            found.append(Button("修改", reverse("cultivation:problem_edit", args=[pk]), "pencil", "outline-secondary"))
        return found

    @cached_property
    def board(self) -> Board:
        return Board(self.request.user, self.object, "cultivation:problem")

    def facts(self) -> list[tuple]:
        problem = self.object
        tied = [("共性问题", self._common(problem)), ("项目", self._project(problem.project))]
        return [("企业", link(problem.enterprise)), *self.board.beside(problem_facts(problem)), *tied]

    def _common(self, problem):
        """The common problem it was put in; else what an officer thought of it."""
        common = common_of(problem)
        return link(common) if common else problem.is_common

    def _project(self, project):
        """Its name for everybody who sees the problem; a link for those who see the project."""
        if project is None or scopes.projects(self.request.user).filter(pk=project.pk).exists():
            return link(project)
        return project

    def panels(self) -> list[Panel]:
        problem, user = self.object, self.request.user
        measures = list(scopes.measures(user).filter(problems=problem).select_related("enterprise", "county"))
        return [
            Panel("问题与建议", "cultivation/_words.html", context={"words": self.board.beside(words_of(problem))}),
            Panel("整改与节约", facts=self.board.beside(outcome_of(problem))),
            *savings_panel(problem),
            Panel(
                "帮扶措施",
                "cultivation/_table.html",
                context={"table": MeasureTable(measures, exclude=("enterprise", "county"))},
            ),
            _evidence_panel(problem, user),
            *self.board.panel(),
        ]


def _evidence_panel(problem, user) -> Panel:
    rows = problem.evidence.select_related("file", "added_by")
    url = reverse("cultivation:problem_evidence", args=[problem.pk]) if may_add_evidence(user, problem) else ""
    context = {"evidence": list(rows), "kind": "cultivation.problem_evidence"}
    return Panel("佐证材料", "cultivation/_evidence.html", context=context, url=url, url_label="上传材料")


def may_add_evidence(user, problem) -> bool:
    """The enterprise and its county's bureau, while the problem is open."""
    if actions.PROBLEM_PROCEDURE.workflow.ended(problem.status):
        return False
    return bool(rules.sits_at(user, problem) & {Desk.COUNTY, Desk.ENTERPRISE})


class ProblemCreate(CreatePage):
    """An officer writes down a problem; an enterprise asks for help in its own words."""

    refusals = REFUSALS
    list_title, list_url = LIST_TITLE, LIST_URL
    cancel_url = LIST_URL
    success_message = "已登记。"

    def may(self, user) -> bool:
        return is_county(user) or is_enterprise(user)

    def page_title(self) -> str:
        return "提出需求" if is_enterprise(self.request.user) else "登记质量问题"

    @property
    def form_class(self):
        return RequestForm if is_enterprise(self.request.user) else NewProblemForm

    def form_kwargs(self) -> dict:
        return {} if is_enterprise(self.request.user) else {"user": self.request.user}

    def save(self, form):
        data = dict(form.cleaned_data)
        key = data.pop("key")
        if is_enterprise(self.request.user):
            enterprise = scopes.enterprises(self.request.user).get()
            data["source"] = Problem.Source.REQUEST
        else:
            enterprise = data.pop("enterprise")
        return actions.raise_problem(by=self.request.user, enterprise=enterprise, data=data, key=key)


class ProblemEdit(EditPage):
    form_class = ProblemForm
    list_title, list_url = LIST_TITLE, LIST_URL
    refusal = "只有属地县级监管人员可以修改，且问题须尚未销号。"

    def scope(self, user):
        return scopes.problems(user)

    def may(self, user) -> bool:
        return is_county(user) and not actions.PROBLEM_PROCEDURE.workflow.ended(self.object.status)

    def save(self, form):
        problem = form.save()
        record(problem, "edit", "修改", by=self.request.user, desk=Desk.COUNTY, comment=changed_labels(form))
        return problem


class ProblemEvidenceAdd(ObjectPage, FormPage):
    """Papers and photos beside the acts; nothing of the problem itself changes."""

    title = "上传佐证材料"
    form_class = EvidenceForm
    submit_label = "上传"
    success_message = "佐证材料已上传。"
    refusals = REFUSALS
    list_title, list_url = LIST_TITLE, LIST_URL
    refusal = "只有该企业和属地县级监管人员可以上传，且问题须尚未销号。"

    def scope(self, user):
        return scopes.problems(user)

    def may(self, user) -> bool:
        return may_add_evidence(user, self.object)

    def form_kwargs(self) -> dict:
        return {"by": self.request.user}

    def ask(self, form, status: int = 200, **more):
        return super().ask(form, status, **({"cancel_url": self.object.get_absolute_url()} | more))

    def save(self, form):
        """Under the problem's lock: it may be closed at this moment, and what proved it then stands."""
        self.object = Problem.objects.select_for_update(of=("self",)).get(pk=self.object.pk)
        if not self.may(self.request.user):
            raise Refused(self.refusal)
        data = form.cleaned_data
        actions.add_evidence(self.object, data["evidence"], by=self.request.user, note=data["note"])
        return self.object


class ProblemMove(MoveView):
    procedure = actions.PROBLEM_PROCEDURE
    forms = PROBLEM_FORMS
    template_name = "cultivation/move.html"
    scope = staticmethod(scopes.problems)

    def form(self, *data):
        if self.action != "park":
            return super().form(*data)
        projects = scopes.projects(self.request.user).filter(kind=Project.Kind.BREAKTHROUGH)
        return self.forms["park"](*data, case=self.case, move=self.move(), user=self.request.user, projects=projects)


def evidence_file(user, pk: int) -> StoredFile | None:
    """The file of an evidence of a problem that ``user`` may see."""
    rows = ProblemEvidence.objects.filter(problem__in=scopes.problems(user), pk=pk)
    row = rows.select_related("file").first()
    return row and row.file
