"""The demo: the programme by name, every status walked to, and the same again out of the same seed."""

from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connections

from cultivation.models import LibraryEntry, Measure, Problem
from cultivation.states import EntryStatus, MeasureStatus, ProblemStatus
from declarations.models import Declaration
from declarations.states import DeclarationStatus
from desks.worklists import worklist
from enterprises.codes import validate_uscc
from enterprises.models import AccountRequest, Enterprise, QualityAward
from experts.models import Expert, ExpertTeam
from experts.states import ExpertStatus
from pinzibiao.accounts.models import Role, User
from pinzibiao.casework.models import Event
from pinzibiao.demo.people import ACCOUNTS, PASSWORD
from pinzibiao.demo.seeding import seed
from pinzibiao.regions.models import Region
from projects.models import PilotTarget, ProgrammeEvent, Project
from projects.states import ProjectStatus
from reports.content import content_of
from reports.models import Report
from tests.clone import cloned
from tests.factories.reports import PRINTED
from visits.models import HelpRequest, HelpVisit
from visits.states import RequestStatus, VisitStatus

pytestmark = pytest.mark.django_db
WALKED = [
    (Declaration, DeclarationStatus),
    (HelpVisit, VisitStatus),
    (HelpRequest, RequestStatus),
    (Problem, ProblemStatus),
    (Measure, MeasureStatus),
    (LibraryEntry, EntryStatus),
    (Project, ProjectStatus),
    (Expert, ExpertStatus),
]


@pytest.fixture(scope="module")
def earlier(django_db_setup, django_db_blocker):
    """What a seeding made in another empty database; that database is gone again."""
    with django_db_blocker.unblock(), cloned("demo_before"):
        _fill()
        return _content()


@pytest.fixture(scope="module", autouse=True)
def demo(earlier, django_db_blocker):
    """A database filled once; every test sees it inside a transaction of its own."""
    with django_db_blocker.unblock(), cloned("demo"):
        _fill()
        connections.close_all()
        yield


def _fill() -> None:
    with open("/dev/null", "w") as nowhere:
        call_command("load_holidays", stdout=nowhere)
    assert seed(lambda text: None) is True


def _content() -> dict:
    """What the demo says, without keys of the database, moments and hashes."""
    return {
        "people": list(User.objects.order_by("username").values_list("username", "name")),
        "enterprises": list(Enterprise.objects.order_by("uscc").values_list("uscc", "name", "county", "industry")),
        "declarations": sorted(Declaration.objects.values_list("status", "enterprise__uscc", "product__name")),
        "visits": sorted(HelpVisit.objects.values_list("status", "enterprise__uscc", "planned_on", "purpose")),
        "requests": sorted(HelpRequest.objects.values_list("status", "enterprise__uscc", "wished_on", "title")),
        "problems": sorted(Problem.objects.values_list("number", "status", "title", "saving_wan")),
        "measures": sorted(Measure.objects.values_list("number", "status", "content")),
        "entries": sorted(LibraryEntry.objects.values_list("enterprise__uscc", "status", "tier")),
        "projects": sorted(Project.objects.values_list("title", "status", "budget_wan")),
        "experts": sorted(Expert.objects.values_list("name", "unit", "title", "status")),
    }


def test_the_same_seed_gives_the_same_demo(earlier):
    again = _content()
    assert {key for key in earlier if not earlier[key]} == set()
    for key, rows in earlier.items():
        assert again[key] == rows, key


def test_a_second_seeding_changes_nothing():
    before = (_content(), Event.objects.count())
    assert seed(lambda text: None) is False
    assert (_content(), Event.objects.count()) == before


@pytest.mark.parametrize(("model", "statuses"), WALKED, ids=lambda it: it.__name__)
def test_every_status_is_there(model, statuses):
    found = Counter(model.objects.values_list("status", flat=True))
    assert set(found) == set(statuses.values)


def test_every_case_walked_to_its_status_by_acts():
    """No case stands where no event put it, but those that nobody has moved yet."""
    for model, statuses in WALKED:
        label = model._meta.label_lower
        last = dict(Event.objects.filter(subject_type=label).order_by("pk").values_list("subject_id", "to_status"))
        untouched = {model._meta.get_field("status").default, *statuses.values[:1]}
        for pk, status in model.objects.values_list("pk", "status"):
            assert last.get(pk, status) == status
            assert pk in last or status in untouched, f"{label} {pk} {status}"


