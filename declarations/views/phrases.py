"""The page of an office's own phrases."""

from django.http import HttpResponse
from django.urls import reverse_lazy

from desks import scopes
from pinzibiao.accounts.models import Role
from pinzibiao.casework.actions import record
from pinzibiao.casework.workflow import Desk
from pinzibiao.lib.pages import Button, CreatePage, EditPage, Page

from ..forms.phrases import PhraseForm

LIST_URL = reverse_lazy("declarations:phrases")
DESKS = {Role.Kind.COUNTY: Desk.COUNTY, Role.Kind.CITY: Desk.CITY}


class OfOffice:
    """A phrase is its office's own matter: no other office sees it."""

    list_title = "补正常用语"
    list_url = cancel_url = LIST_URL
    refusal = "补正常用语由市、县级监管部门各自维护。"

    def may(self, user) -> bool:
        return user.kind in DESKS

    def scope(self, user):
        return scopes.reason_phrases(user)


class PhraseList(OfOffice, Page):
    template_name = "declarations/phrases.html"
    title = OfOffice.list_title
    lead = "本单位退回补正时常用的理由，用得多的排在前面；只有本单位看得到。"

    def buttons(self) -> list[Button]:
        return [Button("添加常用语", reverse_lazy("declarations:phrase_create"), icon="plus")]

    def get(self, request) -> HttpResponse:
        return self.render(rows=self.scope(request.user))


class PhraseCreate(OfOffice, CreatePage):
    title = "添加常用语"
    form_class = PhraseForm

    def form_kwargs(self) -> dict:
        return {"region": self.request.user.region}

    def save(self, form):
        return _kept(form, self.request.user, "create", "添加补正常用语")

    def success_url(self, result) -> str:
        return LIST_URL


class PhraseEdit(OfOffice, EditPage):
    title = "修改常用语"
    form_class = PhraseForm

    def save(self, form):
        return _kept(form, self.request.user, "edit", "修改补正常用语")

    def success_url(self, result) -> str:
        return LIST_URL


def _kept(form, by, action: str, label: str):
    phrase = form.save()
    data = {"section": phrase.section, "is_ended": phrase.is_ended}
    record(phrase, action, label, by=by, desk=DESKS[by.kind], comment=phrase.text, data=data)
    return phrase
