"""Who may open each page of the visits.

The row is a planned visit of ``expert_user`` to the enterprise of 临平区, by a team that ``lead_body`` leads.
"""

from pinzibiao.casework import remarks
from tests.factories.experts import TeamFactory
from tests.factories.files import StoredFileFactory, picture
from tests.factories.visits import ask_for_help, dispatch, full_record, plan_visit, signature_of, visit_at
from visits.feeds import open_feed
from visits.models import RecordPaper

from .people import (
    ANY_COUNTY,
    ANY_MEMBER,
    ANY_REGULATOR,
    COUNTY,
    EVERYBODY,
    EXPERTS,
    OWN,
    REGULATORS,
    WITH_A_PART,
    rule,
)

SEES_VISIT = [*REGULATORS, *OWN, "expert_user", "lead_body", "auditor"]
SEES_REQUEST = [*REGULATORS, *OWN, "expert_user", "auditor"]
RULES = {
    "visits:request_list": rule([*ANY_REGULATOR, *ANY_MEMBER, "auditor"], other=403),
    "visits:request_create": rule(ANY_MEMBER, other=403),
    "visits:request_detail": rule(SEES_REQUEST),
    "visits:request_move": rule(COUNTY, seen=[*REGULATORS, *OWN, "auditor"]),
    "visits:calendar": rule(WITH_A_PART, other=403),
    "visits:feed_settings": rule([*ANY_COUNTY, *ANY_MEMBER, *EXPERTS, "lead_body"], other=403),
    "visits:feed": rule(EVERYBODY, public=True),
    "visits:letter": rule(SEES_VISIT),
    "visits:unvisited": rule([*ANY_REGULATOR, "auditor"], other=403),
    "visits:round": rule(ANY_COUNTY, other=403),
    "visits:match": rule(ANY_REGULATOR, other=403),
    "visits:list": rule(EVERYBODY),
    "visits:mine": rule(EXPERTS, other=403),
    "visits:create": rule(ANY_COUNTY, other=403),
    "visits:detail": rule(SEES_VISIT),
    "visits:edit": rule(COUNTY, seen=SEES_VISIT),
    # Before the visit has begun the expert is led to its beginning (302).
    "visits:record": rule(["expert_user"], seen=SEES_VISIT),
    "visits:move": rule(["expert_user"], seen=SEES_VISIT),
    "visits:field": rule(EXPERTS, other=403),
    "visits:field_worker": rule(EXPERTS, other=403),
    "visits:field_manifest": rule(EXPERTS, other=403),
    "visits:field_day": rule(EXPERTS, other=403),
    # Empty as it is asked here, what a phone sends is incomplete (422).
    "visits:field_record": rule(["expert_user"], seen=SEES_VISIT, method="POST"),
    "visits:field_photo": rule(["expert_user"], seen=SEES_VISIT, method="POST"),
    "visits:field_settle": rule(["expert_user"], seen=SEES_VISIT, method="POST"),
    "visits:field_code": rule(["expert_user"], seen=SEES_VISIT, method="POST"),
    "visits:show_code": rule(OWN, seen=SEES_VISIT),
    "visits:visit_remark": rule([*REGULATORS, *OWN, "expert_user"], seen=SEES_VISIT),
    "visits:visit_remark_resolve": rule(REGULATORS, seen=["auditor", "expert_user"], method="POST"),
    "files:serve#visits.photo": rule(SEES_VISIT),
    "files:serve#visits.signature": rule(SEES_VISIT),
    "files:serve#visits.paper": rule(SEES_VISIT),
}
PAGES_OF_A_VISIT = (
    "detail",
    "edit",
    "letter",
    "record",
    "field_record",
    "field_photo",
    "field_settle",
    "field_code",
)


def addresses(cast) -> dict[str, dict]:
    team = TeamFactory(lead_organisation=cast.lead_organisation)
    visit = plan_visit(cast.enterprise, [cast.expert_user.expert], county=cast.county_officer, team=team)
    own = {"pk": visit.pk}
    open_request, answered = (ask_for_help(cast.enterprise, by=cast.clerk) for _ in range(2))
    dispatch(answered, [cast.expert_user.expert], county=cast.county_officer)
    place = {"section": "", "field": "地点", "visibility": "offices", "office": "county:330113"}
    remark = remarks.write(visit, "请核对", **place, by=cast.county_officer)
    return {
        "visits:visit_remark": own,
        "visits:visit_remark_resolve": own | {"remark": remark.pk},
        **{f"visits:{page}": own for page in PAGES_OF_A_VISIT},
        "visits:move": own | {"action": "start"},
        "visits:feed": {"secret": open_feed(cast.expert_user)},
        "visits:request_detail": {"pk": answered.pk},
        "visits:request_move": {"pk": open_request.pk, "action": "dispatch"},
        **_files(cast, team),
    }


def _files(cast, team) -> dict[str, dict]:
    """A record that waits for the enterprise's word, with a photo, a signature and the sheet of it."""
    entry = full_record()
    entry.files = [StoredFileFactory(content=picture(), name="现场.jpg", by=cast.expert_user)]
    people = {"county": cast.county_officer, "member": cast.clerk}
    visit = visit_at("to_confirm", cast.enterprise, cast.expert_user, entry=entry, team=team, **people)
    signature = signature_of(visit, cast.expert_user)
    paper = RecordPaper.objects.create(visit=visit, pdf=StoredFileFactory(name="记录.pdf"))
    return {
        "files:serve#visits.photo": {"kind": "visits.photo", "pk": visit.photos.get().pk, "name": "现场.jpg"},
        "files:serve#visits.signature": {"kind": "visits.signature", "pk": signature.pk, "name": "签字.png"},
        "files:serve#visits.paper": {"kind": "visits.paper", "pk": paper.pk, "name": "记录.pdf"},
        "visits:show_code": {"pk": visit.pk},
    }
