"""Pages of measures."""

from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy

from desks import scopes
from pinzibiao.casework.actions import record
from pinzibiao.casework.views import MoveView
from pinzibiao.casework.workflow import Desk
from pinzibiao.files.models import StoredFile
from pinzibiao.lib.pages import Button, CreatePage, DetailPage, EditPage, ListPage, Panel

from .. import actions
from ..filters import MeasureFilter
from ..forms import MEASURE_FORMS, ChooseEnterpriseForm, MeasureForm, NewMeasureForm
from ..models import Measure, MeasureEvidence
from ..tables import MeasureTable, ProblemTable
from .base import REFUSALS, ChooseEnterprisePage, changed_labels, is_county, link
from .savings import savings_panel

LIST_TITLE = "帮扶措施"
LIST_URL = reverse_lazy("cultivation:measure_list")


class MeasureList(ListPage):
    model = Measure
    title = LIST_TITLE
    lead = "每项措施针对一个或多个质量问题，写明责任单位、责任人和完成时限。"
    filterset_class = MeasureFilter
    table_class = MeasureTable
    export_name = "帮扶措施清单"
    create_url = reverse_lazy("cultivation:measure_create")
    create_label = "制定措施"
    references = ("county",)
    empty_text = "还没有帮扶措施。请从质量问题的页面制定措施。"

    def scope(self, user):
        return scopes.measures(user).select_related("enterprise")

    def may_create(self, user) -> bool:
        return is_county(user)


class MeasureDetail(DetailPage):
    is_case = True
    list_title, list_url = LIST_TITLE, LIST_URL

    def scope(self, user):
        return scopes.measures(user).select_related("enterprise", "county", "helping_organisation", "created_by")

    def page_title(self) -> str:
        return f"{self.object.get_kind_display()}：{self.object.content[:40]}"

    def subtitle(self) -> str:
        return f"{self.object.number} · {self.object.enterprise.name} · {self.object.county.name}"

    def buttons(self) -> list[Button]:
        if is_county(self.request.user) and not actions.MEASURE_PROCEDURE.workflow.ended(self.object.status):
            url = reverse("cultivation:measure_edit", args=[self.object.pk])
            return [Button("修改", url, "pencil", "outline-secondary")]
        return []

    def facts(self) -> list[tuple]:
        measure = self.object
        return [
            ("企业", link(measure.enterprise)),
            ("类别", measure.get_kind_display()),
            ("责任单位", measure.responsible_unit),
            ("责任人", measure.responsible_person),
            ("帮扶单位", measure.helping_organisation),
            ("开始日期", measure.starts_on),
            ("完成时限", measure.due_on),
            ("完成日期", measure.done_on),
            ("实施前", measure.effect_before),
            ("实施后", measure.effect_after),
            ("企业评价", measure.rating and f"{measure.rating} 分"),
            ("登记人", measure.created_by),
        ]

    def panels(self) -> list[Panel]:
        measure, user = self.object, self.request.user
        problems = list(scopes.problems(user).filter(measures=measure).select_related("enterprise", "county"))
        evidence = list(measure.evidence.select_related("file", "added_by"))
        return [
            Panel("措施内容", "cultivation/_words.html", context={"words": [("", measure.content)]}),
            Panel(
                "针对问题",
                "cultivation/_table.html",
                context={"table": ProblemTable(problems, exclude=("enterprise", "county", "dimension"))},
            ),
            *self._tools(),
            *savings_panel(measure),
            Panel(
                "佐证材料",
                "cultivation/_evidence.html",
                context={"evidence": evidence, "kind": "cultivation.measure_evidence"},
            ),
        ]

    def _tools(self) -> list[Panel]:
        tools = [(tool.region.name, link(tool)) for tool in self.object.policy_tools.select_related("region")]
        return [Panel("政策工具", facts=tools)] if tools else []


class MeasureChoose(ChooseEnterprisePage):
    title = "制定措施"
    lead = "先选择企业，下一步选择要解决的质量问题。"
    form_class = ChooseEnterpriseForm
    cancel_url = LIST_URL

    def breadcrumbs(self):
        return [(LIST_TITLE, LIST_URL), (self.title, None)]

    def next_url(self, enterprise) -> str:
        return reverse("cultivation:measure_create_for", args=[enterprise.pk])


class MeasureCreate(CreatePage):
    title = "制定措施"
    form_class = NewMeasureForm
    refusals = REFUSALS
    list_title, list_url = LIST_TITLE, LIST_URL
    cancel_url = LIST_URL
    success_message = "已制定措施。实施时请办理“开始实施”。"

    def prepare(self) -> None:
        self.enterprise = get_object_or_404(scopes.enterprises(self.request.user), pk=self.kwargs["enterprise"])

    def may(self, user) -> bool:
        return is_county(user)

    def page_lead(self) -> str:
        return f"企业：{self.enterprise.name}"

    def form_kwargs(self) -> dict:
        asked = [pk for pk in self.request.GET.getlist("problem") if pk.isdigit()]
        return {"enterprise": self.enterprise, "initial": {"problems": asked}}

    def save(self, form):
        data = dict(form.cleaned_data)
        problems, key = data.pop("problems"), data.pop("key")
        one = {"enterprise": self.enterprise, "problems": problems, "key": key}
        return actions.plan_measure(by=self.request.user, data=data, **one)


class MeasureEdit(EditPage):
    form_class = MeasureForm
    list_title, list_url = LIST_TITLE, LIST_URL
    refusal = "只有属地县级监管人员可以修改，且措施须尚未销号。"

    def scope(self, user):
        return scopes.measures(user).select_related("enterprise")

    def may(self, user) -> bool:
        return is_county(user) and not actions.MEASURE_PROCEDURE.workflow.ended(self.object.status)

    def save(self, form):
        measure = form.save()
        record(measure, "edit", "修改", by=self.request.user, desk=Desk.COUNTY, comment=changed_labels(form))
        return measure


class MeasureMove(MoveView):
    procedure = actions.MEASURE_PROCEDURE
    forms = MEASURE_FORMS
    template_name = "cultivation/move.html"
    scope = staticmethod(scopes.measures)


def evidence_file(user, pk: int) -> StoredFile | None:
    """The file of an evidence of a measure that ``user`` may see."""
    rows = MeasureEvidence.objects.filter(measure__in=scopes.measures(user), pk=pk)
    row = rows.select_related("file").first()
    return row and row.file
