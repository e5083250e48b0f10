"""Forms of the Excel door: the file of an import, the name of a saved view."""

import uuid

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat

from pinzibiao.lib.forms import PortalForm, PortalModelForm

from .models import SavedView

TAKEN = ".xlsx,.csv"


class UploadForm(PortalForm):
    """``key`` is made with the form: the same form sent twice is one import."""

    file = forms.FileField(
        label="要导入的文件",
        help_text="可点击选择，也可把文件拖到框内。收 Excel（xlsx）和 CSV，一次一个文件。",
        max_length=200,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": TAKEN, "class": "file-drop"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("initial", {"key": uuid.uuid4()})
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text += f"最大 {filesizeformat(settings.MAX_UPLOAD_BYTES)}。"


class ViewNameForm(PortalModelForm):
    """How a saved view is called, and whether the home page shows it."""

    class Meta:
        model = SavedView
        fields = ["name", "is_pinned"]


class SavedViewForm(ViewNameForm):
    """The same with the filters that the list sends along."""

    class Meta(ViewNameForm.Meta):
        fields = ["name", "is_pinned", "query"]
        widgets = {"query": forms.HiddenInput}
