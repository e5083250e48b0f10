"""Interests: declared by the expert, written down by the province."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from desks import scopes
from enterprises.models import Enterprise
from pinzibiao.accounts.models import Role
from pinzibiao.casework.refusals import Refused
from pinzibiao.lib.pages import FormPage

from .. import actions, rules
from ..forms import EndForm, InterestForm
from ..models import Interest


class InterestPage(FormPage):
    """A page about the interests of one expert of the person's scope."""

    form_class = InterestForm
    refusals = (Refused,)
    refusal = "利害关系由专家本人申报，或由省局登记。"

    def prepare(self) -> None:
        self.expert = get_object_or_404(scopes.experts(self.request.user), pk=self.kwargs["pk"])
        self.cancel_url = self.expert.get_absolute_url()
        self.interest = Interest()
        if "interest" in self.kwargs:
            rows = self.expert.interests.select_related("enterprise", "expert")
            self.interest = get_object_or_404(rows, pk=self.kwargs["interest"])

    def may(self, user) -> bool:
        return rules.may_declare_interests(user, self.expert)

    def breadcrumbs(self):
        if self.request.user.kind == Role.Kind.EXPERT:
            return [("我的专家档案", reverse("experts:me")), (self.title, None)]
        above = [("专家库", reverse("experts:list")), (str(self.expert), self.cancel_url)]
        return [*above, (self.title, None)]

    def success_url(self, result) -> str:
        return self.cancel_url


class InterestCreate(InterestPage):
    title = "申报利害关系"
    lead = "有任职、咨询、亲属任职等关系的企业，专家须回避对它的评价；现场帮扶不受影响。"
    submit_label = "申报"
    success_message = "已申报，选派评价专家时将自动回避。"

    def form_kwargs(self) -> dict:
        return {"instance": self.interest, "expert": self.expert, "enterprises": Enterprise.objects.all()}

    def save(self, form):
        return actions.declare_interest(form.save(commit=False), by=self.request.user)


class InterestEdit(InterestCreate):
    """Correcting is the province's: an expert who could rewrite a tie could lose it before an evaluation."""

    title = "修改利害关系"
    lead = ""
    submit_label = "保存"
    success_message = "已保存。"
    refusal = "已申报的利害关系由省局更正。关系已经结束的，请办理“结束”；填错的，请联系省局。"

    def may(self, user) -> bool:
        return rules.keeps_the_library(user)


class InterestEnd(InterestPage):
    title = "结束利害关系"
    lead = "结束后记录仍保留；结束未满规定年数的，评价时仍须回避。"
    form_class = EndForm
    submit_label = "结束"
    success_message = "已记录结束日期。"

    def save(self, form):
        return actions.end_interest(self.interest, by=self.request.user, until=form.cleaned_data["until"])
