"""Candidates by rule: a saved filter of the register finds enterprises that are not in the library yet."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy

from enterprises.models import BrandHolder
from pinzibiao.exchange.selectors import views_of
from pinzibiao.lib.pages import BadQuery, Page
from pinzibiao.lib.pages.again import list_again
from pinzibiao.lib.preferences import Preference

from .. import actions
from ..models import LibraryEntry
from ..states import EntryStatus
from .base import is_county

REGISTER = "enterprises:list"
OPEN = (EntryStatus.CANDIDATE, EntryStatus.LISTED)
# As many as a person looks through before pressing the button.
MOST_ROWS = 200


class Candidates(Page):
    """The rules are one's own saved views of the register; the county's bureau looks through what one finds."""

    template_name = "cultivation/candidates.html"
    title = "按规则找候选"
    lead = (
        "在企业库筛选后点“保存当前筛选”，就是一条规则。规则找出的、还不在培育库的企业在这里逐家核对，勾选后列为候选。"
    )
    refusal = "候选企业由属地县级监管人员登记。"

    def may(self, user) -> bool:
        return is_county(user)

    def breadcrumbs(self):
        return [("培育库", reverse_lazy("cultivation:entry_list")), (self.title, None)]

    def get(self, request) -> HttpResponse:
        rules = list(views_of(request.user).filter(list_key=REGISTER))
        chosen = self.rule(rules)
        rows = list(self.found(chosen)[: MOST_ROWS + 1]) if chosen else []
        register = reverse(REGISTER)
        return self.render(
            rules=rules,
            chosen=chosen,
            rows=rows[:MOST_ROWS],
            has_more=len(rows) > MOST_ROWS,
            most=MOST_ROWS,
            register=register,
        )

    def post(self, request) -> HttpResponse:
        chosen = self.rule(list(views_of(request.user).filter(list_key=REGISTER)))
        keys = [int(key) for key in request.POST.getlist("rows") if key.isdigit()][:MOST_ROWS]
        if chosen is None or not keys:
            messages.error(request, "请至少勾选一家企业，未作登记。")
            return redirect(request.get_full_path())
        rows = self.found(chosen).filter(pk__in=keys)
        count, refused = actions.nominate_many(by=request.user, enterprises=rows, reason=f"符合规则：{chosen.name}")
        messages.success(request, f"已将 {count} 家企业列为候选，请逐家初核入库。")
        for sentence in refused:
            messages.warning(request, sentence)
        return redirect(f"{reverse('cultivation:entry_list')}?status={EntryStatus.CANDIDATE}")

    def rule(self, rules: list):
        return next((one for one in rules if str(one.pk) == self.request.GET.get("rule")), None)

    def found(self, chosen):
        """What the rule finds now in one's own place, without those in the library and those that carry the brand."""
        try:
            page = list_again(REGISTER, chosen.query, self.request.user, Preference())
        except (Http404, PermissionDenied, BadQuery) as stale:
            raise BadQuery("这条规则用到了企业库已经没有的条件，请到企业库重新筛选并保存。") from stale
        entries = LibraryEntry.objects.filter(enterprise=OuterRef("pk"), status__in=OPEN)
        holders = BrandHolder.objects.filter(enterprise=OuterRef("pk"), is_current=True)
        return page.found.filter(~Exists(entries), ~Exists(holders)).select_related("county", "industry")
