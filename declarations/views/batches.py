"""Public notice of many at once: ticked on a list, confirmed with every obstacle named, published in one go."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from desks import scopes
from pinzibiao.casework.dated import value_of
from pinzibiao.casework.refusals import Refused
from pinzibiao.lib.pages import Page

from ..batches import obstacles, open_batch
from ..defaults import BATCH_MOST
from ..filters import ToNoticeFilter
from ..models import Declaration
from ..states import DeclarationStatus as S
from .access import may_publish

NONE_CHOSEN = "请勾选要公示的申报，或者点“选择筛选出的全部”。"


class BatchPage(Page):
    """GET: what awaits its notice. POST: the chosen ones to confirm, and with ``confirm`` their publication."""

    template_name = "declarations/batch.html"
    title = "批量公示"
    lead = "勾选评价已通过的申报，核对后一次发布，形成一份公示名单；每件仍有各自的公示页和异议。"
    refusal = "公示由市级或省级市场监管部门发布。"

    def may(self, user) -> bool:
        return may_publish(user)

    def breadcrumbs(self):
        return [("自我声明", "/declarations/"), (self.title, None)]

    def get(self, request, *args, **kwargs) -> HttpResponse:
        filterset = self.filterset()
        most = value_of(BATCH_MOST)
        rows = list(filterset.qs[: most + 1])
        return self.render(
            filterset=filterset,
            is_filtered=any(request.GET.values()),
            rows=rows[:most],
            most=most,
            is_more=len(rows) > most,
        )

    def post(self, request, *args, **kwargs) -> HttpResponse:
        cases = self.chosen()
        if not cases:
            messages.error(request, NONE_CHOSEN)
            return redirect(request.get_full_path())
        if "confirm" in request.POST:
            return self.publish(cases)
        return self.confirm(cases)

    def filterset(self) -> ToNoticeFilter:
        rows = self.waiting().filter(status=S.TO_NOTICE)
        return ToNoticeFilter(self.request.GET or None, rows, request=self.request)

    def waiting(self):
        rows = scopes.declarations(self.request.user).select_related("enterprise", "product", "standard", "county")
        return rows.prefetch_related("indicators").order_by("county", "pk")

    def chosen(self) -> list[Declaration]:
        """Whatever the filter finds, or the ticked ones: also those that somebody else has published meanwhile."""
        if "all" in self.request.POST:
            return list(self.filterset().qs[: value_of(BATCH_MOST) + 1])
        ticked = [pk for pk in self.request.POST.getlist("cases") if pk.isascii() and pk.isdigit()]
        return list(self.waiting().filter(pk__in=ticked))

    def confirm(self, cases: list[Declaration], problem: str = "", status: int = 200) -> HttpResponse:
        barred = obstacles(cases, self.request.user)
        kept = {case.pk for case, _ in barred}
        return self.render(
            status=status,
            cases=cases,
            barred=barred,
            free=[case for case in cases if case.pk not in kept],
            problem=problem,
            key=uuid.uuid4(),
            is_confirming=True,
        )

    def publish(self, cases: list[Declaration]) -> HttpResponse:
        try:
            batch = open_batch(cases, by=self.request.user, key=_key(self.request.POST.get("key")))
        except Refused as refusal:
            return self.confirm(cases, str(refusal), status=refusal.status_code)
        messages.success(self.request, f"已发布 {batch.number}，共 {batch.notices.count()} 件。")
        return redirect(batch.get_absolute_url())


def _key(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
