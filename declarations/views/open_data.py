"""The open data: what it holds, and the files, each under an address that stays."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from pinzibiao.accounts.everybody import for_everybody, kept_a_minute, limited
from pinzibiao.files.views import send
from pinzibiao.lib import throttle
from pinzibiao.lib.pages import Page

from ..models import OpenData
from ..open_data import CONTENT_TYPES, KEPT_FOR, MEANINGS, published
from ..tables import OpenDataTable

LATEST = "latest"


@kept_a_minute
@for_everybody
class OpenDataPage(Page):
    """Fields, time, count and checksums; the files of the last thirty days."""

    title = "开放数据"
    lead = "公示名录每天凌晨生成一份，CSV 和 JSON 内容相同，可以自由下载使用，请注明来源和日期。"
    template_name = "public/open_data.html"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        days = [_shown(row) for row in published()]
        return self.render(days=days, fields=_fields(), latest=_addresses(LATEST), kept_days=KEPT_FOR.days)


@require_safe
@login_not_required
@limited(throttle.PAGES)
def open_data_file(request, day: str, kind: str) -> HttpResponse:
    """The file of ``day``, or of the newest; 304 for who has it."""
    if kind not in CONTENT_TYPES:
        raise Http404
    return send(request, getattr(_of_day(day), kind))


def _of_day(day: str) -> OpenData:
    if day == LATEST:
        newest = published().first()
        if newest is None:
            raise Http404
        return newest
    try:
        return get_object_or_404(published(), day=date.fromisoformat(day))
    except ValueError:
        raise Http404 from None


def _shown(row: OpenData) -> dict:
    files = [(kind.upper(), getattr(row, kind), url) for kind, url in _addresses(row.day.isoformat())]
    return {"row": row, "files": files}


def _addresses(day: str) -> list[tuple[str, str]]:
    return [(kind, reverse("public:open_data_file", args=[day, kind])) for kind in CONTENT_TYPES]


def _fields() -> list[tuple[str, str, str]]:
    """Name in the JSON, heading in the CSV, meaning."""
    columns = OpenDataTable([]).columns
    return [(column.name, column.header, MEANINGS[column.name]) for column in columns]
