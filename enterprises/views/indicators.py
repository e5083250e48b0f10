"""Keeping a standard's table of key indicators: whoever keeps the standard keeps it."""

from django.shortcuts import get_object_or_404

from pinzibiao.lib.pages import ConfirmPage, CreatePage, EditPage

from .. import actions
from ..forms import StandardIndicatorForm
from ..models import StandardIndicator
from .standards import LIST_URL, KeptByProvince


class OfStandard(KeptByProvince):
    """What the pages about one indicator share: its standard within the scope, and the way back to it."""

    def prepare(self) -> None:
        self.standard = get_object_or_404(self.scope(self.request.user), pk=self.kwargs["pk"])
        if "item_pk" in self.kwargs:
            rows = self.standard.indicators.select_related("standard")
            self.object = get_object_or_404(rows, pk=self.kwargs["item_pk"])

    def page_lead(self) -> str:
        return str(self.standard)

    def breadcrumbs(self):
        return [
            (self.list_title, LIST_URL),
            (self.standard.number, self.standard.get_absolute_url()),
            (self.page_title(), None),
        ]

    def back_url(self) -> str:
        return f"{self.standard.get_absolute_url()}#indicators"

    def success_url(self, result) -> str:
        return self.back_url()


class IndicatorCreate(OfStandard, CreatePage):
    title = "添加关键指标"
    form_class = StandardIndicatorForm

    def form_kwargs(self):
        unsaved = StandardIndicator(standard=self.standard, position=self.standard.indicators.count() + 1)
        return {"instance": unsaved}

    def ask(self, form, status: int = 200, **more):
        return super().ask(form, status, cancel_url=self.back_url(), **more)

    def save(self, form):
        return actions.keep_indicator(form.save(commit=False), by=self.request.user)


class IndicatorEdit(OfStandard, EditPage):
    title = "修改关键指标"
    form_class = StandardIndicatorForm

    def save(self, form):
        return actions.keep_indicator(form.save(commit=False), by=self.request.user)


class IndicatorDelete(OfStandard, ConfirmPage):
    title = "删除关键指标"
    confirm_label = "删除"
    success_message = "已删除，修改记录中仍可查到。"
    is_destructive = True

    def question(self) -> str:
        return f"确定删除 {self.standard.number} 的关键指标「{self.object}」吗？"

    def consequences(self) -> list[str]:
        return ["已经填报的自我声明保留原来的要求，以后的填报不再带出这一项。"]

    def act(self) -> str:
        actions.forget_indicator(self.object, by=self.request.user)
        return self.back_url()
