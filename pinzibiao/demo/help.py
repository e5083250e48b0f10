"""Visits, problems, measures, the library and the other lists, walked by the people whose desk it was."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from django.utils import timezone

from cultivation import actions as cultivation
from cultivation.actions import entries, measures, problems
from cultivation.models import BenchmarkProduct, Problem, ProblemEvidence, StandardPlan
from enterprises.models import Enterprise
from experts.models import Expert, Organisation
from projects.models import Project
from visits import actions as visits
from visits.models import HelpVisit, VisitPhoto

from .people import officer
from .pictures import picture
from .requests import make_requests

VISIT_WAYS = {
    "planned": ["accept"],
    "recording": ["accept", "start"],
    "to_confirm": ["accept", "start", "record", "submit_record"],
    "confirmed": ["accept", "start", "record", "submit_record", "confirm"],
    "rated": ["accept", "start", "record", "submit_record", "confirm", "rate"],
    "cancelled": ["cancel"],
    "offered": [],
    "declined": ["decline"],
}
VISIT_COUNTS = {
    "planned": 5,
    "recording": 2,
    "to_confirm": 3,
    "confirmed": 3,
    "rated": 22,
    "cancelled": 1,
    "offered": 2,
    "declined": 1,
}
AHEAD = ("planned", "offered", "declined")
PROBLEM_WAYS = [
    ["start", "submit_result", "verify", "close"],
    ["start", "submit_result", "verify", "close"],
    ["start", "submit_result", "verify"],
    ["start", "submit_result"],
    ["start"],
    ["park"],
    [],
    ["reject"],
]
PROBLEMS = [
    (
        "technology",
        "灌装工序装量波动大，日均返工约 3%",
        "增加在线称重，按班次校准灌装泵。",
        "返工率由 3% 降至 0.8%，按年产量核算",
    ),
    ("technology", "出厂检验缺少可靠性试验项目", "补充加速老化试验，留存原始记录。", "退货损失同比减少，财务核算表"),
    (
        "management",
        "供应商评价记录不全，来料批次不可追溯",
        "建立供应商分级评价和批次追溯台账。",
        "来料不良损失下降，采购核算表",
    ),
    ("infrastructure", "关键计量器具超期未校准", "制定年度校准计划，委托有资质机构校准。", "误判报废减少，生产报表"),
    ("brand", "产品指标与对标产品差距不清", "选取两家标杆企业开展对标测试。", "优等品率提高，销售核算表"),
    ("management", "关键岗位质量培训不足", "组织先进质量管理方法培训并考核。", "制程不良下降，车间统计"),
]
MEASURE_WAYS = [[], ["start"], ["start", "finish"], ["start", "finish", "close"], ["drop"]]
CONCLUSION = "企业质量体系运行有效，检验能力与所声明标准基本匹配，需按建议补齐短板。"


def make_help(random: Random, enterprises: list[Enterprise], today: date) -> None:
    """``enterprises`` have members, the demo accounts' own first; both get visits."""
    experts = list(Expert.objects.filter(status="listed").select_related("user").order_by("pk"))
    _library(random, enterprises, experts)
    number = 0
    for status, count in VISIT_COUNTS.items():
        for _ in range(count):
            enterprise = enterprises[number % 6] if number % 3 else enterprises[0]
            _visit(random, enterprise, experts, status, number, today)
            number += 1
    make_requests(enterprises[:6], experts, today)
    _problem_ways(random, today)
    _measures(random, today)
    _benchmarks(random, enterprises, today)


