"""Pages for everybody. No sign-in; nothing personal: no contacts, no names of signers, officers or experts."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from desks import scopes
from enterprises.models import Route
from pinzibiao.accounts.everybody import few_forms, for_everybody, kept_a_minute, limited
from pinzibiao.accounts.lockout import address_of
from pinzibiao.casework.refusals import Refused
from pinzibiao.lib import status, throttle
from pinzibiao.lib.pages import Button, FormPage, ListPage, Page

from ..actions import file_objection, is_open_to_objections
from ..benchmarks import picture
from ..certificates import qr_svg
from ..filters import NoticeFilter, RegisterFilter
from ..forms.public import ObjectionForm
from ..models import Authorisation, Declaration, PublicNotice
from ..objections import receipt_of
from ..selectors import latest_version, public_history
from ..standing import standing_of
from ..tables import NoticeTable, RegisterTable
from .certificates import certificate_url, find_authorisation


@kept_a_minute
@for_everybody
class Register(ListPage):
    """Who carries the brand by self-declaration, past ones included."""

    model = Authorisation
    title = "品字标自我声明公示名录"
    lead = "查询通过自我声明获得品字标授权的企业和产品，核对授权编号、有效期和状态。"
    template_name = "public/list.html"
    filterset_class = RegisterFilter
    table_class = RegisterTable
    empty_text = "名录中还没有授权。授权后会在这里公开。"

    def buttons(self) -> list[Button]:
        return [Button("按地区查看", reverse("public:map"), icon="map", style="outline-primary")]

    def scope(self, user):
        return scopes.public_authorisations()

    def rows(self, objects):
        return [_register_row(one) for one in objects]


@kept_a_minute
@for_everybody
class NoticeList(ListPage):
    """Notices that run, and those that have ended."""

    model = PublicNotice
    title = "授权前公示"
    lead = "公示期内，任何单位和个人都可以对拟授权的产品提出异议。"
    template_name = "public/list.html"
    filterset_class = NoticeFilter
    table_class = NoticeTable
    empty_text = "目前没有公示。"

    def scope(self, user):
        return scopes.public_notices()

    def rows(self, objects):
        return [_notice_row(one) for one in objects]


@kept_a_minute
@for_everybody
class AuthorisationPage(Page):
    """One authorisation, by the token of its QR code or by its number: what holds now, and what happened."""

    template_name = "public/authorisation.html"

    def prepare(self) -> None:
        self.authorisation = find_authorisation(self.kwargs["token"])

    def page_title(self) -> str:
        return "授权查验"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        row = self.authorisation
        indicators = latest_version(row.declaration).content["indicators"]
        return self.render(
            authorisation=row,
            standing=standing_of(row),
            facts=_authorisation_facts(row),
            indicators=indicators,
            bars=picture(indicators),
            history=list(public_history(row.declaration)),
            certificate_url=certificate_url(row),
            host=urlsplit(settings.SITE_URL).netloc,
        )


@kept_a_minute
@for_everybody
class NoticePage(Page):
    """One notice: what is to be authorised, on what grounds, until when one may object."""

    template_name = "public/notice.html"

    def prepare(self) -> None:
        self.notice = get_object_or_404(scopes.public_notices(), pk=self.kwargs["pk"])

    def page_title(self) -> str:
        return f"关于拟授权{self.notice.declaration.enterprise.name}使用品字标的公示"

    def get(self, request, *args, **kwargs) -> HttpResponse:
        case = self.notice.declaration
        content = latest_version(case).content
        return self.render(
            notice=self.notice,
            facts=_notice_facts(self.notice, content["facts"]),
            indicators=content["indicators"],
            bars=picture(content["indicators"]),
            is_open=is_open_to_objections(self.notice, case),
            outcome=_outcome(self.notice, case),
        )


@for_everybody
@few_forms
class ObjectionPage(FormPage):
    """Say what is held against an authorisation."""

    template_name = "public/objection.html"
    form_class = ObjectionForm
    submit_label = "提交异议"
    refusals = (Refused,)
    success_message = ""

    def prepare(self) -> None:
        self.notice = get_object_or_404(scopes.public_notices(), pk=self.kwargs["pk"])

    def page_title(self) -> str:
        return "提出异议"

    def context(self, **more) -> dict:
        is_open = is_open_to_objections(self.notice, self.notice.declaration)
        return super().context(notice=self.notice, is_open=is_open, **more)

    def save(self, form):
        address = address_of(self.request) or ""
        return file_objection(self.notice, address=address, **form.fields_of_row())

    def saved(self, result) -> HttpResponse:
        return self.render(receipt=receipt_of(result), form=None)


@require_safe
@login_not_required
@limited(throttle.PAGES)
def qr(request, token: str) -> HttpResponse:
    """The QR code of an authorisation's page as a picture."""
    picture = qr_svg(find_authorisation(token), dark="#1c2733", light="#ffffff")
    return HttpResponse(picture, content_type="image/svg+xml")


def _register_row(row: Authorisation) -> dict:
    return {
        "number": row.number,
        "url": row.get_absolute_url(),
        "enterprise_name": row.enterprise_name,
        "product_name": f"{row.product_name} {row.models_text}".strip(),
        "sub_brand": row.get_sub_brand_display(),
        "county": row.declaration.county.name,
        "valid_to": row.valid_to,
        "state": standing_of(row),
    }


def _notice_row(row: PublicNotice) -> dict:
    is_open = row.closed_at is None and timezone.localdate() <= row.closes_on
    return {
        "enterprise": row.declaration.enterprise.name,
        "url": row.get_absolute_url(),
        "product": row.declaration.product.name,
        "county": row.declaration.county.name,
        "opens_on": row.opens_on,
        "closes_on": row.closes_on,
        "state": ("公示中", status.MINE) if is_open else ("已结束", status.STOPPED),
    }


def _authorisation_facts(row: Authorisation) -> list[tuple]:
    return [
        ("授权编号", row.number),
        ("企业名称", row.enterprise_name),
        ("统一社会信用代码", row.uscc),
        ("属地", row.declaration.county.name),
        ("产品", row.product_name),
        ("型号规格", row.models_text),
        ("子品牌", row.get_sub_brand_display()),
        ("途径", Route.SELF_DECLARATION.label),
        ("声明的标准", row.standard_text),
        ("有效期", f"{row.valid_from} 至 {row.valid_to}"),
        *([("续展自", row.succeeds.number)] if hasattr(row, "succeeds") else []),
    ]


def _notice_facts(notice: PublicNotice, facts: dict) -> list[tuple]:
    return [
        ("企业名称", facts["enterprise_name"]),
        ("统一社会信用代码", facts["uscc"]),
        ("属地", notice.declaration.county.name),
        ("产品", facts["product_name"]),
        ("型号规格", facts["models_text"]),
        ("声明的标准", facts["standard_text"]),
        ("公示期", f"{notice.opens_on} 至 {notice.closes_on}"),
    ]


def _outcome(notice: PublicNotice, case: Declaration) -> str:
    """What the page says of the notice now."""
    if is_open_to_objections(notice, case):
        return f"公示中，截至 {notice.closes_on} 24 时。"
    if notice.closed_at is None:
        return "公示期已满，正在办理。"
    if hasattr(case, "authorisation"):
        return f"公示已结束，已授权（{case.authorisation.number}）。"
    return "公示已结束，未予授权。"
