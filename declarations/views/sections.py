"""The enterprise's side: a new draft, the task list, and one page a section."""

import hashlib
import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from desks import scopes
from enterprises.models import Product
from pinzibiao.lib.pages import DetailPage, EditPage, FormPage
from pinzibiao.lib.pages.details import ObjectPage

from ..actions import create_draft
from ..completeness import missing, missing_in
from ..findings import Missing
from ..forms.compared import row_differences
from ..forms.sections import FORMS, CreateForm, RowsForm
from ..forms.sent import as_sent
from ..indicators import take_over_table, unanswered
from ..models import CorrectionItem, Declaration
from ..offers import offers_of
from ..openings import Opening, is_wholly_open, opening_of
from ..rules import current_items, editable_sections, why_locked
from ..stamps import stamp, stamps_of
from .access import is_enterprise, may_prepare
from .beside import papers_beside

Section = CorrectionItem.Section
CLERK_ONLY = "填报由本企业的经办人办理，签署人核对后签署提交。如需填报，请联系经办人，或请属地市场监管部门调整身份。"


class DeclarationCreate(FormPage):
    """Choose one of the enterprise's own products; a product that has a declaration leads to it."""

    title = "新建自我声明"
    lead = "选择要声明的产品。一个产品同时只有一份在办或有效的声明，已有的会直接打开；要续展的，从已授权的声明申请。"
    form_class = CreateForm
    template_name = "declarations/declaration_create.html"
    submit_label = "开始填报"
    cancel_url = "/declarations/"
    refusal = CLERK_ONLY

    def may(self, user) -> bool:
        return may_prepare(user)

    def products(self):
        return Product.objects.filter(enterprise__in=scopes.enterprises(self.request.user)).select_related("enterprise")

    def form_kwargs(self) -> dict:
        return {"products": self.products(), "initial": {"product": self.request.GET.get("product")}}

    def context(self, **more) -> dict:
        enterprise = scopes.enterprises(self.request.user).first()
        return super().context(has_products=self.products().exists(), enterprise=enterprise, **more)

    def breadcrumbs(self):
        return [("自我声明", reverse("declarations:list")), (self.title, None)]

    def save(self, form):
        case, is_new = create_draft(form.cleaned_data["product"], by=self.request.user)
        self.success_message = "草稿已建立，请逐部分填写。" if is_new else "该产品已有一份自我声明，已为您打开。"
        return case

    def success_url(self, result) -> str:
        return (
            reverse("declarations:edit", args=[result.pk]) if editable_sections(result) else result.get_absolute_url()
        )


class CasePage:
    """What the pages about one draft share: the scope, the way back, who may."""

    list_url = "/declarations/"
    list_title = "自我声明"

    def scope(self, user):
        return scopes.declarations(user).select_related("enterprise", "product", "county", "standard")


class TaskList(CasePage, DetailPage):
    """Every section with what it lacks; in a correction, only what the county named."""

    title = "填报"
    template_name = "declarations/task_list.html"

    def may(self, user) -> bool:
        if not is_enterprise(user):
            self.refusal = "填报由企业办理。"
        elif not editable_sections(self.object):
            self.refusal = why_locked(self.object)
        elif not may_prepare(user):
            self.refusal = CLERK_ONLY
        else:
            return True
        return False

    def breadcrumbs(self):
        return [(self.list_title, self.list_url), (str(self.object), self.object.get_absolute_url()), ("填报", None)]

    def page_title(self) -> str:
        return f"填报：{self.object.product}"

    def context(self, **more) -> dict:
        found = missing(self.object)
        tasks = tasks_of(self.object, found, editable_sections(self.object))
        return super().context(tasks=tasks, problem_count=len(found), offers=offers_of(self.object), **more)


def tasks_of(case, found: list[Missing], is_open: list[Section]) -> list[dict]:
    """``[{"title", "url", "missing", "reasons", "stamp"}]`` for the task list."""
    reasons = [(item.section, item.sentence) for item in current_items(case)] if case.correction_rounds else []
    stamps = stamps_of(case)
    return [
        {
            "title": section.label,
            "url": section_url(case, section) if section in is_open else "",
            "missing": [one.sentence for one in found if one.section == section],
            "reasons": [reason for key, reason in reasons if key == section],
            "stamp": stamps.get(section),
        }
        for section in Section
    ]


def section_url(case, section: str) -> str:
    if section == Section.ATTACHMENTS:
        return reverse("declarations:attachments", args=[case.pk])
    return reverse("declarations:section", args=[case.pk, section])


def edit_section(request, pk: int, section: str):
    """The page of one section."""
    if section not in FORMS:
        raise Http404
    return page_of(section).as_view()(request, pk=pk, section=section)


