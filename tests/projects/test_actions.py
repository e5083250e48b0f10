"""The project's procedure, its quarters and milestones."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from pinzibiao.casework.actions import events_of
from pinzibiao.casework.refusals import NotReady, Refused, WrongDesk, WrongStatus
from pinzibiao.casework.workflow import Desk
from pinzibiao.regions.models import Region
from projects import actions, rules, selectors
from projects.actions import PROJECT_PROCEDURE
from projects.models import IndicatorTarget, IndicatorValue, PilotTarget, Project
from projects.states import ProjectStatus
from tests.factories.projects import WAY, MilestoneFactory, ProjectFactory, walk_project


@pytest.fixture
def project_at(county_officer, province_handler, lead_organisation):
    def make(status: str, **fields) -> Project:
        project = ProjectFactory(created_by=county_officer, lead_organisation=lead_organisation, **fields)
        return walk_project(project, status, office=county_officer, province=province_handler)

    return make


def test_the_ways_reach_every_status():
    assert set(WAY) == set(ProjectStatus.values)


@pytest.mark.parametrize("action", PROJECT_PROCEDURE.workflow.actions)
@pytest.mark.parametrize("status", ProjectStatus.values)
def test_every_action_in_every_status(action, status, project_at, county_officer, province_handler):
    project = project_at(status)
    move = PROJECT_PROCEDURE.workflow.find(action, status)
    if move is None:
        with pytest.raises(WrongStatus):
            actions.take(project, action, by=county_officer, comment="意见")
        return
    by = county_officer if move.desk == Desk.OFFICE else province_handler
    actions.take(project, action, by=by, comment="意见")
    assert project.status == move.target


OFFICE = {"county_officer", "county_second", "county_leader", "lead_body"}
PROVINCE = {"province_handler", "province_reviewer", "province_leader"}
PEOPLE = {
    ("submit", "draft"): OFFICE,
    ("approve", "awaiting_approval"): PROVINCE,
    ("return", "awaiting_approval"): PROVINCE,
    ("refuse", "awaiting_approval"): PROVINCE,
    ("start", "approved"): OFFICE,
    ("close", "running"): OFFICE,
    ("terminate", "approved"): PROVINCE,
    ("terminate", "running"): PROVINCE,
}


def test_the_table_of_people_is_whole():
    assert set(PEOPLE) == {(move.action, str(move.source)) for move in PROJECT_PROCEDURE.workflow.moves}


class _Undo(Exception):
    pass


@pytest.mark.parametrize(("action", "status"), PEOPLE)
def test_every_action_by_every_person(action, status, project_at, everyone):
    project, able = project_at(status), set()
    for name, person in everyone.items():
        try:
            with transaction.atomic():
                actions.take(project, action, by=person, comment="意见")
                able.add(name)
                raise _Undo
        except (_Undo, WrongDesk):
            project.refresh_from_db()
    assert able == PEOPLE[action, status]


def test_who_submits_a_project_of_the_province_does_not_approve_it(province_handler, province_reviewer):
    office = Region.objects.get(pk="330000")
    project = ProjectFactory(created_by=province_handler, office=office)
    actions.take(project, "submit", by=province_handler)
    with pytest.raises(NotReady, match="不得为同一人"):
        actions.take(project, "approve", by=province_handler)
    actions.take(project, "approve", by=province_reviewer)
    assert project.status == "approved"


def test_approval_gives_the_day_and_a_number_without_gaps(project_at, province_handler):
    days = (date(2026, 2, 1), date(2026, 2, 2))
    numbers = []
    for day in days:
        project = project_at("awaiting_approval")
        with pytest.raises(NotReady):
            actions.take(project, "approve", by=province_handler, data={"approved_on": date(2020, 1, 1)})
        actions.take(project, "approve", by=province_handler, data={"approved_on": day})
        numbers.append((project.number, project.approved_on))
    assert numbers == [("ZT2026-0001", days[0]), ("ZT2026-0002", days[1])]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(date(2024, 12, 31), "早于项目年度"), (timezone.localdate() + timedelta(days=1), "不能晚于今天")],
)
def test_a_wrong_day_of_approval_is_refused(day, sentence, project_at, province_handler):
    project = project_at("awaiting_approval")
    with pytest.raises(NotReady, match=sentence):
        actions.take(project, "approve", by=province_handler, data={"approved_on": day})
    project.refresh_from_db()
    assert (project.status, project.approved_on, project.number) == ("awaiting_approval", None, None)


def test_a_project_is_not_closed_before_its_approval(project_at, county_officer):
    project = project_at("running")
    early = project.approved_on - timedelta(days=1)
    with pytest.raises(NotReady, match="不能早于立项日期"):
        actions.take(project, "close", by=county_officer, comment="完成。", data={"closed_on": early})


def test_all_that_is_missing_is_told_at_once(county_officer):
    project = ProjectFactory(created_by=county_officer, kind="cultivation", summary="", starts_on=None)
    project.regions.all().delete()
    with pytest.raises(NotReady) as refusal:
        actions.take(project, "submit", by=county_officer)
    assert refusal.value.problems == [
        "请填写项目区域（全省性项目选浙江省）。",
        "请填写项目的开始日期和结束日期。",
        "请填写项目概况。",
        "对标培育服务请填写牵头单位。",
        "对标培育服务请至少填写一个试点对象（区域和产业）。",
    ]


def test_a_breakthrough_names_its_enterprise(county_officer, enterprise):
    project = ProjectFactory(created_by=county_officer, kind="breakthrough")
    with pytest.raises(NotReady, match="请填写攻坚企业"):
        actions.take(project, "submit", by=county_officer)
    named = ProjectFactory(created_by=county_officer, kind="breakthrough", enterprise=enterprise)
    actions.take(named, "submit", by=county_officer)
    assert named.status == "awaiting_approval"


def test_places_are_set_once_each(county_officer):
    project = ProjectFactory(created_by=county_officer)
    assert list(project.regions.values_list("region_id", flat=True)) == ["330113"]
    for _ in range(2):
        actions.set_regions(project, Region.objects.filter(pk__in=["330113", "331024"]))
    assert sorted(project.regions.values_list("region_id", flat=True)) == ["330113", "331024"]


# Quarters and milestones


@pytest.fixture
def running(project_at):
    project = project_at("running")
    for code in ("ISS_SOLVED", "SATIS"):
        IndicatorTarget.objects.create(project=project, indicator_id=code, target=20)
    return project


def test_not_reported_is_not_zero(running, county_officer):
    actions.report_quarter(running, 2026, 1, {"ISS_SOLVED": (Decimal(0), ""), "SATIS": (None, "")}, by=county_officer)
    quarters = [selectors.Quarter(2026, 1)]
    shown = {row.target.indicator_id: (row.values[0][1], row.total) for row in selectors.progress_of(running, quarters)}
    assert shown == {"ISS_SOLVED": (0, 0), "SATIS": (None, None)}


def test_flows_add_up_and_ratios_do_not(running, county_officer):
    for quarter, solved, satisfied in ((1, "12", "4.50"), (2, "21", "4.80")):
        values = {"ISS_SOLVED": (Decimal(solved), ""), "SATIS": (Decimal(satisfied), "")}
        actions.report_quarter(running, 2026, quarter, values, by=county_officer)
    totals = {row.target.indicator_id: row.total for row in selectors.progress_of(running, [])}
    assert totals == {"ISS_SOLVED": 33, "SATIS": Decimal("4.80")}


def test_a_value_taken_back_is_not_reported(running, county_officer):
    actions.report_quarter(running, 2026, 1, {"ISS_SOLVED": (Decimal(3), "")}, by=county_officer)
    actions.report_quarter(running, 2026, 1, {"ISS_SOLVED": (None, "")}, by=county_officer)
    assert IndicatorValue.objects.count() == 0
    told = events_of(running).filter(action="report_quarter").values_list("data", flat=True)
    assert [data["ISS_SOLVED"] for data in told] == ["3", None]


def test_a_quarter_to_come_is_refused(running, county_officer):
    with pytest.raises(Refused, match="还没有开始"):
        actions.report_quarter(running, 2099, 1, {"ISS_SOLVED": (Decimal(3), "")}, by=county_officer)
    assert IndicatorValue.objects.count() == 0


def test_quarters_run_from_start_to_today_or_the_end(running):
    running.starts_on, running.ends_on = date(2025, 11, 1), date(2026, 4, 1)
    found = [(quarter.year, quarter.number) for quarter in selectors.quarters_of(running)]
    assert found == [(2026, 2), (2026, 1), (2025, 4)]


def test_a_milestone_is_done_on_a_day_that_was(running, county_officer):
    milestone = MilestoneFactory(project=running)
    with pytest.raises(Refused, match="不能晚于今天"):
        actions.finish_milestone(milestone, timezone.localdate() + timedelta(days=1), by=county_officer)
    actions.finish_milestone(milestone, date(2026, 6, 1), by=county_officer)
    milestone.refresh_from_db()
    assert milestone.done_on == date(2026, 6, 1)
    assert events_of(running).last().action == "finish_milestone"


def test_who_may_write(project_at, county_officer, lead_body, xianju_officer, province_handler, auditor):
    people = (county_officer, lead_body, xianju_officer, province_handler, auditor)
    running, waiting = project_at("running"), project_at("awaiting_approval")
    assert [rules.may_write(person, running) for person in people] == [True, True, False, False, False]
    assert [rules.may_write(person, waiting) for person in people] == [False] * 5


def test_a_pilot_target_reads_as_the_programme_writes_it(project_at):
    from enterprises.models import ProgrammeIndustry

    industry = ProgrammeIndustry.objects.create(name="生物医药", region_id="330113")
    target = PilotTarget(project=project_at("draft"), region_id="330113", industry=industry)
    assert str(target) == "临平区 · 生物医药"
