"""What the night does in this room: problems that are alike become proposals of common ones."""

from pinzibiao.jobs.models import Job
from pinzibiao.jobs.registry import Progress, job

from .actions.proposing import divisions_to_compare, propose


@job("cultivation.propose_common")
def propose_common(job: Job, progress: Progress) -> dict:
    """One division of industry at a time, each in its own transaction; done twice it proposes nothing twice."""
    divisions, count = divisions_to_compare(), 0
    for number, industry in enumerate(divisions, start=1):
        count += propose(industry)
        progress(number * 100 // len(divisions), f"已比对行业 {industry}")
    return {"label": f"提出共性问题 {count} 个"}
