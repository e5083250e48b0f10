"""The one view for every act on a declaration."""

from django.contrib import messages

from desks import scopes
from pinzibiao.casework.views import MoveView

from ..actions import PROCEDURE
from ..checklist import unmet_by_section
from ..forms.moves import MOVE_FORMS
from .queue import next_case
from .trail import trail

# As long as a reason of the return form may be.
REASON_LIMIT = 400


class DeclarationMove(MoveView):
    procedure = PROCEDURE
    forms = MOVE_FORMS
    template_name = "declarations/move.html"

    def scope(self, user):
        return scopes.declarations(user).select_related("enterprise", "product", "county", "standard")

    def post(self, request, *args, **kwargs):
        # Asked before the act: afterwards the case has left its place in the list.
        self.upcoming = next_case(request, self.case) if trail(request) else None
        return super().post(request, *args, **kwargs)

    def after(self) -> str:
        """Whoever works through a list goes on to its next case."""
        if self.upcoming:
            return self.upcoming.get_absolute_url() + trail(self.request)
        if trail(self.request):
            messages.info(self.request, "这个列表里已没有等您办理的下一件。")
        return super().after()

    def back_url(self) -> str:
        return super().back_url() + trail(self.request)

    def form(self, *data):
        form_class = self.forms.get(self.action)
        if self.action == "return_for_correction":
            found = found_wanting(self.case)
            return form_class(*data, case=self.case, move=self.move(), user=self.request.user, initial=found)
        if not getattr(form_class, "searches", False):
            return super().form(*data)
        asked = self.request.GET.get("q", "")
        return form_class(*data, case=self.case, move=self.move(), user=self.request.user, q=asked)


def found_wanting(case) -> dict:
    """What the checklist found wanting, as the return form begins."""
    found = unmet_by_section(case)
    ticks = {f"tick_{section}": True for section in found}
    return ticks | {f"reason_{section}": reasons[:REASON_LIMIT] for section, reasons in found.items()}
