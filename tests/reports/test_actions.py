"""The way of a report from its making to its signature."""

from datetime import date

import pytest

from pinzibiao.casework.actions import events_of
from pinzibiao.casework.refusals import NeedsComment, NotReady, WrongDesk, WrongStatus
from pinzibiao.jobs import actions as jobs
from pinzibiao.jobs.models import Job
from reports import actions
from reports.states import REPORT_WORKFLOW, ReportStatus
from tests.factories.enterprises import BrandHolderFactory
from tests.factories.reports import built, report_of, walk_report, written


@pytest.fixture
def office(county_officer, county_second, county_leader) -> dict:
    return {"handler": county_officer, "reviewer": county_second, "leader": county_leader}


def test_asking_writes_a_job_and_an_event(county_officer):
    report = report_of(by=county_officer)
    job = Job.objects.get(pk=report.job_id)
    assert (job.kind, job.params, job.owner_id) == ("reports.build", {"report": report.pk}, county_officer.pk)
    assert [event.action for event in events_of(report)] == ["request"]


def test_a_second_request_is_the_next_version(county_officer):
    assert [report_of(by=county_officer).version for _ in range(3)] == [1, 2, 3]


def test_building_freezes_numbers_and_writes_three_files(county_officer):
    report = built(report_of(by=county_officer))
    report.refresh_from_db()
    assert report.status == ReportStatus.DRAFT
    assert len(report.sha256) == 64
    assert [file.name.rsplit(".", 1)[1] for file in (report.word, report.pdf, report.excel)] == ["docx", "pdf", "xlsx"]


def test_building_twice_changes_nothing(county_officer):
    report = built(report_of(by=county_officer))
    before = (report.sha256, report.word_id, report.moves)
    built(report)
    report.refresh_from_db()
    assert (report.sha256, report.word_id, report.moves) == before


def test_numbers_stay_frozen_when_records_change(county_officer, enterprise):
    report = built(report_of(by=county_officer))
    frozen = report.frozen
    BrandHolderFactory(enterprise=enterprise, first_valid_on=date(2026, 8, 1))
    written(report, by=county_officer)
    report.refresh_from_db()
    assert report.frozen == frozen
    again = built(report_of(by=county_officer))
    assert again.frozen["groups"] != frozen["groups"]


def test_review_needs_the_officials_words(county_officer):
    report = built(report_of(by=county_officer))
    with pytest.raises(NotReady) as refusal:
        actions.take(report, "submit", by=county_officer)
    assert refusal.value.problems == [
        "“主要做法和进展”还没有填写，请点“编辑文字”补写。",
        "“存在问题”还没有填写，请点“编辑文字”补写。",
        "“下一步工作”还没有填写，请点“编辑文字”补写。",
    ]


def test_files_older_than_the_words_are_not_sent_to_review(county_officer):
    report = built(report_of(by=county_officer))
    actions.write_narrative(report, {"practice": "甲", "problems": "乙", "next": "丙"}, by=county_officer)
    with pytest.raises(NotReady) as refusal:
        actions.take(report, "submit", by=county_officer)
    assert refusal.value.problems == ["文字修改后文件正在重新生成，请稍候刷新页面。"]


def test_who_sent_it_does_not_approve_it(office):
    report = walk_report(report_of(by=office["handler"]), "review", **office)
    with pytest.raises(NotReady):
        actions.take(report, "approve", by=office["handler"])


def test_only_a_leader_of_the_place_signs(office, province_leader, city_officer, xianju_officer):
    report = walk_report(report_of(by=office["handler"]), "to_sign", **office)
    for stranger in (office["handler"], office["reviewer"], province_leader, city_officer, xianju_officer):
        with pytest.raises(WrongDesk):
            actions.take(report, "sign", by=stranger)
    actions.take(report, "sign", by=office["leader"])
    assert (report.status, report.signed_by) == (ReportStatus.SIGNED, office["leader"])


@pytest.mark.parametrize("status", ReportStatus.values)
def test_every_action_in_every_status(status, office):
    """An act is taken exactly where the table has a line for it."""
    report = walk_report(report_of(by=office["handler"]), status, **office)
    moves = {m.action for m in REPORT_WORKFLOW.leaving(status)}
    for action in REPORT_WORKFLOW.actions:
        if action in moves:
            continue
        for by in (*office.values(), None):
            with pytest.raises(WrongStatus):
                actions.take(report, action, by=by, comment="试")


def test_sending_back_needs_a_reason(office):
    report = walk_report(report_of(by=office["handler"]), "review", **office)
    with pytest.raises(NeedsComment):
        actions.take(report, "send_back", by=office["reviewer"], comment="  ")


def test_a_report_being_made_is_not_started_twice(county_officer):
    report = report_of(by=county_officer)
    with pytest.raises(NotReady):
        actions.take(report, "retry", by=county_officer)
    jobs.fail(jobs.claim(report.job_id), "试验失败。")
    actions.take(report, "retry", by=county_officer)
    assert Job.objects.get(pk=report.job_id).status == Job.Status.QUEUED


def test_a_job_run_late_leaves_a_signed_report_as_it_was_signed(office):
    report = walk_report(report_of(by=office["handler"]), "signed", **office)
    signed = (report.word_id, report.pdf_id, report.excel_id)
    actions.write_files(report, lambda percent, text: None)
    report.refresh_from_db()
    assert (report.word_id, report.pdf_id, report.excel_id) == signed
