"""The case page: what was handed in, what was asked back, who judged how, what the public is told."""

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from pinzibiao.casework.versions import versions_of
from pinzibiao.lib.pages import Button, DetailPage, Panel

from ..benchmarks import picture
from ..completeness import missing
from ..content import content_of
from ..models import Objection
from ..remarks import by_place, read_by
from ..rules import editable_sections, why_no_withdrawal
from ..scans import scans_of
from ..signatories import signed_words
from ..states import DeclarationStatus
from ..wording import where_it_stands
from . import officer
from .access import is_enterprise, is_regulator, may_prepare
from .evaluations import evaluations_panel
from .papers import papers_panel
from .remarks import remark_url, remarks_panel
from .renewal import renew_buttons, renewal_panel
from .sections import CasePage, tasks_of
from .self_checks import self_check_panel
from .site import may_write, site_panel
from .spot_checks import spot_panel
from .versions import content_panel


class DeclarationDetail(CasePage, DetailPage):
    """One page for all: each part shows itself only to those whom it concerns."""

    template_name = "declarations/declaration_detail.html"
    is_case = True

    def scope(self, user):
        return super().scope(user).select_related("prepared_by", "signed_by", "renews", "authorisation")

    def prepare(self) -> None:
        super().prepare()
        self.versions = list(versions_of(self.object))
        self.editable = editable_sections(self.object)
        if self.editable:
            # Read twice: for what is still missing, and for what is shown.
            prefetch_related_objects([self.object], "indicators", "test_reports", "systems")

    def page_title(self) -> str:
        return self.object.product.name

    def subtitle(self) -> str:
        return f"{self.object.number or '草稿'}　{self.object.enterprise.name}"

    def buttons(self) -> list[Button]:
        if self.editable and may_prepare(self.request.user):
            return [Button("继续填报", reverse("declarations:edit", args=[self.object.pk]), icon="pencil")]
        if may_write(self.request.user, self.object):
            return [
                Button("填写现场核查记录", reverse("declarations:site_check", args=[self.object.pk]), icon="pencil")
            ]
        return renew_buttons(self)

    def facts(self) -> list[tuple]:
        case = self.object
        found = [
            ("申报编号", case.number),
            ("企业", case.enterprise.name),
            ("产品", case.product.name),
            ("属地", case.county.name),
            ("填报人", case.prepared_by.name),
            ("签署人", self.signed_by()),
            ("首次提交", case.submitted_on),
            due_fact(case),
        ]
        if case.days_left is not None:
            found.append(("暂停计时", f"剩余 {max(case.days_left, 0)} 个工作日，企业提交后继续计算"))
        if case.mended_on:
            found.append(("整改情况提交日期", case.mended_on))
        if case.correction_rounds:
            found.append(("补正次数", case.correction_rounds))
        return found

    def signed_by(self) -> str:
        """Who signs for the enterprise by now concerns itself and the offices, not the experts."""
        case, user = self.object, self.request.user
        if is_enterprise(user) or is_regulator(user):
            return signed_words(case)
        return case.signed_by.name if case.signed_by else ""

    def panels(self) -> list[Panel]:
        self.content, self.content_title = self.shown_content()
        self.content_before = self.version_before()
        self.remarks = list(read_by(self.request.user, self.object))
        order = FOR_OFFICES if is_regulator(self.request.user) else FOR_OTHERS
        return [panel for build in order if (panel := build(self))]

    def context(self, **more) -> dict:
        is_own, is_office = is_enterprise(self.request.user), is_regulator(self.request.user)
        hint = why_no_withdrawal(self.object) if is_own else ""
        desk = officer.desk_of(self) if is_office else {}
        return super().context(hint=hint, is_own=is_own, is_office=is_office, **desk, **more)

    def shown_content(self) -> tuple[dict, str]:
        """The content and its heading: the enterprise sees its draft, everybody else what was last submitted."""
        is_own = is_enterprise(self.request.user)
        if not self.versions or (is_own and self.editable):
            return content_of(self.object), "申报内容（未提交）"
        return self.versions[-1].content, f"申报内容（第 {self.versions[-1].number} 版）"

    def version_before(self) -> dict | None:
        """What stood there in the last round, when the last version is shown."""
        is_last = self.versions and self.content is self.versions[-1].content
        return self.versions[-2].content if is_last and len(self.versions) > 1 else None


