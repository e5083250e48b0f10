"""Work arriving: the seals over the trail."""

from pinzibiao.jobs.models import Job
from pinzibiao.jobs.registry import Progress, job

from .seals import seal_events


@job("casework.seal_events")
def seal(job: Job, progress: Progress) -> None:
    """Seal what was committed since the last seal; a second run finds nothing."""
    seal_events()
