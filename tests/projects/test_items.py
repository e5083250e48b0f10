"""What hangs on a project: written only while the project lies there, also when it leaves in the same moment."""

import pytest
from django.urls import reverse

from projects import rules
from tests.factories.projects import MilestoneFactory, ProjectFactory, walk_project


@pytest.fixture
def project(county_officer, province_handler):
    return walk_project(
        ProjectFactory(created_by=county_officer), "running", office=county_officer, province=province_handler
    )


@pytest.mark.parametrize("year", [0, 2099, 99999])
def test_a_quarter_of_no_such_year_does_not_exist(project, county_officer, sign_in, year):
    assert sign_in(county_officer).get(reverse("projects:quarter", args=[project.pk, year, 1])).status_code == 404


def test_a_project_that_leaves_while_somebody_writes_is_not_written_in(project, county_officer, sign_in, monkeypatch):
    milestone = MilestoneFactory(project=project)
    answered = iter([True, False])
    monkeypatch.setattr(rules, "may_write", lambda user, project: next(answered))
    url = reverse("projects:item_delete", args=[project.pk, "milestone", milestone.pk])
    assert sign_in(county_officer).post(url).status_code == 403
    assert project.milestones.count() == 1
