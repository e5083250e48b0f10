"""Pages of the library."""

from django.http import HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from desks import scopes
from pinzibiao.casework.actions import record
from pinzibiao.casework.views import MoveView
from pinzibiao.casework.workflow import Desk
from pinzibiao.lib.pages import Button, CreatePage, DetailPage, EditPage, ListPage, Panel
from pinzibiao.lib.pages.details import ObjectPage
from pinzibiao.lib.status import tone_of

from .. import actions, selectors
from ..card import write_card
from ..filters import LibraryFilter
from ..forms import ENTRY_FORMS, EntryForm, NewEntryForm
from ..models import LibraryEntry, Tier
from ..states import EntryStatus
from ..tables import EntryTable
from .base import REFUSALS, changed_labels, is_county, link
from .papers import pdf_response

QUIET = "outline-secondary"
LIST = {"list_title": "培育库", "list_url": reverse_lazy("cultivation:entry_list")}


class EntryList(ListPage):
    model = LibraryEntry
    title = "培育库"
    lead = "候选企业经县级初核入库，按储备、重点、冲刺三个梯队培育，直至获得品字标。"
    filterset_class = LibraryFilter
    table_class = EntryTable
    template_name = "cultivation/entry_list.html"
    export_name = "培育库"
    create_url = reverse_lazy("cultivation:entry_create")
    create_label = "登记候选企业"
    references = ("county",)
    empty_text = "培育库还没有企业。请由县级监管人员登记候选企业，初核后入库。"

    def scope(self, user):
        return scopes.library_entries(user).select_related("enterprise", "regulator")

    def may_create(self, user) -> bool:
        return is_county(user)

    def rows(self, objects: list) -> list:
        """As of a day the row says what it was then."""
        return [self._then(entry) for entry in objects] if self.filterset.day else objects

    def context(self, **more) -> dict:
        mine, day = scopes.library_entries(self.request.user), self.filterset.day
        tiers = selectors.tier_counts_as_of(mine, day) if day else selectors.tier_counts(mine)
        return super().context(tiers=tiers, **more)

    def buttons(self) -> list[Button]:
        if not is_county(self.request.user):
            return []
        url = reverse("cultivation:entry_candidates")
        return [Button("按规则找候选", url, "list-filter", "outline-primary"), *super().buttons()]

    def _then(self, entry: LibraryEntry) -> dict:
        status = EntryStatus(entry.status_then)
        return {
            "url": entry.get_absolute_url(),
            "enterprise": entry.enterprise,
            "county__name": entry.county.name,
            "get_tier_display": Tier(entry.tier_then).label,
            "get_intended_route_display": entry.get_intended_route_display(),
            "target_year": entry.target_year,
            "regulator": entry.regulator,
            "entered_on": entry.entered_on,
            "status": (status.label, tone_of(LibraryEntry(status=status))),
        }


class EntryDetail(DetailPage):
    is_case = True
    list_title, list_url = LIST.values()

    def scope(self, user):
        return scopes.library_entries(user).select_related("enterprise", "county", "regulator", "expert")

    def page_title(self) -> str:
        return self.object.enterprise.name

    def subtitle(self) -> str:
        return f"培育库 · {self.object.county.name} · {self.object.get_tier_display()}梯队"

    def buttons(self) -> list[Button]:
        card = Button("一企一档（PDF）", reverse("cultivation:entry_card", args=[self.object.pk]), "file-text", QUIET)
        if is_county(self.request.user) and not actions.ENTRY_PROCEDURE.workflow.ended(self.object.status):
            return [card, Button("修改", reverse("cultivation:entry_edit", args=[self.object.pk]), "pencil", QUIET)]
        return [card]

    def facts(self) -> list[tuple]:
        entry = self.object
        return [
            ("企业", link(entry.enterprise)),
            ("统一社会信用代码", entry.enterprise.uscc),
            ("梯队", entry.get_tier_display()),
            ("意向途径", entry.get_intended_route_display()),
            ("子品牌", entry.get_sub_brand_display()),
            ("目标年度", entry.target_year and f"{entry.target_year} 年"),
            ("监管责任人", entry.regulator),
            ("联系专家", entry.expert),
            ("入库日期", entry.entered_on),
            ("入库理由", entry.enter_reason),
            ("获标日期", entry.branded_on),
            ("出库日期", entry.left_on),
            ("出库原因", entry.leave_reason),
            ("备注", entry.note),
        ]

    def panels(self) -> list[Panel]:
        others = self.scope(self.request.user).filter(enterprise=self.object.enterprise_id).exclude(pk=self.object.pk)
        rows = list(others.order_by("-pk"))
        if not rows:
            return []
        return [Panel("以往入库记录", "cultivation/_table.html", context={"table": EntryTable(rows)})]


class EntryCreate(CreatePage):
    title = "登记候选企业"
    lead = "候选企业登记后，由本局初核入库并确定梯队。"
    form_class = NewEntryForm
    refusals = REFUSALS
    list_title, list_url = LIST.values()
    cancel_url = list_url
    success_message = "已登记为候选企业。请核实后办理“初核入库”。"

    def may(self, user) -> bool:
        return is_county(user)

    def form_kwargs(self) -> dict:
        return {"user": self.request.user}

    def save(self, form):
        data = dict(form.cleaned_data)
        return actions.nominate(by=self.request.user, enterprise=data.pop("enterprise"), data=data)


class EntryEdit(EditPage):
    form_class = EntryForm
    list_title, list_url = LIST.values()
    refusal = "只有属地县级监管人员可以修改，且企业须仍在库中。"

    def scope(self, user):
        return scopes.library_entries(user).select_related("enterprise", "county")

    def may(self, user) -> bool:
        return is_county(user) and not actions.ENTRY_PROCEDURE.workflow.ended(self.object.status)

    def save(self, form):
        entry = form.save()
        record(entry, "edit", "修改", by=self.request.user, desk=Desk.COUNTY, comment=changed_labels(form))
        return entry


class EntryCard(ObjectPage):
    """一企一档: the enterprise's whole standing on one page."""

    def scope(self, user):
        return scopes.library_entries(user).select_related("enterprise__industry", "county", "regulator", "expert")

    def get(self, request, pk: int) -> HttpResponse:
        card = write_card(self.object, timezone.localdate())
        return pdf_response(card, f"一企一档_{self.object.enterprise.name}")


class EntryMove(MoveView):
    procedure = actions.ENTRY_PROCEDURE
    forms = ENTRY_FORMS
    scope = staticmethod(scopes.library_entries)
