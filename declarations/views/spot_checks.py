"""The offices' list of what was drawn, and the result of each, recorded by the province."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse_lazy

from desks import scopes
from pinzibiao.accounts.models import Role
from pinzibiao.casework.refusals import Refused
from pinzibiao.lib.pages import Button, FormPage, ListPage, Panel
from pinzibiao.lib.pages.details import ObjectPage

from ..actions import take
from ..forms.spot_checks import ResultForm
from ..models import SpotCheck
from ..spot_check_tables import SpotCheckFilter, SpotCheckTable, office_row
from ..spot_checks import act_of, is_open, state_of, words_of
from .access import is_regulator

LIST_URL = reverse_lazy("declarations:spot_checks")
LIST_TITLE = "监督抽查"


def may_record(user) -> bool:
    return user.kind == Role.Kind.PROVINCE


class SpotCheckList(ListPage):
    model = SpotCheck
    title = LIST_TITLE
    refusal = "监督抽查由监管部门办理。抽取范围、方法和结果在公众页面的“监督抽查”查看。"
    filterset_class = SpotCheckFilter
    table_class = SpotCheckTable
    export_name = "监督抽查"
    empty_text = "还没有抽取监督抽查对象。系统每年从「办理参数」规定的月份起，夜间自动抽取。"

    def may(self, user) -> bool:
        return is_regulator(user)

    def page_lead(self) -> str:
        who = "逐件检查并登记结果" if may_record(self.request.user) else "由省级检查并登记结果"
        return f"系统每年按地区和行业从有效的授权中随机抽取，{who}。"

    def buttons(self) -> list[Button]:
        return [Button("公开的抽取方法", reverse_lazy("public:spot_plans"), icon="dices", style="outline-primary")]

    def scope(self, user):
        return scopes.spot_checks(user)

    def rows(self, objects):
        may = may_record(self.request.user)
        return [office_row(check, may_record=may) for check in objects]


class SpotResult(ObjectPage, FormPage):
    """What was found at one of those drawn: an act on its case."""

    title = "登记抽查结果"
    form_class = ResultForm
    submit_label = "登记结果"
    refusals = (Refused,)
    success_message = "已登记。"

    def may(self, user) -> bool:
        self.refusal = "监督抽查的结果由省级市场监管部门登记。"
        return may_record(user)

    def scope(self, user):
        return scopes.spot_checks(user)

    def get(self, request, *args, **kwargs):
        if not is_open(self.object):
            raise PermissionDenied(f"这件监督抽查{state_of(self.object)[0]}，现在不能登记结果。请返回列表查看。")
        return super().get(request, *args, **kwargs)

    def page_lead(self) -> str:
        row = self.object.authorisation
        return f"{row.number} · {row.enterprise_name} · {row.product_name}"

    def breadcrumbs(self):
        return [(LIST_TITLE, LIST_URL), (self.title, None)]

    def form_kwargs(self) -> dict:
        return {"plan": self.object.plan}

    def save(self, form):
        told, check = form.cleaned_data, self.object
        take(
            check.authorisation.declaration,
            act_of(told["result"]),
            by=self.request.user,
            comment=words_of(told["result"], told["note"]),
            data={"spot_check": check.pk, **{name: told[name] for name in ("result", "checked_on", "note")}},
            key=told["key"],
        )
        return check

    def success_url(self, result) -> str:
        return f"{LIST_URL}?year={result.plan.year}&state=open"

    def ask(self, form, status: int = 200, **more):
        return super().ask(form, status, cancel_url=LIST_URL, **more)


def spot_panel(page) -> Panel | None:
    """The case's own checks, for the offices and the enterprise."""
    row = getattr(page.object, "authorisation", None)
    checks = list(row.spot_checks.select_related("plan", "recorded_by")) if row else []
    if not checks:
        return None
    for check in checks:
        check.authorisation = row
        row.declaration = page.object
    context = {"checks": [(check, state_of(check)) for check in checks]}
    return Panel(
        "监督抽查", "declarations/_spot_checks.html", context=context, icon="shield-check", anchor="spot-checks"
    )
