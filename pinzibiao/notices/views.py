"""我的消息: what a person was told; and what comes by mail too."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.views.decorators.http import require_POST, require_safe

from pinzibiao.lib.pages import Button, FormPage, ListPage

from . import actions, selectors
from .forms import MailForm
from .models import Message
from .tables import MessageFilter, MessageTable

TITLE = "我的消息"
LIST = reverse_lazy("notices:list")


class MessageList(ListPage):
    model = Message
    title = TITLE
    lead = "平台通知您的事项，新的在前。需要您办理的事项在「待办」里，办完才会消失。"
    template_name = "notices/message_list.html"
    filterset_class = MessageFilter
    table_class = MessageTable
    empty_text = "还没有消息。申报有进展、期限临近时，会在这里通知您。"

    def scope(self, user):
        return selectors.messages_of(user).order_by("-id")

    def buttons(self) -> list[Button]:
        return [Button("邮件提醒设置", reverse_lazy("notices:mail"), icon="mail", style="outline-primary")]


class MailPage(FormPage):
    title = "邮件提醒设置"
    lead = "消息总会出现在平台里；这里选择哪些同时发到您的邮箱。"
    form_class = MailForm
    template_name = "notices/mail.html"
    cancel_url = LIST
    success_message = "已保存。"

    def breadcrumbs(self):
        return [(TITLE, LIST), (self.title, None)]

    def form_kwargs(self) -> dict:
        return {"choices": selectors.choices_of(self.request.user)}

    def context(self, **more) -> dict:
        return super().context(mail_is_on=settings.MAIL_IS_ON, address=self.request.user.email, **more)

    def save(self, form):
        actions.choose_mail(self.request.user, set(form.cleaned_data["kinds"]))

    def success_url(self, result) -> str:
        return str(LIST)


@require_safe
def open_message(request, pk: int):
    """Read, and on to what it is about: there the person's own scope decides again."""
    message = get_object_or_404(selectors.messages_of(request.user), pk=pk)
    actions.mark_read(request.user, pk)
    return redirect(message.url)


@require_POST
def read_all(request):
    count = actions.mark_read(request.user)
    messages.success(request, f"{count} 条消息已标为已读。")
    return redirect(str(LIST))
