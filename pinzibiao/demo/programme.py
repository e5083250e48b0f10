"""The programme itself, by the names of DOMAIN.md section 3: bodies, experts, teams, projects, events."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from cultivation.loading import load_lists
from enterprises.models import Enterprise, ProgrammeIndustry
from experts import actions as experts
from experts.models import Expert, ExpertTeam, Organisation, OrganisationMember, TeamAssignment, TeamMember
from pinzibiao.accounts.models import Role
from pinzibiao.regions.models import Region
from projects import actions as projects
from projects.loading import load_baselines
from projects.models import IndicatorTarget, Milestone, NqiStation, PilotTarget, ProgrammeEvent, Project, ProjectMember

from .people import Cast, officer

Kind = Organisation.Kind
ORGANISATIONS = [
    ("浙江省市场监督管理局", Kind.REGULATOR, "330000"),
    ("方圆标志认证集团浙江有限公司", Kind.CERTIFICATION, "330000"),
    ("省药械院", Kind.TESTING, "330000"),
    ("方圆检测集团", Kind.TESTING, "330000"),
    ("杭州食药检院", Kind.TESTING, "330100"),
    ("嘉兴食药检院", Kind.TESTING, "330400"),
    ("绍兴食药检院", Kind.TESTING, "330600"),
    ("台州食药检院", Kind.TESTING, "331000"),
    ("浙江省标准化研究院", Kind.STANDARDS, "330000"),
    ("杭州首席质量官专委会生物医药分会", Kind.ASSOCIATION, "330113"),
]
PILOTS = [("330113", "生物医药"), ("3304Z1", "传统食品"), ("330602", "二三类医疗器械"), ("331024", "医疗器械")]
KICK_OFF = date(2023, 3, 1)
FIELDS = ["technology", "management", "infrastructure", "brand"]
TITLES = ["高级工程师", "正高级工程师", "工程师", "教授", "研究员"]


def make_programme(random: Random, cast: Cast, today: date) -> None:
    load_baselines()
    load_lists(today.year)
    bodies = _organisations(cast)
    people = _experts(random, cast, today)
    team = _teams(bodies, people)
    _service(bodies, team, today)
    _linping(team, today)
    _others(random, today)
    _events()


def _organisations(cast: Cast) -> dict[str, Organisation]:
    made = Organisation.objects.bulk_create(
        Organisation(name=name, kind=kind, region_id=place) for name, kind, place in ORGANISATIONS
    )
    bodies = {body.name: body for body in made}
    (user,) = cast.add([("body1", "", Role.Kind.BODY, None, "")])
    OrganisationMember.objects.create(user=user, organisation=bodies["方圆标志认证集团浙江有限公司"])
    return bodies


def _experts(random: Random, cast: Cast, today: date) -> list[Expert]:
    """Forty; the last four wait, are suspended or have left, so that every status is there."""
    users = cast.add((f"expert{n}", "", Role.Kind.EXPERT, None, "") for n in range(1, 41))
    cities = list(Region.objects.cities())
    province = officer("330000")
    made = []
    for number, user in enumerate(users):
        expert = Expert.objects.create(
            user=user,
            name=user.name,
            unit=ORGANISATIONS[2 + number % 7][0],
            title=random.choice(TITLES),
            birth_year=random.randrange(today.year - 60, today.year - 32),
            fields=random.sample(FIELDS, 2),
            region=cities[number % len(cities)] if number > 3 else cities[0],
            recommended_by="杭州市市场监督管理局",
            term_from=KICK_OFF,
            term_to=date(today.year + 1, 2, 28),
        )
        expert.industries.set(random.sample(["C27", "C14", "C358", "C38", "C34"], 2))
        experts.recommend(expert, by=province)
        _walk_expert(expert, number, province)
        made.append(expert)
    return made


def _walk_expert(expert: Expert, number: int, province) -> None:
    way = {36: [], 37: ["list", "suspend"], 38: ["list", "remove"], 39: []}.get(number, ["list"])
    for action in way:
        experts.take(expert, action, by=province, comment="按专家库管理要求办理。")


def _teams(bodies: dict, people: list[Expert]) -> ExpertTeam:
    names = [("省级“品字标”对标培育专家团队", 8), ("临平区高新生物医药产业质量专家服务团", 6)]
    industries = {(one.region_id, one.name): one for one in ProgrammeIndustry.objects.all()}
    made = []
    for start, (name, size) in enumerate(names):
        team = ExpertTeam.objects.create(
            name=name,
            sponsor=bodies["浙江省市场监督管理局"],
            lead_organisation=bodies["方圆标志认证集团浙江有限公司"],
            founded_on=KICK_OFF,
        )
        team.partners.set(_partners(bodies))
        team.technical_support.set([bodies["浙江省标准化研究院"]])
        members = people[start * 8 : start * 8 + size]
        TeamMember.objects.bulk_create(
            TeamMember(team=team, expert=one, part="leader" if one is members[0] else "member") for one in members
        )
        made.append(team)
    for place, name in PILOTS:
        TeamAssignment.objects.create(team=made[0], region_id=place, industry=industries[place, name], since=KICK_OFF)
    TeamAssignment.objects.create(
        team=made[1], region_id="330113", industry=industries["330113", "生物医药"], since=KICK_OFF
    )
    return made[0]


def _partners(bodies: dict) -> list[Organisation]:
    names = ["省药械院", "方圆检测集团", "杭州食药检院", "嘉兴食药检院", "绍兴食药检院", "台州食药检院"]
    return [bodies[name] for name in names]


WAYS = {
    "draft": [],
    "awaiting_approval": ["submit"],
    "approved": ["submit", "approve"],
    "running": ["submit", "approve", "start"],
    "closed": ["submit", "approve", "start", "close"],
    "refused": ["submit", "refuse"],
    "terminated": ["submit", "approve", "terminate"],
}

WORDS = {
    "refuse": "申报内容与当地产业需求衔接不够，本年度不予立项。",
    "terminate": "企业已转产，项目目标无法实现，予以终止。",
    "close": "指标完成，资料齐全，同意结项。",
}


def _draft(office: str, places: list[str], **data) -> Project:
    return projects.create_project(
        by=officer(office),
        office=Region.objects.get(pk=office),
        data={"summary": "提升产业质量水平。", **data},
        regions=list(Region.objects.filter(pk__in=places)),
    )


def _walk(project: Project, status: str, approved_on: date) -> None:
    """Lead ``project`` to ``status`` by its acts."""
    for action in WAYS[status]:
        is_province = action in ("approve", "refuse", "terminate")
        by = officer("330000", "reviewer") if is_province else officer(project.office_id)
        day = {"approved_on": approved_on} if action == "approve" else None
        projects.take(project, action, by=by, comment=WORDS.get(action, "同意。"), data=day)


def _service(bodies: dict, team: ExpertTeam, today: date) -> None:
    """The provincial cultivation service of 2023 with its four pilot targets."""
    service = _draft(
        "330000",
        [place for place, _ in PILOTS],
        title="省级“品字标”对标培育服务",
        kind=Project.Kind.CULTIVATION,
        year=2023,
        sponsor=bodies["浙江省市场监督管理局"],
        lead_organisation=bodies["方圆标志认证集团浙江有限公司"],
        team=team,
        starts_on=KICK_OFF,
        ends_on=date(today.year, 12, 31),
    )
    service.partners.set(_partners(bodies))
    service.technical_support.set([bodies["浙江省标准化研究院"]])
    for place, name in PILOTS:
        industry = ProgrammeIndustry.objects.get(region=place, name=name)
        PilotTarget.objects.create(project=service, region_id=place, industry=industry)
    _walk(service, "running", KICK_OFF)
    for name, due in (
        ("深入调研分析", date(2023, 6, 30)),
        ("建立培育库和五张清单", date(2023, 9, 30)),
        ("年度总结", date(today.year, 12, 20)),
    ):
        Milestone.objects.create(project=service, name=name, due_on=due, done_on=due if due < today else None)
    IndicatorTarget.objects.create(project=service, indicator_id="BR_ENT", baseline=Decimal(0), target=Decimal(20))
    IndicatorTarget.objects.create(project=service, indicator_id="ENT_SERVED", baseline=Decimal(0), target=Decimal(80))
    _quarters(service, today)


def _quarters(project: Project, today: date) -> None:
    """Values of this year's full quarters; the one that runs is not reported yet."""
    for quarter in range(1, (today.month - 1) // 3 + 1):
        values = {"BR_ENT": (Decimal(quarter), ""), "ENT_SERVED": (Decimal(8 + quarter * 2), "")}
        projects.report_quarter(project, today.year, quarter, values, by=officer("330000"))


def _linping(team: ExpertTeam, today: date) -> None:
    medicine = ProgrammeIndustry.objects.get(region="330113", name="生物医药")
    project = _draft(
        "330113",
        ["330113"],
        title="临平区生物医药省级重点产业质量提升项目",
        kind=Project.Kind.IMPROVEMENT,
        year=2023,
        industry=medicine,
        team=team,
        starts_on=date(2023, 3, 1),
        ends_on=date(today.year, 12, 31),
        budget_wan=Decimal("120.00"),
    )
    _walk(project, "running", date(2023, 2, 20))
    ProjectMember.objects.create(
        project=project, name=officer("330113").name, unit="临平区市场监督管理局", part="联络员"
    )
    NqiStation.objects.create(
        name="临平区高新生物医药产业质量基础设施“一站式”服务平台", county_id="330113", industry=medicine
    )


def _others(random: Random, today: date) -> None:
    """One project for every status, and some more that were approved this year."""
    statuses = ["draft", "awaiting_approval", "approved", "running", "closed", "refused", "terminated"]
    places = random.sample(list(Region.objects.counties().exclude(pk__in=["330113"])), 14)
    for number, place in enumerate(places):
        is_hard = number % 2 == 1
        enterprise = Enterprise.objects.filter(county=place).first()
        project = _draft(
            place.pk,
            [place.pk],
            title=f"{place.name}{enterprise.main_product}{'关键质量技术攻坚' if is_hard else '产业质量提升'}项目",
            kind=Project.Kind.BREAKTHROUGH if is_hard else Project.Kind.IMPROVEMENT,
            enterprise=enterprise if is_hard else None,
            year=today.year,
            starts_on=date(today.year, 1, 10),
            ends_on=date(today.year + 1, 6, 30),
            budget_wan=Decimal(random.randrange(20, 90)),
        )
        _walk(project, statuses[number % len(statuses)], today - timedelta(days=20 + number * 9))


def _events() -> None:
    service = Project.objects.get(title="省级“品字标”对标培育服务")
    main = ProgrammeEvent.objects.create(
        project=service,
        kind="kick_off",
        title="省级“品字标”对标培育服务启动会",
        held_on=KICK_OFF,
        region_id="330113",
        place="杭州市临平区",
    )
    parts = [
        ("plaque", "杭州首席质量官专委会生物医药分会成立授牌"),
        ("certificate", "临平区高新生物医药产业质量专家服务团成立授证"),
        ("sharing", "标杆企业经验分享"),
        ("certification_training", "认证培训"),
        ("method_training", "先进质量管理方法培训"),
    ]
    for kind, title in parts:
        ProgrammeEvent.objects.create(
            project=service,
            parent=main,
            kind=kind,
            title=title,
            held_on=KICK_OFF,
            region_id="330113",
            place="杭州市临平区",
        )
