"""Redis stopped, or accepting and silent: people sign in, read, submit and review, and nobody waits for it."""

import logging

import pytest

from declarations.models import Declaration
from pinzibiao.jobs.models import Job
from reports.models import Report
from tests.factories.declarations import DraftFactory
from tests.factories.enterprises import ProductFactory
from tests.live import wait_until
from tests.resilience.visitor import Visitor

log = logging.getLogger(__name__)
PROMISES = {"has_read": "on"} | {f"confirm_promises_{name}": "on" for name in ("quality", "credit", "truth")}
# No request may wait half a second for Redis; a busy machine is slow by itself, and any wait would be a whole timeout.
LONGEST = 2.0


@pytest.mark.parametrize("trouble", ["stopped", "silent"])
def test_the_days_work_goes_on(live, trouble, enterprise, clerk, signatory, county_officer):
    live.start("web", "worker", "relay")
    cases = [DraftFactory(product=ProductFactory(enterprise=enterprise), prepared_by=clerk) for _ in range(2)]
    slowest_before = a_days_work(live.url, cases[0], signatory, county_officer)
    live.valkey.stop() if trouble == "stopped" else live.valkey.silence()
    wait_until(lambda: works_without(live.url), what="for the probe to notice")
    slowest = a_days_work(live.url, cases[1], signatory, county_officer)
    log.info("slowest request: %.3f s, before the trouble %.3f s", slowest, slowest_before)
    assert slowest < max(LONGEST, 3 * slowest_before)

    report = asks_for_a_report(live.url, county_officer)
    assert (Job.objects.get(pk=report.job_id).status, report.status) == ("queued", "generating")
    live.valkey.start() if trouble == "stopped" else live.valkey.speak()
    wait_until(lambda: Report.objects.get(pk=report.pk).status == "draft", what="for the report")
    wait_until(lambda: Job.objects.get(pk=report.job_id).status == "done", what="for its job")
    assert Job.objects.get(pk=report.job_id).attempts == 1


def a_days_work(url: str, case: Declaration, signatory, officer) -> float:
    """Sign in, read, submit, review; gives the slowest request in seconds."""
    enterprise, county = Visitor(url), Visitor(url)
    page = case.get_absolute_url()
    assert enterprise.sign_in(signatory).location == "/"
    assert case.enterprise.name in enterprise.get("/enterprises/").text
    assert enterprise.send(f"{page}move/submit/", **PROMISES).location == page
    assert county.sign_in(officer).location == "/"
    assert county.get("/").status == 200
    assert county.send(f"{page}move/accept/").location == page
    assert Declaration.objects.get(pk=case.pk).status == "form_review"
    return max(enterprise.slowest, county.slowest)


def asks_for_a_report(url: str, officer) -> Report:
    office = Visitor(url)
    office.sign_in(officer)
    dates = {"start": "2026-07-01", "end": "2026-09-30"}
    answer = office.send("/reports/new/", kind="quarterly", region="330113", **dates)
    report = Report.objects.get()
    assert answer.location == report.get_absolute_url()
    assert "等待" in office.get(answer.location).text
    return report


def works_without(url: str) -> bool:
    answer = Visitor(url).get("/health/ready")
    return answer.status == 200 and '"redis": "down"' in answer.text
