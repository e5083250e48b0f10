"""办理时效: how long the counties take, place by place."""

from django import forms
from django.http import HttpResponse
from django.utils import timezone

from desks import scopes
from pinzibiao.accounts.models import Role
from pinzibiao.lib.pages import BadQuery, Page
from pinzibiao.lib.tables import Column, NumberColumn, PortalTable
from pinzibiao.regions.models import Region

from ..handling import Handling, handling_of

FIRST_YEAR = 2021


class HandlingTable(PortalTable):
    place = Column(verbose_name="属地", css="lead-cell")
    cases = NumberColumn(verbose_name="办结（件）")
    median = NumberColumn(verbose_name="用时中位数（工作日）")
    ninth = NumberColumn(verbose_name="90% 分位（工作日）")
    accepting = NumberColumn(verbose_name="其中受理")
    reviewing = NumberColumn(verbose_name="其中形式审查")


class YearForm(forms.Form):
    year = forms.TypedChoiceField(label="办结年份", coerce=int)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = range(timezone.localdate().year, FIRST_YEAR - 1, -1)
        self.fields["year"].choices = [(year, f"{year} 年") for year in years]
        self.fields["year"].widget.attrs["class"] = "form-select form-select-sm"


class HandlingTimes(Page):
    template_name = "declarations/handling.html"
    title = "办理时效"
    lead = "从企业提交到通过形式审查或不予受理的工作日，企业补正的时间不计。"
    refusal = "办理时效由监管部门查看。本企业申报的期限在申报页面上。"

    def may(self, user) -> bool:
        return user.kind in (*Role.REGULATORS, Role.Kind.AUDITOR)

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if unknown := set(request.GET) - {"year"}:
            raise BadQuery(f"网址中有本页不认识的查询条件「{min(unknown)}」。请从菜单重新打开本页。")
        form = YearForm(request.GET if "year" in request.GET else {"year": timezone.localdate().year})
        if not form.is_valid():
            raise BadQuery("没有这个年份。请在页面上选择年份。", request.path, "查看今年")
        found = handling_of(scopes.declarations(request.user), form.cleaned_data["year"], self._place())
        return self.render(form=form, table=HandlingTable(self._rows(found)))

    def _place(self) -> str:
        """The province looks at its cities, everybody else at counties."""
        region = self.request.user.region
        return "city_code" if region is None or region.level == Region.Level.PROVINCE else "county_id"

    def _rows(self, found: list[Handling]) -> list[dict]:
        names = dict(Region.objects.filter(pk__in=[one.place for one in found]).values_list("pk", "name"))
        rows = [vars(one) | {"place": names.get(one.place, "合计")} for one in found]
        return rows if len(rows) > 2 else rows[:1]