def _visit(random: Random, enterprise, experts, status: str, number: int, today: date) -> None:
    """Every other visit belongs to the provincial service, whose lead body sees it."""
    service = Project.objects.get(kind=Project.Kind.CULTIVATION)
    pair = [experts[number % 2], experts[2 + number % 6]]
    planned = today + timedelta(days=3 + number) if status in AHEAD else today - timedelta(days=2 + number * 2)
    visit = HelpVisit(
        client_id=UUID(int=random.getrandbits(128), version=4),
        enterprise=enterprise,
        purpose=random.choice(["诊断出厂检验能力", "对标培育辅导", "自我声明准备辅导", "质量管理体系诊断"]),
        plant=enterprise.plant_address,
        planned_on=planned,
        project=service if number % 2 else None,
        team=service.team if number % 2 else None,
    )
    visits.plan(visit, pair, by=officer(enterprise.county_id))
    clerk = enterprise.members.get(kind="clerk").user
    for action in VISIT_WAYS[status]:
        if action == "record":
            visits.save_record(visit, _record(random, planned, number), by=pair[0].user)
            photo = picture("生产现场", by=pair[0].user, county_code=enterprise.county_id)
            VisitPhoto.objects.create(visit=visit, file=photo, caption="生产现场")
            continue
        by = {"cancel": officer(enterprise.county_id), "confirm": clerk, "rate": clerk}.get(action, pair[0].user)
        comment = {"cancel": "企业停产检修。", "decline": "当天已有评审任务。"}.get(action, "")
        visits.take(visit, action, by=by, comment=comment, data=_visit_data(random, action))


def _visit_data(random: Random, action: str) -> dict | None:
    if action == "rate":
        return {"rating": random.choice([4, 5, 5]), "rating_comment": "专家讲得清楚，建议可行。"}
    return {"ground": "time"} if action == "decline" else None


def _record(random: Random, day: date, number: int) -> visits.Record:
    start = timezone.make_aware(datetime.combine(day, time(9, 0)))
    picked = [PROBLEMS[number % len(PROBLEMS)], PROBLEMS[(number + 2) % len(PROBLEMS)]][: 1 + number % 2]
    return visits.Record(
        fields={
            "starts_at": start,
            "ends_at": start + timedelta(hours=3),
            "enterprise_people": "质量部经理、车间主任",
            "conclusion": CONCLUSION,
        },
        diagnoses={
            "technology": (random.randrange(2, 6), "工艺文件完整，检验设备满足要求，可靠性试验需加强。"),
            "management": (random.randrange(2, 6), "体系文件有效，供应商评价和追溯记录需完善。"),
            "infrastructure": (random.randrange(2, 6), "计量器具台账齐全，个别器具临近校准期。"),
            "brand": (random.randrange(2, 6), "具备对标基础，需明确关键指标。"),
        },
        problems=[
            {
                "client_id": UUID(int=random.getrandbits(128), version=4),
                "title": title,
                "dimension": dimension,
                "severity": random.choice(["high", "medium", "medium", "low"]),
                "advice": advice,
                "due_on": day + timedelta(days=random.choice([10, 45, 60])),
            }
            for dimension, title, advice, _ in picked
        ],
    )


def _problem_ways(random: Random, today: date) -> None:
    """Confirmed problems go on their way; about half are closed, some with a verified saving."""
    confirmed = Problem.objects.filter(status="confirmed").select_related("enterprise").order_by("number")
    for number, problem in enumerate(confirmed):
        clerk = problem.enterprise.members.get(kind="clerk").user
        handler, reviewer = officer(problem.county_id), officer(problem.county_id, "reviewer")
        for action in PROBLEM_WAYS[number % len(PROBLEM_WAYS)]:
            by = {"start": clerk, "submit_result": clerk, "close": reviewer}.get(action, handler)
            if action == "submit_result":
                photo = picture("整改后现场", by=clerk, county_code=problem.county_id)
                ProblemEvidence.objects.create(problem=problem, file=photo, added_by=clerk, note="整改后现场照片")
            problems.take(
                problem,
                action,
                by=by,
                comment="已按建议整改并留存记录。",
                data=_problem_data(random, problem, action, today),
            )


