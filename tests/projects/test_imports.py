"""Projects of the past, targets, quarterly values and baselines by Excel."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from pinzibiao.casework.actions import events_of
from pinzibiao.casework.refusals import Refused
from pinzibiao.exchange import actions
from pinzibiao.exchange.kinds import kind_of, kinds_for
from pinzibiao.regions.models import Region
from projects.actions import take
from projects.models import IndicatorBaseline, IndicatorTarget, IndicatorValue, Project
from tests.factories.exchange import checked, written
from tests.factories.projects import ProjectFactory, walk_project
from tests.factories.receipts import counts, faults

DAY = date(2021, 6, 1)


def past(**more) -> dict:
    row = {"项目名称": "历史项目", "类别": "质量攻坚", "年度": 2021, "管理机关": "临平区", "状态": "已结项"}
    return row | {"立项日期": DAY, "结项日期": date(2022, 6, 1)} | more


def exported(client, url: str) -> bytes:
    answer = client.get(url)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def running(county_officer, province_reviewer):
    """A project under way, with one target."""
    project = ProjectFactory(created_by=county_officer)
    IndicatorTarget.objects.create(project=project, indicator_id="ISS_SOLVED", target=30)
    return walk_project(project, "running", office=county_officer, province=province_reviewer)


def test_a_past_project_comes_in_as_it_stands(province_handler, lead_organisation):
    row = past(项目区域="临平区、仙居县", 牵头单位=lead_organisation.short_name, **{"经费预算（万元）": "1.2万"})
    assert counts(written(province_handler, [row], kind="project")) == (1, 0, 0)
    project = Project.objects.get()
    assert (project.number, project.kind, project.status, project.moves) == ("GJ2021-0001", "breakthrough", "closed", 0)
    assert (project.approved_on, project.closed_on, project.office_id) == (DAY, date(2022, 6, 1), "330113")
    assert sorted(project.regions.values_list("region", flat=True)) == ["330113", "331024"]
    assert (project.lead_organisation, project.created_by) == (lead_organisation, province_handler)
    assert [(e.action, e.to_status, e.by_id) for e in events_of(project)] == [
        ("bring_in", "closed", province_handler.pk)
    ]
    assert counts(checked(province_handler, [row], kind="project")) == (0, 0, 1)


def test_without_places_it_concerns_its_office(province_handler):
    written(province_handler, [past(管理机关="浙江省")], kind="project")
    assert list(Project.objects.get().regions.values_list("region", flat=True)) == ["330000"]


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        (
            {"状态": None},
            (
                2,
                "E",
                "",
                "导入的是已经立项的历史项目，状态请填“已立项”“实施中”“已结项”或“已终止”；新项目请在页面新建。",
            ),
        ),
        ({"立项日期": None}, (2, "E", "已结项", "已经立项的项目请填写立项日期。")),
        ({"结项日期": date(2021, 1, 1)}, (2, "G", "2021-01-01", "结项日期不能早于立项日期（2021-06-01）。")),
        (
            {"状态": "实施中"},
            (2, "E", "实施中", "填写了结项日期，请把状态填为“已结项”；还没有结项的，请清除结项日期。"),
        ),
        (
            {"管理机关": "杭州湾"},
            (
                2,
                "D",
                "杭州湾",
                "没有找到这个区域，请填写省、设区市、县（市、区）或功能区的名称或六位代码；几个区域之间用顿号隔开。",
            ),
        ),
    ],
)
def test_what_a_past_project_must_say(province_handler, more, fault):
    assert faults(checked(province_handler, [past(**more)], kind="project")) == [fault]


@pytest.mark.parametrize("person", ["county_officer", "city_officer", "lead_body", "clerk", "auditor", "nobody"])
def test_only_the_province_brings_in_projects(person, request):
    user = request.getfixturevalue(person)
    assert {kind.key for kind in kinds_for(user)} & {"project", "indicator_baseline"} == set()
    case = checked(user, [past()], kind="project")
    with pytest.raises(Refused, match="历史项目由省局导入"):
        actions.write(actions.confirm(case, by=user))
    assert not Project.objects.exists()


def test_the_list_comes_back_unchanged(province_handler, running, sign_in):
    written(province_handler, [past()], kind="project")
    ProjectFactory(created_by=province_handler, office=Region.objects.get(pk="330000"))
    case = checked(
        province_handler,
        content=exported(sign_in(province_handler), reverse("projects:list") + "?export=xlsx"),
        kind="project",
    )
    assert (case.refusal, faults(case), counts(case)) == ("", [], (0, 0, 3))


def test_a_file_neither_moves_nor_renames_a_project(province_handler, running):
    row = {"项目编号": running.number, "项目名称": "改名", "状态": "已结项"}
    moved = "立项之后，这一栏不能用导入修改。请恢复原内容；状态和日期请在项目页面办理。"
    case = checked(province_handler, [row], kind="project")
    assert faults(case) == [(2, "B", "改名", moved), (2, "C", "已结项", moved)]
    settled = "这条记录已办结或不在您的环节，不能用导入修改。请恢复原内容，或到它的页面办理。"
    case = checked(province_handler, [{"项目编号": running.number, "项目概况": "新概况"}], kind="project")
    assert faults(case) == [(2, "A", running.number, settled)]


# Targets and values


def value_row(project, **more) -> dict:
    row = {"项目编号": project.number, "指标": "解决企业质量技术问题", "年度": 2026, "季度": "一季度", "本季值": 12}
    return row | more


def test_a_quarter_comes_in_with_a_trace(county_officer, county_second, running):
    assert counts(written(county_officer, [value_row(running)], kind="indicator_value")) == (1, 0, 0)
    value = IndicatorValue.objects.get()
    assert (value.project, value.indicator_id, value.year, value.quarter) == (running, "ISS_SOLVED", 2026, 1)
    assert (value.value, value.entered_by) == (Decimal(12), county_officer)
    assert events_of(running).last().label == "导入季度指标值"
    assert counts(checked(county_officer, [value_row(running)], kind="indicator_value")) == (0, 0, 1)
    assert counts(written(county_second, [value_row(running, 本季值="13")], kind="indicator_value")) == (0, 1, 0)
    value.refresh_from_db()
    assert (value.value, value.entered_by) == (Decimal(13), county_second)


def test_every_wrong_value_is_told(county_officer, running):
    rows = [value_row(running, 指标="节约成本"), value_row(running, 本季值=1.5), value_row(running, 年度=2099)]
    assert faults(checked(county_officer, rows, kind="indicator_value")) == [
        (2, "B", "节约成本", "该项目没有设置这个指标，请核对指标名称或代码，或先在项目页面添加指标。"),
        (3, "E", "1.5", "这个指标的数值须为整数，请核对。"),
        (4, "D", "一季度", "这个季度还没有开始，请核对年度和季度。"),
    ]


def test_a_project_elsewhere_is_as_unknown_as_none(xianju_officer, running):
    rows = [value_row(running), value_row(running, 项目编号="ZT2026-9999")]
    unknown = "您填报的项目中没有这个编号或名称，请核对。"
    assert faults(checked(xianju_officer, rows, kind="indicator_value")) == [
        (2, "A", running.number, unknown),
        (3, "A", "ZT2026-9999", unknown),
    ]


def test_a_past_project_takes_its_values_from_the_province_once(province_handler, county_officer):
    written(province_handler, [past()], kind="project")
    project = Project.objects.get()
    written(province_handler, [{"项目": project.number, "指标": "ISS_SOLVED", "目标值": 30}], kind="project_target")
    row = value_row(project, 年度=2021)
    assert counts(written(province_handler, [row], kind="indicator_value")) == (1, 0, 0)
    assert checked(county_officer, [row], kind="indicator_value").wrong_count == 1
    settled = "项目已办结或不在您的环节，不能用导入修改。请恢复原内容，或联系项目管理机关。"
    case = checked(province_handler, [row | {"本季值": 99}], kind="indicator_value")
    assert faults(case) == [(2, "A", project.number, settled)]


def test_an_ended_project_of_the_portal_takes_no_more_values(province_handler, county_officer, running):
    take(running, "close", by=county_officer, comment="完成。")
    for person in (county_officer, province_handler):
        assert checked(person, [value_row(running)], kind="indicator_value").wrong_count == 1


# Baselines


def test_baselines_come_in_and_change(province_handler):
    row = {
        "指标": "解决企业质量技术问题",
        "区域": "全省",
        "产业": None,
        "截至": "2022-12-31",
        "基数": 687,
        "来源": "杭州日报",
    }
    assert counts(written(province_handler, [row], kind="indicator_baseline")) == (1, 0, 0)
    assert counts(checked(province_handler, [row], kind="indicator_baseline")) == (0, 0, 1)
    assert counts(written(province_handler, [row | {"基数": 688}], kind="indicator_baseline")) == (0, 1, 0)
    baseline = IndicatorBaseline.objects.get()
    assert (baseline.indicator_id, baseline.region_id, baseline.value) == ("ISS_SOLVED", "330000", Decimal(688))


def test_every_kind_leads_to_a_list_that_is_there():
    for key in ("project", "project_target", "indicator_value", "indicator_baseline"):
        assert reverse(kind_of(key).list_url)
