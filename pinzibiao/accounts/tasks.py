"""Work arriving: what ended sessions leave behind."""

from django.core.management import call_command

from pinzibiao.jobs.models import Job
from pinzibiao.jobs.registry import Progress, job


@job("accounts.clear_sessions")
def clear_sessions(job: Job, progress: Progress) -> None:
    """Remove sessions past their end; a second run finds nothing."""
    call_command("clearsessions")
