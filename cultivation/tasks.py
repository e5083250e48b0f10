"""Work arriving: the night proposes common problems, and a year's lists are frozen."""

from pinzibiao.jobs.models import Job
from pinzibiao.jobs.registry import JobRefused, Progress, job

from .actions.proposing import divisions_to_compare, propose
from .actions.snapshots import take_snapshot
from .models import Snapshot


@job("cultivation.propose_common")
def propose_common(job: Job, progress: Progress) -> dict:
    """One division of industry at a time, each in its own transaction; done twice it proposes nothing twice."""
    divisions, count = divisions_to_compare(), 0
    for number, industry in enumerate(divisions, start=1):
        count += propose(industry)
        progress(number * 100 // len(divisions), f"已比对行业 {industry}")
    return {"label": f"提出共性问题 {count} 个"}


@job("cultivation.freeze")
def freeze(job: Job, progress: Progress) -> dict:
    snapshot = Snapshot.objects.select_related("list_set").filter(pk=job.params["snapshot"]).first()
    if snapshot is None:
        raise JobRefused("这份快照已不存在，请重新冻结。")
    taken = take_snapshot(snapshot, progress)
    return {"url": taken.get_absolute_url(), "label": f"已冻结 {taken.rows_count:,} 行，打开快照"}
