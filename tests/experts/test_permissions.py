"""What is reached through somebody else's row; who opens which page is in tests/permissions."""

from django.urls import reverse

from experts.models import OrganisationMember
from tests.factories.experts import InterestFactory


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
