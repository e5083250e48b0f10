"""The letter of a visit, for those who see it."""

from urllib.parse import quote

from django.http import HttpResponse

from desks import scopes
from pinzibiao.lib.pages.details import ObjectPage

from ..letters import has_letter, write_letter


class Letter(ObjectPage):
    """Set anew each time from the plan as it stands."""

    refusal = "专家接单后才有通知书；已取消的帮扶没有通知书。请在帮扶页查看当前状态。"

    def scope(self, user):
        return scopes.visits(user).select_related("enterprise", "county")

    def may(self, user) -> bool:
        return has_letter(self.object)

    def get(self, request, *args, **kwargs) -> HttpResponse:
        name = f"质量帮扶通知书-{self.object.number}.pdf"
        return HttpResponse(
            write_letter(self.object),
            content_type="application/pdf",
            headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Cache-Control": "private"},
        )
