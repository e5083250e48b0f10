"""Who may open each page of the projects: the project is 临平's and led by the body of ``lead_body``."""

from projects.models import ProjectMember
from tests.factories.projects import MilestoneFactory, NqiStationFactory, ProgrammeEventFactory, ProjectFactory

from .people import ANY_COUNTY, ANY_REGULATOR, COUNTY, EVERYBODY, PROVINCE, REGULATORS, WITH_A_PART, rule

SEES = [*REGULATORS, "auditor", "lead_body"]
OFFICE = [*COUNTY, "lead_body"]
WRITTEN = ("edit", "item_create", "item_edit", "item_delete", "milestone_done", "quarter")

RULES = {
    # Outside the scope a list is empty.
    **{f"projects:{name}": rule(EVERYBODY) for name in ("list", "event_list", "station_list", "indicator_list")},
    "projects:create": rule(ANY_REGULATOR, other=403),
    "projects:detail": rule(SEES),
    **{f"projects:{name}": rule(OFFICE, seen=SEES) for name in WRITTEN},
    "projects:move": rule(OFFICE, seen=SEES),
    "projects:event_create": rule([*ANY_REGULATOR, "lead_body"], other=403),
    # What is held in the open is seen by everybody with a part.
    "projects:event_detail": rule(WITH_A_PART),
    "projects:event_edit": rule([*OFFICE, *PROVINCE], seen=WITH_A_PART),
    "projects:event_child_create": rule([*OFFICE, *PROVINCE], seen=WITH_A_PART),
    "projects:station_create": rule(ANY_COUNTY, other=403),
    "projects:station_edit": rule(COUNTY, seen=WITH_A_PART),
}


def addresses(cast) -> dict[str, dict]:
    project = ProjectFactory(created_by=cast.county_officer, lead_organisation=cast.lead_organisation)
    milestone = MilestoneFactory(project=project)
    member = ProjectMember.objects.create(project=project, name="沈工", unit="省药械院", part="技术负责")
    event = ProgrammeEventFactory(project=project)
    own, item = {"pk": project.pk}, {"item": "member", "item_pk": member.pk}
    return {
        "projects:detail": own,
        "projects:edit": own,
        "projects:move": own | {"action": "submit"},
        "projects:item_create": own | {"item": "member"},
        "projects:item_edit": own | item,
        "projects:item_delete": own | item,
        "projects:milestone_done": own | {"milestone": milestone.pk},
        "projects:quarter": own | {"year": 2026, "quarter": 1},
        **{f"projects:{name}": {"pk": event.pk} for name in ("event_detail", "event_edit", "event_child_create")},
        "projects:station_edit": {"pk": NqiStationFactory().pk},
    }
