"""品牌销售占比: places by years with the trend; every figure opens the rows behind it."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from desks import scopes
from pinzibiao.accounts.models import Role
from pinzibiao.lib.pages import BadQuery, Page
from pinzibiao.regions.models import PROVINCE_CODE, Region

from ..item_filters import SalesShareFilter
from ..sales_share import Share, chart_of, shares_of


class SalesShare(Page):
    template_name = "enterprises/sales_share.html"
    title = "品牌销售占比"
    lead = "品字标产品销售额合计 ÷ 营业收入合计，只计两项都已填报的企业；没有填报的显示“未报”，不当作 0。"
    refusal = "品牌销售占比由监管部门查看。企业的数据在本企业页面的“年度经营数据”中。"

    def may(self, user) -> bool:
        return user.kind in (*Role.REGULATORS, Role.Kind.AUDITOR)

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if unknown := set(request.GET) - {"region"}:
            raise BadQuery(f"网址中有本页不认识的查询条件「{min(unknown)}」。请从菜单重新打开本页。")
        filterset = SalesShareFilter(request.GET or None, scopes.year_figures(request.user), request=request)
        region = self._region(filterset)
        found = shares_of(filterset.qs, region)
        names = dict(Region.objects.filter(pk__in=found.places).values_list("pk", "name"))
        rows = [
            self._row(names[code], code, found.years, shares, self._below(code, region))
            for code, shares in sorted(found.places.items())
        ]
        return self.render(
            filterset=filterset,
            is_filtered="region" in request.GET,
            region=region,
            years=found.years,
            total=self._row(str(region), self._own(region), found.years, found.total),
            rows=rows if len(rows) > 1 else [],
            chart=chart_of(found.years, found.total),
        )

    def _region(self, filterset) -> Region:
        """What was asked for, else the person's own place, else the province."""
        asked = filterset.asked.cleaned_data.get("region") if filterset.is_bound and filterset.is_valid() else ""
        own = self.request.user.region
        return Region.objects.get(pk=asked or (own.pk if own else PROVINCE_CODE))

    def _own(self, region: Region) -> str:
        return "" if region.pk == PROVINCE_CODE else region.pk

    def _below(self, code: str, region: Region) -> str:
        """A city of the province opens its counties."""
        return f"?region={code}" if region.pk == PROVINCE_CODE else ""

    def _row(self, name: str, code: str, years: list[int], shares: dict[int, Share], url: str = "") -> dict:
        return {"name": name, "url": url, "cells": [self._cell(code, year, shares.get(year)) for year in years]}

    def _cell(self, code: str, year: int, share: Share | None) -> dict:
        if share is None or share.percent is None:
            return {"year": year}
        asked = {"region": code, "year": year, "reported": "yes"} if code else {"year": year, "reported": "yes"}
        return {"year": year, "share": share, "url": f"{reverse('enterprises:figure_list')}?{urlencode(asked)}"}
