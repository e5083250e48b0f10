"""Who may open each page of the declarations, and what everybody may.

Three declarations of 临平's enterprise: a draft, one that two experts evaluate (``expert_user`` leads), one authorised.
"""

from datetime import date

from django.utils import timezone

from declarations import open_data, open_data_sets, remarks, spot_draws
from declarations.models import Attachment, ChecklistItem, ExpertDraw, MaterialRule, NoticeBatch, OpenData, ReasonPhrase
from declarations.receipts import CODE_LENGTH
from declarations.selectors import latest_version, open_notice_of
from declarations.site_checks import open_check
from pinzibiao.casework import holding
from pinzibiao.casework.workflow import Desk
from tests.factories.declarations import DraftFactory, People, declaration_at, nearly_over, step
from tests.factories.enterprises import ProductFactory
from tests.factories.files import StoredFileFactory

from .people import ANY_CITY, ANY_COUNTY, ANY_REGULATOR, COUNTY, EVERYBODY, OWN, PROVINCE, REGULATORS, rule

CLERKS = ["clerk", "other_clerk"]
ASSIGNED = ["expert_user", "second_expert_user"]
SEES = [*REGULATORS, "auditor", *OWN, *ASSIGNED]
# A case in its form review: nobody is assigned yet.
REVIEWED = [*REGULATORS, "auditor", *OWN]
# What the pages of a section send by themselves, or by a button of theirs.
TYPED = ("take_indicators", "autosave", "presence")
RULES = {
    "declarations:list": rule(EVERYBODY),
    "declarations:handling": rule([*ANY_REGULATOR, "auditor"], other=403),
    **{f"declarations:{page}": rule([*ANY_REGULATOR, "auditor"], other=403) for page in ("checklist", "materials")},
    **{
        f"declarations:{page}_{act}": rule(PROVINCE, other=403)
        for page in ("checklist", "materials")
        for act in ("create", "edit")
    },
    **{
        f"declarations:{act}": rule(COUNTY, seen=[*REGULATORS, "auditor", *OWN], method="POST")
        for act in ("mark", "mark_rest")
    },
    "declarations:remark": rule(REGULATORS, seen=["auditor", *OWN]),
    "declarations:resolve_remark": rule(REGULATORS, seen=["auditor", *OWN], method="POST"),
    "declarations:hand_over": rule(COUNTY, seen=REVIEWED),
    **{f"declarations:{act}": rule(COUNTY, seen=REVIEWED, method="POST") for act in ("claim", "release")},
    **{f"declarations:{page}": rule([*ANY_CITY, *ANY_COUNTY], other=403) for page in ("phrases", "phrase_create")},
    # Another office's phrase does not exist.
    "declarations:phrase_edit": rule(COUNTY),
    "declarations:create": rule(CLERKS, other=403),
    "declarations:detail": rule(SEES),
    "declarations:detail#draft": rule(OWN),
    "declarations:version": rule(SEES),
    "declarations:compare": rule(SEES),
    "declarations:receipt": rule([*REGULATORS, "auditor", *OWN], seen=SEES),
    # A draft is the enterprise's alone: nothing has been submitted.
    **{f"declarations:{page}": rule(["clerk"], seen=OWN) for page in ("edit", "section", "attachments", "remove")},
    **{f"declarations:{page}#handed_in": rule([], seen=SEES) for page in ("edit", "section", "attachments")},
    "declarations:check": rule(OWN),
    "declarations:check#handed_in": rule([], seen=SEES),
    "declarations:draws": rule(SEES),
    "declarations:register": rule(REVIEWED, seen=SEES),
    "declarations:register#draft": rule(OWN),
    "declarations:spot_checks": rule([*ANY_REGULATOR, "auditor"], other=403),
    "declarations:spot_result": rule(PROVINCE, seen=[*REGULATORS, "auditor"]),
    "declarations:batch": rule([*PROVINCE, *ANY_CITY], other=403),
    "declarations:site_check": rule(ASSIGNED, seen=SEES),
    # Whoever is let in names a field; asked without one, there is nothing to save.
    "declarations:site_autosave": rule([], seen=[*REGULATORS, "auditor", *OWN], method="POST"),
    "files:serve#report": rule(SEES),
    "files:serve#site_photo": rule([*REGULATORS, "auditor", *ASSIGNED]),
    "declarations:renew": rule(["clerk"], seen=[*REGULATORS, "auditor", *OWN]),
    **{f"declarations:{act}": rule(["clerk"], seen=OWN, method="POST") for act in TYPED},
    **{f"declarations:{act}#handed_in": rule([], seen=SEES, method="POST") for act in TYPED},
    "declarations:move": rule(ASSIGNED, seen=SEES),
    "declarations:move#self_check": rule(OWN, seen=REVIEWED),
    "files:serve#self_check": rule([*REGULATORS, "auditor", *OWN]),
    "declarations:move#submit": rule(["signatory"], seen=OWN),
    "declarations:move#replace_expert": rule(["city_officer", "city_second"], seen=SEES),
    "files:serve#draft": rule(OWN),
    "files:serve#handed_in": rule(SEES),
    **{
        f"public:{page}": rule(EVERYBODY, public=True)
        for page in (
            "register",
            "map",
            "map_city",
            "receipt",
            "authorisation",
            "qr",
            "scan",
            "verify",
            "notice_list",
            "notice",
            "objection",
            "objection_lookup",
            "open_data",
            "open_data_file",
            "batch",
            "spot_plans",
            "spot_plan",
            "spot_population",
        )
    },
}


