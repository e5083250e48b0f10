"""The list of declarations: one for everybody, each with the rows of their scope."""

from django.db.models import Prefetch
from django.urls import reverse, reverse_lazy

from desks import scopes
from enterprises.models import Enterprise, Product
from pinzibiao.accounts.models import Role
from pinzibiao.lib.addresses import changed
from pinzibiao.lib.pages import Button, ListPage

from ..filters import DeclarationFilter
from ..models import Declaration
from ..tables import DeclarationTable
from ..turns import mine_first
from .access import may_prepare, may_publish
from .trail import USUAL, trail_of

LEADS = {
    Role.Kind.ENTERPRISE: "本企业的自我声明。经办人填报，签署人提交。",
    Role.Kind.EXPERT: "指派给您评价的自我声明。",
}


class DeclarationList(ListPage):
    """Whatever awaits the person comes first, the nearest deadline at the top."""

    model = Declaration
    title = "自我声明"
    template_name = "declarations/declaration_list.html"
    filterset_class = DeclarationFilter
    table_class = DeclarationTable
    export_name = "自我声明申报"
    create_url = reverse_lazy("declarations:create")
    create_label = "新建自我声明"
    references = ("county",)

    def scope(self, user):
        # Asked beside, for the rows of one page: joined, every declaration's product is fetched before they are sorted.
        enterprise = Prefetch("enterprise", Enterprise.objects.only("name"))
        product = Prefetch("product", Product.objects.only("name"))
        rows = scopes.declarations(user).prefetch_related(enterprise, product)
        return mine_first(user, rows)

    def find(self) -> None:
        super().find()
        if self.request.user.kind in Role.REGULATORS:
            asked = changed(self.request.GET, page=None, export=None).removeprefix("?")
            self.table.trail = trail_of(asked or USUAL)

    def may_create(self, user) -> bool:
        return may_prepare(user)

    def buttons(self) -> list[Button]:
        if may_publish(self.request.user):
            return [Button("批量公示", reverse("declarations:batch"), icon="megaphone", style="outline-primary")]
        return super().buttons()

    def page_lead(self) -> str:
        return LEADS.get(self.request.user.kind, "轮到您办理的排在前面，期限近的在上。")

    @property
    def empty_text(self) -> str:
        match self.request.user.kind:
            case Role.Kind.ENTERPRISE:
                return "还没有自我声明。由经办人新建，选择产品后分部分填写，再由签署人提交。"
            case Role.Kind.EXPERT:
                return "还没有指派给您的自我声明。市级监管部门指派后会出现在这里。"
        return "还没有自我声明。企业提交后会出现在这里。"
