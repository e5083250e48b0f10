"""The checklist: an officer's marks, saved at once; and the items, kept by the province."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views import View

from desks import scopes
from pinzibiao.accounts.models import Role
from pinzibiao.casework.refusals import Refused, WrongDesk
from pinzibiao.casework.workflow import Desk
from pinzibiao.lib.pages import Button

from .. import checklist
from ..actions import PROCEDURE
from ..content import SECTION_TITLES
from ..forms.checklist import ChecklistItemForm, MarkForm
from ..models import ChecklistItem
from ..states import DeclarationStatus as S
from .kept import KeptCreate, KeptEdit, KeptList
from .trail import trail


def may_mark(user, case) -> bool:
    """The county's officers, while the case lies with them for its form review."""
    return case.status == S.FORM_REVIEW and Desk.COUNTY in PROCEDURE.sits_at(user, case)


class Marking(View):
    """What the marks of one case share: the case within the scope, at the right desk."""

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        self.case = get_object_or_404(scopes.declarations(request.user), pk=kwargs["pk"])
        try:
            if Desk.COUNTY not in PROCEDURE.sits_at(request.user, self.case):
                raise WrongDesk("形式审查由属地县级市场监管部门核对，您不在该岗位。")
            return super().dispatch(request, *args, **kwargs)
        except Refused as refusal:
            context = {"case": self.case, "refusal": refusal, "back_url": self.case.get_absolute_url()}
            return render(request, "generic/refused.html", context, status=refusal.status_code)

    def back(self) -> HttpResponse:
        return redirect(f"{self.case.get_absolute_url()}{trail(self.request)}#checklist")


class MarkItem(Marking):
    """One mark. htmx gets the line and the acts that it opens or closes; without JavaScript the page comes anew."""

    http_method_names = ["post"]

    def post(self, request, pk, item) -> HttpResponse:
        self.item = get_object_or_404(checklist.items_of(self.case), pk=item)
        problem = self.keep(MarkForm(request.POST))
        if request.headers.get("HX-Request"):
            return self.line(problem)
        if problem:
            messages.error(request, problem)
        return self.back()

    def keep(self, form) -> str:
        """The sentence that tells why nothing was kept; empty when it was."""
        if not form.is_valid():
            return "请先选择符合、不符合或不适用，说明不超过 200 字。"
        try:
            checklist.mark(self.case, self.item, **form.cleaned_data, by=self.request.user)
        except Refused as refusal:
            if refusal.status_code != 422:
                raise
            return str(refusal)
        return ""

    def line(self, problem: str) -> HttpResponse:
        line = next(one for one in checklist.lines_of(self.case) if one.item == self.item)
        if problem:
            line = replace(line, sent={name: self.request.POST.get(name, "") for name in ("verdict", "note")})
        context = {"line": line, "case": self.case, "may_mark": True, "problem": problem}
        context["trail"] = trail(self.request)
        return render(self.request, "declarations/_checklist_answer.html", context)


class MarkRest(Marking):
    """Every item that nobody has marked is in order."""

    http_method_names = ["post"]

    def post(self, request, pk) -> HttpResponse:
        count = checklist.mark_rest_met(self.case, by=request.user)
        messages.success(request, f"已将其余 {count} 项标为符合。")
        return self.back()


class ChecklistItems:
    model = ChecklistItem
    word = "核对项"
    list_title = "形式审查核对清单"
    list_url = cancel_url = reverse_lazy("declarations:checklist")
    form_class = ChecklistItemForm
    refusal = "核对清单由省级监管部门维护。需要增减的，请向省市场监督管理局提出。"


class Checklist(ChecklistItems, KeptList):
    """Every item that ever was, and who changed what."""

    template_name = "declarations/checklist.html"
    title = ChecklistItems.list_title
    lead = "县级形式审查逐项核对；申报按提交之日的清单核对。"
    refusal = "核对清单由监管部门查看。"
    create_url = "declarations:checklist_create"

    def buttons(self) -> list[Button]:
        found = [Button("申报材料清单", reverse_lazy("declarations:materials"), style="outline-secondary")]
        if self.request.user.kind in (Role.Kind.CITY, Role.Kind.COUNTY):
            found.append(Button("补正常用语", reverse_lazy("declarations:phrases"), style="outline-secondary"))
        return found + super().buttons()

    def rows(self) -> list:
        return [(SECTION_TITLES.get(item.section, item.section), item) for item in super().rows()]


class ItemCreate(ChecklistItems, KeptCreate):
    title = "添加核对项"


class ItemEdit(ChecklistItems, KeptEdit):
    pass
