"""Policy tools: kept by the bureau of their place, offered to measures of enterprises below it."""

from datetime import date

import pytest
from django.urls import reverse

from cultivation.models import PolicyTool
from tests.factories.cultivation import MeasureFactory, PolicyFactory, ProblemFactory

pytestmark = pytest.mark.django_db
FORM = {"title": "首次获证奖励", "kind": "reward", "content": "首次获得品字标认证的企业。", "valid_from": "2026-01-01"}


def test_a_bureau_keeps_its_own_place(county_officer, county_second, city_officer, clerk, sign_in):
    assert sign_in(county_officer).post(reverse("cultivation:policy_create"), FORM).status_code == 302
    tool = PolicyTool.objects.get()
    assert (tool.region_id, tool.title) == ("330113", "首次获证奖励")
    url = reverse("cultivation:policy_edit", args=[tool.pk])
    assert [sign_in(one).get(url).status_code for one in (county_second, city_officer, clerk)] == [200, 403, 403]
    again = sign_in(county_officer).post(reverse("cultivation:policy_create"), FORM)
    assert (again.status_code, "已登记" in again.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("region", "dates", "offered"),
    [
        ("330113", {}, True),
        ("330100", {}, True),
        ("330000", {}, True),
        ("331024", {}, False),
        ("331000", {}, False),
        ("330113", {"valid_to": date(2026, 1, 31)}, False),
        ("330113", {"valid_from": date(2099, 1, 1)}, False),
    ],
)
def test_a_measure_is_offered_what_is_in_force_where_the_enterprise_is(
    region, dates, offered, enterprise, county_officer, sign_in
):
    tool = PolicyFactory(region_id=region, **dates)
    page = sign_in(county_officer).get(reverse("cultivation:measure_create_for", args=[enterprise.pk]))
    assert (tool.title in page.content.decode()) == offered


def test_a_measure_and_its_policy_lead_to_each_other(enterprise, county_officer, expert_user, xianju_officer, sign_in):
    tool = PolicyFactory(region_id="330113")
    problem = ProblemFactory(enterprise=enterprise, by=expert_user)
    url, client = reverse("cultivation:measure_create_for", args=[enterprise.pk]), sign_in(county_officer)
    data = {"problems": [problem.pk], "kind": "policy", "content": "对接奖励。", "responsible_unit": "区局"}
    assert client.post(url, data | {"due_on": "2099-12-31", "policy_tools": [tool.pk]}).status_code == 302
    measure = problem.measures.get()
    assert tool.title in client.get(measure.get_absolute_url()).content.decode()
    assert measure.number in client.get(tool.get_absolute_url()).content.decode()
    assert measure.number not in sign_in(xianju_officer).get(tool.get_absolute_url()).content.decode()


def test_an_edit_keeps_a_tool_that_has_run_out(enterprise, county_officer, expert_user, sign_in):
    tool = PolicyFactory(region_id="330113", valid_to=date(2026, 1, 31))
    problem = ProblemFactory(enterprise=enterprise, by=expert_user)
    measure = MeasureFactory(enterprise=enterprise, by=county_officer, problems=[problem])
    measure.policy_tools.add(tool)
    page = sign_in(county_officer).get(reverse("cultivation:measure_edit", args=[measure.pk])).content.decode()
    assert tool.title in page
