"""Pages that write: a form, a new record, a change of a record that somebody else may be changing, a question."""

import hashlib
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from ..tables import plain_text
from .base import Page
from .details import ObjectPage


class FormPage(Page):
    """A form that is asked and, once valid, saved.

    A subclass gives ``form_class`` and, where wanted, ``save(form)`` (default ``form.save()``; it may call an
    action; ``refusals`` are shown on the form), ``success_url(result)``, ``success_message``, ``form_kwargs()``,
    ``submit_label``, ``cancel_url``.
    """

    template_name = "generic/form.html"
    form_class = None
    submit_label = "保存"
    cancel_url = ""
    success_message = "已保存。"
    # Exceptions of save() whose words are for the person.
    refusals: tuple[type[Exception], ...] = (ValidationError,)

    def form_kwargs(self) -> dict:
        return {}

    def form(self, *data):
        return self.form_class(*data, **self.form_kwargs())

    def save(self, form):
        return form.save()

    def success_url(self, result) -> str:
        return result.get_absolute_url()

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return self.ask(self.form())

    def post(self, request, *args, **kwargs) -> HttpResponse:
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.ask(form, status=422)
        try:
            with transaction.atomic():
                result = self.save(form)
        except self.refusals as refusal:
            form.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))
            return self.ask(form, status=422)
        return self.saved(result)

    def saved(self, result) -> HttpResponse:
        if self.success_message:
            messages.success(self.request, self.success_message)
        return redirect(self.success_url(result))

    def ask(self, form, status: int = 200, **more) -> HttpResponse:
        context = {"form": form, "submit_label": self.submit_label, "cancel_url": self.cancel_url}
        return self.render(status=status, **(context | more))


class CreatePage(FormPage):
    """A new record; ``list_title`` and ``list_url`` lead back."""

    list_url = ""
    list_title = ""

    def breadcrumbs(self) -> list[tuple[str, str | None]]:
        trail = [(self.list_title, self.list_url)] if self.list_title else []
        return [*trail, (self.page_title(), None)]


@dataclass(frozen=True)
class Difference:
    """A field that two people filled in differently."""

    label: str
    theirs: str
    yours: str


class EditPage(ObjectPage, FormPage):
    """A change of one record of ``scope(user)``.

    The form carries a fingerprint of its fields as they were when the page was opened. When somebody changed one of
    them in between, nothing is written: the page shows theirs beside yours, field by field; a second click saves yours.
    """

    def page_title(self) -> str:
        words = str(self.object)
        return self.title or f"修改{' ' if words[:1].isascii() else ''}{words}"

    def breadcrumbs(self) -> list[tuple[str, str | None]]:
        trail = [(self.list_title, self.list_url)] if self.list_title else []
        return [*trail, (str(self.object), self.back_url()), ("修改", None)]

    def back_url(self) -> str:
        return self.cancel_url or self.object.get_absolute_url()

    def form(self, *data):
        return self.form_class(*data, instance=self.object, **self.form_kwargs())

    def ask(self, form, status: int = 200, **more) -> HttpResponse:
        return super().ask(form, status, **({"version": self.version(), "cancel_url": self.back_url()} | more))

    def version(self) -> str:
        """The fingerprint of what the form would show of the record as it now stands."""
        unsaved = type(self.object)._base_manager.get(pk=self.object.pk)
        return fingerprint(self.form_class(instance=unsaved, **self.form_kwargs()))

    @transaction.atomic
    def post(self, request, *args, **kwargs) -> HttpResponse:
        model = type(self.object)
        self.object = model._base_manager.select_for_update(of=("self",)).get(pk=self.object.pk)
        if not self.may(request.user):
            return self.too_late()
        now = self.version()
        if request.POST.get("version") != now:
            return self.conflict(now)
        return super().post(request, *args, **kwargs)

    def too_late(self) -> HttpResponse:
        """The record left this desk while the page was open: nothing is written, and what was typed is shown again."""
        form = self.form(self.request.POST, self.request.FILES)
        form.full_clean()
        form.add_error(None, self.refusal)
        return self.ask(form, status=409)

    def conflict(self, now: str) -> HttpResponse:
        theirs = self.form()
        yours = self.form(self.request.POST, self.request.FILES)
        yours.full_clean()
        found = list(differences(theirs, yours))
        return self.ask(yours, status=409, version=now, differences=found, is_conflict=True)


def fingerprint(form) -> str:
    """A hash over the values that an unbound form shows."""
    shown = [(bound.name, field_words(bound.field, bound.value())) for bound in form if not bound.is_hidden]
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:32]


def differences(theirs, yours):
    """Each field of two forms whose values differ, as words. Both are of one class; ``yours`` is bound."""
    for bound in yours:
        if bound.is_hidden:
            continue
        ours = field_words(bound.field, bound.value())
        other = field_words(bound.field, theirs[bound.name].value())
        if ours != other:
            yield Difference(str(bound.label), other, ours)


def field_words(field, value) -> str:
    """A form value as a person reads it: the choice's label, not its code."""
    if isinstance(field, forms.DateTimeField) and isinstance(value, str):
        value = _moment(field, value)
    values = [item for item in (value if isinstance(value, (list, tuple)) else [value]) if item not in (None, "")]
    if not values:
        return "（未填）"
    labels = {str(key): str(label) for key, label in _flat(getattr(field, "choices", ()))}
    return "、".join(labels.get(_key(item), str(plain_text(item))) for item in values)


def _moment(field, text: str):
    """What a native picker sent, as the stored value would be shown; as typed when it is no moment."""
    try:
        return field.prepare_value(field.to_python(text))
    except ValidationError:
        return text


def _key(item) -> str:
    return str(item.pk) if isinstance(item, models.Model) else str(item)


def _flat(choices):
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield key, label


class ConfirmPage(ObjectPage):
    """One question before an outward or destructive act: what will happen, to how many, and the button.

    A subclass gives ``question()``, ``confirm_label``, ``act() -> redirect url`` and, where wanted, ``consequences()``
    (sentences) and ``is_destructive``.
    """

    template_name = "generic/confirm.html"
    confirm_label = "确认"
    success_message = "已办理。"
    is_destructive = False

    def question(self) -> str:
        raise NotImplementedError

    def consequences(self) -> list[str]:
        return []

    def back_url(self) -> str:
        return self.object.get_absolute_url()

    def act(self) -> str:
        raise NotImplementedError

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return self.ask()

    def ask(self, status: int = 200, **more) -> HttpResponse:
        return self.render(
            status=status,
            question=self.question(),
            consequences=self.consequences(),
            confirm_label=self.confirm_label,
            is_destructive=self.is_destructive,
            back_url=self.back_url(),
            **more,
        )

    def post(self, request, *args, **kwargs) -> HttpResponse:
        with transaction.atomic():
            url = self.act()
        messages.success(request, self.success_message)
        return redirect(url)
