"""What every page has: a title, a way back, and the question whether this person may be here."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views import View


@dataclass(frozen=True)
class Button:
    """One act offered at the top of a page. ``style`` is a Bootstrap button style; ``icon`` a lucide name."""

    label: str
    url: str
    icon: str = ""
    style: str = "primary"


class BadQuery(Exception):
    """An address that asks for something the page does not know; ``str()`` is the sentence for the person.

    ``url`` with its ``label`` is what to do about it, where there is something.
    """

    def __init__(self, sentence: str, url: str = "", label: str = ""):
        super().__init__(sentence)
        self.url, self.label = url, label


class Page(View):
    """A page with a title.

    Hooks: ``may(user) -> bool`` (False: 403 with ``refusal``), ``page_title()``, ``page_lead()``,
    ``breadcrumbs() -> [(label, url or None)]`` and ``buttons() -> [Button]``.
    """

    template_name: str
    title = ""
    lead = ""
    # Says what to do next, since the person came here in good faith.
    refusal = "您的岗位不办理这项工作。如确需办理，请联系本单位的平台管理员调整岗位。"

    def may(self, user) -> bool:
        return True

    def page_title(self) -> str:
        return self.title

    def page_lead(self) -> str:
        return self.lead

    def breadcrumbs(self) -> list[tuple[str, str | None]]:
        return [(self.page_title(), None)]

    def buttons(self) -> list[Button]:
        return []

    def prepare(self) -> None:
        """Fetch what the page is about; runs before ``may`` is asked."""

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        try:
            self.prepare()
            if not self.may(request.user):
                raise PermissionDenied(self.refusal)
            return super().dispatch(request, *args, **kwargs)
        except BadQuery as bad:
            return render(request, "400.html", {"sentence": str(bad), "act": bad}, status=400)

    def context(self, **more) -> dict:
        """The template's context; a room adds its own by ``super().context(**more, mine=…)``."""
        return {
            "page": self,
            "title": self.page_title(),
            "lead": self.page_lead(),
            "breadcrumbs": self.breadcrumbs(),
            "buttons": self.buttons(),
            **more,
        }

    def render(self, status: int = 200, **more) -> HttpResponse:
        return render(self.request, self.template_name, self.context(**more), status=status)
