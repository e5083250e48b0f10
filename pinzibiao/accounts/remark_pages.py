"""Remarks on the page of a case: beside the fields, in a panel, written on a page of their own, resolved."""

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.views import View

from pinzibiao.casework.models import Remark
from pinzibiao.casework.refusals import Refused
from pinzibiao.casework.remarks import resolve, write
from pinzibiao.lib.forms import PortalForm
from pinzibiao.lib.pages import FormPage, Panel
from pinzibiao.lib.pages.details import ObjectPage

from . import remarks

ANCHOR = "remarks"


class RemarkForm(PortalForm):
    """``fields`` are the labels that the page of the case shows."""

    field = forms.ChoiceField(label="针对哪一项", required=False)
    text = forms.CharField(label="批注", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    visibility = forms.ChoiceField(label="谁能看到", widget=forms.RadioSelect)

    def __init__(self, *args, fields: Iterable[str], user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [("", "整件"), *((label, label) for label in fields)]
        choices = remarks.choices_for(user)
        self.fields["visibility"].choices = choices
        self.fields["visibility"].initial = choices[0][0]


class RemarkCreate(ObjectPage, FormPage):
    """A subclass gives ``scope``, ``list_title``, ``list_url`` and ``fields_of(case) -> [label]``."""

    title = "添加批注"
    form_class = RemarkForm
    submit_label = "保存批注"
    success_message = "批注已保存。"
    refusal = "批注由办理机关、专家和本企业填写。"

    def fields_of(self, case) -> list[str]:
        raise NotImplementedError

    def told(self, row: Remark) -> None:
        """What a room does beside; nothing unless it says so."""

    def may(self, user) -> bool:
        return remarks.may_write(user)

    def page_lead(self) -> str:
        return str(self.object)

    def form_kwargs(self) -> dict:
        asked = self.request.GET.get("field", "")
        return {"fields": self.fields_of(self.object), "user": self.request.user, "initial": {"field": asked}}

    @property
    def cancel_url(self) -> str:
        return f"{self.object.get_absolute_url()}#{ANCHOR}"

    def save(self, form) -> Remark:
        by = self.request.user
        row = write(self.object, **form.cleaned_data, section="", office=remarks.office_of(by), by=by)
        self.told(row)
        return row

    def success_url(self, result) -> str:
        return self.cancel_url


class RemarkResolve(View):
    """A subclass gives ``scope(user)``, and where they differ ``read_by`` and the ``query`` of the way back."""

    http_method_names = ["post"]
    read_by = staticmethod(remarks.read_by)

    def query(self) -> str:
        return ""

    def post(self, request, pk, remark) -> HttpResponse:
        case = get_object_or_404(self.scope(request.user), pk=pk)
        row = get_object_or_404(self.read_by(request.user, case), pk=remark)
        if not remarks.may_resolve(request.user, row):
            raise PermissionDenied("批注由办理机关或写批注的人标为已处理。")
        try:
            resolve(row, by=request.user)
            messages.success(request, "批注已标为已处理。")
        except Refused as refusal:
            messages.info(request, str(refusal))
        return redirect(f"{case.get_absolute_url()}{self.query()}#{ANCHOR}")


class Board:
    """What one reader sees of the remarks on one case; ``room`` names the addresses, e.g. ``cultivation:problem``."""

    def __init__(self, user, case, room: str):
        self.user, self.case, self.room = user, case, room
        self.rows = list(remarks.read_by(user, case))

    def beside(self, facts: list[tuple]) -> list[tuple]:
        """The facts, each with the open remarks on it."""
        return [(label, self._with_remarks(label, value)) for label, value in facts]

    def panel(self) -> list[Panel]:
        may_write = remarks.may_write(self.user)
        if not self.rows and not may_write:
            return []
        rows = [(row, remarks.may_resolve(self.user, row), self._resolve_url(row)) for row in self.rows]
        url = reverse(f"{self.room}_remark", args=[self.case.pk]) if may_write else ""
        context = {"rows": rows}
        return [
            Panel(
                "批注",
                "accounts/_remarks.html",
                context=context,
                icon="message-square",
                anchor=ANCHOR,
                url=url,
                url_label="添加批注",
            )
        ]

    def _with_remarks(self, label: str, value):
        found = [row for row in self.rows if row.field == label and row.resolved_at is None]
        if not found:
            return value
        words = [(row.pk, row.by_name, row.text) for row in found]
        line = '<span class="remark-here"><a href="#remark-{}">批注</a>（{}）：{}</span>'
        shown = "" if value is None else value
        return format_html("{} {}", shown, format_html_join(" ", line, words))

    def _resolve_url(self, row: Remark) -> str:
        return reverse(f"{self.room}_remark_resolve", args=[self.case.pk, row.pk])
