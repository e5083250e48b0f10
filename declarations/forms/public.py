"""The public's forms: an objection to a notice, a certificate or a receipt to be examined."""

import time

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from pinzibiao.casework.dated import value_of
from pinzibiao.lib.forms import PortalForm

from ..defaults import OBJECTION_SECONDS

SALT = "declarations.objection"
A_DAY = 24 * 60 * 60
MOST_BYTES = 2 * 1024 * 1024


class ObjectionForm(PortalForm):
    """Name, how to answer, what is held against it. ``website`` is seen by machines only; ``opened`` tells the time."""

    name = forms.CharField(label="姓名或单位", max_length=80)
    contact = forms.CharField(label="联系方式", max_length=80, help_text="手机或邮箱，仅用于核实和答复，不会公开。")
    content = forms.CharField(
        label="异议内容",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="请写明事实和依据，便于核查。",
    )
    website = forms.CharField(
        label="网站（请勿填写）",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["opened"] = signing.dumps(int(time.time()), salt=SALT)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError("请把这一栏留空后重新提交。")
        return ""

    def clean(self) -> dict:
        cleaned = super().clean()
        if self._seconds_open() < value_of(OBJECTION_SECONDS):
            raise ValidationError("提交得太快了，请核对填写的内容，几秒后再提交。")
        return cleaned

    def _seconds_open(self) -> float:
        try:
            opened = signing.loads(self.data.get("opened", ""), salt=SALT, max_age=A_DAY)
        except signing.BadSignature:
            self.data = self.data.copy()
            self.data["opened"] = self.initial["opened"]
            raise ValidationError("页面已过期，您填写的内容还在，请再点一次提交。") from None
        return time.time() - opened

    def fields_of_row(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("name", "contact", "content")}


class LookUpForm(PortalForm):
    """The number of an objection and the contact given with it."""

    receipt = forms.CharField(
        label="受理编号", max_length=60, help_text="提交异议后页面上显示的编号，如 YY-12-34-0a1b2c3d4e。"
    )
    contact = forms.CharField(label="联系方式", max_length=80, help_text="与提交时填写的一致。")


class VerifyForm(PortalForm):
    """One PDF, small as certificates and receipts are."""

    file = forms.FileField(
        label="证书或回执文件（PDF）",
        help_text="可以把文件拖到这里，不超过 2 MB。",
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError("文件超过 2 MB，不是本平台签发的。请上传原始的证书或回执文件。")
        if file.read(5) != b"%PDF-":
            raise ValidationError("这不是 PDF 文件。请上传下载到的授权证书或回执，不要截图或拍照。")
        file.seek(0)
        return file
