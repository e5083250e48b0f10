"""Self-declarations at every status, each walked there by the acts of the people whose desk it was."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from declarations import actions, batches
from declarations.checklist import mark_rest_met
from declarations.indicators import take_over_table
from declarations.models import Attachment, Declaration, TestReport
from declarations.openings import Part
from declarations.rules import conflicts_of
from declarations.selectors import open_notice_of
from declarations.site_checks import open_check
from declarations.states import DeclarationStatus as S
from enterprises.models import Enterprise, Standard
from experts.models import Expert
from pinzibiao.accounts.models import User
from pinzibiao.regions.models import city_code_of

from .clock import travel
from .people import officer
from .pictures import picture

REVIEW = ("submit", "accept")
ASSIGNED = (*REVIEW, "pass_form_review", "assign_experts")
NOTICE = (*ASSIGNED, "evaluate", "conclude_pass", "open_notice")
PATHS: dict[str, tuple[str, ...]] = {
    S.DRAFT: (),
    S.SUBMITTED: ("submit",),
    S.FORM_REVIEW: REVIEW,
    S.CORRECTION: (*REVIEW, "return_for_correction"),
    S.ASSIGNMENT: (*REVIEW, "pass_form_review"),
    S.EVALUATION: ASSIGNED,
    S.SITE_CHECK: (*ASSIGNED, "evaluate", "conclude_site_check"),
    S.RECTIFICATION: (*ASSIGNED, "evaluate", "conclude_site_check", "site_rectify"),
    S.TO_NOTICE: (*ASSIGNED, "evaluate", "conclude_pass"),
    S.IN_NOTICE: NOTICE,
    S.OBJECTION: (*NOTICE, "investigate"),
    S.AUTHORISED: (*NOTICE, "authorise"),
    S.SUSPENDED: (*NOTICE, "authorise", "suspend"),
    S.DECLINED: (*REVIEW, "decline"),
    S.FAILED: (*ASSIGNED, "evaluate", "conclude_fail"),
    S.WITHDRAWN: ("submit", "withdraw"),
    S.LAPSED: (*REVIEW, "return_for_correction", "lapse"),
    S.REVOKED: (*NOTICE, "authorise", "revoke"),
    S.CANCELLED: (*NOTICE, "authorise", "cancel"),
    S.EXPIRED: (*NOTICE, "authorise", "expire"),
}
TERM = 3 * 366 + 30
# The printed accounts are of this county and its city: each finds something to do.
SHOWN_COUNTY = "330113"
DAILY = (S.SUBMITTED, S.FORM_REVIEW, S.ASSIGNMENT, S.TO_NOTICE, S.IN_NOTICE)
LONG_AGO = (S.AUTHORISED, S.SUSPENDED, S.REVOKED, S.CANCELLED, S.LAPSED)
TODAY = ("suspend", "revoke", "cancel")
# How many of each; those that regulators work on daily are more.
COUNTS = dict.fromkeys(PATHS, 1) | {
    S.SUBMITTED: 5,
    S.FORM_REVIEW: 4,
    S.ASSIGNMENT: 3,
    S.TO_NOTICE: 5,
    S.IN_NOTICE: 3,
    S.AUTHORISED: 12,
}
PUBLISHED_TOGETHER = 2
CLERK = ("withdraw", "submit_rectification", "report_mended")
SIGNATORY = ("submit", "cancel")
COUNTY = ("accept", "return_for_correction", "decline")
CITY = ("assign_experts", "open_notice", "investigate")
PROVINCE = ("suspend", "revoke")
LEADING = ("conclude_site_check", "conclude_pass", "conclude_fail", "site_rectify")
# What was measured of the indicators that every standard of the demo asks for (standards.INDICATORS).
MEASURED = {"外观合格率": "99.7", "耐久性": "6200", "关键尺寸偏差": "0.03"}
ESSENCES = {
    "design": "依据用户需求开展正向设计，设计评审和验证记录齐全。",
    "material": "关键原材料实行供应商分级管理，进厂逐批检验。",
    "making": "关键工序设置质量控制点，过程能力指数稳定在 1.33 以上。",
    "service": "承诺 24 小时内响应，质量问题包修、包换、包退。",
}


def listed_experts() -> list[Expert]:
    return list(Expert.objects.filter(status="listed").select_related("user").order_by("pk"))


def make_declarations(random: Random, enterprises: list[Enterprise], today: date) -> Iterator[Enterprise]:
    """``enterprises`` have members; the first, the demo account's own, keeps its product free to declare.

    Gives those that have declared nothing.
    """
    experts = listed_experts()
    drawn = random.sample(enterprises[2:], len(enterprises) - 2)
    near = iter([one for one in drawn if one.county_id == SHOWN_COUNTY][: len(DAILY)])
    first = {status: next(near) for status in DAILY}
    waiting = iter([one for one in drawn if one not in first.values()])
    for status, count in COUNTS.items():
        for number in range(count):
            enterprise = first[status] if status in DAILY and number == 0 else next(waiting)
            day = today - timedelta(days=_days_ago(random, status))
            with travel(day):
                Walk(random, enterprise, experts, day, today).to(status)
    publish_together(Declaration.objects.filter(status=S.TO_NOTICE).order_by("-pk")[:PUBLISHED_TOGETHER])
    return waiting


def publish_together(cases) -> None:
    """One list of several cases, published by the province."""
    batches.open_batch(list(cases), by=officer("330000"))


def _days_ago(random: Random, status: str) -> int:
    """When it began. Its acts keep the time at which the demo was made, its dates are those of that day."""
    if status == S.EXPIRED:
        return TERM
    # A notice or a correction takes weeks: what has come of it cannot have begun today.
    return random.randrange(45, 300) if status in LONG_AGO else 0


class Walk:
    """One declaration and the people who act on it."""

    def __init__(self, random: Random, enterprise: Enterprise, experts: list[Expert], began: date, today: date):
        self.random, self.enterprise, self.today, self.acted_on = random, enterprise, began, today
        members = {m.kind: m.user for m in enterprise.members.select_related("user")}
        self.clerk, self.signatory = members["clerk"], members["signatory"]
        conflicts = conflicts_of(experts, enterprise)
        self.experts = random.sample([one for one in experts if not conflicts[one.pk]], 2)
        self.case: Declaration = self._draft()

    def to(self, status: str) -> None:
        for action in PATHS[status]:
            with travel(self.acted_on if action in TODAY else self.today):
                self.act(action)

    def _draft(self) -> Declaration:
        case, _ = actions.create_draft(self.enterprise.products.first(), by=self.clerk)
        case.standard = (
            case.standard or Standard.objects.filter(withdrawn_on=None, published_on__lte=self.today).first()
        )
        case.standard_public_on = self.today - timedelta(days=200)
        case.quality_officer = case.quality_officer or self.clerk.name
        case.officer_appointed_on = case.officer_appointed_on or self.today - timedelta(days=400)
        for key, text in ESSENCES.items():
            setattr(case, f"{key}_score", self.random.randrange(7, 11))
            setattr(case, f"{key}_text", text)
        case.promises_quality = case.promises_credit = case.promises_truth = True
        case.save()
        self._indicators(case)
        self.prove(case)
        return case

    def _indicators(self, case: Declaration) -> None:
        take_over_table(case)
        for name, measured in MEASURED.items():
            case.indicators.filter(name=name).update(measured=measured)

    def prove(self, case: Declaration) -> None:
        """A test report of these days, and the papers."""
        TestReport.objects.create(
            declaration=case,
            laboratory="方圆检测集团",
            mark=TestReport.Mark.BOTH,
            number=f"JY-演示-{case.pk:05d}",
            reported_on=self.today - timedelta(days=self.random.randrange(20, 300)),
        )
        for kind in (Attachment.Kind.LICENCE, Attachment.Kind.REPORT, Attachment.Kind.SEAL):
            file = picture(kind.label, by=self.clerk, county_code=case.county_id)
            Attachment.objects.create(declaration=case, kind=kind, file=file)

    def act(self, action: str) -> None:
        if action == "evaluate":
            return self._evaluate()
        if action == "pass_form_review":
            mark_rest_met(self.case, by=officer(self.case.county_id))
        if action == "site_rectify":
            self._check_on_site()
        if action == "investigate":
            actions.file_objection(
                open_notice_of(self.case),
                name="热心市民（演示）",
                contact="17000000000",
                content="产品宣传与标准不符。",
                address="::1",
            )
        actions.take(self.case, action, by=self._actor(action), comment=self._words(action), data=self._data(action))
        return None

    def _check_on_site(self) -> None:
        check = open_check(self.case)
        check.checked_on, check.people_present = self.today, "企业：质量负责人、车间主任；专家组 2 人"
        check.conclusion = "生产和检验条件基本具备，关键指标的出厂检验原始记录不完整。"
        check.save()
        check.findings.update(verdict="met")
        check.findings.filter(position=5).update(verdict="unmet", note="近三个月的原始记录缺 2 批。")
        for name in ("检验室", "包装车间"):
            file = picture(name, by=self.experts[0].user, county_code=self.case.county_id)
            check.photos.create(file=file)

    def _evaluate(self) -> None:
        for row in self.case.evaluations.select_related("expert__user"):
            data = {"score": Decimal(self.random.randrange(75, 96)), "opinion": "材料齐全，关键指标优于标准要求。"}
            actions.take(self.case, "evaluate", by=row.expert.user, data=data)

    def _actor(self, action: str) -> User | None:
        county = self.case.county_id
        if action in LEADING:
            return self.experts[0].user
        if action in COUNTY:
            return officer(county)
        if action == "pass_form_review":
            return officer(county, "reviewer")
        if action in CITY:
            return officer(city_code_of(county))
        if action in PROVINCE:
            return officer("330000")
        return {**dict.fromkeys(CLERK, self.clerk), **dict.fromkeys(SIGNATORY, self.signatory)}.get(action)

    def _words(self, action: str) -> str:
        return {
            "return_for_correction": "关键指标缺少试验方法，请补充。",
            "decline": "申报产品不属于受理范围。",
            "submit": "",
            "accept": "材料齐全，予以受理。",
            "pass_form_review": "形式审查符合要求。",
            "assign_experts": "已核对回避情况。",
            "conclude_site_check": "出厂检验能力需到现场核实。",
            "conclude_pass": "材料和指标符合要求，建议公示。",
            "site_rectify": "检验记录不完整，限期整改。",
            "open_notice": "评价通过，予以公示。",
            "investigate": "收到异议，转入核查。",
            "conclude_fail": "关键指标达不到所声明标准的先进性要求。",
            "suspend": "监督抽查发现标志使用不规范，限期整改。",
            "report_mended": "已收回不规范的标签，修订标志使用规定并培训有关人员。",
            "revoke": "经核实申报材料虚假。",
            "withdraw": "产品换型，重新准备后再申报。",
            "cancel": "企业停产该产品。",
        }.get(action, "")

    def _data(self, action: str) -> dict:
        match action:
            case "return_for_correction":
                officer = Part("officer", field="quality_officer", place="首席质量官")
                named = [(Part("indicators"), "请补充“耐久性”的试验方法。"), (officer, "姓名与证书不一致，请核对。")]
                return {"items": named}
            case "assign_experts":
                return {"experts": self.experts, "leader": self.experts[0]}
            case "authorise":
                return {"on": open_notice_of(self.case).closes_on + timedelta(days=1)}
            case "lapse":
                return {"on": self.case.due_on + timedelta(days=1)}
            case "expire":
                return {"on": self.case.authorisation.valid_to + timedelta(days=1)}
        return {}