def due_fact(case) -> tuple[str, object]:
    """The deadline of whoever's turn it is; while an authorisation is in force, that of its yearly self-check."""
    if case.status != DeclarationStatus.AUTHORISED:
        return "办理期限", case.due_on
    is_late = case.due_on and case.due_on < timezone.localdate()
    return "年度自查期限", f"{case.due_on}（已逾期）" if is_late else case.due_on


def _where_it_stands(page) -> Panel | None:
    """For the enterprise: who acts now, by when, what comes next, what if not."""
    if not is_enterprise(page.request.user):
        return None
    return Panel("现在到哪一步", facts=where_it_stands(page.object), icon="map-pin", anchor="step")


def _tasks(page) -> Panel | None:
    """For the enterprise while something is open: what is still to be filled in."""
    if not is_enterprise(page.request.user) or not page.editable:
        return None
    found = missing(page.object)
    tasks = tasks_of(page.object, found, page.editable)
    context = {"tasks": tasks, "problem_count": len(found), "case": page.object}
    return Panel("填报进度", "declarations/_tasks.html", context=context, icon="list-checks", anchor="tasks")


def _correction(page) -> Panel | None:
    items = list(page.object.correction_items.all())
    if not items:
        return None
    return Panel("补正事项", "declarations/_correction.html", context={"items": items}, icon="undo-2")


def _authorisation(page) -> Panel | None:
    row = getattr(page.object, "authorisation", None)
    if row is None:
        return None
    context = {"authorisation": row, "scans": scans_of(row)}
    return Panel("授权", "declarations/_authorisation.html", context=context, icon="badge-check")


def _notices(page) -> Panel | None:
    """The notices for all; the objections, with who wrote them, only for the offices."""
    notices = list(page.object.notices.select_related("opened_by"))
    if not notices:
        return None
    objections = list(Objection.objects.filter(notice__in=notices).select_related("answered_by"))
    shown = objections if is_regulator(page.request.user) else []
    context = {"notices": notices, "objections": shown, "objection_count": len(objections)}
    return Panel("公示", "declarations/_notices.html", context=context, icon="megaphone")


def _benchmark(page) -> Panel | None:
    bars = picture(page.content["indicators"])
    if not bars:
        return None
    return Panel("对标图", "declarations/_benchmark.html", context={"bars": bars}, icon="gauge", anchor="benchmark")


def _content(page) -> Panel:
    places = {"remark_places": by_place(page.remarks), "remark_url": remark_url(page)}
    return content_panel(page.content, page.content_title, page.content_before, **places)


def _versions(page) -> Panel | None:
    if not page.versions:
        return None
    user = page.request.user
    has_receipts = is_enterprise(user) or is_regulator(user)
    context = {"versions": page.versions[::-1], "case": page.object, "has_receipts": has_receipts}
    return Panel("提交版本", "declarations/_versions.html", context=context, icon="history")


def _others(page) -> Panel | None:
    """What else the enterprise has declared, as far as the person may see it."""
    rows = page.scope(page.request.user).filter(enterprise=page.object.enterprise_id).exclude(pk=page.object.pk)
    found = list(rows.order_by("-id")[:10])
    if not found:
        return None
    return Panel("该企业的其他声明", "declarations/_others.html", context={"rows": found}, icon="files")


FOR_OTHERS = (
    _where_it_stands,
    _tasks,
    _correction,
    remarks_panel,
    _authorisation,
    self_check_panel,
    spot_panel,
    renewal_panel,
    _notices,
    evaluations_panel,
    site_panel,
    papers_panel,
    _benchmark,
    _content,
    _versions,
    _others,
)
# Who decides reads what was handed in before anything else.
FOR_OFFICES = (
    _correction,
    _content,
    remarks_panel,
    _benchmark,
    evaluations_panel,
    site_panel,
    papers_panel,
    _authorisation,
    self_check_panel,
    spot_panel,
    renewal_panel,
    _notices,
    _versions,
    _others,
)
