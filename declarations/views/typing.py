"""What is being typed, saved as it is typed: one field of a form, or one table, under the lock of its row.

The rules are the form's own. An answer is JSON: 200 saved, 409 somebody else changed it (theirs comes along), 422 not
right yet, 403 the section is closed, 401 signed out. Whatever is not 200 stays in the browser (static/js/autosave.js).
"""

from django.db import transaction
from django.http import Http404, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from pinzibiao.casework.presence import here
from pinzibiao.lib.pages.details import ObjectPage
from pinzibiao.lib.passive import passive

from ..completeness import missing_in
from ..forms.rows import RowsForm
from ..forms.sections import FORMS
from ..forms.sent import as_sent, plain_lines
from ..models import Declaration
from .access import is_enterprise, may_prepare
from .sections import CLERK_ONLY, RowsEdit, SectionEdit, SectionPage

CLOSED = "{}您刚才填写的内容没有保存，仍留在本页和这台电脑上，可以复制备用。"


@require_POST
def autosave(request, pk: int, section: str):
    """What somebody typed into one section."""
    if section not in FORMS:
        raise Http404
    view = TableAutosave if issubclass(FORMS[section], RowsForm) else FieldAutosave
    return view.as_view()(request, pk=pk, section=section)


@passive
@require_POST
def presence(request, pk: int, section: str):
    """The page of a section is open: who else has it open?"""
    if section not in FORMS:
        raise Http404
    return PresencePage.as_view()(request, pk=pk, section=section)


class PresencePage(SectionPage, ObjectPage):
    def post(self, request, *args, **kwargs) -> JsonResponse:
        return JsonResponse({"names": here(self.object, self.section(), request.user)})


class Autosave:
    """Who may type is asked as ever; whether the section is open is asked under the lock, and told as JSON."""

    def may(self, user) -> bool:
        self.refusal = CLERK_ONLY if is_enterprise(user) else "填报由企业办理。"
        return may_prepare(user)

    @transaction.atomic
    def post(self, request, *args, **kwargs) -> JsonResponse:
        self.object = Declaration.objects.select_for_update(of=("self",)).get(pk=self.object.pk)
        if not super().may(request.user):
            return JsonResponse({"error": CLOSED.format(self.refusal), "is_closed": True}, status=403)
        return self.keep()

    def kept(self, *, is_seen: bool, **more) -> JsonResponse:
        """The answer to what is saved now. Somebody else's change stays one for a page that has not seen it."""
        return JsonResponse(
            {
                "at": timezone.localtime().strftime("%H:%M"),
                "version": self.version() if is_seen else self.request.POST.get("version", ""),
                "missing": self.lacking(),
                **more,
            }
        )

    def lacking(self) -> list[str]:
        return [one.sentence for one in missing_in(self.object, self.section())]


class FieldByField(Autosave):
    """``field``, its ``value``, and the value ``before`` that the person saw when they began to type."""

    def keep(self) -> JsonResponse:
        name, version = self.request.POST.get("field"), self.version()
        if sentence := self.why_not_open(name):
            return JsonResponse({"error": CLOSED.format(sentence), "is_closed": True}, status=403)
        is_seen = self.request.POST.get("version") == version
        now, value = self.now(name), plain_lines(self.request.POST.get("value", ""))
        if now == value:
            return self.kept(is_seen=is_seen, value=now)
        if now != plain_lines(self.request.POST.get("before", "")):
            return JsonResponse({"theirs": now}, status=409)
        form = self.only(name, value)
        if not form.is_valid():
            return JsonResponse({"error": " ".join(form.errors.get(name, ["请核对。"]))}, status=422)
        self.save(form)
        return self.kept(is_seen=is_seen, value=self.now(name))

    def why_not_open(self, name: str) -> str:
        """The sentence for a field that is shown but closed."""
        return ""

    def now(self, name: str) -> str:
        form = self.form()
        if name not in form.fields:
            raise Http404
        return as_sent(form[name])

    def only(self, name: str, value: str):
        """The section's form reduced to one field: the rest of it may be half filled."""
        form = self.form({name: value})
        form.fields = {name: form.fields[name]}
        return form


class FieldAutosave(FieldByField, SectionEdit):
    """A section of a declaration. In a correction only the named fields are open."""

    def why_not_open(self, name: str) -> str:
        form = self.form()
        return f"「{form.fields[name].label}」不在补正范围内，不能修改。" if name in form.closed else ""


class TableAutosave(Autosave, RowsEdit):
    """The table as a whole, as its page would send it."""

    def keep(self) -> JsonResponse:
        version, theirs = self.version(), self.form()
        form = self.form(self.request.POST)
        is_valid = form.is_valid()
        if not form.rows.management_form.is_valid():
            return JsonResponse({"error": "没有收到表格内容，请刷新本页。"}, status=422)
        if self.request.POST.get("version") != version:
            return self.changed_meanwhile(form, theirs, version)
        if not is_valid:
            sentences = [f"{label}：{sentence}" if label else sentence for _, label, sentence in form.error_list()]
            return JsonResponse({"error": " ".join(sentences)}, status=422)
        self.save(form)
        return self.kept(is_seen=True, rows=[_row(form, row) for row in form.rows.forms])

    def changed_meanwhile(self, form, theirs, version: str) -> JsonResponse:
        """Theirs, unless it is the same table again whose answer was lost on the way."""
        stored = [row.instance for row in theirs.rows.initial_forms]
        if form.summary() != theirs.summary():
            ids = [row.pk for row in stored]
            return JsonResponse({"theirs": theirs.summary(), "version": version, "ids": ids}, status=409)
        found = iter(stored)
        rows = [_told(next(found)) if row.instance.pk or row.has_changed() else {} for row in form.rows.forms]
        return self.kept(is_seen=True, rows=rows)


def _row(form, row) -> dict:
    """What became of one row: its key, or that it is gone; nothing of an empty one."""
    if row in form.rows.deleted_forms:
        return {"is_gone": True}
    return _told(row.instance) if row.instance.pk else {}


def _told(row) -> dict:
    """What the page shows beside the row: the judgement and the question, where it is an indicator."""
    return {"id": row.pk, "judgement": getattr(row, "judgement", ""), "question": getattr(row, "question", "")}
