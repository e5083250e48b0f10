"""Common problems: proposed once, decided by a person, remembered, counted once and as cases, raised to a project."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cultivation.actions import COMMON_PROCEDURE
from cultivation.actions.proposing import divisions_to_compare, place_of, propose
from cultivation.models import CommonCase, CommonProblem, Problem
from cultivation.tasks import propose_common
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.refusals import NotReady, WrongDesk
from pinzibiao.jobs.models import Job
from pinzibiao.regions.models import Region
from projects.models import Project
from reports.figures import Scope, figure
from tests.factories.cultivation import ProblemFactory
from tests.factories.enterprises import EnterpriseFactory

pytestmark = pytest.mark.django_db
ALIKE = [
    "灌装工序装量差异大，批内波动超过内控标准",
    "小容量注射剂灌装装量不稳定，装量差异超限",
    "灌装线装量精度差，装量差异超内控",
]
OTHER = "洁净服清洗周期规定不明确"


@pytest.fixture
def raised(expert_user):
    def raised(title: str, county: str = "330113", industry: str = "C2720", enterprise=None) -> Problem:
        enterprise = enterprise or EnterpriseFactory(county_id=county, industry_id=industry)
        return ProblemFactory(enterprise=enterprise, by=expert_user, title=title)

    return raised


def take(common, action, by, **data):
    return COMMON_PROCEDURE.take(common, action, by=by, comment="研判。", data=data)


def titles(common) -> list[str]:
    return sorted(common.cases.values_list("problem__title", flat=True))


def test_like_problems_of_several_enterprises_are_proposed_once(raised):
    for title in (*ALIKE, OTHER):
        raised(title)
    assert divisions_to_compare() == ["C27"]
    assert (propose("C27"), divisions_to_compare(), propose("C27")) == (1, [], 0)
    common = CommonProblem.objects.get()
    assert (titles(common), common.status, common.region_id) == (sorted(ALIKE), "proposed", "330113")
    assert set(common.cases.values_list("state", flat=True)) == {"proposed"}


def test_one_enterprise_alone_has_nothing_in_common(raised, enterprise):
    for title in ALIKE:
        raised(title, enterprise=enterprise)
    propose("C27")
    assert CommonProblem.objects.count() == 0


def test_another_industry_is_another_matter(raised):
    raised(ALIKE[0])
    raised(ALIKE[0], industry="C1411")
    result = propose_common(Job(params={}), lambda *_: None)
    assert (result, CommonProblem.objects.count()) == ({"label": "提出共性问题 0 个"}, 0)


def test_the_same_words_of_two_enterprises_are_enough(raised):
    raised(ALIKE[0])
    raised(ALIKE[0])
    assert propose("C27") == 1


@pytest.mark.parametrize(
    ("counties", "place"),
    [({"330113"}, "330113"), ({"330113", "330102"}, "330100"), ({"330113", "331024"}, "330000")],
)
def test_the_lowest_place_that_holds_all_cases_decides(counties, place):
    assert place_of(counties) == place


def test_a_case_from_elsewhere_lifts_the_decision(raised, county_officer, province_handler):
    raised(ALIKE[0])
    raised(ALIKE[1])
    propose("C27")
    common = CommonProblem.objects.get()
    assert common.region_id == "330113"
    raised(ALIKE[2], county="331024")
    propose("C27")
    common.refresh_from_db()
    assert (common.region_id, titles(common)) == ("330000", sorted(ALIKE))
    with pytest.raises(WrongDesk):
        take(common, "confirm", county_officer)
    take(common, "confirm", province_handler)
    assert (common.status, common.number) == ("confirmed", "GX-2026-0001")


@pytest.fixture
def common(raised) -> CommonProblem:
    for title in ALIKE:
        raised(title)
    propose("C27")
    return CommonProblem.objects.get()


def test_confirming_takes_all_but_those_left_out_and_marks_the_cases(common, county_officer):
    left_out = common.cases.get(problem__title=ALIKE[2])
    event = take(common, "confirm", county_officer, title="灌装装量差异大", left_out=[left_out])
    assert (common.title, event.data["cases"]) == ("灌装装量差异大", 2)
    states = dict(common.cases.values_list("problem__title", "state"))
    assert states == {ALIKE[0]: "confirmed", ALIKE[1]: "confirmed", ALIKE[2]: "refused"}
    assert dict(Problem.objects.values_list("title", "is_common")) == {ALIKE[0]: True, ALIKE[1]: True, ALIKE[2]: False}


def test_one_enterprise_is_too_few_to_confirm(common, county_officer):
    left_out = list(common.cases.exclude(problem__title=ALIKE[0]))
    with pytest.raises(NotReady, match="至少涉及 2 家企业"):
        take(common, "confirm", county_officer, left_out=left_out)
    assert set(common.cases.values_list("state", flat=True)) == {"proposed"}


def look_again() -> int:
    Problem.objects.update(compared_at=None)
    return propose("C27")


def test_what_was_refused_is_never_proposed_again(common, county_officer):
    take(common, "refuse", county_officer)
    assert (look_again(), CommonProblem.objects.count(), CommonCase.objects.count()) == (0, 1, 3)


def test_who_was_left_out_is_not_proposed_there_again(common, county_officer):
    take(common, "confirm", county_officer, left_out=[common.cases.get(problem__title=ALIKE[2])])
    assert (look_again(), common.cases.filter(state="proposed").count()) == (0, 0)


def test_a_new_like_problem_joins_what_was_confirmed_and_awaits_a_word(common, county_officer, raised):
    take(common, "confirm", county_officer)
    late = raised("灌装装量差异大，装量不稳定")
    assert propose("C27") == 0
    case = common.cases.get(problem=late)
    assert case.state == "proposed"
    take(common, "add_cases", county_officer)
    case.refresh_from_db()
    assert (case.state, case.decided_by) == ("confirmed", county_officer)


def test_a_reworded_problem_is_compared_anew(raised, county_officer, sign_in):
    raised(ALIKE[0])
    vague = raised(OTHER)
    propose("C27")
    client, url = sign_in(county_officer), reverse("cultivation:problem_edit", args=[vague.pk])
    data = {"title": ALIKE[1], "dimension": "technology", "severity": "low"}
    client.post(url, data | {"version": client.get(url).context["version"]})
    assert (divisions_to_compare(), propose("C27")) == (["C27"], 1)


def test_merging_moves_the_cases_and_is_remembered(common, county_officer, raised):
    take(common, "confirm", county_officer)
    for title in ("口服液瓶盖松动渗漏", "口服液瓶盖松动有渗漏"):
        raised(title)
    propose("C27")
    second = CommonProblem.objects.exclude(pk=common.pk).get()
    take(second, "merge", county_officer, target=common)
    assert (second.status, second.merged_into, second.cases.count()) == ("merged", common, 0)
    assert common.cases.filter(state="confirmed").count() == 5
    assert (look_again(), CommonProblem.objects.count()) == (0, 2)


def test_a_problem_belongs_to_one_common_problem(common, county_officer):
    twin = CommonProblem.objects.create(title="又一个", industry_id="C27", region_id="330113", leader=common.leader)
    for case in common.cases.all():
        CommonCase.objects.create(common=twin, problem=case.problem, similarity=0.5)
    take(common, "confirm", county_officer)
    with pytest.raises(NotReady, match="已归入别的共性问题"):
        take(twin, "confirm", county_officer)


def test_it_counts_once_and_as_cases_for_every_place_that_has_some(raised, county_officer, province_handler):
    for title, county in zip(ALIKE, ("330113", "330113", "331024"), strict=True):
        raised(title, county=county)
    propose("C27")
    common = CommonProblem.objects.get()

    def counted(place: str) -> tuple:
        today = timezone.localdate()
        scope = Scope(Region.objects.get(pk=place), today.replace(month=1, day=1), today)
        return tuple(int(figure(code, scope).period) for code in ("ISS_COMMON", "ISS_CASES"))

    assert counted("330000") == (0, 0)
    take(common, "confirm", province_handler)
    found = {place: counted(place) for place in ("330000", "330100", "330113", "331024", "330102")}
    assert found == {"330000": (1, 3), "330100": (1, 2), "330113": (1, 2), "331024": (1, 1), "330102": (0, 0)}


def test_it_is_raised_to_a_project_in_one_step(common, county_officer):
    take(common, "confirm", county_officer)
    take(common, "raise_project", county_officer)
    project = Project.objects.get()
    assert (project.kind, project.status, project.office_id) == ("breakthrough", "draft", "330113")
    assert list(project.regions.values_list("region", flat=True)) == ["330113"]
    assert common.project == project
    assert set(Problem.objects.values_list("project", flat=True)) == {project.pk}
    assert events_of(common.leader).last().label == "归入质量攻坚项目"
    with pytest.raises(NotReady, match="已转为项目"):
        take(common, "raise_project", county_officer)


# Pages


def test_counted_once_as_common_and_as_cases(common, county_officer, raised, sign_in):
    take(common, "confirm", county_officer)
    for title in ("口服液瓶盖松动渗漏", "口服液瓶盖松动有渗漏"):
        raised(title)
    propose("C27")
    response = sign_in(county_officer).get(reverse("cultivation:common_list"))
    assert (response.context["page_obj"].count, response.context["commons"]) == (2, 1)
    assert response.context["cases_in_all"] == 3
    by_title = {row.title: (row.case_count, row.open_count) for row in response.context["page_obj"].object_list}
    assert sorted(by_title.values()) == [(0, 2), (3, 0)]


def test_the_decision_by_the_page(common, county_officer, sign_in):
    client = sign_in(county_officer)
    assert client.get("/").content.decode().count(common.title) >= 1
    url = reverse("cultivation:common_move", args=[common.pk, "confirm"])
    page = client.get(url).content.decode()
    assert all(title in page for title in ALIKE)
    left_out = common.cases.get(problem__title=ALIKE[2]).pk
    assert client.post(url, {"title": "灌装装量差异大", "left_out": [left_out]}).status_code == 302
    page = client.get(common.get_absolute_url()).content.decode()
    assert ("GX-2026-0001" in page, "2 个" in page, "转为质量攻坚项目" in page) == (True, True, True)


@pytest.mark.parametrize(
    ("person", "proposed", "confirmed"),
    [
        ("county_officer", 200, 200),
        ("city_officer", 200, 200),
        ("province_handler", 200, 200),
        ("auditor", 200, 200),
        ("xianju_officer", 404, 404),
        ("taizhou_city", 404, 404),
        ("clerk", 404, 200),
        ("other_clerk", 404, 404),
        ("expert_user", 404, 404),
        ("lead_body", 404, 404),
        ("nobody", 404, 404),
    ],
)
def test_who_sees_it_before_and_after(
    person, proposed, confirmed, raised, enterprise, county_officer, sign_in, request
):
    raised(ALIKE[0], enterprise=enterprise)
    raised(ALIKE[0], industry=enterprise.industry_id)
    propose(enterprise.industry_id[:3])
    common = CommonProblem.objects.get()
    client = sign_in(request.getfixturevalue(person))
    assert client.get(common.get_absolute_url()).status_code == proposed
    take(common, "confirm", county_officer)
    assert client.get(common.get_absolute_url()).status_code == confirmed


def test_an_enterprise_sees_its_own_case_and_nobody_elses(raised, enterprise, clerk, county_officer, sign_in):
    own = raised(ALIKE[0], enterprise=enterprise)
    foreign = raised(ALIKE[0], industry=enterprise.industry_id)
    propose(enterprise.industry_id[:3])
    common = CommonProblem.objects.get()
    take(common, "confirm", county_officer)
    page = sign_in(clerk).get(common.get_absolute_url()).content.decode()
    assert (own.number in page, foreign.number in page, foreign.enterprise.name in page) == (True, False, False)
    assert common.number in sign_in(clerk).get(own.get_absolute_url()).content.decode()
