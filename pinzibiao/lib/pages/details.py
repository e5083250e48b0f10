"""The detail page: who or what this is, its facts, and what may be done."""

from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from .base import Page


@dataclass(frozen=True)
class Panel:
    """A block of a detail page: a heading with a template, or with facts ``[(label, value)]``."""

    title: str
    template: str = ""
    facts: list = field(default_factory=list)
    context: dict = field(default_factory=dict)
    icon: str = ""
    anchor: str = ""
    url: str = ""
    url_label: str = ""


class ObjectPage(Page):
    """A page about one object of ``scope(user)``; outside the scope it does not exist (404).

    The object is found by ``pk`` or by ``slug_field`` (the url's argument has the same name) and is ``self.object``.
    """

    slug_field = "pk"
    list_url = ""
    list_title = ""

    def scope(self, user) -> QuerySet:
        raise NotImplementedError

    def prepare(self) -> None:
        lookup = {self.slug_field: self.kwargs[self.slug_field]}
        self.object = get_object_or_404(self.scope(self.request.user), **lookup)

    def page_title(self) -> str:
        return self.title or str(self.object)

    def breadcrumbs(self) -> list[tuple[str, str | None]]:
        trail = [(self.list_title, self.list_url)] if self.list_title else []
        return [*trail, (self.page_title(), None)]

    def context(self, **more) -> dict:
        return super().context(object=self.object, **more)


class DetailPage(ObjectPage):
    """One record.

    Hooks: ``subtitle()``, ``facts() -> [(label, value)]``, ``panels() -> [Panel]``, ``buttons() -> [Button]``.
    With ``is_case = True`` the page shows the status, the acts that are open to this person, and the trail.
    """

    template_name = "generic/detail.html"
    is_case = False

    def subtitle(self) -> str:
        return ""

    def facts(self) -> list[tuple]:
        return []

    def panels(self) -> list[Panel]:
        return []

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return self.render(subtitle=self.subtitle(), facts=self.facts(), panels=self.panels(), is_case=self.is_case)
