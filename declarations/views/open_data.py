"""The open data: what they hold, and the files, each under an address that stays."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

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
from ..open_data import CONTENT_TYPES, KEPT_FOR, published
from ..open_data_sets import SETS, DataSet

LATEST = "latest"


@kept_a_minute
@for_everybody
class OpenDataPage(Page):
    """Fields, time, count and checksums; the files of the last thirty days."""

    title = "开放数据"
    lead = "每天凌晨生成一份，CSV 和 JSON 内容相同，可以自由下载使用，请注明来源和日期。"
    template_name = "public/open_data.html"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        days = {name: list(rows) for name, rows in groupby(published().order_by("name", "-day"), lambda row: row.name)}
        sets = [_set(one, days.get(one.name, [])) for one in SETS]
        return self.render(sets=sets, kept_days=KEPT_FOR.days)


@require_safe
@login_not_required
@limited(throttle.PAGES)
def open_data_file(request, day: str, name: str, kind: str) -> HttpResponse:
    """The file of ``day``, or of the newest; 304 for who has it."""
    if kind not in CONTENT_TYPES:
        raise Http404
    return send(request, getattr(_of_day(name, day), kind))


def _of_day(name: str, day: str) -> OpenData:
    rows = published().filter(name=name)
    if day == LATEST:
        newest = rows.first()
        if newest is None:
            raise Http404
        return newest
    try:
        return get_object_or_404(rows, day=date.fromisoformat(day))
    except ValueError:
        raise Http404 from None


def _set(data: DataSet, rows: Iterable[OpenData]) -> dict:
    days = [_shown(row) for row in rows]
    return {"data": data, "newest": days[:1], "earlier": days[1:], "latest": _addresses(data.name, LATEST)}


def _shown(row: OpenData) -> dict:
    files = [(kind.upper(), getattr(row, kind), url) for kind, url in _addresses(row.name, row.day.isoformat())]
    return {"row": row, "files": files}


def _addresses(name: str, day: str) -> list[tuple[str, str]]:
    return [(kind, reverse("public:open_data_file", args=[day, name, kind])) for kind in CONTENT_TYPES]