def addresses(cast) -> dict[str, dict]:
    people = People(
        cast.clerk, cast.signatory, cast.county_officer, cast.county_second, cast.city_officer, cast.province_handler,
        [cast.expert_user.expert, cast.second_expert_user.expert],
    )  # fmt: skip
    draft, judged, checked, noticed, authorised = (
        DraftFactory(product=ProductFactory(enterprise=cast.enterprise), prepared_by=cast.clerk) for _ in range(5)
    )
    for case, status in (
        (judged, "evaluation"),
        (checked, "site_check"),
        (noticed, "in_notice"),
        (authorised, "authorised"),
    ):
        declaration_at(status, case, people)
    plan = spot_draws.draw(timezone.localdate().replace(month=12))
    reviewed = declaration_at("form_review", DraftFactory(product=ProductFactory(enterprise=cast.enterprise)), people)
    item = ChecklistItem.objects.first()
    place = {"section": "", "field": "", "visibility": "applicant"}
    remark = remarks.write(reviewed, "请补充", **place, by=cast.county_officer)
    holding.hold(reviewed, Desk.COUNTY, cast.zone_officer, by=cast.zone_officer)
    return {
        "declarations:checklist_edit": {"pk": item.pk},
        "declarations:materials_edit": {"pk": MaterialRule.objects.first().pk},
        "declarations:remark": {"pk": reviewed.pk},
        "declarations:resolve_remark": {"pk": reviewed.pk, "remark": remark.pk},
        **{f"declarations:{act}": {"pk": reviewed.pk} for act in ("hand_over", "claim", "release")},
        "declarations:phrase_edit": {"pk": _phrase(cast.county_officer).pk},
        "declarations:mark": {"pk": reviewed.pk, "item": item.pk},
        "declarations:mark_rest": {"pk": reviewed.pk},
        **_pages("", draft),
        **_pages("#handed_in", judged),
        "declarations:detail": {"pk": judged.pk},
        "declarations:detail#draft": {"pk": draft.pk},
        "declarations:version": {"pk": judged.pk, "number": 1},
        "declarations:receipt": {"pk": judged.pk, "number": 1},
        "public:receipt": _receipt(judged),
        "public:map_city": {"code": "330100"},
        "declarations:compare": {"pk": judged.pk, "older": 1, "newer": 1},
        "declarations:move": {"pk": judged.pk, "action": "evaluate"},
        "declarations:move#replace_expert": {"pk": judged.pk, "action": "replace_expert"},
        "declarations:move#self_check": {"pk": authorised.pk, "action": "self_check"},
        "files:serve#self_check": _self_check(authorised, people),
        "declarations:move#submit": {"pk": draft.pk, "action": "submit"},
        **_on_site(checked, cast),
        "public:batch": {"pk": _batch(noticed, cast.city_officer).pk},
        "declarations:spot_result": {"pk": plan.checks.get().pk},
        **{f"public:{page}": {"year": plan.year} for page in ("spot_plan", "spot_population")},
        "declarations:register": {"pk": judged.pk},
        "declarations:register#draft": {"pk": draft.pk},
        "declarations:draws": {"pk": _drawn(judged, cast.city_officer).pk},
        "declarations:renew": {"pk": nearly_over(authorised).pk},
        "declarations:remove": {"pk": draft.pk, "attachment": draft.attachments.first().pk},
        "files:serve#draft": _file(draft.attachments.first()),
        "files:serve#report": _report(judged),
        "files:serve#handed_in": _file(judged.attachments.first()),
        "public:authorisation": {"token": authorised.authorisation.token},
        "public:open_data_file": {"day": str(_open_data().day), "name": "holders", "kind": "csv"},
        "public:qr": {"token": authorised.authorisation.token},
        "public:scan": {"token": authorised.authorisation.token},
        **{f"public:{page}": {"pk": open_notice_of(noticed).pk} for page in ("notice", "objection")},
    }


