"""The way in: which register, its template, the file."""

import io

from django.core.exceptions import ValidationError
from django.http import FileResponse
from django.urls import NoReverseMatch, reverse

from pinzibiao.files.rules import Refused
from pinzibiao.lib.exports import CONTENT_TYPES
from pinzibiao.lib.pages import CreatePage, Page

from .. import actions
from ..forms import UploadForm
from ..kinds import kinds_for
from ..reading import Unreadable
from ..templates import write_template
from .imports import LIST_URL, TITLE, kind_or_404

NO_KIND = "您的岗位没有可以导入的库。企业、证书等由属地或省局维护，请联系属地市场监管局。"


class ImportStart(Page):
    """Which register the file is for."""

    template_name = "exchange/import_start.html"
    title = "导入文件"
    lead = "先选要导入的库，下载它的模板填写，再上传。"
    refusal = NO_KIND

    def may(self, user) -> bool:
        return bool(kinds_for(user))

    def breadcrumbs(self):
        return [(TITLE, LIST_URL), (self.title, None)]

    def get(self, request, *args, **kwargs):
        return self.render(kinds=kinds_for(request.user))


class OfKind:
    """Pages about one register that the person may import."""

    def prepare(self) -> None:
        self.kind = kind_or_404(self.kwargs["kind"])
        self.refusal = self.kind.refusal

    def may(self, user) -> bool:
        return self.kind.may(user)


class ImportNew(OfKind, CreatePage):
    """The template to fill in and the file to send."""

    template_name = "exchange/import_new.html"
    list_title, list_url = TITLE, LIST_URL
    form_class = UploadForm
    submit_label = "上传并核对"
    success_message = "文件已收到，正在核对。核对期间可以离开本页，完成后在“导入”中查看结果。"
    refusals = (Unreadable, Refused, ValidationError)

    def page_title(self) -> str:
        return f"导入{self.kind.label}"

    @property
    def cancel_url(self) -> str:
        """The register's own list, which has the button that led here."""
        try:
            return reverse(self.kind.list_url)
        except NoReverseMatch:
            return str(LIST_URL)

    def save(self, form):
        data = form.cleaned_data
        return actions.take_in(self.kind, data["file"], by=self.request.user, key=data["key"])

    def ask(self, form, status: int = 200, **more):
        return super().ask(form, status, kind=self.kind, kept_days=actions.KEPT_DAYS, **more)


class Template(OfKind, Page):
    """The register's template as this person needs it."""

    def get(self, request, *args, **kwargs) -> FileResponse:
        target = io.BytesIO()
        write_template(self.kind, target, user=request.user)
        target.seek(0)
        name = f"{self.kind.label}导入模板.xlsx"
        return FileResponse(target, as_attachment=True, filename=name, content_type=CONTENT_TYPES["xlsx"])
