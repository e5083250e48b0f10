"""Who carries the brand: the list by route and sub-brand, and the page of one holder with its periods."""

from django.db.models import Count, Q
from django.urls import reverse_lazy

from desks import scopes
from pinzibiao.lib.pages import Button, DetailPage, ListPage, Panel

from .. import selectors
from ..models import BrandHolder, Route
from ..register_filters import BrandHolderFilter
from ..register_tables import BrandHolderTable
from .panels import ITEMS_TEMPLATE, cells_of, certificate_rows


class OfHolders:
    list_title = "品字标企业"
    list_url = reverse_lazy("enterprises:brand_list")

    def scope(self, user):
        return scopes.brand_holders(user).select_related("enterprise__county")


class BrandList(OfHolders, ListPage):
    """Rows are an enterprise by route and sub-brand; the lead counts enterprises (家)."""

    model = BrandHolder
    title = "品字标企业"
    filterset_class = BrandHolderFilter
    table_class = BrandHolderTable
    export_name = "品字标企业"
    empty_text = "您的范围内还没有品字标企业。登记认证证书或自我声明获得授权后，会自动出现在这里。"
    default_sort = "-first_valid_on"

    def page_lead(self) -> str:
        """Who carries the brand by any route, and who by certification, are two figures that people mix up."""
        current = Q(is_current=True)
        n = self.filterset.qs.order_by().aggregate(
            all=_enterprises(),
            current=_enterprises(filter=current),
            certified=_enterprises(filter=current & Q(route=Route.CERTIFICATION)),
        )
        return (
            f"共 {n['all']:,} 家企业，其中有效 {n['current']:,} 家（获证企业 {n['certified']:,} 家）。"
            "同一企业有多条途径或子品牌的，只计一家；获证企业指其中凭认证证书持有的。"
        )


def _enterprises(**options) -> Count:
    return Count("enterprise", distinct=True, **options)


class BrandDetail(OfHolders, DetailPage):
    """One holder: since when, until when, by what."""

    def page_title(self) -> str:
        return self.object.enterprise.name

    def subtitle(self) -> str:
        row = self.object
        return f"{row.get_sub_brand_display()}（{row.get_route_display()}）"

    def facts(self):
        row = self.object
        return [
            ("企业", row.enterprise.name),
            ("统一社会信用代码", row.enterprise.uscc),
            ("属地", selectors.place_of(row.enterprise)),
            ("途径", row.get_route_display()),
            ("子品牌", row.get_sub_brand_display()),
            ("首次获得日期", row.first_valid_on),
            ("有效", row.is_current),
            ("失效日期", row.ended_on),
        ]

    def buttons(self):
        url = self.object.enterprise.get_absolute_url()
        return [Button("企业档案", url, icon="building-2", style="outline-primary")]

    def panels(self):
        found = [self._periods()]
        if self.object.route == Route.CERTIFICATION:
            found.append(self._certificates())
        return found

    def _periods(self) -> Panel:
        columns = (("起", "date"), ("止", "date"), ("依据", ""))
        rows = [
            {"cells": cells_of(columns, row.began_on, row.last_day or "至今", row.get_ground_display())}
            for row in self.object.periods.all()
        ]
        context = {"headings": columns, "rows": rows, "empty": "没有登记持有期间。"}
        return Panel("持有期间", template=ITEMS_TEMPLATE, context=context, icon="history")

    def _certificates(self) -> Panel:
        papers = self.object.enterprise.certificates.filter(sub_brand=self.object.sub_brand)
        columns, rows = certificate_rows(papers, may_open=True)
        context = {"headings": columns, "rows": rows, "empty": "平台没有登记这家企业的认证证书。"}
        return Panel("认证证书", template=ITEMS_TEMPLATE, context=context, icon="badge-check")