def _problem_data(random: Random, problem, action: str, today: date) -> dict | None:
    if action == "submit_result":
        basis = next(basis for _, title, _, basis in PROBLEMS if title == problem.title)
        amount = Decimal(random.randrange(200, 4000)) / 100
        return {"after_value": "已整改到位", "saving_wan": amount, "saving_kind": "yearly", "saving_basis": basis}
    if action == "close":
        return {"solved_on": min(today, problem.raised_on + timedelta(days=random.randrange(1, 40)))}
    return None


def _measures(random: Random, today: date) -> None:
    kinds = ["diagnosis", "training", "testing", "metrology", "standards", "research", "one_stop"]
    rows = Problem.objects.filter(status__in=["in_progress", "to_verify", "verified", "closed"])
    rows = rows.select_related("enterprise").order_by("number")
    for number, problem in enumerate(rows[:14]):
        handler, reviewer = officer(problem.county_id), officer(problem.county_id, "reviewer")
        data = {
            "kind": kinds[number % len(kinds)],
            "content": f"针对“{problem.title}”开展专题帮扶。",
            "responsible_unit": "方圆检测集团",
            "responsible_person": "项目组",
            "due_on": today + timedelta(days=random.randrange(-5, 90)),
        }
        if number % 2:
            data["helping_organisation"] = Organisation.objects.get(name="方圆标志认证集团浙江有限公司")
        measure = cultivation.plan_measure(by=handler, enterprise=problem.enterprise, problems=[problem], data=data)
        for action in MEASURE_WAYS[number % len(MEASURE_WAYS)]:
            measures.take(measure, action, by=reviewer if action == "close" else handler, comment="按计划实施。")


def _library(random: Random, enterprises: list[Enterprise], experts: list[Expert]) -> None:
    """The pilots' enterprises in every tier; some wait, some have left, those with the brand have obtained it."""
    rows = Enterprise.objects.filter(county__in=["330113", "3304Z1", "330602", "331024"]).order_by("uscc")
    for number, enterprise in enumerate(rows):
        county = officer(enterprise.county_id)
        entry = cultivation.nominate(
            by=county, enterprise=enterprise, data={"target_year": timezone.localdate().year + 1}
        )
        if number % 7 == 6:
            continue
        data = {
            "tier": ["reserve", "key", "sprint"][number % 3],
            "intended_route": ["self_declaration", "certification", "undecided"][number % 3],
            "regulator": county,
            "expert": experts[number % len(experts)],
        }
        entries.take(entry, "admit", by=county, comment="初核通过。", data=data)
        if number % 11 == 10:
            entries.take(entry, "leave", by=county, comment="企业转产，不再培育该产品。")


def _benchmarks(random: Random, enterprises: list[Enterprise], today: date) -> None:
    for number, enterprise in enumerate(enterprises[:24]):
        product = enterprise.products.first()
        reached = number % 3 == 0
        shared = {
            "enterprise": enterprise,
            "county_id": enterprise.county_id,
            "year": today.year,
            "responsible_unit": enterprise.name[:80],
            "responsible_person": "质量部",
            "due_on": date(today.year, 12, 20),
        }
        BenchmarkProduct.objects.create(
            **shared,
            product=product,
            benchmark="国际同类领先产品",
            indicator="平均无故障时间",
            unit="h",
            now_value=Decimal(4200 + number * 10),
            benchmark_value=Decimal(6000),
            target_value=Decimal(5500),
            reached_value=Decimal(5600) if reached else None,
            ladder_step_before=2,
            ladder_step_after=3 if reached else None,
        )
        if number % 4 == 0:
            stages = ["proposed", "approved", "drafting", "consulting", "review"]
            StandardPlan.objects.create(
                **shared,
                title=f"{product.name}（{today.year} 研制）",
                kind="new",
                stage=stages[number // 4 % len(stages)],
                technical_body="浙江省标准化研究院",
                planned_on=date(today.year + 1, 6, 30),
            )
