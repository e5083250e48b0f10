"""The ledger of savings: who saved what in which year, verified by whom, and what it adds up to."""

from django.db.models import Count, Sum
from django.urls import reverse, reverse_lazy

from desks import scopes
from pinzibiao.accounts.models import regulator_desks
from pinzibiao.casework.workflow import Desk
from pinzibiao.lib.pages import BadQuery, Button, DetailPage, FormPage, ListPage, Page, Panel
from pinzibiao.lib.pages.details import ObjectPage

from ..actions import savings
from ..filters import SavingFilter
from ..forms.savings import NextYearForm, VoidForm
from ..models import Saving
from ..tables import SavingTable
from .base import REFUSALS, link

LIST_TITLE = "节约台账"
LIST_URL = reverse_lazy("cultivation:saving_list")
TOTALS_URL = reverse_lazy("cultivation:saving_totals")


class SavingList(ListPage):
    model = Saving
    title = LIST_TITLE
    lead = "每笔节约一个年度一条，由另一人核定；报告中的节约成本就是这里有效条目之和。"
    filterset_class = SavingFilter
    table_class = SavingTable
    export_name = "节约台账"
    references = ("county",)
    empty_text = "还没有核定的节约。质量问题销号、帮扶措施销号时核定的节约会自动列在这里。"

    def scope(self, user):
        return scopes.savings(user).select_related("enterprise", "problem", "measure", "verified_by")

    def buttons(self) -> list[Button]:
        query = self.request.GET.urlencode()
        return [*super().buttons(), Button("合计", f"{TOTALS_URL}?{query}" if query else str(TOTALS_URL), "sigma")]


class SavingTotals(Page):
    """What the same filter adds up to, by year. A page of its own: it reads every entry that is found."""

    template_name = "cultivation/saving_totals.html"
    title = "节约合计"

    def breadcrumbs(self):
        return [(LIST_TITLE, LIST_URL), (self.title, None)]

    def get(self, request, *args, **kwargs):
        found = SavingFilter(request.GET, scopes.savings(request.user), request=request)
        if not found.is_valid():
            raise BadQuery("筛选条件有误，请返回台账重新选择。", str(LIST_URL), "返回台账")
        rows = found.qs.live().order_by()
        totals = {"count": Count("pk"), "total": Sum("amount_wan")}
        years = rows.values("year").annotate(**totals).order_by("-year")
        return self.render(years=years, back=f"{LIST_URL}?{request.GET.urlencode()}", **rows.aggregate(**totals))


class SavingDetail(DetailPage):
    list_title, list_url = LIST_TITLE, LIST_URL

    def scope(self, user):
        return scopes.savings(user).select_related(
            "enterprise", "county", "problem", "measure", "project", "verified_by", "voided_by"
        )

    def page_title(self) -> str:
        return f"{self.object.title}（{self.object.year} 年）"

    def subtitle(self) -> str:
        return f"{self.object.enterprise.name} · {self.object.county.name} · {self.object.state}"

    def buttons(self) -> list[Button]:
        saving = self.object
        if saving.voided_at or not keeps(self.request.user, saving):
            return []
        found = []
        if saving.kind == "yearly":
            found.append(Button("核定下一年度", reverse("cultivation:saving_next", args=[saving.pk]), "plus"))
        if not savings.obstacles_to_void(saving.source, saving):
            url = reverse("cultivation:saving_void", args=[saving.pk])
            found.append(Button("作废", url, "x", "outline-danger"))
        return found

    def facts(self) -> list[tuple]:
        saving = self.object
        return [
            ("来源", link(saving.source)),
            ("企业", link(saving.enterprise)),
            ("项目", saving.project),
            ("年度", str(saving.year)),
            ("计入日期", saving.saved_on),
            ("节约成本（万元）", saving.amount_wan),
            ("节约性质", saving.get_kind_display()),
            ("核定人", saving.verifier),
            ("作废人", saving.voided_by),
            ("作废原因", saving.void_reason),
        ]

    def panels(self) -> list[Panel]:
        return [
            Panel("节约依据", "cultivation/_words.html", context={"words": [("", self.object.basis)]}),
            Panel("同一来源各年度", "cultivation/_table.html", context={"table": savings_table(self.object.source)}),
        ]


def savings_table(source) -> SavingTable:
    """Every entry of a problem or a measure, by year."""
    rows = list(source.savings.select_related("problem", "measure", "verified_by").order_by("year", "pk"))
    return SavingTable(rows, exclude=("enterprise", "county"))


def savings_panel(source) -> list[Panel]:
    """On the page of a problem or a measure, where it has any."""
    table = savings_table(source)
    return [Panel(LIST_TITLE, "cultivation/_table.html", context={"table": table})] if len(table.rows) else []


def keeps(user, saving: Saving) -> bool:
    """The bureau of the county in which it was saved."""
    return Desk.COUNTY in regulator_desks(user, saving)


class SavingAct(ObjectPage, FormPage):
    """What is done with one entry on a page of its own."""

    list_title, list_url = LIST_TITLE, LIST_URL
    refusals = REFUSALS
    refusal = "节约台账由属地县级监管人员维护，已作废的条目不再办理。"

    def scope(self, user):
        return scopes.savings(user).select_related("problem", "measure", "project")

    def may(self, user) -> bool:
        return keeps(user, self.object) and self.object.voided_at is None

    def page_lead(self) -> str:
        return str(self.object)

    def ask(self, form, status: int = 200, **more):
        return super().ask(form, status, **({"cancel_url": self.object.get_absolute_url()} | more))


class SavingNextYear(SavingAct):
    title = "核定下一年度"
    form_class = NextYearForm
    submit_label = "核定"
    success_message = "已计入台账。"

    def form_kwargs(self) -> dict:
        return {"initial": {"amount": self.object.amount_wan}}

    def save(self, form) -> Saving:
        return savings.continue_saving(self.object, **form.cleaned_data, by=self.request.user)


class SavingVoid(SavingAct):
    title = "作废"
    form_class = VoidForm
    submit_label = "作废"
    success_message = "已作废，不再计入合计和报告。"

    def save(self, form) -> Saving:
        savings.void(self.object, form.cleaned_data["reason"], by=self.request.user)
        return self.object
