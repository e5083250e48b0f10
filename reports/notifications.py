"""Work leaving: jobs written in the same transaction as the act that asks for them."""

from pinzibiao.jobs.actions import enqueue
from pinzibiao.jobs.models import Job

from .models import Report


def ask_for_building(report: Report, *, by) -> Job:
    """Count, freeze and write the three files."""
    return enqueue("reports.build", f"生成《{report.title}》", {"report": report.pk}, by=by)


def ask_for_rewriting(report: Report, *, by) -> Job:
    """Write the three files anew around the same frozen numbers."""
    return enqueue("reports.rewrite", f"重新排版《{report.title}》", {"report": report.pk}, by=by)
