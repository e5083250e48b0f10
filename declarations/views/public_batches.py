"""A batch of public notices, for everybody."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from desks import scopes
from pinzibiao.accounts.everybody import for_everybody, kept_a_minute
from pinzibiao.files import access
from pinzibiao.files.models import StoredFile
from pinzibiao.lib.pages import Page

from ..models import NoticeBatch


@kept_a_minute
@for_everybody
class PublicBatch(Page):
    """The list as it was published, each line with its own notice, and the list as a document."""

    template_name = "public/batch.html"

    def prepare(self) -> None:
        self.batch = get_object_or_404(scopes.notice_batches(), pk=self.kwargs["pk"])

    def page_title(self) -> str:
        return self.batch.title

    def get(self, request, *args, **kwargs) -> HttpResponse:
        row = self.batch
        facts = [
            ("公示编号", row.number),
            ("公示机关", row.office),
            ("公示期", f"{row.opens_on} 至 {row.closes_on}"),
            ("内容校验值", row.sha256),
        ]
        lines = [one["text"] for one in row.content["blocks"] if one["kind"] == "paragraph"]
        notices = scopes.public_notices().filter(batch=row).order_by("declaration")
        return self.render(facts=facts, lines=lines, notices=list(notices), files=_files(row))


def word_file(user, pk: int) -> StoredFile | None:
    row = scopes.notice_batches().filter(pk=pk).first()
    return row and row.word


def pdf_file(user, pk: int) -> StoredFile | None:
    row = scopes.notice_batches().filter(pk=pk).first()
    return row and row.pdf


def _files(row: NoticeBatch) -> list[tuple[str, str]]:
    files = (("Word", "declarations.batch_word", row.word), ("PDF", "declarations.batch_pdf", row.pdf))
    return [(label, access.url(kind, row.pk, file.name)) for label, kind, file in files if file]
