"""Common problems: what is proposed, what was decided, and the cases behind each."""

from django.db.models import Count, Q, Sum
from django.urls import reverse_lazy

from desks import scopes
from pinzibiao.accounts.models import Role
from pinzibiao.casework.views import MoveView
from pinzibiao.lib.pages import DetailPage, ListPage, Panel

from .. import actions
from ..filters import CommonFilter
from ..forms.commons import COMMON_FORMS
from ..models import CommonCase, CommonProblem
from ..tables import CommonCaseTable, CommonTable
from .base import link

LIST_TITLE = "共性问题"
LIST_URL = reverse_lazy("cultivation:common_list")
State = CommonCase.State
CONFIRMED, PROPOSED = Q(cases__state=State.CONFIRMED), Q(cases__state=State.PROPOSED)
SHOWN = 50


def counted(rows):
    """Once as a common problem, and so many times as cases and as enterprises."""
    return rows.annotate(
        case_count=Count("cases", filter=CONFIRMED, distinct=True),
        open_count=Count("cases", filter=PROPOSED, distinct=True),
        enterprise_count=Count("cases__problem__enterprise", filter=CONFIRMED | PROPOSED, distinct=True),
    )


class CommonList(ListPage):
    model = CommonProblem
    title = LIST_TITLE
    lead = (
        "同一行业多家企业的相似问题，平台每夜提出，由管得到全部个案的那一级研判。认定后共性问题计一次，个案照常销号。"
    )
    template_name = "cultivation/common_list.html"
    filterset_class = CommonFilter
    table_class = CommonTable
    export_name = "共性问题清单"
    empty_text = "还没有共性问题。不同企业登记了相似的质量问题后，平台当夜会提出。"

    def scope(self, user):
        return counted(scopes.common_problems(user)).select_related("industry", "region", "project")

    def context(self, **more) -> dict:
        found = CommonProblem.objects.filter(pk__in=self.found.order_by().values("pk"), status="confirmed")
        totals = counted(found).aggregate(commons=Count("pk"), cases_in_all=Sum("case_count"))
        return super().context(**totals, **more)


class CommonDetail(DetailPage):
    is_case = True
    list_title, list_url = LIST_TITLE, LIST_URL

    def scope(self, user):
        return counted(scopes.common_problems(user)).select_related("industry", "region", "project", "merged_into")

    def page_title(self) -> str:
        return self.object.title

    def subtitle(self) -> str:
        return " · ".join(filter(None, [self.object.number, self.object.industry.name, self.object.region.name]))

    def facts(self) -> list[tuple]:
        common = self.object
        return [
            ("行业大类", common.industry),
            ("研判机关", f"{common.region.name}市场监督管理局"),
            ("已归入个案", f"{common.case_count} 个"),
            ("待研判个案", f"{common.open_count} 个"),
            ("涉及企业", f"{common.enterprise_count} 家"),
            ("研判日期", common.decided_on),
            ("质量攻坚项目", self._project(common.project)),
            ("并入", common.merged_into and self._merged(common.merged_into)),
        ]

    def _project(self, project):
        if project is None or scopes.projects(self.request.user).filter(pk=project.pk).exists():
            return link(project)
        return project

    def _merged(self, target):
        is_seen = scopes.common_problems(self.request.user).filter(pk=target.pk).exists()
        return link(target) if is_seen else target

    def panels(self) -> list[Panel]:
        """The cases that the reader may see; the counts above are of all."""
        user = self.request.user
        rows = self.object.cases.filter(problem__in=scopes.problems(user))
        if user.kind not in (*Role.REGULATORS, Role.Kind.AUDITOR):
            rows = rows.filter(state=State.CONFIRMED)
        rows = rows.select_related("problem__enterprise", "problem__county").order_by("state", "-similarity", "pk")
        title = f"个案（最多列出 {SHOWN} 个）"
        return [Panel(title, "cultivation/_table.html", context={"table": CommonCaseTable(list(rows[:SHOWN]))})]


class CommonMove(MoveView):
    procedure = actions.COMMON_PROCEDURE
    forms = COMMON_FORMS
    template_name = "cultivation/move.html"
    scope = staticmethod(scopes.common_problems)

    def form(self, *data):
        if self.action != "merge":
            return super().form(*data)
        targets = scopes.common_problems(self.request.user).filter(status="confirmed", industry=self.case.industry_id)
        one = {"case": self.case, "move": self.move(), "user": self.request.user}
        return self.forms["merge"](*data, **one, targets=targets)


def common_of(problem) -> CommonProblem | None:
    """The common problem that a person put this one in."""
    case = problem.common_cases.filter(state=State.CONFIRMED).select_related("common").first()
    return case and case.common
