"""Frozen versions: one word for word, two side by side."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from pinzibiao.casework.versions import versions_of
from pinzibiao.files import access as files_access
from pinzibiao.lib.pages import DetailPage, Panel

from ..differences import Comparison, compare
from .sections import CasePage


class VersionsPage(CasePage, DetailPage):
    """What the pages about versions share: those of the case by number, and the way back."""

    template_name = "declarations/version.html"

    def prepare(self) -> None:
        super().prepare()
        self.found = {version.number: version for version in versions_of(self.object)}

    def version(self, number: int):
        if number not in self.found:
            raise Http404
        return self.found[number]

    def subtitle(self) -> str:
        return f"{self.object.number or '草稿'}　{self.object.enterprise.name}　{self.object.product.name}"

    def breadcrumbs(self):
        return [
            (self.list_title, self.list_url),
            (str(self.object), self.object.get_absolute_url()),
            (self.page_title(), None),
        ]


class VersionPage(VersionsPage):
    """One version, word for word, with what differs from the one before."""

    def prepare(self) -> None:
        super().prepare()
        self.shown = self.version(self.kwargs["number"])
        self.before = self.found.get(self.kwargs["number"] - 1)

    def page_title(self) -> str:
        return f"第 {self.shown.number} 版"

    def facts(self) -> list[tuple]:
        return [
            ("提交人", self.shown.by_name),
            ("提交时间", self.shown.at),
            ("签署的承诺书", _pledge_words(self.shown.content)),
            ("内容校验值", self.shown.sha256),
            ("与上一版不同的部分", changed_sections(self.before, self.shown) if self.before else "首次提交"),
        ]

    def panels(self) -> list[Panel]:
        number = self.shown.number
        asked = [
            _returned("本版回应的补正事项", self.object, number - 1),
            _returned("本版退回的补正事项", self.object, number),
        ]
        return [*filter(None, asked), content_panel(self.shown.content, "申报内容")]


class ComparePage(VersionsPage):
    """Any two versions of the case, field by field."""

    template_name = "declarations/compare.html"

    def prepare(self) -> None:
        super().prepare()
        self.older, self.newer = self.version(self.kwargs["older"]), self.version(self.kwargs["newer"])

    def page_title(self) -> str:
        return f"第 {self.older.number} 版与第 {self.newer.number} 版对照"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        chosen = request.GET.get("older", ""), request.GET.get("newer", "")
        if all(one.isdecimal() and len(one) < 6 for one in chosen):
            return redirect("declarations:compare", self.object.pk, *map(int, chosen))
        return super().get(request, *args, **kwargs)

    def context(self, **more) -> dict:
        found = compare(self.older.content, self.newer.content)
        return super().context(
            comparison=found,
            titles=found.changed_titles,
            files=files_of(found),
            versions=list(self.found.values()),
            older=self.older,
            newer=self.newer,
            **more,
        )


def _returned(title: str, case, round_number: int) -> Panel | None:
    """What one return asked. A return always comes before an expert may ask for anything: its number is a version's."""
    items = list(case.correction_items.filter(round=round_number))
    return Panel(title, "declarations/_correction.html", context={"items": items}, icon="undo-2") if items else None


def changed_sections(before, after) -> str:
    """Titles of the sections in which two versions differ."""
    return "、".join(compare(before.content, after.content).changed_titles) or "无"


def content_panel(content: dict, title: str, before: dict | None = None, **more) -> Panel:
    """A version's content; what differs from ``before`` is marked. ``more`` is for the template."""
    found = compare(before, content)
    context = {"content": found, "files": files_of(found), **more}
    return Panel(title, "declarations/_content.html", context=context, icon="file-text", anchor="content")


def files_of(found: Comparison) -> list[tuple[dict, str]]:
    """Each attachment with its address and its state."""
    return [
        (
            one.file
            | {
                "url": files_access.url("declarations.attachment", one.file["pk"], one.file["name"]),
                "checksum": one.file["sha256"][:12],
            },
            one.state,
        )
        for one in found.files
    ]


def _pledge_words(content: dict) -> str:
    """Which text was signed with this version; nothing where nothing was signed, or in an older one."""
    pledge = content.get("pledge")
    return f"{pledge['title']}（{pledge['version']}）" if pledge else ""
