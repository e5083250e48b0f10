"""Which experts fit an enterprise or one of its problems, the best first, each with the reasons."""

from django import forms
from django.http import Http404
from django.urls import reverse_lazy

from cultivation.models import Dimension
from desks import scopes
from enterprises.forms.choosing import EnterpriseChoiceField
from pinzibiao.accounts.models import Role
from pinzibiao.lib.forms import PortalForm
from pinzibiao.lib.pages import Page

from .. import rules
from ..candidates import candidates, need_of


class MatchForm(PortalForm):
    """For whom, in what, and on which day."""

    enterprise = EnterpriseChoiceField()
    dimension = forms.ChoiceField(label="问题所属维度", choices=[("", "不限"), *Dimension.choices], required=False)
    planned_on = forms.DateField(label="日期", required=False, help_text="填写后列出当日已有帮扶的专家。")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].user = user


class Matching(Page):
    template_name = "visits/match.html"
    title = "推荐专家"
    lead = "按熟悉行业、专长、距离、在办帮扶少、企业评价高的顺序排列，理由写在每位专家后面。"
    refusal = "专家由监管人员选派。需要帮扶的企业请在“帮扶需求”中提出。"

    def may(self, user) -> bool:
        return user.kind in Role.REGULATORS

    def breadcrumbs(self):
        return [("质量帮扶", reverse_lazy("visits:list")), (self.title, None)]

    def get(self, request, *args, **kwargs):
        problem = self._problem()
        initial = {"enterprise": problem.enterprise, "dimension": problem.dimension} if problem else {}
        form = MatchForm(request.GET if "enterprise" in request.GET else None, user=request.user, initial=initial)
        asked = form.cleaned_data if form.is_bound and form.is_valid() else initial
        rows = self._found(asked) if asked else None
        may_plan = rules.may_plan(request.user)
        return self.render(form=form, rows=rows, problem=problem, asked=asked, may_plan=may_plan)

    def _problem(self):
        pk = self.request.GET.get("problem", "")
        if not pk:
            return None
        rows = scopes.problems(self.request.user).select_related("enterprise")
        found = rows.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 19 else None
        if found is None:
            raise Http404
        return found

    def _found(self, asked: dict) -> list:
        enterprise = asked["enterprise"]
        return candidates(enterprise, need_of(enterprise, asked.get("dimension") or ""), asked.get("planned_on"))
