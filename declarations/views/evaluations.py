"""Who judges a case, how they were drawn, what the enterprise holds against them, and who may read it."""

from django.http import Http404, HttpResponse
from django.urls import reverse

from pinzibiao.accounts.models import Role
from pinzibiao.lib.draws import lot, ranked
from pinzibiao.lib.pages import Panel
from pinzibiao.lib.pages.details import ObjectPage

from ..selectors import mean_score
from ..states import DeclarationStatus as S
from .access import is_enterprise, is_regulator
from .sections import CasePage

# While it may still object, and while the experts come to its plant, the enterprise knows who they are.
NAMED_TO_ENTERPRISE = (S.EVALUATION, S.SITE_CHECK, S.RECTIFICATION)


def evaluations_panel(page) -> Panel | None:
    user, case = page.request.user, page.object
    if is_enterprise(user) and case.status not in NAMED_TO_ENTERPRISE:
        return None
    rows = list(case.evaluations.select_related("expert"))
    draws = list(case.draws.all())
    recusals = [] if user.kind == Role.Kind.EXPERT else list(case.recusals.select_related("expert", "answered_by"))
    if not rows and not draws:
        return None
    all_in = all(row.scored_at for row in rows)
    shown = [
        {"row": row, "is_shown": may_read_score(user, row, all_in), "is_mine": row.expert.user_id == user.pk}
        for row in rows
    ]
    mean = mean_score(case) if rows and all_in and not is_enterprise(user) else None
    draw_url = reverse("declarations:draws", args=[case.pk]) if draws else ""
    context = {"rows": shown, "mean": mean, "recusals": recusals, "draw_url": draw_url}
    return Panel("专家评价", "declarations/_evaluations.html", context=context, icon="scale")


def may_read_score(user, row, all_in: bool) -> bool:
    """Offices read every score; an expert reads a colleague's only when all are in; the enterprise none."""
    if row.scored_at is None or is_enterprise(user):
        return False
    if user.kind == Role.Kind.EXPERT:
        return all_in or row.expert.user_id == user.pk
    return True


class DrawsPage(CasePage, ObjectPage):
    """Every draw of the case, drawn again before the reader's eyes."""

    template_name = "declarations/draws.html"
    lead = "本页按下列规则当场重新排序，并与指派时保存的顺序比对。任何人都可以用同样的方法自行验证。"

    def prepare(self) -> None:
        super().prepare()
        self.draws = list(self.object.draws.select_related("drawn_by"))
        if not self.draws:
            raise Http404

    def page_title(self) -> str:
        return "专家抽取记录"

    def breadcrumbs(self):
        return [
            (self.list_title, self.list_url),
            (str(self.object), self.object.get_absolute_url()),
            (self.page_title(), None),
        ]

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return self.render(draws=[_drawn_again(one, self.named_keys(one)) for one in self.draws])

    def named_keys(self, draw) -> set[str]:
        """Whose name this person reads: the offices everybody's, others those of the drawn while they are at it."""
        user = self.request.user
        if is_regulator(user):
            return {one["key"] for one in draw.pool}
        if is_enterprise(user) and self.object.status not in NAMED_TO_ENTERPRISE:
            return set()
        return set(draw.drawn)


def _drawn_again(draw, named_keys: set[str]) -> dict:
    named = {one["key"]: one for one in draw.pool}
    again = ranked(draw.seed, named)
    rows = [
        {
            "number": number,
            "key": key,
            "who": f"{named[key]['name']}（{named[key]['unit']}）" if key in named_keys else "（未公开）",
            "lot": lot(draw.seed, key),
            "is_drawn": key in draw.drawn,
        }
        for number, key in enumerate(again, start=1)
    ]
    return {"draw": draw, "rows": rows, "is_same": again == draw.order, "first_key": again[0] if again else ""}
