"""Rules that the province keeps by date: the list of all that ever were, one more, a change or an end."""

from django.urls import reverse_lazy

from pinzibiao.accounts.models import Role
from pinzibiao.casework.actions import record
from pinzibiao.casework.models import Event
from pinzibiao.casework.workflow import Desk
from pinzibiao.lib.pages import Button, CreatePage, EditPage, Page

from .access import is_regulator

SHOWN_EVENTS = 50


def is_province(user) -> bool:
    return user.kind == Role.Kind.PROVINCE


class KeptList(Page):
    """For every office. A subclass gives ``model``, ``word`` (what one row is called) and ``create_url``."""

    def may(self, user) -> bool:
        return is_regulator(user)

    def buttons(self) -> list[Button]:
        if not is_province(self.request.user):
            return []
        return [Button(f"添加{self.word}", reverse_lazy(self.create_url), icon="plus")]

    def rows(self) -> list:
        return list(self.model.objects.all())

    def get(self, request):
        events = Event.objects.filter(subject_type=self.model._meta.label_lower).order_by("-id")[:SHOWN_EVENTS]
        return self.render(rows=self.rows(), events=events, may_edit=is_province(request.user))


class Keeping:
    """What the forms share: they are the province's, and every save is told in the list's history."""

    def may(self, user) -> bool:
        return is_province(user)

    def scope(self, user):
        return self.model.objects.all()

    def success_url(self, result) -> str:
        return self.list_url


class KeptCreate(Keeping, CreatePage):
    def save(self, form):
        row = form.save()
        record(row, "create", self.title, by=self.request.user, desk=Desk.PROVINCE, comment=str(row))
        return row


class KeptEdit(Keeping, EditPage):
    def save(self, form):
        row = form.save()
        told = _told(form, row)
        record(row, "edit", f"修改{self.word}", by=self.request.user, desk=Desk.PROVINCE, comment=told)
        return row


def _told(form, row) -> str:
    """What changed, in words."""
    lines = [
        f"{form[name].label}：{_shown(form, name, form[name].initial)} → {_shown(form, name, form.cleaned_data[name])}"
        for name in form.changed_data
    ]
    return "\n".join([str(row), *lines])


def _shown(form, name: str, value) -> str:
    """A value as the list shows it: the choice's label, 是 or 否."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(dict(getattr(form.fields[name], "choices", ())).get(value, value) or "—")
