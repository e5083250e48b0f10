"""续展: begun from the authorised case; and what the case pages tell of it."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from pinzibiao.casework.refusals import Refused
from pinzibiao.lib.pages import Button, ConfirmPage, Panel

from ..actions import renew
from ..renewals import renewable_from, why_no_renewal
from ..selectors import renewal_under_way
from ..states import DeclarationStatus as S
from .access import is_enterprise, may_prepare
from .sections import CLERK_ONLY, CasePage


class RenewPage(CasePage, ConfirmPage):
    """Ask once, since a new case begins; whoever comes second finds the first one's."""

    title = "申请续展"
    confirm_label = "开始续展"
    success_message = "续展草稿已建立，原内容已带入。请逐部分核对，并补充新的检测报告和附件。"

    def scope(self, user):
        return super().scope(user).select_related("authorisation")

    def may(self, user) -> bool:
        if not is_enterprise(user):
            self.refusal = "续展由企业申请。"
        elif not may_prepare(user):
            self.refusal = CLERK_ONLY
        else:
            self.refusal = "" if renewal_under_way(self.object) else why_no_renewal(self.object)
        return not self.refusal

    def question(self) -> str:
        row = self.object.authorisation
        return f"为「{row.product_name}」申请续展？原授权 {row.number} 有效期至 {row.valid_to}。"

    def consequences(self) -> list[str]:
        return [
            "新建一份续展申报，带入原申报的产品与标准、关键指标、四精自评和联系人。",
            "检测报告、附件和三项承诺须重新填写。",
            "续展授权前原授权继续有效；续展授权后由新授权接替，有效期从原有效期届满次日起算。",
        ]

    def act(self) -> str:
        try:
            case, is_new = renew(self.object, by=self.request.user)
        except Refused as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        if not is_new:
            self.success_message = "该授权的续展已在办理，已为您打开。"
        return case.get_absolute_url()


def renew_buttons(page) -> list[Button]:
    """For the clerk, from the day on which a renewal may begin until one has begun."""
    case = page.object
    if case.status != S.AUTHORISED or not may_prepare(page.request.user) or renewal_under_way(case):
        return []
    if why_no_renewal(case):
        return []
    return [Button("申请续展", reverse("declarations:renew", args=[case.pk]), icon="repeat")]


def renewal_panel(page) -> Panel | None:
    """What this case renews, by which it is renewed, and from when on it may be."""
    case = page.object
    if not case.renews and not hasattr(case, "authorisation"):
        return None
    later = [("续展申报", one) for one in page.scope(page.request.user).filter(renews=case.pk).order_by("pk")]
    linked = [*([("续展自", case.renews)] if case.renews else []), *later]
    opens_on = renewable_from(case.authorisation) if case.status == S.AUTHORISED and not later else None
    if not linked and opens_on is None:
        return None
    context = {"linked": linked, "opens_on": opens_on}
    return Panel("续展", "declarations/_renewal.html", context=context, icon="repeat")
