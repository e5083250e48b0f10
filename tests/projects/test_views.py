"""Pages of projects, events, stations and indicators."""

from datetime import date

import pytest
from django.urls import reverse

from enterprises.models import ProgrammeIndustry
from pinzibiao.casework.actions import events_of
from pinzibiao.regions.models import Region
from projects.loading import load_baselines
from projects.models import (
    IndicatorTarget,
    IndicatorValue,
    Milestone,
    NqiStation,
    ProgrammeEvent,
    Project,
    ProjectMember,
)
from tests.factories.projects import (
    MilestoneFactory,
    NqiStationFactory,
    ProgrammeEventFactory,
    ProjectFactory,
    walk_project,
)

LISTS = {"list": 9, "event_list": 9, "station_list": 9}
PAGE = 15


@pytest.fixture
def project(county_officer, lead_organisation) -> Project:
    return ProjectFactory(created_by=county_officer, lead_organisation=lead_organisation)


@pytest.fixture
def foreign(xianju_officer) -> Project:
    """仙居's project: the row that must not leak."""
    return ProjectFactory(
        created_by=xianju_officer, office=Region.objects.get(pk="331024"), title="仙居县医疗器械产业质量提升项目"
    )


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_the_same_number_of_questions_for_one_row_and_three(
    name, rows, county_officer, sign_in, django_assert_num_queries
):
    for _ in range(rows):
        ProjectFactory(created_by=county_officer)
        ProgrammeEventFactory()
        NqiStationFactory()
    client = sign_in(county_officer)
    with django_assert_num_queries(LISTS[name]):
        response = client.get(reverse(f"projects:{name}"))
    assert response.context["page_obj"].count == rows


@pytest.mark.parametrize(
    ("person", "titles"),
    [
        ("county_officer", ["own"]),
        ("city_officer", ["own"]),
        ("lead_body", ["own"]),
        ("xianju_officer", ["foreign"]),
        ("taizhou_city", ["foreign"]),
        ("province_handler", ["foreign", "own"]),
        ("auditor", ["foreign", "own"]),
        ("zone_officer", []),
        ("expert_user", []),
        ("clerk", []),
        ("nobody", []),
    ],
)
def test_the_list_shows_what_the_person_may_see(person, titles, project, foreign, sign_in, request):
    response = sign_in(request.getfixturevalue(person)).get(reverse("projects:list"))
    names = {project.pk: "own", foreign.pk: "foreign"}
    assert sorted(names[row.pk] for row in response.context["page_obj"].object_list) == titles


def test_a_project_of_the_whole_province_is_seen_everywhere_and_found_by_no_single_place(
    province_handler, zone_officer, sign_in
):
    whole = Region.objects.filter(pk="330000")
    ProjectFactory(created_by=province_handler, office=whole.get(), regions=whole)
    url = reverse("projects:list")
    assert sign_in(zone_officer).get(url).context["page_obj"].count == 1
    assert sign_in(province_handler).get(url + "?region=330113").context["page_obj"].count == 0


def test_a_project_of_several_places_is_found_by_each_once(county_officer, province_handler, sign_in):
    places = Region.objects.filter(pk__in=["330113", "330106", "331024"])
    ProjectFactory(created_by=county_officer, regions=places)
    client = sign_in(province_handler)
    for code, count in (("330113", 1), ("330100", 1), ("331000", 1), ("330200", 0)):
        assert client.get(reverse("projects:list") + f"?region={code}").context["page_obj"].count == count


def addresses(project) -> list[str]:
    milestone = MilestoneFactory(project=project)
    one = project.pk
    return [
        reverse("projects:edit", args=[one]),
        reverse("projects:item_create", args=[one, "member"]),
        reverse("projects:item_edit", args=[one, "milestone", milestone.pk]),
        reverse("projects:item_delete", args=[one, "milestone", milestone.pk]),
        reverse("projects:milestone_done", args=[one, milestone.pk]),
        reverse("projects:quarter", args=[one, 2026, 1]),
    ]


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("county_officer", 200),
        ("county_second", 200),
        ("lead_body", 200),
        ("city_officer", 403),
        ("province_handler", 403),
        ("auditor", 403),
        ("xianju_officer", 404),
        ("clerk", 404),
        ("expert_user", 404),
        ("nobody", 404),
    ],
)
def test_only_the_office_and_the_lead_body_write(person, status, project, sign_in, request):
    client = sign_in(request.getfixturevalue(person))
    for url in addresses(project):
        assert client.get(url).status_code == status, url
        if status != 200:
            assert client.post(url, {"name": "改"}).status_code == status, url
    assert Milestone.objects.count() == 1