def _pages(variant: str, case) -> dict[str, dict]:
    own = {"pk": case.pk}
    return {
        **{f"declarations:{page}{variant}": own for page in ("edit", "check")},
        f"declarations:section{variant}": own | {"section": "indicators"},
        f"declarations:attachments{variant}": own,
        f"declarations:take_indicators{variant}": own,
        **{f"declarations:{act}{variant}": own | {"section": "indicators"} for act in ("autosave", "presence")},
    }


def _open_data() -> OpenData:
    return open_data.publish(open_data_sets.BY_NAME[OpenData.Name.HOLDERS], date(2026, 3, 1))


def _report(case) -> dict:
    paper = case.papers.get()
    paper.pdf = StoredFileFactory()
    paper.save()
    return {"kind": "declarations.paper_pdf", "pk": paper.pk, "name": paper.pdf.name}


def _batch(case, by) -> NoticeBatch:
    day = open_notice_of(case).opens_on
    text = {"title": "公示", "content": {"blocks": []}, "sha256": ""}
    return NoticeBatch.objects.create(number="1号", office="局", opens_on=day, closes_on=day, opened_by=by, **text)


def _on_site(case, cast) -> dict[str, dict]:
    """At the check on site; its photo is the experts' and the offices' until it is concluded."""
    for user in (cast.expert_user, cast.second_expert_user):
        case.evaluations.create(expert=user.expert, assigned_by=cast.city_officer)
    photo = open_check(case).photos.create(file=StoredFileFactory())
    return {
        "declarations:site_check": {"pk": case.pk},
        "declarations:site_autosave": {"pk": case.pk},
        "files:serve#site_photo": {"kind": "declarations.site_photo", "pk": photo.pk, "name": photo.file.name},
    }


def _self_check(case, people) -> dict:
    step(case, "self_check", people)
    row = case.self_checks.get().files.create(file=StoredFileFactory())
    return {"kind": "declarations.self_check", "pk": row.pk, "name": row.file.name}


def _drawn(case, by):
    ExpertDraw.objects.create(declaration=case, round=1, seed="s", pool=[], order=[], drawn=[], drawn_by=by)
    return case


def _receipt(case) -> dict:
    version = latest_version(case)
    return {"number": case.number, "version": version.number, "code": version.sha256[:CODE_LENGTH]}


def _phrase(officer) -> ReasonPhrase:
    return ReasonPhrase.objects.create(region=officer.region, section="enterprise", text="电话打不通")


def _file(attachment: Attachment) -> dict:
    return {"kind": "declarations.attachment", "pk": attachment.pk, "name": attachment.file.name}
