"""Pages of the library: whose rows they show, what they ask, what they refuse, and that nothing typed is lost."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from cultivation.models import BenchmarkProduct, LibraryEntry, Measure, Problem, ProblemEvidence, StandardPlan
from cultivation.views import problems as problem_pages
from enterprises.models import Product
from pinzibiao.casework.actions import events_of
from projects.models import Project
from tests.factories.cultivation import (
    SAVING,
    BenchmarkProductFactory,
    LibraryEntryFactory,
    MeasureFactory,
    ProblemFactory,
    StandardPlanFactory,
    walk_entry,
    walk_measure,
    walk_problem,
)
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.files import upload
from tests.factories.projects import ProjectFactory, walk_project

LISTS = {
    "entry_list": 11,
    "problem_list": 10,
    "measure_list": 10,
    "benchmark_list": 11,
    "plan_list": 10,
}


def fill(enterprise, officer, expert_user) -> dict:
    problem = ProblemFactory(enterprise=enterprise, by=expert_user)
    entry = LibraryEntryFactory(enterprise=enterprise, by=officer)
    return {
        "entry": walk_entry(entry, "listed", county=officer),
        "problem": problem,
        "measure": MeasureFactory(enterprise=enterprise, by=officer, problems=[problem]),
        "benchmark": BenchmarkProductFactory(enterprise=enterprise),
        "plan": StandardPlanFactory(enterprise=enterprise),
    }


@pytest.fixture
def both(enterprise, other_enterprise, county_officer, xianju_officer, expert_user):
    return fill(enterprise, county_officer, expert_user), fill(other_enterprise, xianju_officer, expert_user)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_the_same_number_of_questions_for_one_row_and_three(
    name, rows, county_officer, expert_user, sign_in, django_assert_num_queries
):
    for _ in range(rows):
        fill(EnterpriseFactory(), county_officer, expert_user)
    client = sign_in(county_officer)
    with django_assert_num_queries(LISTS[name]):
        response = client.get(reverse(f"cultivation:{name}"))
    assert response.context["page_obj"].count == rows


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    ("person", "count"),
    [
        ("county_officer", 1),
        ("xianju_officer", 1),
        ("taizhou_city", 1),
        ("province_handler", 2),
        ("auditor", 2),
        ("clerk", 1),
        ("zone_officer", 0),
        ("second_expert_user", 0),
        ("lead_body", 0),
        ("administrator", 0),
        ("nobody", 0),
    ],
)
def test_a_list_shows_what_the_person_may_see(name, person, count, both, sign_in, request):
    response = sign_in(request.getfixturevalue(person)).get(reverse(f"cultivation:{name}"))
    assert (response.status_code, response.context["page_obj"].count) == (200, count)


@pytest.mark.parametrize("kind", ["entry", "problem", "measure", "benchmark", "plan"])
@pytest.mark.parametrize("person", ["xianju_officer", "taizhou_city", "other_clerk", "second_expert_user", "nobody"])
def test_a_record_of_another_place_does_not_exist(kind, person, both, sign_in, request):
    client = sign_in(request.getfixturevalue(person))
    record = both[0][kind]
    for url in (record.get_absolute_url(), reverse(f"cultivation:{kind}_edit", args=[record.pk])):
        assert client.get(url).status_code == 404
    assert client.post(f"{record.get_absolute_url()}edit/", {"title": "改"}).status_code == 404


@pytest.mark.parametrize("kind", ["entry", "problem", "measure"])
def test_a_move_on_a_case_of_another_place_does_not_exist(kind, both, xianju_officer, sign_in):
    action = {"entry": "leave", "problem": "reject", "measure": "start"}[kind]
    url = f"{both[0][kind].get_absolute_url()}move/{action}/"
    assert sign_in(xianju_officer).get(url).status_code == 404
    assert sign_in(xianju_officer).post(url, {"comment": "改"}).status_code == 404


@pytest.mark.parametrize("kind", ["entry", "problem", "measure", "benchmark", "plan"])
def test_only_the_county_changes_a_record(kind, both, sign_in, city_officer, province_handler, auditor, clerk):
    url = reverse(f"cultivation:{kind}_edit", args=[both[0][kind].pk])
    for person in (city_officer, province_handler, auditor, clerk):
        assert sign_in(person).get(url).status_code == 403


# Problems from the page to 销号


def test_the_whole_life_of_a_problem_by_the_pages(
    enterprise, clerk, county_officer, county_second, county_leader, sign_in
):
    officer = sign_in(county_officer)
    response = officer.post(
        reverse("cultivation:problem_create"),
        {
            "enterprise": enterprise.uscc,
            "source": "survey",
            "raised_on": "2026-03-02",
            "title": "灌装精度波动",
            "dimension": "technology",
            "severity": "high",
        },
    )
    problem = Problem.objects.get()
    assert response.url == problem.get_absolute_url()
    move = f"{problem.get_absolute_url()}move/{{}}/".format
    for action, data in (
        ("confirm", {}),
        ("start", {"responsible_person": "孙质量"}),
        ("submit_result", {"comment": "已更换灌装泵。", "after_value": "±1.5%", "evidence_files": upload(), **SAVING}),
    ):
        assert sign_in(clerk).post(move(action), data).status_code == 302, action
    # Who reported it may not verify it.
    assert officer.post(move("verify"), SAVING).status_code == 422
    assert sign_in(county_second).post(move("verify"), SAVING | {"saving_wan": "12.50"}).status_code == 302
    closed = sign_in(county_leader).post(move("close"), {"solved_on": "2026-06-01"})
    assert closed.status_code == 302
    problem.refresh_from_db()
    assert (problem.status, problem.solved_on, str(problem.saving_wan)) == ("closed", date(2026, 6, 1), "12.50")
    assert problem.evidence.count() == 1
    page = sign_in(county_officer).get(problem.get_absolute_url()).content.decode()
    assert "12.50" in page and "已销号" in page and "检测报告.pdf" in page


def test_an_enterprise_asks_for_help(clerk, enterprise, sign_in):
    data = {"title": "缺少微粒检测能力", "dimension": "infrastructure", "source": "spot_check", "is_common": "on"}
    sign_in(clerk).post(reverse("cultivation:problem_create"), data)
    problem = Problem.objects.get()
    assert (problem.enterprise, problem.source, problem.is_common) == (enterprise, "request", False)
    assert problem.reported_by == clerk


def test_no_problem_for_an_enterprise_of_another_county(county_officer, other_enterprise, sign_in):
    data = {"enterprise": other_enterprise.uscc, "source": "survey", "raised_on": "2026-03-02", "title": "甲"}
    response = sign_in(county_officer).post(
        reverse("cultivation:problem_create"), data | {"dimension": "brand", "severity": "low"}
    )
    text = response.content.decode()
    assert (response.status_code, Problem.objects.count()) == (422, 0)
    assert "在您的范围内没有找到" in text and other_enterprise.name not in text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("raised_on", "2099-01-01", "不能晚于今天"),
        ("due_on", "2026-03-01", "不能早于提出日期"),
        ("title", "甲" * 121, "最多 120 字，现有 121 字"),
        ("advice", "甲" * 10_000, "现有 10000 字"),
        ("title", "", "请填写"),
        ("enterprise", "91330113MA2ABC125X", "没有找到"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_lost(field, value, sentence, enterprise, county_officer, sign_in):
    data = {
        "enterprise": enterprise.uscc,
        "source": "survey",
        "raised_on": "2026-03-02",
        "title": "㐀字 <script>alert(1)</script> 😀",
        "dimension": "brand",
        "severity": "low",
        "root_cause": "灌装泵磨损",
    }
    response = sign_in(county_officer).post(reverse("cultivation:problem_create"), data | {field: value})
    text = response.content.decode()
    assert (response.status_code, Problem.objects.count()) == (422, 0)
    assert sentence in text and "灌装泵磨损" in text and "<script>alert" not in text


def test_markup_and_rare_characters_are_kept_and_escaped(enterprise, county_officer, sign_in, expert_user):
    problem = ProblemFactory(enterprise=enterprise, by=expert_user, title="㐀 <b>粗</b> 😀")
    page = sign_in(county_officer).get(problem.get_absolute_url()).content.decode()
    assert "㐀 &lt;b&gt;粗&lt;/b&gt; 😀" in page and "<b>粗" not in page


def test_overdue_problems_are_found(enterprise, expert_user, county_officer, sign_in):
    late = ProblemFactory(enterprise=enterprise, by=expert_user, due_on=date(2026, 3, 3))
    ProblemFactory(enterprise=enterprise, by=expert_user, due_on=date(2099, 3, 3))
    response = sign_in(county_officer).get(reverse("cultivation:problem_list") + "?overdue=yes")
    assert list(response.context["page_obj"].object_list) == [late]
    assert "逾期" in response.content.decode()


def test_a_hard_problem_goes_to_a_breakthrough_project(enterprise, clerk, expert_user, county_officer, sign_in):
    project = ProjectFactory(created_by=county_officer, kind=Project.Kind.BREAKTHROUGH, enterprise=enterprise)
    other = ProjectFactory(created_by=county_officer)
    problem = ProblemFactory(enterprise=enterprise, by=expert_user)
    walk_problem(problem, "confirmed", enterprise=clerk, county=county_officer, second=county_officer)
    url = f"{problem.get_absolute_url()}move/park/"
    assert sign_in(county_officer).post(url, {"comment": "攻关。", "project": other.pk}).status_code == 422
    sign_in(county_officer).post(url, {"comment": "攻关。", "project": project.pk})
    problem.refresh_from_db()
    assert (problem.status, problem.project) == ("parked", project)


def test_two_who_change_a_problem_at_once_are_told(enterprise, expert_user, county_officer, county_second, sign_in):
    problem = ProblemFactory(enterprise=enterprise, by=expert_user)
    url = reverse("cultivation:problem_edit", args=[problem.pk])
    version = sign_in(county_officer).get(url).context["version"]
    data = {"title": "甲的改法", "dimension": "brand", "severity": "low", "version": version}
    assert sign_in(county_officer).post(url, data).status_code == 302
    late = sign_in(county_second).post(url, data | {"title": "乙的改法"})
    problem.refresh_from_db()
    assert (late.status_code, problem.title) == (409, "甲的改法")
    assert "乙的改法" in late.content.decode()
    assert events_of(problem).filter(action="edit").count() == 1


# Evidence


@pytest.fixture
def evidence(enterprise, expert_user, clerk, sign_in) -> ProblemEvidence:
    problem = ProblemFactory(enterprise=enterprise, by=expert_user)
    url = reverse("cultivation:problem_evidence", args=[problem.pk])
    assert sign_in(clerk).post(url, {"evidence_files": upload(), "note": "第三方报告"}).status_code == 302
    return ProblemEvidence.objects.get()


def test_evidence_comes_too_late_once_the_problem_has_ended(enterprise, expert_user, clerk, sign_in, monkeypatch):
    """Asked again under the lock: the problem may be closed while the file is on its way."""
    problem = ProblemFactory(enterprise=enterprise, by=expert_user)
    answered = iter([True, False])
    monkeypatch.setattr(problem_pages, "may_add_evidence", lambda user, problem: next(answered))
    url = reverse("cultivation:problem_evidence", args=[problem.pk])
    assert sign_in(clerk).post(url, {"evidence_files": upload()}).status_code == 422
    assert problem.evidence.count() == 0


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("clerk", 200),
        ("county_officer", 200),
        ("province_handler", 200),
        ("auditor", 200),
        ("xianju_officer", 404),
        ("taizhou_city", 404),
        ("other_clerk", 404),
        ("second_expert_user", 404),
        ("nobody", 404),
    ],
)
def test_evidence_opens_for_those_who_see_the_problem(person, status, evidence, sign_in, request):
    from pinzibiao.files import access

    url = access.url("cultivation.problem_evidence", evidence.pk, evidence.file.name)
    response = sign_in(request.getfixturevalue(person)).get(url)
    assert response.status_code == status
    if response.streaming:
        response.getvalue()


def test_only_the_enterprise_and_its_county_bring_evidence(evidence, sign_in, province_handler, auditor, city_officer):
    url = reverse("cultivation:problem_evidence", args=[evidence.problem_id])
    for person in (province_handler, auditor, city_officer):
        assert sign_in(person).post(url, {"evidence_files": upload()}).status_code == 403
    assert ProblemEvidence.objects.count() == 1


# The library


def test_a_candidate_is_admitted_by_the_pages(enterprise, county_officer, county_second, expert_user, sign_in):
    client = sign_in(county_officer)
    client.post(
        reverse("cultivation:entry_create"),
        {"enterprise": enterprise.uscc, "intended_route": "undecided", "sub_brand": "made"},
    )
    entry = LibraryEntry.objects.get()
    data = {
        "tier": "key",
        "intended_route": "self_declaration",
        "target_year": 2027,
        "regulator": county_second.pk,
        "expert": expert_user.expert.name,
        "entered_on": "2026-03-02",
    }
    assert client.post(f"{entry.get_absolute_url()}move/admit/", data).status_code == 302
    entry.refresh_from_db()
    assert (entry.status, entry.tier, entry.entered_on) == ("listed", "key", date(2026, 3, 2))
    assert (entry.regulator, entry.expert) == (county_second, expert_user.expert)
    again = client.post(
        reverse("cultivation:entry_create"),
        {"enterprise": enterprise.uscc, "intended_route": "undecided", "sub_brand": "made"},
    )
    assert (again.status_code, "已在培育库中" in again.content.decode()) == (422, True)


def test_the_regulator_is_of_the_county(enterprise, county_officer, xianju_officer, sign_in):
    entry = LibraryEntryFactory(enterprise=enterprise, by=county_officer)
    data = {
        "tier": "key",
        "intended_route": "undecided",
        "target_year": 2027,
        "regulator": xianju_officer.pk,
        "entered_on": "2026-03-02",
    }
    assert sign_in(county_officer).post(f"{entry.get_absolute_url()}move/admit/", data).status_code == 422


def test_tiers_are_counted_for_the_persons_place(both, county_officer, province_handler, sign_in):
    url = reverse("cultivation:entry_list")
    for person, count in ((county_officer, 1), (province_handler, 2)):
        tiers = sign_in(person).get(url).context["tiers"]
        assert tiers == [
            ("reserve", "储备", count),
            ("key", "重点", 0),
            ("sprint", "冲刺", 0),
            ("branded", "已获标", 0),
        ]


# Measures, benchmark products, standard plans


def test_a_measure_for_a_problem_by_the_pages(both, enterprise, county_officer, sign_in):
    client = sign_in(county_officer)
    chosen = client.post(reverse("cultivation:measure_create"), {"enterprise": enterprise.name})
    url = reverse("cultivation:measure_create_for", args=[enterprise.pk])
    assert chosen.url == url
    problem, foreign = both[0]["problem"], both[1]["problem"]
    data = {
        "kind": "testing",
        "content": "委托检测。",
        "responsible_unit": "省药械院",
        "due_on": "2026-12-31",
    }
    assert client.post(url, data | {"problems": [foreign.pk]}).status_code == 422
    client.post(url, data | {"problems": [problem.pk]})
    measure = Measure.objects.get(kind="testing")
    assert (list(measure.problems.all()), measure.county_id) == ([problem], "330113")


def test_a_measure_for_an_enterprise_of_another_county_does_not_exist(county_officer, other_enterprise, sign_in):
    client = sign_in(county_officer)
    for name in ("measure_create_for", "benchmark_create_for", "plan_create_for"):
        assert client.get(reverse(f"cultivation:{name}", args=[other_enterprise.pk])).status_code == 404


def test_the_enterprise_rates_a_measure(both, clerk, county_officer, county_second, sign_in):
    measure = walk_measure(both[0]["measure"], "to_check", county=county_officer, second=county_second)
    sign_in(clerk).post(f"{measure.get_absolute_url()}move/rate/", {"rating": 4})
    measure.refresh_from_db()
    assert (measure.rating, measure.status) == (4, "to_check")


def test_a_benchmark_product_is_of_the_enterprises_own_products(enterprise, other_enterprise, county_officer, sign_in):
    own = Product.objects.create(enterprise=enterprise, name="输液器")
    foreign = Product.objects.create(enterprise=other_enterprise, name="注射器")
    url = reverse("cultivation:benchmark_create_for", args=[enterprise.pk])
    data = {
        "year": 2026,
        "benchmark": "国际领先产品",
        "indicator": "微粒含量",
        "now_value": "20",
        "benchmark_value": "5",
        "target_value": "8",
    }
    client = sign_in(county_officer)
    assert client.post(url, data | {"product": foreign.pk}).status_code == 422
    reached = client.post(url, data | {"product": own.pk, "reached_value": "7"})
    assert (reached.status_code, "报告日期" in reached.content.decode()) == (422, True)
    client.post(url, data | {"product": own.pk, "reached_value": "7", "reported_on": "2026-05-01"})
    row = BenchmarkProduct.objects.get()
    assert (row.enterprise, row.county_id, row.has_reached) == (enterprise, "330113", True)


def test_a_published_plan_is_linked_to_the_standard(enterprise, county_officer, sign_in):
    from tests.factories.enterprises import StandardFactory

    standard = StandardFactory(published_on=date(2022, 3, 1))
    url = reverse("cultivation:plan_create_for", args=[enterprise.pk])
    data = {"title": "精密输液器", "kind": "new", "year": 2026, "stage": "published", "standard": standard.number}
    assert sign_in(county_officer).post(url, data).status_code == 302
    plan = StandardPlan.objects.get()
    assert (plan.standard, plan.published_on) == (standard, date(2022, 3, 1))


def test_panels_on_the_enterprises_page(both, enterprise, county_officer, sign_in):
    walk_project(ProjectFactory(created_by=county_officer, enterprise=enterprise), "draft", office=None, province=None)
    text = sign_in(county_officer).get(enterprise.get_absolute_url()).content.decode()
    own, foreign = both
    for heading in ("培育库", "质量问题", "帮扶措施", "项目"):
        assert heading in text
    assert own["problem"].number in text and own["measure"].number in text
    assert foreign["problem"].number not in text


def test_no_page_of_a_case_asks_too_much(both, county_officer, sign_in, django_assert_max_num_queries):
    client = sign_in(county_officer)
    for record in both[0].values():
        with django_assert_max_num_queries(30):
            assert client.get(record.get_absolute_url()).status_code == 200


def test_today_is_what_forms_begin_with(both, county_officer, sign_in):
    page = sign_in(county_officer).get(f"{both[0]['measure'].get_absolute_url()}move/start/")
    assert f'value="{timezone.localdate().isoformat()}"' in page.content.decode()


def test_a_form_sent_twice_makes_one(enterprise, county_officer, county_second, expert_user, sign_in):
    client, url = sign_in(county_officer), reverse("cultivation:problem_create")
    data = {"enterprise": enterprise.uscc, "source": "survey", "raised_on": "2026-03-02", "title": "甲"}
    data |= {"dimension": "brand", "severity": "low", "key": str(client.get(url).context["form"]["key"].value())}
    first, second = client.post(url, data), client.post(url, data)
    assert (first.url, Problem.objects.count()) == (second.url, 1)
    assert sign_in(county_second).post(url, data).url != first.url
    problem = Problem.objects.first()
    url = reverse("cultivation:measure_create_for", args=[enterprise.pk])
    data = {"kind": "testing", "content": "检测。", "responsible_unit": "院", "due_on": "2026-12-31"}
    data |= {"problems": [problem.pk], "key": str(client.get(url).context["form"]["key"].value())}
    assert client.post(url, data).url == client.post(url, data).url
    assert Measure.objects.count() == 1
