"""Policy tools by region: what each place grants, kept by its own bureau, and the measures that point to it."""

from django.urls import reverse, reverse_lazy
from django.utils.html import format_html

from desks import scopes
from pinzibiao.accounts.models import Role
from pinzibiao.lib.pages import Button, CreatePage, DetailPage, EditPage, ListPage, Panel

from ..filters import PolicyFilter
from ..forms.policies import PolicyForm
from ..models import PolicyTool
from ..tables import MeasureTable, PolicyTable

LIST_TITLE = "政策工具"
LIST_URL = reverse_lazy("cultivation:policy_list")
PAPER = '<a href="{}" rel="noopener noreferrer">{}</a>'
SHOWN = 25


def is_regulator(user) -> bool:
    return user.kind in Role.REGULATORS


class PolicyList(ListPage):
    model = PolicyTool
    title = LIST_TITLE
    lead = "各地支持质量提升和品牌创建的奖励、补助、服务券和质量融资，由发布地区的监管部门维护，帮扶措施可以关联。"
    filterset_class = PolicyFilter
    table_class = PolicyTable
    export_name = "政策工具清单"
    create_url = reverse_lazy("cultivation:policy_create")
    create_label = "登记政策"
    empty_text = "还没有政策工具。请由各地监管人员登记本地区的政策。"

    def scope(self, user):
        return scopes.policy_tools(user).select_related("region")

    def may_create(self, user) -> bool:
        return is_regulator(user)


class PolicyDetail(DetailPage):
    list_title, list_url = LIST_TITLE, LIST_URL

    def scope(self, user):
        return scopes.policy_tools(user).select_related("region")

    def subtitle(self) -> str:
        return f"{self.object.region.name} · {self.object.get_kind_display()}"

    def buttons(self) -> list[Button]:
        if not keeps(self.request.user, self.object):
            return []
        url = reverse("cultivation:policy_edit", args=[self.object.pk])
        return [Button("修改", url, "pencil", "outline-secondary")]

    def facts(self) -> list[tuple]:
        tool = self.object
        return [
            ("地区", tool.region),
            ("类别", tool.get_kind_display()),
            ("支持标准", tool.amount),
            ("文号", tool.document_no),
            ("施行日期", tool.valid_from),
            ("截止日期", tool.valid_to or "长期"),
            ("原文", tool.address and format_html(PAPER, tool.address, tool.address)),
        ]

    def panels(self) -> list[Panel]:
        rows = scopes.measures(self.request.user).filter(policy_tools=self.object)
        rows = rows.select_related("enterprise", "county").order_by("-pk")
        table = MeasureTable(list(rows[:SHOWN]))
        return [
            Panel("支持内容和条件", "cultivation/_words.html", context={"words": [("", self.object.content)]}),
            Panel("关联的帮扶措施", "cultivation/_table.html", context={"table": table}),
        ]


def keeps(user, tool: PolicyTool) -> bool:
    """The bureau of the place that grants it."""
    return is_regulator(user) and user.region.pk == tool.region_id


class PolicyCreate(CreatePage):
    title = "登记政策"
    form_class = PolicyForm
    list_title, list_url = LIST_TITLE, LIST_URL
    cancel_url = LIST_URL

    def may(self, user) -> bool:
        return is_regulator(user)

    def form_kwargs(self) -> dict:
        return {"instance": PolicyTool(region=self.request.user.region)}


class PolicyEdit(EditPage):
    form_class = PolicyForm
    list_title, list_url = LIST_TITLE, LIST_URL
    refusal = "政策由发布地区的监管部门维护。"

    def scope(self, user):
        return scopes.policy_tools(user)

    def may(self, user) -> bool:
        return keeps(user, self.object)
