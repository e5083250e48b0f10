"""Remarks on the case page: written beside a field, read by those for whom they are, resolved."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View

from desks import scopes
from pinzibiao.casework.models import Remark
from pinzibiao.casework.refusals import Refused
from pinzibiao.casework.remarks import resolve
from pinzibiao.casework.versions import versions_of
from pinzibiao.lib.forms import PortalForm
from pinzibiao.lib.pages import FormPage, Panel

from .. import remarks
from .sections import CasePage
from .trail import trail


class RemarkForm(PortalForm):
    text = forms.CharField(label="批注", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    visibility = forms.ChoiceField(
        label="谁能看到", choices=Remark.Visibility.choices, initial=Remark.Visibility.OFFICE, widget=forms.RadioSelect
    )


class RemarkCreate(CasePage, FormPage):
    """``?section=…&field=…`` names the place: one that the last version has."""

    title = "添加批注"
    form_class = RemarkForm
    submit_label = "保存批注"
    success_message = "批注已保存。"
    refusal = "批注由办理机关填写。"

    def prepare(self) -> None:
        self.object = get_object_or_404(self.scope(self.request.user), pk=self.kwargs["pk"])
        last = versions_of(self.object).last()
        self.places = remarks.places_of(last.content) if last else {}
        self.section, self.field = self.request.GET.get("section", ""), self.request.GET.get("field", "")
        if self.section and self.section not in self.places:
            raise Http404
        if self.field and self.field not in self.places.get(self.section, ("", []))[1]:
            raise Http404

    def may(self, user) -> bool:
        return remarks.may_write(user)

    def page_lead(self) -> str:
        title = self.places[self.section][0] if self.section else "整份申报"
        return f"{self.object}：{title}{f' · {self.field}' if self.field else ''}"

    def breadcrumbs(self):
        return [(self.list_title, self.list_url), (str(self.object), self.cancel_url), (self.title, None)]

    @property
    def cancel_url(self) -> str:
        return f"{self.object.get_absolute_url()}{trail(self.request)}#remarks"

    def save(self, form):
        place = {"section": self.section, "field": self.field}
        return remarks.write(self.object, **form.cleaned_data, **place, by=self.request.user)

    def success_url(self, result) -> str:
        return self.cancel_url


class RemarkResolve(View):
    """Whoever of an office reads it may say that it is dealt with."""

    http_method_names = ["post"]

    def post(self, request, pk, remark) -> HttpResponse:
        case = get_object_or_404(scopes.declarations(request.user), pk=pk)
        row = get_object_or_404(remarks.read_by(request.user, case), pk=remark)
        if not remarks.may_write(request.user):
            raise PermissionDenied("批注由办理机关标为已处理。")
        try:
            resolve(row, by=request.user)
            messages.success(request, "批注已标为已处理。")
        except Refused as refusal:
            messages.info(request, str(refusal))
        return redirect(f"{case.get_absolute_url()}{trail(request)}#remarks")


def remark_url(page) -> str:
    """Where the reader writes a remark; nothing for whoever may not."""
    if not remarks.may_write(page.request.user):
        return ""
    return reverse("declarations:remark", args=[page.object.pk]) + trail(page.request)


def remarks_panel(page) -> Panel | None:
    """All that the reader may read, the open ones first; for the offices also the way to write one."""
    may_write = remarks.may_write(page.request.user)
    if not page.remarks and not may_write:
        return None
    titles = {key: title for key, (title, _) in remarks.places_of(page.content).items()}
    rows = [(titles.get(row.section, "整份申报"), row) for row in page.remarks]
    context = {"rows": rows, "may_write": may_write, "case": page.object, "trail": trail(page.request)}
    return Panel("批注", "declarations/_remarks.html", context=context, icon="message-square", anchor="remarks")
