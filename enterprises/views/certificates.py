"""Certificates of the 认证 route: recorded, mended, followed through what the certification body decides."""

from datetime import date

from django.db.models import Count, Min, OuterRef, Q, Subquery
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from desks import scopes
from pinzibiao.casework.views import MoveView
from pinzibiao.lib.pages import Button, CreatePage, DetailPage, EditPage, ListPage, Panel

from .. import actions, rules, selectors
from ..forms import CertificateEditForm, CertificateForm, DecisionForm, SurveillanceForm
from ..models import Certificate, Surveillance
from ..register_filters import CertificateFilter
from ..register_tables import CertificateTable
from ..states import LIVE, CertificateStatus
from .panels import ITEMS_TEMPLATE, cells_of

LIST_URL = reverse_lazy("enterprises:certificate_list")
BY_PLACE = "认证证书由企业所在地的市场监管部门登记。"
BY_COUNTY = "年度监督由企业所在县（市、区）或功能区登记，请联系属地市场监管局。"


class OfCertificates:
    list_title = "认证证书"
    list_url = LIST_URL
    refusal = BY_PLACE

    def scope(self, user):
        return scopes.certificates(user).select_related("enterprise__county__parent", "standard")


class CertificateList(OfCertificates, ListPage):
    model = Certificate
    title = "认证证书"
    filterset_class = CertificateFilter
    table_class = CertificateTable
    export_name = "认证证书"
    create_url = reverse_lazy("enterprises:certificate_create")
    create_label = "登记证书"
    empty_text = "您的范围内还没有登记认证证书。证书由省、市、县监管人员登记或导入。"
    default_sort = "-issued_on"

    def scope(self, user):
        return super().scope(user).annotate(next_due_on=Subquery(_next_due()))

    def page_lead(self) -> str:
        """Papers (张) and those who hold them (家) are two figures, and so are all papers and the valid ones."""
        valid = Q(status=CertificateStatus.VALID, valid_to__gte=timezone.localdate())
        n = self.filterset.qs.order_by().aggregate(
            all=Count("pk"), valid=Count("pk", filter=valid), holders=Count("enterprise", distinct=True, filter=valid)
        )
        return (
            f"共 {n['all']:,} 张证书，其中有效 {n['valid']:,} 张，获证企业 {n['holders']:,} 家（持有有效证书的企业）。"
            "一家企业可以有多张证书。"
        )

    def may_create(self, user) -> bool:
        return rules.may_record_certificate(user)


def _next_due():
    """The earliest surveillance not yet done, of certificates that are watched."""
    open_rows = Surveillance.objects.filter(certificate=OuterRef("pk"), done_on=None, certificate__status__in=LIVE)
    return open_rows.order_by().values("certificate").annotate(first=Min("due_on")).values("first")


