"""What the pages of this room share."""

from django.core.exceptions import ValidationError
from django.utils.html import format_html

from pinzibiao.accounts.models import Role
from pinzibiao.casework.refusals import Refused
from pinzibiao.files.actions import Refused as FileRefused
from pinzibiao.lib.pages import FormPage

REFUSALS = (ValidationError, Refused, FileRefused)


def is_county(user) -> bool:
    """The county's bureau keeps the library of its place."""
    return user.kind == Role.Kind.COUNTY


def defines_lists(user) -> bool:
    """The province, which owns the programme, says what the lists are."""
    return user.kind == Role.Kind.PROVINCE


def is_enterprise(user) -> bool:
    return user.kind == Role.Kind.ENTERPRISE


def link(record, text=None):
    """A record as a link to its page, or nothing."""
    return format_html('<a href="{}">{}</a>', record.get_absolute_url(), text or record) if record else None


def changed_labels(form) -> str:
    """Which fields were changed, for the trail."""
    return "、".join(str(form.fields[name].label) for name in form.changed_data)[:400]


class ChooseEnterprisePage(FormPage):
    """The first of two steps: which enterprise. A subclass gives ``next_url(enterprise)``."""

    submit_label = "下一步"
    success_message = ""

    def may(self, user) -> bool:
        return is_county(user)

    def form_kwargs(self) -> dict:
        return {"user": self.request.user}

    def save(self, form):
        return form.cleaned_data["enterprise"]

    def success_url(self, result) -> str:
        return self.next_url(result)
