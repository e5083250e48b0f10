"""Questions to the expert library."""

from .models import Expert, OrganisationMember


def ties_of(user) -> list[tuple[str, str]]:
    """For whom ``user`` works here: facts for the page of the account."""
    expert = Expert.objects.filter(user=user).first()
    member = OrganisationMember.objects.select_related("organisation").filter(user=user).first()
    facts = [("专家", f"{expert}（{expert.unit}）")] if expert else []
    return facts + ([("机构", str(member.organisation))] if member else [])
