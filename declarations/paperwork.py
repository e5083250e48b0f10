"""When a paper is made: frozen in the transaction of the act, set by a worker afterwards."""

import hashlib

from django.db import transaction

from pinzibiao.casework.versions import canonical
from pinzibiao.files.actions import store_content
from pinzibiao.jobs.actions import enqueue
from pinzibiao.lib.papers.pdf import write_pdf
from pinzibiao.lib.papers.word import write_word

from .models import Declaration, Paper
from .models.paper import FrozenPaper
from .papers.reviews import review_paper

Kind = Paper.Kind
KINDS = {
    **dict.fromkeys(("pass_form_review", "return_for_correction", "decline"), Kind.FORM_REVIEW),
    **dict.fromkeys(("conclude_site_check", "conclude_pass", "conclude_fail"), Kind.EVALUATION),
    **dict.fromkeys(("site_pass", "site_rectify", "site_fail"), Kind.SITE_CHECK),
}


def keep_paper(case: Declaration, event) -> None:
    """The report of the step that ``event`` ends, if it ends one."""
    kind = KINDS.get(event.action)
    if kind is None:
        return
    content = review_paper(kind, case, event)
    row = Paper.objects.create(declaration=case, kind=kind, **frozen(content))
    enqueue(
        "declarations.write_paper", f"制作{kind.label} {case.number}", {"paper": row.pk}, county_code=case.county_id
    )


def frozen(content: dict) -> dict:
    """The columns of a paper that never change."""
    digest = hashlib.sha256(canonical(content).encode()).hexdigest()
    return {"title": content["title"], "content": content, "sha256": digest}


def write_files(row: FrozenPaper, name: str, county_code: str | None = None) -> None:
    """Both files, unless they are there: a job that runs twice changes nothing."""
    if row.pdf_id:
        return
    word, pdf = write_word(row.content), write_pdf(row.content)
    with transaction.atomic():
        locked = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
        if locked.pdf_id is None:
            locked.word = store_content(word, f"{name}.docx", county_code=county_code)
            locked.pdf = store_content(pdf, f"{name}.pdf", county_code=county_code)
            locked.save(update_fields=["word", "pdf"])
