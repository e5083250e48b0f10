"""A problem to 销号."""

import pytest

from tests.factories.cultivation import PROBLEM_WAY, SAVING, ProblemFactory, walk_problem


@pytest.mark.parametrize("status", PROBLEM_WAY)
def test_every_status_is_reached_by_walking(status, enterprise, clerk, expert_user, county_officer, county_second):
    problem = ProblemFactory(enterprise=enterprise, by=expert_user)
    walk_problem(problem, status, enterprise=clerk, county=county_officer, second=county_second, saving=SAVING)
    assert problem.status == status
