"""Adding, changing and deleting what hangs on a project; milestones done and quarters reported."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy

from desks import scopes
from pinzibiao.casework.actions import record
from pinzibiao.casework.refusals import Refused
from pinzibiao.casework.workflow import Desk
from pinzibiao.lib.pages import ConfirmPage, CreatePage, EditPage, FormPage

from .. import actions, rules
from ..forms import MilestoneDoneForm, QuarterForm
from ..items import ITEMS
from ..models import Milestone, Project

LIST = ("质量项目", reverse_lazy("projects:list"))


class OfOneProject:
    """Pages below one project of the person's scope, for those who may write in it."""

    refusal = "只有项目管理机关和牵头单位可以填写，且项目须在本单位办理中。"
    refusals = (ValidationError, Refused)
    anchor = ""

    def prepare(self) -> None:
        self.project = get_object_or_404(scopes.projects(self.request.user), pk=self.kwargs["pk"])

    def may(self, user) -> bool:
        return rules.may_write(user, self.project)

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        """Under the project's lock: somebody may be handing it in at this moment."""
        self.project = Project.objects.select_for_update(of=("self",)).get(pk=self.project.pk)
        if not self.may(request.user):
            raise PermissionDenied(self.refusal)
        return super().post(request, *args, **kwargs)

    def back_url(self) -> str:
        return f"{self.project.get_absolute_url()}#{self.anchor}"

    def success_url(self, result) -> str:
        return self.back_url()

    def breadcrumbs(self):
        return [LIST, (str(self.project), self.project.get_absolute_url()), (self.page_title(), None)]

    def tell(self, action: str, label: str, comment: str) -> None:
        record(self.project, action, label, by=self.request.user, desk=Desk.OFFICE, comment=comment)


class OfItem(OfOneProject):
    """``item`` in the address is a key of ``ITEMS``."""

    def prepare(self) -> None:
        super().prepare()
        if self.kwargs["item"] not in ITEMS:
            raise Http404
        self.kind = ITEMS[self.kwargs["item"]]
        self.anchor = self.kind.anchor
        self.form_class = self.kind.form


class OneItem(OfItem):
    def prepare(self) -> None:
        super().prepare()
        self.object = get_object_or_404(self.kind.model, project=self.project, pk=self.kwargs["item_pk"])


class ItemCreate(OfItem, CreatePage):
    def page_title(self) -> str:
        return f"添加{self.kind.label}"

    def form(self, *data):
        return self.form_class(*data, instance=self.kind.model(project=self.project))

    def ask(self, form, status: int = 200, **more):
        return super().ask(form, status, **({"cancel_url": self.back_url()} | more))

    def save(self, form):
        form.instance.validate_constraints()
        row = form.save()
        self.tell("add", f"添加{self.kind.label}", str(row))
        return row


class ItemEdit(OneItem, EditPage):
    def page_title(self) -> str:
        return f"修改{self.kind.label}"

    def save(self, form):
        form.instance.validate_constraints()
        row = form.save()
        self.tell("change", f"修改{self.kind.label}", str(row))
        return row


class ItemDelete(OneItem, ConfirmPage):
    confirm_label = "删除"
    is_destructive = True
    success_message = "已删除，办理记录中仍可查到。"

    def page_title(self) -> str:
        return f"删除{self.kind.label}"

    def question(self) -> str:
        return f"确定删除{self.kind.label}「{self.object}」吗？"

    def act(self) -> str:
        self.tell("remove", f"删除{self.kind.label}", str(self.object))
        self.object.delete()
        return self.back_url()


class MilestoneDone(OfOneProject, FormPage):
    """Mark a milestone as reached."""

    form_class = MilestoneDoneForm
    submit_label = "确认完成"
    success_message = "里程碑已标记完成。"
    anchor = "milestones"

    def prepare(self) -> None:
        super().prepare()
        self.milestone = get_object_or_404(Milestone, project=self.project, pk=self.kwargs["milestone"])

    def page_title(self) -> str:
        return f"完成里程碑：{self.milestone.name}"

    def ask(self, form, status: int = 200, **more):
        return super().ask(form, status, **({"cancel_url": self.back_url()} | more))

    def save(self, form):
        self.milestone.project = self.project
        data = form.cleaned_data
        actions.finish_milestone(self.milestone, data["done_on"], by=self.request.user, note=data["note"])


class QuarterReport(OfOneProject, FormPage):
    """One quarter's values of the project's indicators."""

    form_class = QuarterForm
    template_name = "projects/quarter_form.html"
    success_message = "已保存季度数据。"
    anchor = "targets"

    def prepare(self) -> None:
        super().prepare()
        self.year, self.quarter = self.kwargs["year"], self.kwargs["quarter"]
        if self.quarter not in range(1, 5) or not rules.quarter_has_begun(self.year, self.quarter):
            raise Http404

    def page_title(self) -> str:
        return f"填报 {self.year} 年第 {self.quarter} 季度"

    def page_lead(self) -> str:
        return str(self.project)

    def form_kwargs(self) -> dict:
        targets = list(self.project.targets.select_related("indicator"))
        rows = self.project.values.filter(year=self.year, quarter=self.quarter)
        return {"targets": targets, "values": {row.indicator_id: row for row in rows}}

    def ask(self, form, status: int = 200, **more):
        return super().ask(form, status, **({"cancel_url": self.back_url()} | more))

    def save(self, form):
        actions.report_quarter(self.project, self.year, self.quarter, form.values(), by=self.request.user)