def test_an_item_of_another_project_is_not_reached_through_ones_own(project, foreign, county_officer, sign_in):
    milestone = MilestoneFactory(project=foreign)
    client = sign_in(county_officer)
    for name in ("item_edit", "item_delete"):
        assert client.post(reverse(f"projects:{name}", args=[project.pk, "milestone", milestone.pk])).status_code == 404
    assert client.post(reverse("projects:milestone_done", args=[project.pk, milestone.pk])).status_code == 404
    assert Milestone.objects.filter(pk=milestone.pk).exists()


def test_a_project_from_draft_to_running_by_the_pages(county_officer, province_handler, sign_in, enterprise):
    officer, province = sign_in(county_officer), sign_in(province_handler)
    response = officer.post(
        reverse("projects:create"),
        {
            "title": "输液器微粒污染控制质量攻坚项目",
            "kind": "breakthrough",
            "year": "2026",
            "enterprise": enterprise.uscc,
            "starts_on": "2026-01-01",
            "ends_on": "2026-12-31",
            "summary": "控制微粒污染。",
        },
    )
    project = Project.objects.get()
    assert response.url == project.get_absolute_url()
    assert (project.office_id, [row.region_id for row in project.regions.all()]) == ("330113", ["330113"])
    move = f"{project.get_absolute_url()}move/{{}}/".format
    assert officer.post(move("submit"), {}).status_code == 302
    assert province.post(move("approve"), {"approved_on": "2099-01-01"}).status_code == 422
    assert province.post(move("approve"), {"approved_on": "2026-02-01"}).status_code == 302
    assert officer.post(move("start"), {}).status_code == 302
    project.refresh_from_db()
    assert (project.status, project.approved_on, project.number) == ("running", date(2026, 2, 1), "GJ2026-0001")


def test_an_office_makes_projects_only_for_places_below_it(county_officer, sign_in):
    data = {"title": "甲", "kind": "improvement", "year": "2026", "places": ["331024"]}
    assert sign_in(county_officer).post(reverse("projects:create"), data).status_code == 422
    assert Project.objects.count() == 0


def test_what_was_approved_stays_as_approved(project, county_officer, province_handler, sign_in):
    walk_project(project, "running", office=county_officer, province=province_handler)
    client = sign_in(county_officer)
    url = reverse("projects:edit", args=[project.pk])
    version = client.get(url).context["version"]
    data = {"version": version, "title": "改名", "year": "2030", "summary": "新概况", "starts_on": "2026-01-01"}
    assert client.post(url, data).status_code == 302
    before = project.title
    project.refresh_from_db()
    assert (project.title, project.year, project.summary) == (before, 2026, "新概况")


def test_items_are_added_changed_and_deleted_with_a_trail(project, county_officer, sign_in):
    client = sign_in(county_officer)
    member = {"name": "沈工", "unit": "省药械院", "part": "技术负责"}
    client.post(reverse("projects:item_create", args=[project.pk, "member"]), member)
    row = ProjectMember.objects.get()
    url = reverse("projects:item_edit", args=[project.pk, "member", row.pk])
    client.post(url, member | {"part": "组长", "version": client.get(url).context["version"]})
    row.refresh_from_db()
    assert row.part == "组长"
    client.post(reverse("projects:item_delete", args=[project.pk, "member", row.pk]))
    assert ProjectMember.objects.count() == 0
    assert [e.action for e in events_of(project)] == ["create", "add", "change", "remove"]
    assert client.get(reverse("projects:item_create", args=[project.pk, "budget"])).status_code == 404


def test_the_same_indicator_is_not_a_target_twice(project, county_officer, sign_in):
    url = reverse("projects:item_create", args=[project.pk, "target"])
    client = sign_in(county_officer)
    assert client.post(url, {"indicator": "ISS_SOLVED", "target": "20"}).status_code == 302
    assert client.post(url, {"indicator": "ISS_SOLVED", "target": "30"}).status_code == 422
    assert IndicatorTarget.objects.count() == 1


def test_a_quarter_is_reported_and_shows_what_is_not(project, county_officer, sign_in):
    for code in ("ISS_SOLVED", "COST_SAVED"):
        IndicatorTarget.objects.create(project=project, indicator_id=code, target=20)
    client = sign_in(county_officer)
    url = reverse("projects:quarter", args=[project.pk, 2026, 1])
    assert client.post(url, {"value_ISS_SOLVED": "1.5"}).status_code == 422
    assert client.post(url, {"value_ISS_SOLVED": "0", "note_ISS_SOLVED": "刚启动"}).status_code == 302
    row = IndicatorValue.objects.get()
    assert (row.indicator_id, row.value, row.note, row.entered_by) == ("ISS_SOLVED", 0, "刚启动", county_officer)
    assert "未报" in client.get(project.get_absolute_url()).content.decode()
    for year, quarter in ((2099, 1), (2026, 5)):
        assert client.get(reverse("projects:quarter", args=[project.pk, year, quarter])).status_code == 404