def test_the_codes_of_enterprises_are_valid():
    codes = [*Enterprise.objects.values_list("uscc", flat=True), *AccountRequest.objects.values_list("uscc", flat=True)]
    for code in codes:
        validate_uscc(code)
    assert len(codes) == len(set(codes)) == Enterprise.objects.count() + 3


def test_there_are_a_few_hundred_enterprises_everywhere():
    by_place = Counter(Enterprise.objects.values_list("county", flat=True))
    assert set(by_place) == set(Region.objects.counties().values_list("pk", flat=True))
    assert 300 <= sum(by_place.values()) <= 900


def test_every_place_has_one_who_handles_one_who_checks_and_one_who_signs():
    posts = {}
    for place, post in Role.objects.filter(kind__in=Role.REGULATORS).values_list("region", "post"):
        posts.setdefault(place, []).append(post)
    assert set(posts) == set(Region.objects.values_list("pk", flat=True))
    assert {tuple(sorted(found)) for found in posts.values()} == {("handler", "leader", "reviewer")}


def test_the_printed_accounts_sign_in_with_the_printed_password():
    for _, username, _ in ACCOUNTS:
        user = User.objects.get(username=username)
        assert user.is_active, username
        assert user.check_password(PASSWORD), username


def test_the_printed_officers_find_declarations_to_work_on():
    found = {
        name: {item.kind for pile in worklist(User.objects.get(username=name)) for item in pile.items}
        for name in ("330113-1", "330113-2", "330100-1", "330000-1")
    }
    county = {DeclarationStatus.SUBMITTED.label, DeclarationStatus.FORM_REVIEW.label}
    assert county <= found["330113-1"]
    assert county <= found["330113-2"]
    assert {DeclarationStatus.ASSIGNMENT.label, DeclarationStatus.TO_NOTICE.label} <= found["330100-1"]
    assert DeclarationStatus.TO_NOTICE.label in found["330000-1"]


def test_the_cumulative_report_prints_the_programmes_figures():
    province = Region.objects.get(pk="330000")
    content = content_of(Report.Kind.CUMULATIVE, province, date(2020, 1, 1), date(2022, 12, 31))
    printed = [(row["code"], row["cumulative"]) for group in content["groups"] for row in group["figures"]]
    assert dict(printed) == PRINTED
    assert len(printed) == len(PRINTED)


def test_the_programme_is_there_by_name():
    targets = PilotTarget.objects.values_list("region__name", "industry__name")
    assert sorted(targets) == sorted(
        [
            ("临平区", "生物医药"),
            ("嘉兴经济技术开发区", "传统食品"),
            ("越城区", "二三类医疗器械"),
            ("仙居县", "医疗器械"),
        ]
    )
    service = Project.objects.get(kind=Project.Kind.CULTIVATION)
    assert (service.sponsor.name, service.lead_organisation.name) == (
        "浙江省市场监督管理局",
        "方圆标志认证集团浙江有限公司",
    )
    assert sorted(service.partners.values_list("name", flat=True)) == sorted(
        ["省药械院", "方圆检测集团", "杭州食药检院", "嘉兴食药检院", "绍兴食药检院", "台州食药检院"]
    )
    assert Project.objects.filter(title="临平区生物医药省级重点产业质量提升项目").count() == 1
    assert ExpertTeam.objects.filter(name="临平区高新生物医药产业质量专家服务团").count() == 1
    awards = QualityAward.objects.order_by("enterprise__name").values_list("enterprise__name", "name")
    assert sorted(awards) == [
        ("杭州胡庆余堂药业有限公司", "杭州市人民政府质量奖提名奖"),
        ("贝达药业股份有限公司", "浙江省人民政府质量管理创新奖"),
    ]
    main = ProgrammeEvent.objects.get(parent=None)
    assert (main.kind, main.held_on) == ("kick_off", date(2023, 3, 1))
    assert main.children.count() == 5


def test_closed_problems_were_closed_by_a_second_person_with_a_basis():
    for problem in Problem.objects.filter(status=ProblemStatus.CLOSED):
        acts = Event.objects.filter(subject_type="cultivation.problem", subject_id=problem.pk)
        by = dict(acts.values_list("action", "by_id"))
        assert by["verify"] != by["close"]
        assert problem.saving_wan > 0
        assert problem.saving_basis
