"""The record, written on a phone: one page, saved as often as one likes, handed in once."""

import hashlib

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy

from desks import scopes
from pinzibiao.accounts.models import Role
from pinzibiao.casework.refusals import Refused
from pinzibiao.lib.pages import EditPage

from .. import actions, rules, selectors
from ..forms import RecordForm
from ..states import VisitStatus

NOTED = ("client_id", "title", "dimension", "severity", "advice", "due_on")


class RecordPage(EditPage):
    template_name = "visits/record.html"
    list_title, list_url = "我的帮扶", reverse_lazy("visits:mine")
    form_class = RecordForm
    submit_label = "保存草稿"
    success_message = "已保存。"
    refusals = (Refused,)
    refusal = "帮扶记录由受派专家填写。"

    def scope(self, user):
        return scopes.visits(user).select_related("enterprise", "county")

    def may(self, user) -> bool:
        return user.kind == Role.Kind.EXPERT

    def page_title(self) -> str:
        return "帮扶记录"

    def page_lead(self) -> str:
        return f"{self.object.enterprise.name}　{self.object.number}"

    def breadcrumbs(self):
        return [(self.list_title, self.list_url), (self.object.enterprise.name, self.back_url()), ("填写记录", None)]

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        """Whoever comes too early begins first; whoever comes too late reads what was handed in."""
        if request.user.kind == Role.Kind.EXPERT:
            self.prepare()
            if self.object.status == VisitStatus.PLANNED:
                return redirect("visits:move", pk=self.object.pk, action="start")
            if not rules.is_recording(request.user, self.object):
                messages.info(request, actions.NOT_OPEN)
                return redirect(self.object)
        return super().dispatch(request, *args, **kwargs)

    def form_kwargs(self) -> dict:
        return {"by": self.request.user}

    def version(self) -> str:
        """The fingerprint of the form and of the problems below it."""
        noted = list(self.object.noted_problems.values_list(*NOTED))
        return hashlib.sha256(f"{super().version()}{noted}".encode()).hexdigest()[:32]

    def conflict(self, now: str) -> HttpResponse:
        """A form sent twice finds its own words saved already: that is no conflict."""
        if self._is_repeat():
            return self.saved(self.object)
        return super().conflict(now)

    def _is_repeat(self) -> bool:
        # A form cleans into its instance: a copy keeps the record on this page as it is stored.
        copy = self.scope(self.request.user).get(pk=self.object.pk)
        form = self.form_class(self.request.POST, self.request.FILES, instance=copy, **self.form_kwargs())
        if not form.is_valid():
            return False
        entry, stored = form.entry(), self.object
        return (
            all(getattr(stored, name) == value for name, value in entry.fields.items())
            and {key: said for key, said in entry.diagnoses.items() if said}
            == {one.dimension: (one.score, one.finding) for one in stored.diagnoses.all()}
            and sorted(entry.problems, key=_key) == sorted(stored.noted_problems.values(*NOTED), key=_key)
            and {one.sha256 for one in entry.staged} <= set(stored.photos.values_list("file__sha256", flat=True))
            and not entry.removed_photos
        )

    @transaction.atomic
    def save(self, form):
        return actions.save_record(self.object, form.entry(), by=self.request.user)

    def success_url(self, result) -> str:
        if "hand_in" in self.request.POST:
            return reverse("visits:move", args=[self.object.pk, "submit_record"])
        return reverse("visits:record", args=[self.object.pk])

    def context(self, **more) -> dict:
        return super().context(
            **more,
            visit=self.object,
            earlier=selectors.open_problems_before(self.object),
            last_visit=selectors.last_visit_before(self.object),
        )


def _key(row: dict) -> str:
    return str(row["client_id"])
