"""A standard plan has stages with days, planned and real; it stands where the last one reached has taken it."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.cultivation import StandardPlanFactory


@pytest.fixture
def plan(enterprise):
    return StandardPlanFactory(enterprise=enterprise)


def send(client, plan, **days):
    url = reverse("cultivation:plan_stages", args=[plan.pk])
    page = client.get(url)
    blank = dict.fromkeys(page.context["form"].fields, "")
    return client.post(url, blank | days | {"version": page.context["version"]})


def test_the_plan_stands_at_the_last_stage_reached(plan, county_officer, sign_in):
    client = sign_in(county_officer)
    days = {"reached_proposed": "2026-01-05", "reached_approved": "2026-02-05", "planned_drafting": "2026-03-31"}
    assert send(client, plan, **days).url == plan.get_absolute_url()
    plan.refresh_from_db()
    assert (plan.stage, plan.published_on, plan.stages.count()) == ("approved", None, 3)
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "立项（现在）" in page and "2026-03-31" in page
    send(client, plan, **days, reached_published="2026-06-30")
    plan.refresh_from_db()
    assert (plan.stage, plan.published_on) == ("published", date(2026, 6, 30))


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({"reached_approved": "2026-02-05", "reached_review": "2026-01-05"}, "不能早于立项的完成日期"),
        ({"reached_review": "2999-01-05"}, "不能晚于今天"),
        ({"planned_review": "明天"}, "日期格式不对"),
    ],
)
def test_days_that_cannot_be_are_refused(days, sentence, plan, county_officer, sign_in):
    answer = send(sign_in(county_officer), plan, **days)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not plan.stages.exists()
