"""Remarks on the case page: written beside a field, read by those for whom they are, resolved."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from desks import scopes
from pinzibiao.accounts import remark_pages
from pinzibiao.casework.models import Remark
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


class RemarkResolve(remark_pages.RemarkResolve):
    scope, read_by = staticmethod(scopes.declarations), staticmethod(remarks.read_by)

    def query(self) -> str:
        return trail(self.request)


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
