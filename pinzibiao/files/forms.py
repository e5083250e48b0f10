"""``FilesField``: files in a form. Each is uploaded by itself and waits; the form hands in the list of them.

::

    class VisitForm(UploadsForm, forms.ModelForm):
        photos = FilesField(max_count=9, groups=(kinds.IMAGE,), camera=True, label="照片")


    form = VisitForm(request.POST, request.FILES, by=request.user)
    files = claim(
        form.cleaned_data["photos"], by=request.user
    )  # list[StoredFile], to be linked in the same transaction

The form needs ``enctype="multipart/form-data"`` (``form.is_multipart()``) and its ``media``. When it comes back with
errors the files are still there. Without JavaScript the plain file input does the same in one request.
"""

import json
from dataclasses import dataclass, field

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from . import kinds
from .actions import Refused, find_staged, stage_upload
from .models import StagedUpload


@dataclass
class Submitted:
    """What came with the request: the manifest, files of a browser without JavaScript, entries ticked for removal."""

    manifest: str = ""
    files: list = field(default_factory=list)
    removed: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        return "（见附件）" if self.files or self.manifest not in {"", "[]"} else "（未填）"


class FilesWidget(forms.Widget):
    """Drop zone, list and camera button; ``static/js/uploads.js`` brings it to life."""

    template_name = "files/widget.html"
    needs_multipart_form = True

    class Media:
        js = [Script("js/uploads.js", defer=True)]
        css = {"all": ["css/files.css"]}

    def __init__(self, max_count: int, groups: tuple[str, ...], camera: bool, attrs=None):
        super().__init__(attrs)
        self.max_count, self.groups, self.camera = max_count, groups, camera
        self.staged: list[StagedUpload] | None = None

    def value_from_datadict(self, data, files, name) -> Submitted:
        def listed(source, key):
            return source.getlist(key) if hasattr(source, "getlist") else source.get(key, [])

        return Submitted(data.get(name, "") or "", listed(files, f"{name}_files"), set(listed(data, f"{name}_remove")))

    def value_omitted_from_data(self, data, files, name) -> bool:
        return name not in data and f"{name}_files" not in files

    def id_for_label(self, id_: str) -> str:
        return id_

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)
        entries = [upload.as_entry() | {"created_at": upload.created_at} for upload in self.staged or []]
        listed = [{key: one[key] for key in ("id", "size", "sha256", "name")} for one in entries]
        context["widget"] |= {
            "entries": entries,
            "manifest": json.dumps(listed, ensure_ascii=False),
            "url": reverse("files:stage"),
            "accept": kinds.accept_attribute(self.groups),
            "groups": ",".join(self.groups),
            "max_count": self.max_count,
            "max_bytes": settings.MAX_UPLOAD_BYTES,
            "camera": self.camera,
            "hint": f"可上传 {kinds.names(self.groups)}，单个不超过 {filesizeformat(settings.MAX_UPLOAD_BYTES)}，"
            f"最多 {self.max_count} 个。",
        }
        return context


class FilesField(forms.Field):
    """Cleans to a list of ``StagedUpload``, to be turned into files by ``claim``.

    ``groups`` are of ``kinds.ALL``; ``camera`` adds a button that opens the phone's camera. ``by`` is the person at
    the form; ``UploadsForm`` sets it.
    """

    default_error_messages = {"required": "请至少上传一个文件。"}

    def __init__(self, *, max_count: int = 10, groups: tuple[str, ...] = kinds.ALL, camera: bool = False, **kwargs):
        self.max_count, self.groups, self.by = max_count, groups, None
        kwargs.setdefault("widget", FilesWidget(max_count, groups, camera))
        super().__init__(**kwargs)

    def clean(self, value: Submitted | None) -> list[StagedUpload]:
        """All that is wrong is told at once; what was good stays in the widget."""
        value = value or Submitted()
        uploads, problems = self._listed(value)
        for uploaded in value.files[: self.max_count]:
            try:
                uploads.append(stage_upload(uploaded, self.by, groups=self.groups))
            except Refused as refusal:
                problems.append(refusal.message)
        self.widget.staged = uploads
        problems += self._count_problems(len(uploads) + len(value.files[self.max_count :]))
        if problems:
            raise ValidationError(problems)
        if self.required and not uploads:
            raise ValidationError(self.error_messages["required"], code="required")
        return uploads

    def has_changed(self, initial, data) -> bool:
        return bool(data and (data.files or data.manifest not in ("", "[]")))

    def _listed(self, value: Submitted) -> tuple[list[StagedUpload], list[str]]:
        try:
            uploads = [one for one in find_staged(value.manifest, self.by) if str(one.pk) not in value.removed]
        except Refused as refusal:
            return [], [refusal.message]
        fitting = [one for one in uploads if kinds.BY_CONTENT_TYPE[one.content_type].group in self.groups]
        strange = [
            f"「{one.name}」的类型这里不收，只能上传：{kinds.names(self.groups)}。"
            for one in uploads
            if one not in fitting
        ]
        return fitting, strange

    def _count_problems(self, count: int) -> list[str]:
        if count <= self.max_count:
            return []
        return [f"最多上传 {self.max_count} 个文件，现有 {count} 个，请删去一些。"]


class UploadsForm:
    """Mixin for forms with a ``FilesField``: takes ``by``, the person at the form."""

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        for one in self.fields.values():
            if isinstance(one, FilesField):
                one.by = by
