"""Declarations that are complete, and a walk that leads one to any status by the acts themselves.

``declaration_at(S.IN_NOTICE)`` takes every step through ``declarations.actions.take`` by the right people; nothing
here writes a status.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, count, islice

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from declarations import actions
from declarations.checklist import mark_rest_met
from declarations.models import Attachment, Authorisation, Declaration, DeclaredIndicator, Evaluation, TestReport
from declarations.openings import Part
from declarations.selectors import open_notice_of, open_to_recusal, unanswered_recusals
from declarations.self_checks import questions
from declarations.site_checks import open_check
from declarations.states import DeclarationStatus as S
from enterprises.models import Enterprise, Member
from experts.models import Expert
from pinzibiao.accounts.models import User
from pinzibiao.regions.models import city_code_of
from tests.cast import ZHEJIANG, expert_person, member, person
from tests.factories.enterprises import ProductFactory, StandardFactory
from tests.factories.files import StoredFileFactory


class DeclaredIndicatorFactory(DjangoModelFactory):
    class Meta:
        model = DeclaredIndicator

    name = "穿刺力"
    required = "≤ 0.7"
    measured = "0.52"
    unit = "N"
    method = "YY/T 0001"


class TestReportFactory(DjangoModelFactory):
    __test__ = False

    class Meta:
        model = TestReport

    laboratory = "浙江省医疗器械检验研究院"
    mark = TestReport.Mark.CMA
    number = factory.Sequence(lambda n: f"JY-2026-{n:05d}")
    reported_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))


class DraftFactory(DjangoModelFactory):
    """A draft that lacks nothing. Made by ``create_draft``, filled as the clerk would."""

    class Meta:
        model = Declaration

    product = factory.SubFactory(ProductFactory)
    prepared_by = None

    @classmethod
    def _create(cls, model_class, product, prepared_by, **fields):
        clerk = prepared_by or People.of(product.enterprise).clerk
        case, _ = actions.create_draft(product, by=clerk)
        return complete(case, **fields)


@dataclass
class People:
    """Whoever must act on the declarations of one enterprise; made once for a place."""

    clerk: User
    signatory: User
    county: User
    county_second: User
    city: User
    province: User
    experts: list[Expert]

    @classmethod
    def of(cls, enterprise: Enterprise) -> "People":
        county, city = enterprise.county_id, city_code_of(enterprise.county_id)
        return cls(
            clerk=_member(enterprise, Member.Kind.CLERK, "经办"),
            signatory=_member(enterprise, Member.Kind.SIGNATORY, "签署"),
            county=_officer("county", county, "县经办"),
            county_second=_officer("county", county, "县审核", "reviewer"),
            city=_officer("city", city, "市经办"),
            province=_officer("province", ZHEJIANG, "省经办"),
            experts=[_expert(n) for n in (1, 2)],
        )


def complete(case: Declaration, **fields) -> Declaration:
    """Fill in every section of a draft."""
    values = {
        "standard": case.standard or StandardFactory(),
        "standard_public_on": date(2022, 5, 1),
        "contact_name": "钱联系",
        "contact_mobile": "13900001234",
        "registered_address": "浙江省杭州市临平区试验路 1 号",
        "plant_address": "浙江省杭州市临平区试验路 1 号",
        "legal_representative": "赵试验",
        "scale": "small",
        "quality_officer": "孙质量",
        "officer_appointed_on": date(2024, 3, 1),
        **{f"{key}_score": 9 for key in ("design", "material", "making", "service")},
        **{f"{key}_text": "按标准的要求做到，并有记录。" for key in ("design", "material", "making", "service")},
        **dict.fromkeys(("promises_quality", "promises_credit", "promises_truth"), True),
    }
    for name, value in (values | fields).items():
        setattr(case, name, value)
    case.save()
    DeclaredIndicatorFactory(declaration=case)
    TestReportFactory(declaration=case)
    for kind in (Attachment.Kind.LICENCE, Attachment.Kind.REPORT, Attachment.Kind.SEAL):
        Attachment.objects.create(declaration=case, kind=kind, file=StoredFileFactory())
    return case


def declaration_at(status: str, case: Declaration | None = None, people: People | None = None, **fields) -> Declaration:
    """A declaration that was led to ``status`` by its acts. ``fields`` go to ``DraftFactory``."""
    case = case or DraftFactory(prepared_by=people and people.clerk, **fields)
    people = people or People.of(case.enterprise)
    for action in PATHS[S(status)]:
        step(case, action, people)
    return case


def step(case: Declaration, action: str, people: People, **data) -> None:
    """One act by the person whose desk it is, with answers that fit; an evaluation by everybody who owes one."""
    prepare(case, action, people)
    for _ in range(case.evaluations.filter(scored_at=None).count() if action == "evaluate" else 1):
        by, answers = act_of(case, action, people)
        actions.take(case, action, by=by, comment="情况属实，同意。", data=answers | data)


def prepare(case: Declaration, action: str, people: People) -> None:
    """What must have happened before the act: an objection to answer, a checklist marked, a record written."""
    if action == "investigate":
        actions.file_objection(
            open_notice_of(case), name="周异议", contact="13700000000", content="材质不符", address="::1"
        )
    if action == "pass_form_review":
        mark_rest_met(case, by=people.county)
    if action == "mend_again":
        step(case, "report_mended", people)
    if action in ("site_pass", "site_rectify", "site_fail"):
        write_site_check(case)
    if action == "dismiss_recusal":
        step(case, "object_to_expert", people)


def act_of(case: Declaration, action: str, people: People) -> tuple[User | None, dict]:
    """Who takes the act next, and the answers of its form."""
    return _actor(action, case, people), _answers(action, case, people)


_ACTORS = {
    "clerk": ("withdraw", "submit_rectification", "self_check", "report_mended", "object_to_expert"),
    "signatory": ("submit", "resubmit", "cancel"),
    "county": ("accept", "return_for_correction", "decline"),
    "county_second": ("pass_form_review",),
    "city": (
        "assign_experts",
        "replace_expert",
        "dismiss_recusal",
        "open_notice",
        "investigate",
        "dismiss_objection",
        "uphold_objection",
    ),
    "province": ("pass_spot_check", "suspend", "mend_again", "restore", "revoke"),
}
_BY_ACTION = {action: who for who, acts in _ACTORS.items() for action in acts}
_LEADING = ("conclude_site_check", "conclude_pass", "conclude_fail", "site_pass", "site_rectify", "site_fail")

_REVIEW = ("submit", "accept")
_ASSIGNED = (*_REVIEW, "pass_form_review", "assign_experts")
_NOTICE = (*_ASSIGNED, "evaluate", "conclude_pass", "open_notice")
PATHS: dict[S, tuple[str, ...]] = {
    S.DRAFT: (),
    S.SUBMITTED: ("submit",),
    S.FORM_REVIEW: _REVIEW,
    S.CORRECTION: (*_REVIEW, "return_for_correction"),
    S.ASSIGNMENT: (*_REVIEW, "pass_form_review"),
    S.EVALUATION: _ASSIGNED,
    S.SITE_CHECK: (*_ASSIGNED, "evaluate", "conclude_site_check"),
    S.RECTIFICATION: (*_ASSIGNED, "evaluate", "conclude_site_check", "site_rectify"),
    S.TO_NOTICE: (*_ASSIGNED, "evaluate", "conclude_pass"),
    S.IN_NOTICE: _NOTICE,
    S.OBJECTION: (*_NOTICE, "investigate"),
    S.AUTHORISED: (*_NOTICE, "authorise"),
    S.SUSPENDED: (*_NOTICE, "authorise", "suspend"),
    S.DECLINED: (*_REVIEW, "decline"),
    S.FAILED: (*_ASSIGNED, "evaluate", "conclude_fail"),
    S.WITHDRAWN: ("submit", "withdraw"),
    S.LAPSED: (*_REVIEW, "return_for_correction", "lapse"),
    S.REVOKED: (*_NOTICE, "authorise", "revoke"),
    S.CANCELLED: (*_NOTICE, "authorise", "cancel"),
    S.EXPIRED: (*_NOTICE, "authorise", "expire"),
}


def _actor(action: str, case: Declaration, people: People) -> User | None:
    if action == "step_back":
        return people.county if case.status == S.FORM_REVIEW else people.city
    if action == "evaluate":
        return _next_to_score(case).expert.user
    if action in _LEADING:
        return case.evaluations.get(is_leader=True).expert.user
    return getattr(people, _BY_ACTION[action]) if action in _BY_ACTION else None


def _answers(action: str, case: Declaration, people: People) -> dict:
    match action:
        case "return_for_correction":
            return {"items": [(Part("indicators"), "请补充耐压强度的实测值。")]}
        case "assign_experts":
            free = _free_experts(case, people)
            return {"experts": free, "leader": free[0]}
        case "evaluate":
            return {"score": Decimal(88), "opinion": "材料齐全，指标先进。"}
        case "replace_expert":
            row = case.evaluations.filter(scored_at=None).order_by("is_leader").first()
            return {"evaluation": row, "expert": _expert(3)}
        case "object_to_expert":
            return {"evaluation": open_to_recusal(case).last()}
        case "self_check":
            return self_check_answers()
        case "dismiss_recusal":
            return {"recusal": unanswered_recusals(case).first()}
    return _answers_of_the_night(action, case, people)


def _answers_of_the_night(action: str, case: Declaration, people: People) -> dict:
    match action:
        case "authorise":
            return {"on": open_notice_of(case).closes_on + timedelta(days=1)}
        case "lapse" | "rectification_lapse" | "revoke_overdue":
            return {"on": (case.due_on or timezone.localdate()) + timedelta(days=1)}
        case "expire":
            return {"on": case.authorisation.valid_to + timedelta(days=1)}
        case "supersede":
            return {"successor": authorisation_of(renewal_of(case, people)), "on": timezone.localdate()}
    return {}


def _next_to_score(case: Declaration) -> Evaluation:
    return case.evaluations.filter(scored_at=None).select_related("expert__user").first()


def _free_experts(case: Declaration, people: People) -> list[Expert]:
    """Two who have not judged this enterprise yet: those of the place before others."""
    judges = set(Evaluation.objects.filter(declaration__enterprise=case.enterprise).values_list("expert", flat=True))
    others = (_expert(n) for n in count(3))
    return list(islice((one for one in chain(people.experts, others) if one.pk not in judges), 2))


def self_check_answers(*unmet: int) -> dict:
    """What the form of a self-check gives; the questions of these numbers are answered no."""
    answers = [
        (question, "no" if number in unmet else "yes", "正在改进。" if number in unmet else "")
        for number, question in enumerate(questions(), start=1)
    ]
    report = {"laboratory": "方圆检测集团", "report_number": "ZC-0001", "reported_on": timezone.localdate()}
    return report | {"answers": answers}


def write_site_check(case: Declaration) -> None:
    """The open record of the check on site, filled in."""
    check = open_check(case)
    check.checked_on, check.people_present, check.conclusion = timezone.localdate(), "厂长 何工", "现场与申报一致。"
    check.save()
    check.findings.filter(verdict="").update(verdict="met")


def nearly_over(case: Declaration, days: int = 60) -> Declaration:
    """The authorised ``case`` whose term ends in so many days."""
    row = Authorisation.objects.get(declaration=case)
    row.valid_to = timezone.localdate() + timedelta(days=days)
    row.valid_from = row.valid_to - timedelta(days=1095)
    row.save()
    return Declaration.objects.get(pk=case.pk)


def renewal_of(case: Declaration, people: People, status: str = S.IN_NOTICE) -> Declaration:
    """A renewal of the authorised ``case``, led to ``status``."""
    new, _ = actions.renew(nearly_over(case), by=people.clerk)
    return declaration_at(status, prove_afresh(new), people)


def prove_afresh(new: Declaration) -> Declaration:
    """What a renewal does not take over: reports, papers, promises."""
    for name in ("promises_quality", "promises_credit", "promises_truth"):
        setattr(new, name, True)
    new.save()
    TestReportFactory(declaration=new)
    for kind in (Attachment.Kind.LICENCE, Attachment.Kind.REPORT, Attachment.Kind.SEAL):
        Attachment.objects.create(declaration=new, kind=kind, file=StoredFileFactory())
    return new


def authorisation_of(renewal: Declaration) -> Authorisation:
    """As it stands at the moment when the old one must give way: the renewal itself is not yet authorised."""
    return Authorisation(declaration=renewal, number="品字标制造声明-2026-90001")


def _officer(kind: str, place: str, name: str, post: str = "handler") -> User:
    username = f"w-{kind}-{place}-{post}".lower()
    return User.objects.filter(username=username).first() or person(username, name, kind, place, post)


def _member(enterprise: Enterprise, kind: str, name: str) -> User:
    found = enterprise.members.filter(kind=kind).select_related("user").first()
    return found.user if found else member(f"w-{enterprise.pk}-{kind}", f"企业{name}", enterprise, kind)


def _expert(n: int) -> Expert:
    username = f"w-expert-{n}"
    user = User.objects.filter(username=username).first() or expert_person(username, f"评价专家{n}")
    return user.expert