def page_of(section: str) -> type:
    """The class of the page: the indicators' own, a table's, or a form's."""
    if section == Section.INDICATORS:
        return IndicatorsEdit
    return RowsEdit if issubclass(FORMS[section], RowsForm) else SectionEdit


class SectionPage(CasePage):
    """A section's page belongs to the clerk, while the section is open."""

    def section(self) -> Section:
        return Section(self.kwargs["section"])

    def may(self, user) -> bool:
        if not is_enterprise(user):
            self.refusal = "填报由企业办理。"
        elif not may_prepare(user):
            self.refusal = CLERK_ONLY
        elif self.section() not in editable_sections(self.object):
            self.refusal = self._why_closed()
        else:
            return True
        return False

    def _why_closed(self) -> str:
        if editable_sections(self.object):
            return "这一部分不在补正范围内，不能修改。请只修改退回时列明的内容。"
        return why_locked(self.object)

    def page_title(self) -> str:
        return self.section().label

    def tasks_url(self) -> str:
        return reverse("declarations:edit", args=[self.object.pk])

    def breadcrumbs(self):
        return [
            (self.list_title, self.list_url),
            (str(self.object), self.object.get_absolute_url()),
            ("填报", self.tasks_url()),
            (self.section().label, None),
        ]

    def back_url(self) -> str:
        return self.tasks_url()

    def success_url(self, result) -> str:
        return self.tasks_url()

    def must_be_open(self) -> None:
        """Asked again under the row's lock: the signatory may be submitting at this moment."""
        if self.section() not in editable_sections(self.object):
            raise ValidationError(why_locked(self.object))

    def opening(self) -> Opening:
        """What of this section may be changed, as the case now stands; nothing of it once the case has moved on."""
        return opening_of(self.object, self.section()) or Opening(is_whole=False)

    def context(self, **more) -> dict:
        found = [one.sentence for one in missing_in(self.object, self.section())]
        opening = self.opening()
        reasons = [one.sentence for one in opening.items]
        papers = papers_beside(self.object, self.section())
        return super().context(
            reasons=reasons, is_partly_open=not opening.is_whole, missing=found, papers=papers, **more
        )


class SectionEdit(SectionPage, EditPage):
    template_name = "declarations/section.html"
    success_message = "已保存。"

    @property
    def form_class(self):
        return FORMS[self.section()]

    def form(self, *data):
        form = super().form(*data)
        form.restrict(self.opening())
        return form

    def context(self, **more) -> dict:
        return super().context(section=self.section(), stored=self.stored(), **more)

    def stored(self) -> str:
        """What is stored of each open field, for the browser to tell what is not saved yet."""
        form = self.form_class(instance=type(self.object)._base_manager.get(pk=self.object.pk))
        opening = self.opening()
        return json.dumps({one.name: as_sent(one) for one in form if opening.opens(one.name)}, ensure_ascii=False)

    def save(self, form):
        self.must_be_open()
        stamp(self.object, self.section(), by=self.request.user)
        return form.save()


class RowsEdit(SectionEdit):
    """A section of rows: the conflict of two people is told row by row and cell by cell."""

    template_name = "declarations/section_rows.html"

    def version(self) -> str:
        return hashlib.sha256(self.form_class(instance=self.object).summary().encode()).hexdigest()[:32]

    def conflict(self, now: str):
        theirs, yours = self.form(), self.form(self.request.POST, self.request.FILES)
        yours.is_valid()
        found = list(row_differences(theirs, yours))
        messages.warning(self.request, "别人已修改这张表，您的内容还没有保存。")
        return self.ask(yours, status=409, version=now, differences=found, is_conflict=True)


class IndicatorsEdit(RowsEdit):
    """The table of the standard: what it asks that is not here yet, and numbers to look at again."""

    template_name = "declarations/section_indicators.html"

    def context(self, **more) -> dict:
        found = unanswered(self.object) if self.opening().is_whole else []
        return super().context(unanswered=found, **more)

    def success_url(self, result) -> str:
        """A number that is far off is asked about at once, while the paper lies on the desk."""
        if any(row.is_questioned and not row.is_confirmed for row in result.indicators.all()):
            messages.warning(self.request, "已保存。有实测值与标准要求相差很大，请核对标出的行。")
            return self.request.path
        return super().success_url(result)


class IndicatorsTake(SectionPage, ObjectPage):
    """Take over what the standard's table has gained since the draft was begun."""

    def section(self) -> Section:
        return Section.INDICATORS

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        self.object = Declaration.objects.select_for_update(of=("self",)).get(pk=self.object.pk)
        if not is_wholly_open(self.object, Section.INDICATORS):
            raise PermissionDenied(self._why_closed())
        take_over_table(self.object)
        stamp(self.object, Section.INDICATORS, by=request.user)
        messages.success(request, "已带入标准指标，请填写实测值。")
        return redirect(section_url(self.object, Section.INDICATORS))
