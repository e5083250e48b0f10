"""Every page of the library by every person of the cast."""

from datetime import date

import pytest
from django.urls import reverse

from experts.models import OrganisationMember
from tests.factories.experts import InterestFactory, OrganisationFactory, TeamAssignmentFactory, TeamFactory
from tests.permissions.experts import RULES


@pytest.fixture
def addresses(expert_user, second_expert_user, lead_organisation, other_enterprise):
    expert = expert_user.expert
    interest = InterestFactory(expert=expert, enterprise=other_enterprise, until=None)
    team = TeamFactory(lead_organisation=lead_organisation)
    member = team.memberships.create(expert=expert)
    assignment = TeamAssignmentFactory(team=team, since=date(2023, 3, 1))
    foreign = TeamFactory(lead_organisation=OrganisationFactory())
    foreign.memberships.create(expert=second_expert_user.expert)
    args = {
        "experts:move": [expert.pk, "suspend"],
        "experts:organisation_detail": [lead_organisation.pk],
        "experts:organisation_edit": [lead_organisation.pk],
        "experts:organisation_account": [lead_organisation.pk],
        "experts:interest_edit": [expert.pk, interest.pk],
        "experts:interest_end": [expert.pk, interest.pk],
        "experts:team_detail": [team.pk],
        "experts:team_edit": [team.pk],
        "experts:team_member_create": [team.pk],
        "experts:team_member_lead": [team.pk, member.pk],
        "experts:team_member_remove": [team.pk, member.pk],
        "experts:assignment_create": [team.pk],
        "experts:assignment_end": [team.pk, assignment.pk],
    }
    of_expert = ("detail", "edit", "account", "interest_create")
    args |= {f"experts:{name}": [expert.pk] for name in of_expert}
    return {name: reverse(name, args=args.get(name, [])) for name in RULES}


@pytest.mark.parametrize("name", RULES)
def test_who_opens_what(name, addresses, everyone, sign_in):
    rule = RULES[name]
    answers = {who: sign_in(person).get(addresses[name]).status_code for who, person in everyone.items()}
    expected = {who: _expected(rule, who, name) for who in everyone}
    assert answers == expected


def _expected(rule, who, name):
    if who in rule["roles"]:
        return 302 if name == "experts:me" else 200
    return 403 if who in rule["forbidden"] else rule["other"]


@pytest.mark.parametrize("name", RULES)
def test_nobody_enters_without_signing_in(name, addresses, sign_in):
    response = sign_in(None).get(addresses[name])
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


def test_an_interest_of_another_expert_is_not_reached_through_ones_own(
    expert_user, second_expert_user, enterprise, sign_in
):
    interest = InterestFactory(expert=second_expert_user.expert, enterprise=enterprise)
    for page in ("interest_edit", "interest_end"):
        for owner in (expert_user.expert, second_expert_user.expert):
            url = reverse(f"experts:{page}", args=[owner.pk, interest.pk])
            assert sign_in(expert_user).post(url, {"until": "2026-01-01"}).status_code == 404


def test_a_body_without_team_sees_no_expert(expert_user, lead_body, sign_in):
    assert OrganisationMember.objects.filter(user=lead_body).exists()
    assert sign_in(lead_body).get(expert_user.expert.get_absolute_url()).status_code == 404
