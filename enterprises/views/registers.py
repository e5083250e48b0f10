"""The registers beside the enterprises: standards, brand holders, certificates."""

from django.db.models import Count
from django.urls import reverse, reverse_lazy

from desks import scopes
from pinzibiao.lib.pages import Button, CreatePage, DetailPage, EditPage, ListPage, Panel

from .. import actions, rules
from ..filters import BrandHolderFilter, CertificateFilter, StandardFilter
from ..forms import CertificateEditForm, CertificateForm, StandardForm
from ..models import BrandHolder, Certificate, Standard
from ..tables import BrandHolderTable, CertificateTable, StandardTable
from .panels import ITEMS_TEMPLATE, cells_of

STANDARD_LIST = reverse_lazy("enterprises:standard_list")
CERTIFICATE_LIST = reverse_lazy("enterprises:certificate_list")
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


class BrandList(ListPage):
    """Rows are an enterprise by route and sub-brand; the lead counts enterprises (家)."""

    model = BrandHolder
    title = "品字标企业"
    filterset_class = BrandHolderFilter
    table_class = BrandHolderTable
    export_name = "品字标企业"
    empty_text = "您的范围内还没有品字标企业。登记认证证书或自我声明获得授权后，会自动出现在这里。"
    default_sort = "-first_valid_on"

    def scope(self, user):
        return scopes.brand_holders(user).select_related("enterprise__county")

    def page_lead(self) -> str:
        rows = self.filterset.qs.order_by()
        total = rows.aggregate(n=Count("enterprise", distinct=True))["n"]
        current = rows.filter(is_current=True).aggregate(n=Count("enterprise", distinct=True))["n"]
        return f"共 {total:,} 家企业，其中有效 {current:,} 家。同一企业有多条途径或子品牌的，只计一家。"


class OfCertificates:
    list_title = "认证证书"
    list_url = CERTIFICATE_LIST
    refusal = "认证证书由企业所在地的市场监管部门登记。"

    def scope(self, user):
        return scopes.certificates(user).select_related("enterprise__county", "standard")


class CertificateList(OfCertificates, ListPage):
    model = Certificate
    title = "认证证书"
    filterset_class = CertificateFilter
    table_class = CertificateTable
    export_name = "认证证书"
    create_url = reverse_lazy("enterprises:certificate_create")
    create_label = "登记证书"
    empty_text = "您的范围内还没有登记认证证书。收到认证机构颁发的证书后，请在这里登记。"
    default_sort = "-issued_on"

    def page_lead(self) -> str:
        rows = self.filterset.qs.order_by()
        holders = rows.aggregate(n=Count("enterprise", distinct=True))["n"]
        return f"共 {rows.count():,} 张证书，{holders:,} 家企业。一家企业可以有多张证书。"

    def may_create(self, user) -> bool:
        return rules.may_record_certificate(user)


class CertificateDetail(OfCertificates, DetailPage):
    def facts(self):
        row = self.object
        return [
            ("证书编号", row.number),
            ("企业", row.enterprise.name),
            ("统一社会信用代码", row.enterprise.uscc),
            ("属地", str(row.enterprise.county)),
            ("子品牌", row.get_sub_brand_display()),
            ("产品", row.product_name),
            ("标准", str(row.standard) if row.standard else ""),
            ("认证机构", row.body),
            ("发证日期", row.issued_on),
            ("有效期至", row.valid_to),
        ]

    def buttons(self):
        row = self.object
        buttons = [Button("企业档案", row.enterprise.get_absolute_url(), icon="building-2", style="outline-primary")]
        if rules.may_record_certificate(self.request.user):
            edit = reverse("enterprises:certificate_edit", args=[row.pk])
            buttons.insert(0, Button("修改", edit, icon="pencil"))
        return buttons


class CertificateCreate(OfCertificates, CreatePage):
    title = "登记认证证书"
    lead = "登记后，企业即列入品字标企业（认证途径）。一张证书登记一次。"
    form_class = CertificateForm
    cancel_url = CERTIFICATE_LIST
    success_message = "证书已登记，企业已列入品字标企业（认证途径）。"

    def may(self, user) -> bool:
        return rules.may_record_certificate(user)

    def form_kwargs(self):
        return {"user": self.request.user, "initial": {"enterprise": self._named()}}

    def _named(self):
        """The enterprise from whose page the person came."""
        asked = self.request.GET.get("enterprise", "")
        return (
            scopes.enterprises(self.request.user).filter(pk=asked).first()
            if asked.isascii() and asked.isdigit()
            else None
        )

    def save(self, form):
        return actions.record_certificate(form.save(commit=False), by=self.request.user)


class CertificateEdit(OfCertificates, EditPage):
    form_class = CertificateEditForm

    def may(self, user) -> bool:
        return rules.may_record_certificate(user)

    def form_kwargs(self):
        return {"user": self.request.user}

    def save(self, form):
        return actions.change_certificate(form.save(commit=False), by=self.request.user)
