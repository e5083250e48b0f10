"""Who may open each page of the expert library."""

from tests.factories.experts import InterestFactory, TeamAssignmentFactory, TeamFactory

from .people import ANY_CITY, ANY_REGULATOR, EVERYBODY, EXPERTS, PROVINCE, WITH_A_PART, rule

# The row is the expert of ``expert_user``, listed; its team is led by the body of ``lead_body``.
SEES_EXPERT = [*ANY_REGULATOR, "auditor", "expert_user", "lead_body"]
SEES_ORGANISATION = WITH_A_PART
LIBRARY = [*ANY_REGULATOR, "auditor", "lead_body"]
RULES = {
    "experts:list": rule(LIBRARY, other=403),
    "experts:choose": rule([*ANY_REGULATOR, "lead_body"], other=403),
    "experts:me": rule(EXPERTS, other=403),
    "experts:create": rule([*PROVINCE, *ANY_CITY], other=403),
    "experts:detail": rule(SEES_EXPERT),
    "experts:edit": rule(PROVINCE, seen=SEES_EXPERT),
    "experts:account": rule(PROVINCE, seen=SEES_EXPERT),
    "experts:identity": rule(PROVINCE, seen=SEES_EXPERT),
    "experts:move": rule(PROVINCE, seen=SEES_EXPERT),
    "experts:interest_create": rule([*PROVINCE, "expert_user"], seen=SEES_EXPERT),
    "experts:interest_edit": rule(PROVINCE, seen=SEES_EXPERT),
    "experts:interest_end": rule([*PROVINCE, "expert_user"], seen=SEES_EXPERT),
    "experts:organisation_list": rule(EVERYBODY),
    "experts:organisation_create": rule(PROVINCE, other=403),
    "experts:organisation_detail": rule(SEES_ORGANISATION),
    "experts:organisation_edit": rule(PROVINCE, seen=SEES_ORGANISATION),
    "experts:organisation_account": rule(PROVINCE, seen=SEES_ORGANISATION),
    "experts:team_list": rule([*ANY_REGULATOR, "auditor", "lead_body", *EXPERTS], other=403),
    "experts:team_create": rule(PROVINCE, other=403),
    "experts:team_detail": rule(SEES_EXPERT),
    "experts:team_edit": rule(PROVINCE, seen=SEES_EXPERT),
    "experts:team_member_create": rule(PROVINCE, seen=SEES_EXPERT),
    "experts:team_member_lead": rule(PROVINCE, seen=SEES_EXPERT),
    "experts:team_member_remove": rule(PROVINCE, seen=SEES_EXPERT),
    "experts:assignment_create": rule(PROVINCE, seen=SEES_EXPERT),
    "experts:assignment_end": rule(PROVINCE, seen=SEES_EXPERT),
}


def addresses(cast) -> dict[str, dict]:
    expert = cast.expert_user.expert
    team = TeamFactory(lead_organisation=cast.lead_organisation)
    member = team.memberships.create(expert=expert)
    interest = {"interest": InterestFactory(expert=expert, enterprise=cast.other_enterprise, until=None).pk}
    assignment = {"assignment": TeamAssignmentFactory(team=team).pk}
    own, of_team, of_body = {"pk": expert.pk}, {"pk": team.pk}, {"pk": cast.lead_organisation.pk}
    return {
        **{f"experts:{page}": own for page in ("detail", "edit", "account", "identity", "interest_create")},
        "experts:move": own | {"action": "suspend"},
        **{f"experts:interest_{act}": own | interest for act in ("edit", "end")},
        **{f"experts:organisation_{page}": of_body for page in ("detail", "edit", "account")},
        **{f"experts:{page}": of_team for page in ("team_detail", "team_edit", "team_member_create")},
        **{f"experts:team_member_{act}": of_team | {"member": member.pk} for act in ("lead", "remove")},
        "experts:assignment_create": of_team,
        "experts:assignment_end": of_team | assignment,
    }
