"""A worker killed while it writes a report: the next one finishes it, once."""

from pinzibiao.casework.actions import events_of
from pinzibiao.jobs.models import Job
from reports.models import Report
from tests.factories.reports import report_of
from tests.live import wait_until


def test_the_next_worker_finishes_the_report(live, county_officer):
    live.start("worker", "relay")
    report = report_of(by=county_officer)
    wait_until(lambda: Job.objects.get(pk=report.job_id).status == "running", what="for the first worker")
    live.kill("worker")
    assert Report.objects.get(pk=report.pk).status == "generating"
    live.start("worker")
    wait_until(lambda: Report.objects.get(pk=report.pk).status == "draft", 90, what="for the next worker")
    report.refresh_from_db()
    assert [bool(file) for file in (report.word, report.pdf, report.excel)] == [True] * 3
    assert [event.action for event in events_of(report)].count("finish") == 1
    wait_until(lambda: Job.objects.get(pk=report.job_id).status == "done", what="for its job")
    assert Job.objects.get(pk=report.job_id).attempts == 2
