"""The one view for every act on a declaration."""

from desks import scopes
from pinzibiao.casework.views import MoveView

from ..actions import PROCEDURE
from ..forms.moves import MOVE_FORMS


class DeclarationMove(MoveView):
    procedure = PROCEDURE
    forms = MOVE_FORMS
    template_name = "declarations/move.html"

    def scope(self, user):
        return scopes.declarations(user).select_related("enterprise", "product", "county", "standard")

    def form(self, *data):
        form_class = self.forms.get(self.action)
        if not getattr(form_class, "searches", False):
            return super().form(*data)
        asked = self.request.GET.get("q", "")
        return form_class(*data, case=self.case, move=self.move(), user=self.request.user, q=asked)
