"""Visits for tests and for looking at pages: planned and walked by the portal's own acts."""

import uuid
from datetime import date, datetime, timedelta

from django.utils import timezone

from pinzibiao.files.actions import store_content
from tests.factories.files import picture
from visits import actions, requests
from visits.models import HelpRequest, HelpVisit, Signature
from visits.states import VisitStatus

# The acts that lead to each status, first to last, from an accepted visit on.
WAY_TO = {
    VisitStatus.PLANNED: [],
    VisitStatus.RECORDING: ["start"],
    VisitStatus.TO_CONFIRM: ["start", "submit_record"],
    VisitStatus.CONFIRMED: ["start", "submit_record", "confirm"],
    VisitStatus.RATED: ["start", "submit_record", "confirm", "rate"],
    VisitStatus.OFFERED: ["redispatch"],
    VisitStatus.DECLINED: ["decline"],
    VisitStatus.CANCELLED: ["cancel"],
}


def offer_visit(enterprise, experts, *, county, planned_on: date | None = None, **fields) -> HelpVisit:
    """A visit of ``experts`` (rows of ``experts.Expert``) that ``county`` (a user) planned; nobody has answered."""
    fields.setdefault("purpose", "诊断出厂检验能力")
    visit = HelpVisit(enterprise=enterprise, planned_on=planned_on or timezone.localdate(), **fields)
    return actions.plan(visit, list(experts), by=county)


def plan_visit(enterprise, experts, *, county, **fields) -> HelpVisit:
    """The same, accepted by the first of the experts who has an account."""
    experts = list(experts)
    visit = offer_visit(enterprise, experts, county=county, **fields)
    by = next((one.user for one in experts if one.user), None)
    if by and visit.status == VisitStatus.OFFERED:
        actions.take(visit, "accept", by=by)
    return visit


def ask_for_help(enterprise, *, by, wished_on: date | None = None, **fields) -> HelpRequest:
    """What ``by`` of the enterprise asks for."""
    fields = {"title": "灌装工序装量波动大", "dimension": "technology"} | fields
    request = HelpRequest(enterprise=enterprise, wished_on=wished_on or timezone.localdate(), **fields)
    return requests.ask(request, by=by)


def dispatch(request: HelpRequest, experts, *, county) -> HelpVisit:
    """The visit that ``county`` makes of the request; nobody has answered."""
    data = {"experts": list(experts), "planned_on": request.wished_on, "mode": "on_site", "team": None}
    requests.take(request, "dispatch", by=county, data=data | {"regulators": ""})
    return request.visits.get()


def full_record(*titles: str, starts_at: datetime | None = None) -> actions.Record:
    """A record that may be handed in, with a problem for each of ``titles``."""
    start = starts_at or timezone.now().replace(second=0, microsecond=0) - timedelta(hours=3)
    return actions.Record(
        fields={
            "starts_at": start,
            "ends_at": start + timedelta(hours=2),
            "enterprise_people": "钱企经（质量部经理）",
            "conclusion": "质量体系运行有效，出厂检验项目需补充。",
        },
        diagnoses={"technology": (4, "检验设备齐全，缺少可靠性试验。"), "management": (3, "供应商评价记录不全。")},
        problems=[
            {
                "client_id": uuid.uuid4(),
                "title": title,
                "dimension": "technology",
                "severity": "medium",
                "advice": "补充检验项目并留存记录。",
                "due_on": timezone.localdate() + timedelta(days=30),
            }
            for title in titles
        ],
    )


def visit_at(status: str, enterprise, expert_user, *, county, member, titles=(), entry=None, **fields) -> HelpVisit:
    """A visit walked to ``status``: ``expert_user`` records it, ``member`` of the enterprise confirms and rates."""
    visit = plan_visit(enterprise, [expert_user.expert], county=county, **fields)
    for action in WAY_TO[VisitStatus(status)]:
        if action == "submit_record":
            actions.save_record(visit, entry or full_record(*titles), by=expert_user)
        _act(visit, action, expert_user=expert_user, county=county, member=member)
    visit.refresh_from_db()
    return visit


def signature_of(visit: HelpVisit, witness) -> Signature:
    """What somebody of the enterprise wrote on the screen of ``witness``, an expert."""
    return Signature.objects.create(
        visit=visit,
        file=store_content(picture((300, 150)), "签字.png", by=witness),
        signer_name="钱厂长",
        signer_post="厂长",
        signed_at=timezone.now(),
        witness=witness,
    )


def _act(visit: HelpVisit, action: str, *, expert_user, county, member) -> None:
    by = {"cancel": county, "redispatch": county, "start": expert_user, "submit_record": expert_user}.get(
        action, expert_user if action == "decline" else member
    )
    comment = {"cancel": "企业停产检修", "decline": "当天另有评审任务"}.get(action, "")
    actions.take(visit, action, by=by, comment=comment, data=answers(action, visit))


def answers(action: str, visit: HelpVisit) -> dict | None:
    """What the form of each act would have given."""
    return {
        "rate": {"rating": 5, "rating_comment": "讲得清楚。"},
        "decline": {"ground": "time"},
        "redispatch": {"experts": list(visit.experts.all()), "planned_on": visit.planned_on},
    }.get(action)