class CertificateDetail(OfCertificates, DetailPage):
    is_case = True

    def facts(self):
        row = self.object
        return [
            ("证书编号", row.number),
            ("证书类别", row.get_kind_display()),
            ("互认国家（地区）", row.country),
            ("企业", row.enterprise.name),
            ("统一社会信用代码", row.enterprise.uscc),
            ("属地", selectors.place_of(row.enterprise)),
            ("子品牌", row.get_sub_brand_display()),
            ("标准", str(row.standard) if row.standard else ""),
            ("认证规则编号", row.rule_no),
            ("认证机构", row.body),
            ("发证日期", row.issued_on),
            ("有效期至", row.valid_to),
            ("撤销（注销）日期", row.ended_on),
            ("登记日期", row.recorded_on),
        ]

    def panels(self):
        return [self._products(), self._surveillance(), *self._suspensions()]

    def _products(self) -> Panel:
        """What the paper names, each beside the enterprise's own record of it."""
        columns = (("证书所列产品", ""), ("型号规格", ""), ("执行标准", ""))
        rows = [
            {
                "url": f"{self.object.enterprise.get_absolute_url()}#product" if product else "",
                "cells": cells_of(
                    columns,
                    name,
                    product.models_text if product else "企业档案中没有同名产品",
                    product.standard.number if product and product.standard else "",
                ),
            }
            for name, product in selectors.products_on(self.object)
        ]
        return Panel("产品", template=ITEMS_TEMPLATE, context={"headings": columns, "rows": rows}, icon="package")

    def _surveillance(self) -> Panel:
        columns = (
            ("年次", ""),
            ("应监督日期", "date"),
            ("监督情况", ""),
            ("监督日期", "date"),
            ("结果", ""),
            ("说明", ""),
        )
        may = rules.may_record_surveillance(self.request.user, self.object)
        rows = [
            {
                "url": reverse("enterprises:surveillance_edit", args=[self.object.pk, row.pk]) if may else "",
                "cells": cells_of(
                    columns,
                    f"第 {row.year_no} 年",
                    row.due_on,
                    self._state_of(row),
                    row.done_on,
                    row.get_result_display(),
                    row.note,
                ),
            }
            for row in self.object.surveillances.all()
        ]
        context = {"headings": columns, "rows": rows, "empty": "有效期内没有需要登记的年度监督。"}
        return Panel("年度监督", template=ITEMS_TEMPLATE, context=context, icon="calendar-check", anchor="surveillance")

    def _state_of(self, row: Surveillance) -> str:
        if row.done_on:
            return "已监督"
        if self.object.status not in LIVE:
            return "证书已失效，不再监督"
        late = (timezone.localdate() - row.due_on).days
        return f"逾期 {late} 天" if late > 0 else "待监督"

    def _suspensions(self) -> list[Panel]:
        columns = (("暂停日期", "date"), ("恢复（终止）日期", "date"), ("原因", ""))
        rows = [
            {"cells": cells_of(columns, row.began_on, row.ended_on or "暂停中", row.reason)}
            for row in self.object.suspensions.all()
        ]
        context = {"headings": columns, "rows": rows}
        return [Panel("暂停记录", template=ITEMS_TEMPLATE, context=context, icon="circle-pause")] if rows else []

    def buttons(self):
        row = self.object
        buttons = [Button("企业档案", row.enterprise.get_absolute_url(), icon="building-2", style="outline-primary")]
        if rules.may_record_certificate(self.request.user):
            edit = reverse("enterprises:certificate_edit", args=[row.pk])
            buttons.insert(0, Button("修改", edit, icon="pencil"))
        return buttons


class CertificateCreate(OfCertificates, CreatePage):
    title = "登记认证证书"
    lead = "登记后，企业即列入品字标企业（认证途径），并按年生成监督日期。一张证书登记一次。"
    form_class = CertificateForm
    cancel_url = LIST_URL
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


class CertificateMove(MoveView):
    """What the certification body decided, written down."""

    procedure = actions.CERTIFICATE_PROCEDURE
    forms = dict.fromkeys(("suspend", "restore", "revoke", "cancel"), DecisionForm)

    def scope(self, user):
        return scopes.certificates(user).select_related("enterprise")


class SurveillanceEdit(OfCertificates, EditPage):
    """Record, or mend, that one year's surveillance was done."""

    form_class = SurveillanceForm
    refusal = BY_COUNTY
    success_message = "年度监督已登记。"

    def prepare(self) -> None:
        certificate = get_object_or_404(self.scope(self.request.user), pk=self.kwargs["pk"])
        rows = certificate.surveillances.select_related("certificate__enterprise")
        self.object = get_object_or_404(rows, pk=self.kwargs["item_pk"])

    def may(self, user) -> bool:
        return rules.may_record_surveillance(user, self.object.certificate)

    def page_title(self) -> str:
        return f"登记第 {self.object.year_no} 年监督"

    def page_lead(self) -> str:
        return f"证书 {self.object.certificate}，应于 {_day(self.object.due_on)} 前监督。"

    def back_url(self) -> str:
        return f"{self.object.certificate.get_absolute_url()}#surveillance"

    def breadcrumbs(self):
        certificate = (str(self.object.certificate), self.object.certificate.get_absolute_url())
        return [(self.list_title, self.list_url), certificate, (self.page_title(), None)]

    def success_url(self, result) -> str:
        return self.back_url()

    def save(self, form):
        return actions.record_surveillance(form.save(commit=False), by=self.request.user)


def _day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"
