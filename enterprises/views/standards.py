"""The register of standards: list, page with its stages and drafters, what the province writes down."""

from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy

from desks import scopes
from pinzibiao.casework.refusals import Refused
from pinzibiao.lib.pages import Button, ConfirmPage, CreatePage, DetailPage, EditPage, ListPage, Panel

from .. import actions, rules
from ..forms import StageForm, StandardEditForm, StandardForm
from ..models import Product, Standard, StandardDrafter
from ..register_filters import StandardFilter
from ..register_tables import StandardTable
from .indicator_table import panel_of as indicators_of
from .panels import ITEMS_TEMPLATE, cells_of

LIST_URL = reverse_lazy("enterprises:standard_list")
KEPT_BY_PROVINCE = "标准库由省市场监督管理局维护。发现内容有误，请联系省局。"
SHOWN = 100


class OfStandards:
    list_title = "“浙江制造”标准"
    list_url = LIST_URL
    refusal = KEPT_BY_PROVINCE

    def scope(self, user):
        return scopes.standards(user)


class KeptByProvince(OfStandards):
    def may(self, user) -> bool:
        return rules.may_keep_standards(user)


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
        return (
            super()
            .scope(user)
            .select_related("publisher")
            .annotate(product_count=_product_count(), lead=Subquery(_lead()))
        )

    def page_lead(self) -> str:
        """Published and current are two figures that people mix up."""
        published = Q(published_on__isnull=False)
        n = (
            self.filterset.qs.order_by()
            .values("pk")
            .aggregate(
                published=Count("pk", filter=published), current=Count("pk", filter=published & Q(withdrawn_on=None))
            )
        )
        return f"累计发布 {n['published']:,} 项，其中现行有效 {n['current']:,} 项。"

    def may_create(self, user) -> bool:
        return rules.may_keep_standards(user)

    def buttons(self):
        publishers = Button(
            "发布机构", reverse("enterprises:publisher_list"), icon="building-2", style="outline-primary"
        )
        return [*super().buttons(), publishers]


def _product_count():
    """How many products follow the standard; counted for the rows shown, not for every standard there is."""
    follow = Product.objects.filter(standard=OuterRef("pk")).order_by().values("standard")
    return Coalesce(Subquery(follow.annotate(n=Count("pk")).values("n")), 0)


def _lead():
    """The name of the first drafter."""
    first = StandardDrafter.objects.filter(standard=OuterRef("pk"), position=1)
    return first.values(name=Coalesce(NullIf("organisation_name", Value("")), "enterprise__name"))[:1]


class StandardDetail(OfStandards, DetailPage):
    def scope(self, user):
        return super().scope(user).select_related("publisher")

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
            ("发布机构", str(row.publisher) if row.publisher else ""),
            ("发布日期", row.published_on),
            ("实施日期", row.in_force_on),
            ("废止日期", row.withdrawn_on),
            ("认证证书（张）", scopes.certificates(self.request.user).filter(standard=row).count()),
            ("自我声明（件）", scopes.declarations(self.request.user).filter(standard=row).count()),
        ]

    def panels(self):
        keeps = rules.may_keep_standards(self.request.user)
        indicators = indicators_of(self.object, may_edit=keeps)
        return [self._stages(keeps), self._drafters(), indicators, self._products()]

    def _stages(self, keeps: bool) -> Panel:
        context = {"rows": list(self.object.stages.all()), "may_delete": keeps, "dated": list(actions.DATED)}
        return Panel("阶段", template="enterprises/_stages.html", context=context, icon="milestone", anchor="stages")

    def _drafters(self) -> Panel:
        columns = (("单位", ""), ("分工", ""))
        seen = set(
            scopes.enterprises(self.request.user).filter(drafting__standard=self.object).values_list("pk", flat=True)
        )
        rows = [
            {
                "url": row.enterprise.get_absolute_url() if row.enterprise_id in seen else "",
                "cells": cells_of(columns, str(row), "主要起草" if row.position == 1 else "参与起草"),
            }
            for row in self.object.drafters.select_related("enterprise")
        ]
        context = {"headings": columns, "rows": rows, "empty": "没有登记起草单位。"}
        return Panel("起草单位", template=ITEMS_TEMPLATE, context=context, icon="users")

    def _products(self) -> Panel:
        columns = (("产品名称", ""), ("企业", ""), ("型号规格", ""))
        seen = scopes.enterprises(self.request.user)
        products = self.object.products.filter(enterprise__in=seen).select_related("enterprise")
        rows = [
            {
                "url": row.enterprise.get_absolute_url(),
                "cells": cells_of(columns, row.name, row.enterprise.name, row.models_text),
            }
            for row in products[:SHOWN]
        ]
        context = {"headings": columns, "rows": rows, "empty": "您的范围内没有企业的产品执行这项标准。"}
        return Panel("执行本标准的产品", template=ITEMS_TEMPLATE, context=context, icon="package")

    def buttons(self):
        if not rules.may_keep_standards(self.request.user):
            return []
        enter = reverse("enterprises:stage_create", args=[self.object.pk])
        edit = reverse("enterprises:standard_edit", args=[self.object.pk])
        return [
            Button("登记阶段", enter, icon="milestone"),
            Button("修改", edit, icon="pencil", style="outline-primary"),
        ]


