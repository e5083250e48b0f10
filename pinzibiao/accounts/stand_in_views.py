"""The pages of 代办: both sides see theirs, the administrator all."""

from django import forms
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils import timezone

from pinzibiao.casework.refusals import Refused
from pinzibiao.lib.forms import PortalForm
from pinzibiao.lib.pages import Button, ConfirmPage, CreatePage, Page

from . import stand_ins
from .models import Role, User

LIST_URL = reverse_lazy("accounts:stand_ins")
READERS = (*Role.REGULATORS, Role.Kind.ADMINISTRATOR, Role.Kind.AUDITOR)
ACTORS = (*Role.REGULATORS, Role.Kind.ADMINISTRATOR)
SHOWN = 200
REFUSAL = "代办由监管人员本人或系统管理员设定。"


class StandInForm(PortalForm):
    """Asked of the absent person, who is known, or of the administrator, who names them."""

    absent = forms.ModelChoiceField(User.objects.none(), label="离岗人")
    stand_in = forms.ModelChoiceField(User.objects.none(), label="代办人")
    from_on = forms.DateField(label="开始日期", initial=timezone.localdate)
    to_on = forms.DateField(label="结束日期")
    reason = forms.CharField(label="原因", max_length=200)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if user.kind == Role.Kind.ADMINISTRATOR:
            everybody = User.objects.filter(is_active=True, role__kind__in=Role.REGULATORS)
            everybody = everybody.select_related("role__region").order_by("role__region", "name")
            self.fields["absent"].queryset = self.fields["stand_in"].queryset = everybody
        else:
            del self.fields["absent"]
            self.fields["stand_in"].queryset = stand_ins.colleagues_of(user).select_related("role__region")
        for name in {"absent", "stand_in"} & set(self.fields):
            self.fields[name].label_from_instance = lambda one: f"{one.name}（{one.role}）"


class StandInList(Page):
    template_name = "accounts/stand_ins.html"
    title = "代办"
    lead = "离岗期间，代办人在待办中看到离岗人经办的事项并代为办理；办理记录写明代谁办理，经办与审核仍须是两个人。"
    refusal = REFUSAL

    def may(self, user) -> bool:
        return user.kind in READERS

    def buttons(self) -> list[Button]:
        if self.request.user.kind not in ACTORS:
            return []
        return [Button("设定代办", reverse_lazy("accounts:stand_in_create"), icon="plus")]

    def get(self, request) -> HttpResponse:
        rows = stand_ins.seen_by(request.user)[:SHOWN]
        return self.render(rows=rows, may_end=request.user.kind in ACTORS)


class StandInCreate(CreatePage):
    title = "设定代办"
    lead = "代办人须与离岗人同一单位、同一级别；代办不能再转代。"
    list_title = "代办"
    list_url = LIST_URL
    cancel_url = LIST_URL
    form_class = StandInForm
    refusal = REFUSAL
    refusals = (*CreatePage.refusals, Refused)

    def may(self, user) -> bool:
        return user.kind in ACTORS

    def form_kwargs(self) -> dict:
        return {"user": self.request.user}

    def save(self, form):
        user = self.request.user
        return stand_ins.set_up(**({"absent": user} | form.cleaned_data), by=user)

    def success_url(self, result) -> str:
        return LIST_URL


class StandInEnd(ConfirmPage):
    title = "结束代办"
    confirm_label = "结束代办"
    success_message = "代办已结束，事项回到离岗人本人的待办。"
    refusal = REFUSAL
    list_title = "代办"
    list_url = LIST_URL

    def scope(self, user):
        return stand_ins.seen_by(user)

    def may(self, user) -> bool:
        return user.kind in ACTORS

    def question(self) -> str:
        return f"现在结束「{self.object}」吗？"

    def back_url(self) -> str:
        return LIST_URL

    def act(self) -> str:
        stand_ins.end(self.object, by=self.request.user)
        return LIST_URL
