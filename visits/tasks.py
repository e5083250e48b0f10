"""Work arriving: the sheet of a confirmed record."""

from django.db import transaction

from pinzibiao.files.actions import store_content
from pinzibiao.jobs.models import Job
from pinzibiao.jobs.registry import Progress, job

from .models import HelpVisit, RecordPaper
from .papers.record import write_record
from .selectors import frozen_version


@job("visits.write_record")
def write_paper(job: Job, progress: Progress) -> dict:
    """The PDF of ``params["visit"]``, once: whoever has it holds the very file."""
    visit = HelpVisit.objects.select_related("signature__file", "signature__witness", "confirmed_by").get(
        pk=job.params["visit"]
    )
    if not RecordPaper.objects.filter(visit=visit).exists():
        content = write_record(visit, frozen_version(visit))
        _keep(visit, content)
    return {"url": visit.get_absolute_url(), "label": "打开帮扶记录"}


@transaction.atomic
def _keep(visit: HelpVisit, content: bytes) -> None:
    """Two workers at once make one."""
    HelpVisit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if not RecordPaper.objects.filter(visit=visit).exists():
        pdf = store_content(content, f"帮扶记录 {visit.number}.pdf", county_code=visit.county_id)
        RecordPaper.objects.create(visit=visit, pdf=pdf)
