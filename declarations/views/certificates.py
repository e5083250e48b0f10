"""The certificate for everybody to take along; a certificate or a receipt that somebody holds, examined."""

from django.db.models import Q
from django.http import Http404, HttpResponse

from desks import scopes
from pinzibiao.accounts.everybody import few_verifications, for_everybody
from pinzibiao.files import access as files_access
from pinzibiao.files.models import StoredFile
from pinzibiao.lib.pages import FormPage

from ..forms.public import VerifyForm
from ..models import Authorisation
from ..signing import Finding
from ..standing import standing_of
from ..states import DeclarationStatus as S
from ..verifying import Verdict, verify

SENTENCES = {
    Finding.INTACT: "签名有效，文件自签发以来没有改动。",
    Finding.CHANGED: "文件已被改动，或不是本平台签发的证书或回执，请勿采信。请扫码以查验页为准。",
    Finding.UNSIGNED: "这个文件没有数字签名：不是本平台签发的，或者是打印后扫描、另存的。请扫描上面的二维码查验。",
}


@for_everybody
@few_verifications
class VerifyPage(FormPage):
    """A PDF is examined and forgotten."""

    title = "证书和回执核验"
    lead = "上传授权证书或提交回执的 PDF 文件，核对是否由本平台签发、有没有改动。文件只用于核验，不保存。"
    template_name = "public/verify.html"
    form_class = VerifyForm
    submit_label = "核验"

    def save(self, form):
        return verify(form.cleaned_data["file"].read())

    def saved(self, result: Verdict) -> HttpResponse:
        row = result.authorisation
        return self.ask(
            self.form(),
            verdict=SENTENCES[result.finding],
            is_intact=result.finding == Finding.INTACT,
            authorisation=row,
            standing=standing_of(row) if row else None,
            receipt=result.receipt,
        )


def certificate_file(user, pk: int) -> StoredFile | None:
    """Everybody may have the certificate of what is in force; of what has ended nobody needs one any more."""
    row = scopes.public_authorisations().filter(pk=pk, declaration__status=S.AUTHORISED).first()
    return row and row.certificate


def certificate_url(row: Authorisation) -> str:
    if row.certificate is None or row.declaration.status != S.AUTHORISED:
        return ""
    return files_access.url("declarations.certificate", row.pk, row.certificate.name)


def find_authorisation(token_or_number: str) -> Authorisation:
    """By what the QR code carries or by the number as printed; else 404."""
    wanted = token_or_number.strip()
    found = scopes.public_authorisations().filter(Q(token=wanted) | Q(number=wanted)).first()
    if found is None:
        raise Http404
    return found
