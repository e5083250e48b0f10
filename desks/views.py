"""The home page of every role: 待办 first."""

from django.utils import timezone

from pinzibiao.accounts.models import Role
from pinzibiao.casework.calendar_years import KEEPERS, to_be_announced
from pinzibiao.exchange.selectors import pinned_views_of
from pinzibiao.lib.pages import Button, Page

from . import starts, tiles, worklists

FIGURE_READERS = (*Role.REGULATORS, Role.Kind.AUDITOR)


class Home(Page):
    """What awaits the person; for regulators the year in a few numbers; for each role the way to begin."""

    template_name = "desks/home.html"
    title = "待办"

    def page_lead(self) -> str:
        role = self.request.user.role_or_none
        return f"{self.request.user.name}，{role}" if role else ""

    def breadcrumbs(self) -> list:
        return []

    def buttons(self) -> list[Button]:
        return starts.buttons_of(self.request.user)

    def get(self, request, *args, **kwargs):
        user = request.user
        piles = worklists.worklist(user)
        return self.render(
            piles=piles,
            late=sum(item.is_late for pile in piles for item in pile.items),
            views=pinned_views_of(user),
            tiles=tiles.tiles_of(user) if user.kind in FIGURE_READERS else [],
            year=timezone.localdate().year,
            has_role=bool(user.kind),
            empty_text=starts.empty_text_of(user),
            unannounced=to_be_announced() if user.kind in KEEPERS else None,
        )
