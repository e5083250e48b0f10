"""Every page of the visits by every person of the cast, and photos by outsiders."""

import io

import pytest
from django.urls import reverse
from PIL import Image

from pinzibiao.files.access import url as file_url
from pinzibiao.files.actions import store_content
from tests.factories.experts import TeamFactory
from tests.factories.visits import full_record, plan_visit, visit_at
from tests.permissions.visits import RULES, SEES_VISIT
from visits import actions
from visits.states import VisitStatus


@pytest.fixture
def visit(
    enterprise, other_enterprise, expert_user, second_expert_user, county_officer, xianju_officer, lead_organisation
):
    # The row of another county that must not leak.
    plan_visit(other_enterprise, [second_expert_user.expert], county=xianju_officer)
    team = TeamFactory(lead_organisation=lead_organisation)
    return plan_visit(enterprise, [expert_user.expert], county=county_officer, team=team)


@pytest.mark.parametrize("name", RULES)
def test_who_opens_what(name, visit, everyone, sign_in):
    args = [] if name in {"visits:list", "visits:mine", "visits:create"} else [visit.pk]
    url = reverse(name, args=[*args, "start"] if name == "visits:move" else args)
    rule = RULES[name]
    answers = {who: sign_in(person).get(url).status_code for who, person in everyone.items()}
    able = 302 if name == "visits:record" else 200
    assert answers == {
        who: able if who in rule["roles"] else 403 if who in rule["forbidden"] else rule["other"] for who in everyone
    }


@pytest.mark.parametrize("name", RULES)
def test_nobody_enters_without_signing_in(name, visit, sign_in):
    args = [] if name in {"visits:list", "visits:mine", "visits:create"} else [visit.pk]
    response = sign_in(None).get(reverse(name, args=[*args, "start"] if name == "visits:move" else args))
    assert response.status_code == 302 and response.url.startswith("/accounts/login/")


def test_the_list_holds_ones_own_rows_only(visit, everyone, sign_in):
    other = ["xianju_officer", "xianju_second", "taizhou_city", "other_clerk", "other_signatory", "second_expert_user"]
    everything = ["province_handler", "province_reviewer", "province_leader", "auditor"]
    foreign = visit.__class__.objects.exclude(pk=visit.pk).get()
    for who, person in everyone.items():
        response = sign_in(person).get(reverse("visits:list"))
        shown = {row.record for row in response.context["table"].table.rows}
        expected = set()
        if who in SEES_VISIT:
            expected.add(visit)
        if who in other or who in everything:
            expected.add(foreign)
        assert shown == expected, who


@pytest.mark.parametrize("search", ["q=仙居", "expert=张专乙", "county=331024"])
def test_a_filter_never_widens(search, visit, county_officer, sign_in):
    response = sign_in(county_officer).get(f"{reverse('visits:list')}?{search}")
    assert response.status_code == 200
    assert len(response.context["table"]) == 0


def test_a_photo_is_seen_by_those_who_see_the_visit(
    enterprise, expert_user, county_officer, clerk, everyone, lead_organisation, sign_in
):
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(picture, "JPEG")
    stored = store_content(picture.getvalue(), "现场.jpg", by=expert_user, county_code="330113")
    entry = full_record()
    entry.files = [stored]
    team = TeamFactory(lead_organisation=lead_organisation)
    visit = visit_at(
        VisitStatus.TO_CONFIRM, enterprise, expert_user, county=county_officer, member=clerk, entry=entry, team=team
    )
    url = file_url("visits.photo", visit.photos.get().pk, "现场.jpg")
    answers = {who: opened(sign_in(person), url) for who, person in everyone.items()}
    assert answers == {who: 200 if who in SEES_VISIT else 404 for who in everyone}


def opened(client, url) -> int:
    response = client.get(url)
    if response.status_code == 200:
        assert b"".join(response.streaming_content)[:2] == b"\xff\xd8"
    return response.status_code


def test_the_record_is_opened_by_the_experts_who_were_sent(visit, expert_user, everyone, sign_in):
    actions.take(visit, "start", by=expert_user)
    url = reverse("visits:record", args=[visit.pk])
    answers = {who: sign_in(person).get(url).status_code for who, person in everyone.items()}
    rule = RULES["visits:record"]
    assert answers == {
        who: 200 if who == "expert_user" else 403 if who in rule["forbidden"] else 404 for who in everyone
    }
