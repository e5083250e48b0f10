"""The papers of a case: listed on its page, read by those whom they concern."""

from django.db.models import QuerySet

from desks import scopes
from pinzibiao.files import access
from pinzibiao.files.models import StoredFile
from pinzibiao.lib.pages import Panel

from ..models import Paper
from .access import is_enterprise


def readable(user, rows: QuerySet[Paper]) -> QuerySet[Paper]:
    """Scores are between the offices and the experts: the enterprise reads the other reports."""
    return rows.exclude(kind=Paper.Kind.EVALUATION) if is_enterprise(user) else rows


def papers_panel(page) -> Panel | None:
    if not page.versions:
        return None
    rows = list(readable(page.request.user, page.object.papers.select_related("word", "pdf")).order_by("-id"))
    if not rows:
        return None
    context = {"papers": [_shown(one) for one in rows]}
    return Panel("办理文书", "declarations/_papers.html", context=context, icon="file-text", anchor="papers")


def word_file(user, pk: int) -> StoredFile | None:
    row = _paper(user, pk)
    return row and row.word


def pdf_file(user, pk: int) -> StoredFile | None:
    row = _paper(user, pk)
    return row and row.pdf


def _paper(user, pk: int) -> Paper | None:
    rows = Paper.objects.filter(declaration__in=scopes.declarations(user), pk=pk).select_related("word", "pdf")
    return readable(user, rows).first()


def _shown(row: Paper) -> dict:
    files = (("Word", "declarations.paper_word", row.word), ("PDF", "declarations.paper_pdf", row.pdf))
    links = [(label, access.url(kind, row.pk, file.name)) for label, kind, file in files if file]
    return {"row": row, "links": links}
