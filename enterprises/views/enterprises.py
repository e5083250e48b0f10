"""Enterprises: list, page, first record, changes, history."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property

from desks import scopes
from pinzibiao.lib.pages import Button, CreatePage, DetailPage, EditPage, ListPage

from .. import rules, selectors
from ..codes import clean_uscc
from ..filters import EnterpriseFilter
from ..forms import EnterpriseForm, NewEnterpriseForm
from ..history import history_of
from ..models import Enterprise
from ..models.searched import SEARCHED
from ..tables import EnterpriseTable
from .panels import panels_of

LIST_URL = reverse_lazy("enterprises:list")
REGISTERED_ELSEWHERE = (
    "统一社会信用代码的登记地不在浙江省（第 3、4 位不是 33）。如为外省企业在浙生产基地则无须处理，否则请核对代码。"
)


class OfEnterprises:
    """Pages about enterprises of the person's scope."""

    list_title = "企业库"
    list_url = LIST_URL

    def scope(self, user):
        return scopes.enterprises(user).select_related("county__parent", "industry")


class EnterpriseList(OfEnterprises, ListPage):
    model = Enterprise
    title = "企业库"
    filterset_class = EnterpriseFilter
    table_class = EnterpriseTable
    export_name = "企业库"
    create_url = reverse_lazy("enterprises:create")
    create_label = "新建企业"
    references = ("county", "industry")
    empty_text = "您的范围内还没有企业。县级监管人员可以新建企业，或为提出开户申请的企业办理开户。"

    def scope(self, user):
        """Newest first: the order of the index that serves a county's and a city's rows."""
        return scopes.enterprises(user).defer(*SEARCHED).order_by("-pk")

    def may_create(self, user) -> bool:
        return user.kind == rules.Kind.COUNTY


class EnterpriseDetail(OfEnterprises, DetailPage):
    template_name = "enterprises/detail.html"

    def dispatch(self, request, *args, **kwargs):
        """The address of a record that was merged away leads to the one that holds its content."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            trace = selectors.trace_of(scopes.enterprises(request.user), kwargs["pk"])
            if trace is None:
                raise
            messages.info(request, f"「{trace.name}」（{trace.uscc}）的档案已并入「{trace.merged_into}」。")
            return redirect(trace.merged_into)

    def subtitle(self) -> str:
        return f"{selectors.place_of(self.object)} · {self.object.industry.name}"

    def facts(self):
        row = self.object
        return [
            ("统一社会信用代码", row.uscc),
            ("属地", str(row.county)),
            ("国民经济行业", str(row.industry)),
            ("规模", row.get_scale_display()),
            ("规上企业", row.is_above_scale),
            ("主导产品", row.main_product),
            ("法定代表人", row.legal_representative),
            ("注册地址", row.registered_address),
            ("生产地址", row.plant_address),
            ("成立日期", row.established_on),
            ("品字标", selectors.brand_words(row)),
            ("曾用名", selectors.former_name_words(row)),
        ]

    def panels(self):
        return panels_of(self.request.user, self.object, own=self.own)

    @cached_property
    def own(self) -> bool:
        return rules.works_for(self.request.user, self.object)

    def buttons(self):
        user, row = self.request.user, self.object
        buttons = []
        if rules.keeps(user, row):
            buttons.append(Button("修改", reverse("enterprises:edit", args=[row.pk]), icon="pencil"))
            rename = reverse("enterprises:rename", args=[row.pk])
            buttons.append(Button("更名", rename, icon="signature", style="outline-primary"))
        if rules.may_merge(user, row, row):
            merge = reverse("enterprises:merge", args=[row.pk])
            buttons.append(Button("合并重复档案", merge, icon="merge", style="outline-secondary"))
        if rules.may_move(user, row):
            move = reverse("enterprises:move", args=[row.pk])
            buttons.append(Button("迁移属地", move, icon="map-pin", style="outline-primary"))
        if self.own or rules.may_see_people(user, row):
            people = reverse("enterprises:member_list", args=[row.pk])
            history = reverse("enterprises:history", args=[row.pk])
            buttons.append(Button("企业用户", people, icon="users", style="outline-primary"))
            buttons.append(Button("修改记录", history, icon="history", style="outline-secondary"))
        return buttons


class EnterpriseCreate(CreatePage):
    template_name = "enterprises/enterprise_form.html"
    title = "新建企业"
    lead = "企业归您所在的县（市、区）管理。先填统一社会信用代码，同一代码只建一次档。"
    list_title = "企业库"
    list_url = cancel_url = LIST_URL
    form_class = NewEnterpriseForm
    success_message = "企业已建档。请继续添加联系人和产品。"
    refusal = "企业由所在县（市、区）或功能区建档，请联系属地市场监管局。"

    def may(self, user) -> bool:
        return user.kind == rules.Kind.COUNTY

    def form_kwargs(self):
        return {"county": self.request.user.region}

    def ask(self, form, status: int = 200, **more):
        return super().ask(form, status, existing=self.existing(form), **more)

    def existing(self, form) -> Enterprise | None:
        """The registered enterprise, when this person may see it; others only read that there is one."""
        if not form.has_error("uscc", "unique"):
            return None
        known = selectors.by_code(clean_uscc(form.data.get("uscc", "")))
        return known and scopes.enterprises(self.request.user).filter(pk=known.pk).first()

    def saved(self, result):
        if rules.is_registered_elsewhere(result.uscc):
            messages.warning(self.request, REGISTERED_ELSEWHERE)
        return super().saved(result)


class EnterpriseEdit(OfEnterprises, EditPage):
    form_class = EnterpriseForm
    refusal = "企业档案由所在县（市、区）或功能区维护，请联系属地市场监管局。"

    def may(self, user) -> bool:
        return rules.keeps(user, self.object)


class EnterpriseHistory(OfEnterprises, DetailPage):
    """Who changed what, when: out of the database's own record of every change."""

    template_name = "enterprises/history.html"
    refusal = "修改记录只对监管部门和企业本身开放。"

    def may(self, user) -> bool:
        return rules.may_see_people(user, self.object)

    def page_title(self) -> str:
        return "修改记录"

    def breadcrumbs(self):
        row = self.object
        return [(self.list_title, self.list_url), (str(row), row.get_absolute_url()), ("修改记录", None)]

    def subtitle(self) -> str:
        return self.object.name

    def context(self, **more):
        return super().context(entries=history_of(self.object), **more)