class StandardCreate(KeptByProvince, CreatePage):
    title = "登记标准"
    form_class = StandardForm
    cancel_url = LIST_URL
    success_message = "标准已登记。"

    def form_kwargs(self):
        return {"user": self.request.user}

    def save(self, form):
        given = form.cleaned_data
        standard = form.save(commit=False)
        return actions.register_standard(
            standard, given["drafters"], entered_on=given["stage_entered_on"], by=self.request.user
        )


class StandardEdit(KeptByProvince, EditPage):
    form_class = StandardEditForm

    def form_kwargs(self):
        return {"user": self.request.user}

    def save(self, form):
        return actions.change_standard(form.save(commit=False), form.cleaned_data["drafters"], by=self.request.user)


class StageCreate(KeptByProvince, CreatePage):
    """A standard enters a stage: an act with its day."""

    form_class = StageForm
    success_message = "阶段已登记。"
    refusals = (Refused,)

    def prepare(self) -> None:
        self.standard = get_object_or_404(
            self.scope(self.request.user).select_related("publisher"), pk=self.kwargs["pk"]
        )

    def page_title(self) -> str:
        return "登记阶段"

    def page_lead(self) -> str:
        return f"{self.standard}，现处于「{self.standard.get_stage_display()}」阶段。"

    def breadcrumbs(self):
        return [
            (self.list_title, LIST_URL),
            (self.standard.number, self.standard.get_absolute_url()),
            ("登记阶段", None),
        ]

    def form_kwargs(self):
        return {"standard": self.standard}

    def ask(self, form, status: int = 200, **more):
        return super().ask(form, status, cancel_url=self.standard.get_absolute_url(), **more)

    def save(self, form):
        given = form.cleaned_data
        return actions.enter_stage(
            self.standard, given["stage"], given["entered_on"], given["note"], by=self.request.user
        )


class StageDelete(KeptByProvince, ConfirmPage):
    """A stage that was written down by mistake."""

    title = "删除阶段"
    confirm_label = "删除"
    success_message = "已删除，修改记录中仍可查到。"
    is_destructive = True

    def prepare(self) -> None:
        standard = get_object_or_404(self.scope(self.request.user), pk=self.kwargs["pk"])
        rows = standard.stages.exclude(stage__in=actions.DATED).select_related("standard")
        self.object = get_object_or_404(rows, pk=self.kwargs["item_pk"])

    def breadcrumbs(self):
        standard = self.object.standard
        return [(self.list_title, LIST_URL), (standard.number, standard.get_absolute_url()), (self.title, None)]

    def question(self) -> str:
        return f"确定删除 {self.object.standard.number} 的阶段「{self.object}」吗？"

    def consequences(self) -> list[str]:
        return ["标准的当前阶段按其余记录重新确定。"]

    def back_url(self) -> str:
        return self.object.standard.get_absolute_url()

    def act(self) -> str:
        actions.forget_stage(self.object, by=self.request.user)
        return self.back_url()
