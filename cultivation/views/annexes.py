"""The lists of a year, or a snapshot of them, as an official Word annex."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from desks import scopes
from pinzibiao.lib.pages import BadQuery, Page
from pinzibiao.lib.pages.details import ObjectPage

from .. import cells
from ..annexes import PrintedList, lists_paper, words
from .lists import WHOLE_SETS, page_of
from .papers import word_response
from .snapshots import Frozen

# A paper that nobody would turn over the pages of.
MOST_ROWS = 1000
TOO_MANY = f"范围内的记录超过 {MOST_ROWS} 条，不适合做 Word 附件。请先在清单上选定属地再下载，或改用“下载整套 Excel”。"


class ListsWord(Page):
    """The rows that this person may see, in the place chosen on the page."""

    def get(self, request, year: int) -> HttpResponse:
        list_set = get_object_or_404(WHOLE_SETS, year=year)
        pages = [page_of(request, list_set, definition) for definition in list_set.definitions.all()]
        lists, left = [], MOST_ROWS
        for page in pages:
            page.whole_export()
            rows = list(page.found[: left + 1])
            left = _left(left, rows)
            lists.append(_printed(page, rows))
        place = pages[0].export_place() if pages else ""
        return word_response(lists_paper(str(list_set), place, timezone.localdate(), lists))


class SnapshotWord(Frozen, ObjectPage):
    """The same of a snapshot."""

    def scope(self, user):
        return scopes.snapshots(user).filter(taken_at__isnull=False).select_related("list_set")

    def get(self, request, pk: int) -> HttpResponse:
        lists, left = [], MOST_ROWS
        for kept in self.object.lists.all():
            rows = list(scopes.snapshot_rows(request.user, kept.source).filter(of_list=kept)[: left + 1])
            left = _left(left, rows)
            lists.append(_frozen(kept, rows))
        place = str(request.user.region or "我的范围")
        return word_response(lists_paper(str(self.object), place, timezone.localdate(self.object.taken_at), lists))


def _left(left: int, rows: list) -> int:
    if len(rows) > left:
        raise BadQuery(TOO_MANY)
    return left - len(rows)


def _printed(page, rows: list) -> PrintedList:
    shown = [one for one in page.columns if one.column.is_printed]
    lines = [[words(cells.value_of(row, one)) for one in shown] for row in rows]
    return PrintedList(page.definition.number, page.definition.name, [one.label for one in shown], lines)


def _frozen(kept, rows: list) -> PrintedList:
    places = [place for place, is_printed in enumerate(kept.printed) if is_printed]
    lines = [[row.cells[place] for place in places] for row in rows]
    return PrintedList(kept.number, kept.name, [kept.labels[place] for place in places], lines)
