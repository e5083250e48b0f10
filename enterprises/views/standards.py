"""The register of standards."""

from django.db.models import Count
from django.urls import reverse, reverse_lazy

from desks import scopes
from pinzibiao.lib.pages import Button, CreatePage, DetailPage, EditPage, ListPage, Panel

from .. import rules
from ..forms import StandardForm
from ..models import Standard
from ..register_filters import StandardFilter
from ..register_tables import StandardTable
from .panels import ITEMS_TEMPLATE, cells_of

STANDARD_LIST = reverse_lazy("enterprises:standard_list")
KEPT_BY_PROVINCE = "标准库由省市场监督管理局维护。发现内容有误，请联系省局。"


class OfStandards:
    list_title = "“浙江制造”标准"
    list_url = STANDARD_LIST
    refusal = KEPT_BY_PROVINCE

    def scope(self, user):
        return scopes.standards(user)


class StandardList(OfStandards, ListPage):
    model = Standard
    title = "“浙江制造”标准"
    filterset_class = StandardFilter
    table_class = StandardTable
    export_name = "浙江制造标准"
    create_url = reverse_lazy("enterprises:standard_create")
    create_label = "登记标准"
    empty_text = "标准库中还没有标准，由省市场监督管理局登记。"
    default_sort = "-number"

    def scope(self, user):
        return super().scope(user).annotate(product_count=Count("products"))

    def page_lead(self) -> str:
        """Published and current are two figures that people mix up."""
        rows = self.filterset.qs.order_by()
        published = rows.filter(published_on__isnull=False)
        return f"累计发布 {published.count():,} 项，其中现行有效 {published.filter(withdrawn_on=None).count():,} 项。"

    def may_create(self, user) -> bool:
        return rules.may_keep_standards(user)


class StandardDetail(OfStandards, DetailPage):
    def scope(self, user):
        return super().scope(user).select_related("lead_drafter")

    def page_title(self) -> str:
        return self.object.number

    def subtitle(self) -> str:
        return self.object.title

    def facts(self):
        row = self.object
        return [
            ("标准号", row.number),
            ("标准名称", row.title),
            ("阶段", row.get_stage_display()),
            ("效力", "已废止" if row.withdrawn_on else ("现行有效" if row.published_on else "未发布")),
            ("发布日期", row.published_on),
            ("实施日期", row.in_force_on),
            ("废止日期", row.withdrawn_on),
            ("主要起草企业", str(row.lead_drafter) if row.lead_drafter else ""),
            ("自我声明（件）", self._declarations()),
        ]

    def _declarations(self) -> int:
        return scopes.declarations(self.request.user).filter(standard=self.object).count()

    def panels(self):
        columns = (("产品名称", ""), ("企业", ""), ("型号规格", ""))
        seen = scopes.enterprises(self.request.user)
        products = self.object.products.filter(enterprise__in=seen).select_related("enterprise")
        rows = [
            {
                "url": row.enterprise.get_absolute_url(),
                "cells": cells_of(columns, row.name, row.enterprise.name, row.models_text),
            }
            for row in products[:100]
        ]
        context = {"headings": columns, "rows": rows, "empty": "您的范围内没有企业的产品执行这项标准。"}
        return [Panel("执行本标准的产品", template=ITEMS_TEMPLATE, context=context, icon="package")]

    def buttons(self):
        if not rules.may_keep_standards(self.request.user):
            return []
        return [Button("修改", reverse("enterprises:standard_edit", args=[self.object.pk]), icon="pencil")]


class StandardCreate(OfStandards, CreatePage):
    title = "登记标准"
    form_class = StandardForm
    cancel_url = STANDARD_LIST
    success_message = "标准已登记。"

    def may(self, user) -> bool:
        return rules.may_keep_standards(user)

    def form_kwargs(self):
        return {"user": self.request.user}


class StandardEdit(OfStandards, EditPage):
    form_class = StandardForm

    def may(self, user) -> bool:
        return rules.may_keep_standards(user)

    def form_kwargs(self):
        return {"user": self.request.user}
