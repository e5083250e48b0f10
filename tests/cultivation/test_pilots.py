"""A pilot's page: its place and industry's part of each list, beside the project's progress."""

from datetime import date

import pytest
from django.urls import reverse

from enterprises.models import Enterprise, Industry, ProgrammeIndustry
from tests.cultivation.test_lists import fill
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.projects import MilestoneFactory, ProjectFactory


@pytest.fixture
def pilot(county_officer):
    project = ProjectFactory(created_by=county_officer, kind="cultivation")
    MilestoneFactory(project=project, name="完成调研", due_on=date(2026, 1, 31))
    industry = ProgrammeIndustry.objects.create(region_id="330113", name="生物医药")
    industry.classes.add("C27")
    return project.pilot_targets.create(region_id="330113", industry=industry)


@pytest.fixture
def medicine(enterprise, county_officer, expert_user):
    code = Industry.objects.filter(code__startswith="C27").order_by("-code").values_list("code", flat=True)[0]
    Enterprise.objects.filter(pk=enterprise.pk).update(industry=code)
    return fill(enterprise, county_officer, expert_user)


def shown(client, pilot) -> list[tuple[int, int, int]]:
    page = client.get(reverse("cultivation:pilot", args=[pilot.pk]))
    told = [part["standing"] for part in page.context["lists"]]
    return [(one.total, one.done, one.late) for one in told]


def test_only_rows_of_the_place_and_the_industry_are_counted(
    pilot, medicine, county_officer, expert_user, xianju_officer, other_enterprise, sign_in
):
    food = Industry.objects.filter(code__startswith="C14").values_list("code", flat=True)[0]
    fill(EnterpriseFactory(industry_id=food), county_officer, expert_user)
    Enterprise.objects.filter(pk=other_enterprise.pk).update(industry="C27")
    fill(other_enterprise, xianju_officer, expert_user)
    assert shown(sign_in(county_officer), pilot) == [(1, 0, 0)] * 5


def test_done_and_late_are_told_and_the_link_leads_to_the_same_rows(pilot, medicine, county_officer, sign_in):
    problem = medicine["problem"]
    type(problem).objects.filter(pk=problem.pk).update(due_on=date(2026, 3, 10))
    plan = medicine["plan"]
    type(plan).objects.filter(pk=plan.pk).update(published_on=date(2026, 4, 1))
    client = sign_in(county_officer)
    assert shown(client, pilot) == [(1, 0, 0), (1, 0, 0), (1, 1, 0), (1, 0, 1), (1, 0, 0)]
    page = client.get(reverse("cultivation:pilot", args=[pilot.pk]))
    for part in page.context["lists"]:
        assert client.get(part["url"]).context["page_obj"].count == 1
    assert "完成调研" in page.content.decode()


def test_an_industry_without_classes_has_no_rows(pilot, medicine, county_officer, sign_in):
    pilot.industry.classes.clear()
    assert shown(sign_in(county_officer), pilot) == [(0, 0, 0)] * 5


def test_the_pilots_of_ones_projects_are_listed(pilot, county_officer, xianju_officer, sign_in):
    url = reverse("cultivation:pilots")
    assert [one.pk for one in sign_in(county_officer).get(url).context["rows"]] == [pilot.pk]
    assert sign_in(xianju_officer).get(url).context["rows"] == []
