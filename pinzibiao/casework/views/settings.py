"""The pages of the dated settings: all of them, one with its history, a new value, a plan taken back."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from pinzibiao.lib.pages import Button, ConfirmPage, FormPage, Page

from ..calendar_years import KEEPERS
from ..models import DatedSetting
from ..planning import acts_on, plan, setting_of, settings, withdraw
from ..setting_forms import PlanForm

LIST_URL = reverse_lazy("casework:settings")


class OfSettings:
    """Whoever keeps the rules of the procedure."""

    list_title = "办理参数"
    list_url = LIST_URL
    refusal = "办理参数由省级监管部门和系统管理员维护。"

    def may(self, user) -> bool:
        return user.kind in KEEPERS


class SettingList(OfSettings, Page):
    template_name = "casework/settings.html"
    title = OfSettings.list_title
    lead = "期限、次数、人数等数值，从某一天起生效；每件事项按其提交当日的数值办理。"

    def get(self, request) -> HttpResponse:
        return self.render(rows=settings())


class OneSetting(OfSettings):
    """A page about the setting that the address names."""

    def prepare(self) -> None:
        try:
            self.setting = setting_of(self.kwargs["key"])
        except KeyError as unknown:
            raise Http404 from unknown

    def page_title(self) -> str:
        return self.setting.declared.meaning

    def url(self) -> str:
        return reverse("casework:setting", args=[self.setting.key])

    def breadcrumbs(self) -> list[tuple[str, str | None]]:
        return [(self.list_title, self.list_url), (self.page_title(), None)]


class SettingDetail(OneSetting, Page):
    template_name = "casework/setting.html"

    def buttons(self) -> list[Button]:
        if self.setting.declared.is_fixed:
            return []
        return [Button("安排新值", reverse("casework:setting_plan", args=[self.setting.key]), icon="plus")]

    def get(self, request, key) -> HttpResponse:
        return self.render(setting=self.setting, acts=list(self.acts()))

    def acts(self) -> Iterator[dict]:
        """Who planned and withdrew what."""
        for event in acts_on(self.setting.key):
            yield {"event": event, "words": "；".join(self.setting.lines(event.data["value"]))}


class SettingPlan(OneSetting, FormPage):
    form_class = PlanForm
    submit_label = "安排新值"
    success_message = "已安排，到期自动生效；生效前可以撤回。"

    def prepare(self) -> None:
        super().prepare()
        if self.setting.declared.is_fixed:
            raise Http404
        self.cancel_url = self.url()

    def page_title(self) -> str:
        return f"安排新值：{self.setting.declared.meaning}"

    def form_kwargs(self) -> dict:
        return {"setting": self.setting}

    def save(self, form):
        return plan(self.setting.key, by=self.request.user, **form.cleaned_data)

    def success_url(self, result) -> str:
        return self.url()


class SettingWithdraw(OfSettings, ConfirmPage):
    title = "撤回安排"
    confirm_label = "撤回安排"
    success_message = "已撤回，现行数值继续有效。"
    is_destructive = True

    def scope(self, user):
        """What is in force, or was, stays."""
        return DatedSetting.objects.filter(key=self.kwargs["key"], valid_from__gt=timezone.localdate())

    def question(self) -> str:
        return f"撤回 {self.object.valid_from} 起的安排？"

    def consequences(self) -> list[str]:
        return ["这一安排不再生效，撤回的内容和撤回人保留在办理记录里。"]

    def back_url(self) -> str:
        return reverse("casework:setting", args=[self.object.key])

    def act(self) -> str:
        url = self.back_url()
        withdraw(self.object, by=self.request.user)
        return url
