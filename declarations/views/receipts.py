"""The receipt: to take along by those who see the case, to be verified by everybody."""

from urllib.parse import quote, urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from pinzibiao.accounts.everybody import for_everybody
from pinzibiao.casework.versions import versions_of
from pinzibiao.lib.pages import Page
from pinzibiao.lib.pages.details import ObjectPage

from .. import receipts
from ..forms.public import VerifyForm
from .access import is_enterprise, is_regulator
from .sections import CasePage

HASH_LENGTH = 64


class ReceiptPdf(CasePage, ObjectPage):
    """Set anew each time from the frozen version: it says the same whenever it is asked."""

    refusal = "回执由申报企业和监管部门下载。"

    def may(self, user) -> bool:
        return is_enterprise(user) or is_regulator(user)

    def get(self, request, *args, **kwargs) -> HttpResponse:
        version = get_object_or_404(versions_of(self.object), number=self.kwargs["number"])
        name = f"回执-{self.object.number}-第{version.number}版.pdf"
        pdf = receipts.receipt_pdf(self.object, version)
        return HttpResponse(
            pdf,
            content_type="application/pdf",
            headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Cache-Control": "private"},
        )


@for_everybody
class ReceiptPage(Page):
    """The number, the version, the time and the hash; nothing of what was declared, nor of whom."""

    template_name = "public/receipt.html"
    title = "回执查验"

    def prepare(self) -> None:
        self.receipt = receipts.find_receipt(self.kwargs["number"], self.kwargs["version"], self.kwargs["code"])
        if self.receipt is None:
            raise Http404

    def get(self, request, *args, **kwargs) -> HttpResponse:
        asked = "".join(request.GET.get("sha256", "").split()).lower()[:HASH_LENGTH]
        version = self.receipt.version
        return self.render(
            facts=self.receipt.facts,
            is_intact=receipts.is_intact(version),
            asked=asked,
            is_same=asked == version.sha256,
            form=VerifyForm(),
            host=urlsplit(settings.SITE_URL).netloc,
        )
