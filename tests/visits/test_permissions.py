"""What each person of the cast finds on the pages of the visits; who opens which page is in tests/permissions."""

import pytest
from django.urls import reverse

from tests.factories.experts import TeamFactory
from tests.factories.visits import plan_visit
from tests.permissions.visits import RULES, SEES_VISIT
from visits import actions


@pytest.fixture
def visit(
    enterprise, other_enterprise, expert_user, second_expert_user, county_officer, xianju_officer, lead_organisation
):
    # The row of another county that must not leak.
    plan_visit(other_enterprise, [second_expert_user.expert], county=xianju_officer)
    team = TeamFactory(lead_organisation=lead_organisation)
    return plan_visit(enterprise, [expert_user.expert], county=county_officer, team=team)


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


def test_the_record_is_opened_by_the_experts_who_were_sent(visit, expert_user, everyone, sign_in):
    actions.take(visit, "start", by=expert_user)
    url = reverse("visits:record", args=[visit.pk])
    answers = {who: sign_in(person).get(url).status_code for who, person in everyone.items()}
    rule = RULES["visits:record"]
    assert answers == {
        who: 200 if who == "expert_user" else 403 if who in rule["forbidden"] else 404 for who in everyone
    }
