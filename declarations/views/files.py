"""Attachments: added by kind, taken out again, read by whoever may see the case."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse

from desks import scopes
from pinzibiao.files.actions import claim
from pinzibiao.files.models import StoredFile
from pinzibiao.lib.pages import ConfirmPage, FormPage
from pinzibiao.lib.pages.details import ObjectPage

from ..bounds import why_too_much
from ..forms.sections import AttachmentsForm
from ..materials import rules_of
from ..models import Attachment, CorrectionItem, Declaration, MaterialRule
from ..models.material import KINDS
from ..openings import Opening
from ..rules import editable_sections, why_locked
from ..stamps import stamp
from .access import is_enterprise
from .sections import SectionPage


def attachment_file(user, pk: int) -> StoredFile | None:
    """The file of an attachment, for whoever sees the case. Others than the enterprise see what was submitted."""
    rows = Attachment.objects.filter(declaration__in=scopes.declarations(user), pk=pk).select_related("file")
    if not is_enterprise(user):
        rows = rows.exclude(first_version=None)
    row = rows.first()
    return row and row.file


class AttachmentsPage(SectionPage):
    def section(self):
        return CorrectionItem.Section.ATTACHMENTS

    def touch(self) -> None:
        """The papers have changed, and by whom."""
        self.object.save(update_fields=["updated_at"])
        stamp(self.object, self.section(), by=self.request.user)

    def must_open(self, kind: str) -> None:
        """In a correction only the named kinds of papers change."""
        if not self.opening().opens(kind):
            label = Attachment.Kind(kind).label
            raise PermissionDenied(f"「{label}」不在补正范围内，不能修改。请只修改退回时列明的内容。")


class AttachmentsEdit(AttachmentsPage, ObjectPage, FormPage):
    """What is there by kind, and a form for more. Adding a file overwrites nobody's work: nothing is compared."""

    template_name = "declarations/attachments.html"
    form_class = AttachmentsForm
    submit_label = "上传并保存"
    success_message = "附件已保存，可继续上传其他类别。"

    @property
    def cancel_url(self) -> str:
        return self.tasks_url()

    def form_kwargs(self) -> dict:
        initial = {"kind": self.request.GET.get("kind")}
        return {"by": self.request.user, "opening": self.opening(), "initial": initial}

    def save(self, form):
        self.object = Declaration.objects.select_for_update().get(pk=self.object.pk)
        self.must_be_open()
        self.must_open(form.cleaned_data["kind"])
        if sentence := why_too_much(self.object, form.cleaned_data["files"]):
            raise ValidationError(sentence)
        stored = claim(form.cleaned_data["files"], self.request.user, county_code=self.object.county_id)
        for file in stored:
            Attachment.objects.get_or_create(declaration=self.object, kind=form.cleaned_data["kind"], file=file)
        self.touch()
        return self.object

    def success_url(self, result) -> str:
        return reverse("declarations:attachments", args=[self.object.pk])

    def context(self, **more) -> dict:
        rows = list(self.object.attachments.filter(is_removed=False).select_related("file"))
        return super().context(groups=_by_kind(rows, self.opening(), rules_of(self.object)), **more)


class AttachmentRemove(AttachmentsPage, ConfirmPage):
    """Take a file out: deleted when never submitted, else only left out of the next version."""

    title = "移除附件"
    confirm_label = "移除"
    success_message = "附件已移除。"
    is_destructive = True

    def prepare(self) -> None:
        super().prepare()
        rows = self.object.attachments.filter(is_removed=False).select_related("file")
        self.attachment = get_object_or_404(rows, pk=self.kwargs["attachment"])

    def page_title(self) -> str:
        return self.title

    def question(self) -> str:
        return f"移除{self.attachment.get_kind_display()}「{self.attachment.file.name}」？"

    def consequences(self) -> list[str]:
        if self.attachment.first_version:
            return [f"第 {self.attachment.first_version} 版中仍保留这份附件，下一版不再包含。"]
        return []

    def back_url(self) -> str:
        return reverse("declarations:attachments", args=[self.object.pk])

    @transaction.atomic
    def act(self) -> str:
        self.object = Declaration.objects.select_for_update().get(pk=self.object.pk)
        if self.section() not in editable_sections(self.object):
            raise PermissionDenied(why_locked(self.object))
        self.must_open(self.attachment.kind)
        if self.attachment.first_version:
            self.attachment.is_removed = True
            self.attachment.save()
        else:
            self.attachment.delete()
        self.touch()
        return self.back_url()


def _by_kind(rows: list[Attachment], opening: Opening, rules: dict[str, MaterialRule]) -> list[dict]:
    """The materials checklist: what is asked, what is there."""
    return [
        {
            "label": kind.label,
            "rule": rules.get(kind),
            "is_open": opening.opens(kind),
            "reasons": opening.reasons(kind),
            "rows": [row for row in rows if row.kind == kind],
        }
        for kind in KINDS
    ]