def test_bodies_stand_apart_on_the_page(project, county_officer, sign_in, lead_organisation):
    from experts.models import Organisation

    made = {name: Organisation.objects.create(name=name, kind="testing") for name in ("省药械院", "省标准化院", "省局")}
    project.partners.set([made["省药械院"]])
    project.technical_support.set([made["省标准化院"]])
    project.sponsor = made["省局"]
    project.save()
    facts = dict(sign_in(county_officer).get(project.get_absolute_url()).context["facts"])
    assert "省局" in facts["主办单位"] and lead_organisation.name in facts["牵头单位"]
    assert "省药械院" in facts["联合单位"] and "省标准化院" not in facts["联合单位"]
    assert "省标准化院" in facts["技术支撑单位"]


def test_the_page_of_a_full_project_asks_the_same_as_that_of_a_small_one(
    project, county_officer, sign_in, django_assert_num_queries
):
    industry = ProgrammeIndustry.objects.create(name="生物医药", region_id="330113")
    client = sign_in(county_officer)
    client.get(project.get_absolute_url())
    for count in (1, 3):
        for _ in range(count):
            MilestoneFactory(project=project)
            event = ProgrammeEventFactory(project=project)
            ProgrammeEventFactory(project=project, parent=event)
        project.pilot_targets.get_or_create(region_id="330113", industry=industry)
        for code in ("ISS_SOLVED", "COST_SAVED", "SATIS")[:count]:
            IndicatorTarget.objects.get_or_create(project=project, indicator_id=code, defaults={"target": 1})
        with django_assert_num_queries(PAGE):
            client.get(project.get_absolute_url())


# Events


def test_sub_events_hang_below_the_kick_off(project, county_officer, sign_in):
    client = sign_in(county_officer)
    data = {"kind": "kick_off", "title": "启动会", "held_on": "2023-03-01", "region": "330113", "project": project.pk}
    client.post(reverse("projects:event_create"), data)
    kick_off = ProgrammeEvent.objects.get()
    child = reverse("projects:event_child_create", args=[kick_off.pk])
    assert 'value="2023-03-01"' in client.get(child).content.decode()
    client.post(child, data | {"kind": "plaque", "title": "授牌"})
    plaque = ProgrammeEvent.objects.get(kind="plaque")
    assert (plaque.parent, plaque.project) == (kick_off, project)
    assert "授牌" in client.get(kick_off.get_absolute_url()).content.decode()
    assert client.get(reverse("projects:event_child_create", args=[plaque.pk])).status_code == 404


@pytest.mark.parametrize(
    ("person", "status"),
    [("county_officer", 200), ("province_handler", 200), ("xianju_officer", 403), ("clerk", 403), ("auditor", 403)],
)
def test_who_changes_an_event(person, status, sign_in, request):
    client = sign_in(request.getfixturevalue(person))
    event = ProgrammeEventFactory()
    assert client.get(event.get_absolute_url()).status_code == 200
    assert client.get(reverse("projects:event_edit", args=[event.pk])).status_code == status


def test_a_county_holds_events_in_its_own_place(county_officer, sign_in):
    data = {"kind": "other", "title": "会", "held_on": "2026-03-01", "region": "331024"}
    assert sign_in(county_officer).post(reverse("projects:event_create"), data).status_code == 422


# Stations, indicators


def test_a_county_keeps_its_own_stations(county_officer, xianju_officer, province_handler, sign_in):
    url, data = reverse("projects:station_create"), {"name": "一站式平台", "opened_on": "2022-06-01"}
    assert sign_in(province_handler).post(url, data).status_code == 403
    assert sign_in(county_officer).post(url, data).status_code == 302
    station = NqiStation.objects.get()
    assert station.county_id == "330113"
    edit = reverse("projects:station_edit", args=[station.pk])
    assert sign_in(xianju_officer).get(edit).status_code == 403
    assert edit in sign_in(county_officer).get(reverse("projects:station_list")).content.decode()
    assert edit not in sign_in(xianju_officer).get(reverse("projects:station_list")).content.decode()


def test_indicators_show_baselines_with_their_source(county_officer, nobody, sign_in):
    load_baselines()
    url = reverse("projects:indicator_list")
    text = sign_in(county_officer).get(url).content.decode()
    for words in ("ISS_SOLVED", "6,231.00", "《杭州日报》2023-03-03", "生物医药"):
        assert words in text
    hidden = sign_in(nobody).get(url)
    assert hidden.context["page_obj"].count == 0 and "6,231.00" not in hidden.content.decode()


def test_a_form_sent_twice_makes_one_project(county_officer, sign_in):
    client, url = sign_in(county_officer), reverse("projects:create")
    data = {"title": "甲", "kind": "improvement", "year": "2026"}
    data["key"] = str(client.get(url).context["form"]["key"].value())
    assert client.post(url, data).url == client.post(url, data).url
    assert Project.objects.count() == 1
