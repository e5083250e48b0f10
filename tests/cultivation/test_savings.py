"""The ledger: what is entered when, what counts once, what the report's figure is made of."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cultivation.actions import MEASURE_PROCEDURE, PROBLEM_PROCEDURE, savings
from cultivation.models import Saving
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.refusals import NotReady, Refused
from pinzibiao.regions.models import Region
from reports.figures import Scope, figure
from tests.cultivation.test_lists import workbook
from tests.factories.cultivation import (
    SAVING,
    MeasureFactory,
    ProblemFactory,
    prove,
    walk_measure,
    walk_problem,
)
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
ONE_BY_MEASURE = {"saving_wan": Decimal("30.00"), "saving_kind": "once", "saving_basis": "两个问题合计，财务核算表。"}


def reported(start=date(2000, 1, 1), end=TODAY, code="330000") -> Decimal:
    return figure("COST_SAVED", Scope(Region.objects.get(pk=code), start, end)).period


@pytest.fixture
def walk(clerk, county_officer, county_second):
    people = {"enterprise": clerk, "county": county_officer, "second": county_second}
    return lambda problem, status, **more: walk_problem(problem, status, **people, **more)


@pytest.fixture
def raised(enterprise, expert_user):
    return lambda **data: ProblemFactory(enterprise=enterprise, by=expert_user, **data)


def closed_a_year_ago(walk, raised) -> Saving:
    day = TODAY.replace(year=TODAY.year - 1, day=1)
    problem = raised(raised_on=day - timedelta(days=40))
    return walk(problem, "closed", saving=SAVING, solved_on=day).savings.get()


def test_an_entry_is_made_when_the_problem_is_closed_and_not_before(walk, raised, county_officer, county_second):
    project = ProjectFactory(created_by=county_officer)
    problem = walk(raised(), "verified", saving=SAVING)
    problem.project = project
    problem.save()
    assert (Saving.objects.count(), reported()) == (0, 0)
    PROBLEM_PROCEDURE.take(problem, "close", by=county_second, data={"solved_on": date(2026, 6, 1)})
    entry = problem.savings.get()
    found = (entry.amount_wan, entry.kind, entry.year, entry.saved_on, entry.verified_by, entry.project)
    assert found == (Decimal("12.50"), "yearly", 2026, date(2026, 6, 1), county_officer, project)
    assert (reported(), reported(end=date(2026, 5, 31))) == (Decimal("12.50"), 0)


def test_without_a_saving_there_is_no_entry(walk, raised):
    walk(raised(), "closed")
    assert Saving.objects.count() == 0


def test_reopening_voids_every_year(walk, raised, county_second):
    first = closed_a_year_ago(walk, raised)
    savings.continue_saving(first, TODAY, Decimal("8.00"), "财务核算表", by=county_second)
    assert reported() == Decimal("20.50")
    PROBLEM_PROCEDURE.take(first.problem, "reopen", by=county_second, comment="复发，损耗率回升。")
    assert (reported(), Saving.objects.live().count()) == (0, 0)
    reasons = set(Saving.objects.values_list("void_reason", "voided_by"))
    assert reasons == {("复发，损耗率回升。", county_second.pk)}


def test_a_measure_for_two_problems_counts_once(walk, raised, enterprise, county_officer, county_second, county_leader):
    problems = [raised(), raised()]
    measure = MeasureFactory(enterprise=enterprise, by=county_leader, problems=problems)
    walk_measure(measure, "to_check", county=county_officer, second=county_second)
    MEASURE_PROCEDURE.take(measure, "close", by=county_second, data=ONE_BY_MEASURE)
    for problem in problems:
        walk(problem, "to_verify")
        with pytest.raises(NotReady, match=measure.number):
            PROBLEM_PROCEDURE.take(problem, "verify", by=county_officer, data=SAVING)
        PROBLEM_PROCEDURE.take(problem, "verify", by=county_officer, data={"saving_wan": None})
        PROBLEM_PROCEDURE.take(problem, "close", by=county_second)
    assert (Saving.objects.get().measure, reported()) == (measure, Decimal("30.00"))


@pytest.mark.parametrize("status", ["verified", "closed"])
def test_what_a_problem_has_counted_no_measure_counts_again(
    status, walk, raised, enterprise, county_officer, county_second, county_leader
):
    problems = [raised(), raised()]
    measure = MeasureFactory(enterprise=enterprise, by=county_leader, problems=problems)
    walk_measure(measure, "to_check", county=county_officer, second=county_second)
    if status == "closed":
        other = MeasureFactory(enterprise=enterprise, by=county_leader, problems=[problems[1]])
        walk_measure(other, "closed", county=county_officer, second=county_second)
    walk(problems[0], "verified", saving=SAVING)
    with pytest.raises(NotReady, match=problems[0].number):
        MEASURE_PROCEDURE.take(measure, "close", by=county_second, data=ONE_BY_MEASURE)
    MEASURE_PROCEDURE.take(measure, "close", by=county_second)
    assert Saving.objects.count() == 0


def test_who_planned_a_measure_does_not_verify_its_saving(enterprise, raised, county_officer, county_second):
    measure = MeasureFactory(enterprise=enterprise, by=county_second, problems=[raised()])
    walk_measure(measure, "to_check", county=county_officer, second=county_second)
    with pytest.raises(NotReady, match="制定措施的人不能核定"):
        MEASURE_PROCEDURE.take(measure, "close", by=county_second, data=ONE_BY_MEASURE)


def test_projects_add_up_to_the_whole(walk, raised, enterprise, county_officer, county_second, county_leader):
    """A measure across two projects belongs to none of them."""
    projects = [ProjectFactory(created_by=county_officer) for _ in "ab"]
    problems = [raised(project=project) for project in projects]
    measure = MeasureFactory(enterprise=enterprise, by=county_leader, problems=problems)
    walk_measure(measure, "to_check", county=county_officer, second=county_second)
    MEASURE_PROCEDURE.take(measure, "close", by=county_second, data=ONE_BY_MEASURE)
    walk(raised(project=projects[0]), "closed", saving=SAVING)
    by_project = dict.fromkeys((*projects, None), 0)
    for entry in Saving.objects.live():
        by_project[entry.project] += entry.amount_wan
    assert by_project == {projects[0]: Decimal("12.50"), projects[1]: 0, None: Decimal("30.00")}
    assert sum(by_project.values()) == reported()


# Years


def test_a_yearly_saving_counts_in_each_year_that_is_verified(walk, raised, county_second):
    first = closed_a_year_ago(walk, raised)
    entry = savings.continue_saving(first, TODAY, Decimal("8.00"), "财务核算表", by=county_second)
    assert (entry.year, entry.amount_wan, entry.kind) == (TODAY.year, Decimal("8.00"), "yearly")
    this_year = date(TODAY.year, 1, 1)
    assert (reported(start=this_year), reported()) == (Decimal("8.00"), Decimal("20.50"))
    event = events_of(first.problem).last()
    assert (event.action, event.data) == ("confirm_saving", {"year": TODAY.year, "saving_wan": "8.00"})


def test_no_year_twice_none_before_the_first_none_to_come_and_none_beyond_the_limit(walk, raised, county_second):
    first = closed_a_year_ago(walk, raised)
    savings.continue_saving(first, TODAY, Decimal("8.00"), "财务核算表", by=county_second)
    for day, sentence in (
        (TODAY, "已经核定过了"),
        (TODAY.replace(year=TODAY.year - 2, day=1), "最多计到"),
        (TODAY.replace(year=TODAY.year + 1, day=1), "不能晚于今天"),
        (TODAY.replace(year=TODAY.year + 2, day=1), "最多计到"),
    ):
        with pytest.raises(Refused, match=sentence):
            savings.continue_saving(first, day, Decimal("8.00"), "财务核算表", by=county_second)
    assert reported() == Decimal("20.50")


def test_a_saving_once_has_no_second_year(walk, raised, county_second):
    day = TODAY.replace(year=TODAY.year - 1, day=1)
    problem = walk(raised(raised_on=day), "closed", saving=SAVING | {"saving_kind": "once"}, solved_on=day)
    with pytest.raises(Refused, match="只有有效的"):
        savings.continue_saving(problem.savings.get(), TODAY, Decimal(1), "表", by=county_second)


def test_who_reported_the_problem_verifies_no_year(enterprise, walk, county_leader, county_second):
    day = TODAY.replace(year=TODAY.year - 1, day=1)
    problem = walk(
        ProblemFactory(enterprise=enterprise, by=county_leader, raised_on=day), "closed", saving=SAVING, solved_on=day
    )
    with pytest.raises(Refused, match="提出问题或制定措施的人"):
        savings.continue_saving(problem.savings.get(), TODAY, Decimal(1), "表", by=county_leader)


def test_a_later_year_is_made_void_alone_the_first_only_by_reopening(walk, raised, county_second):
    first = closed_a_year_ago(walk, raised)
    later = savings.continue_saving(first, TODAY, Decimal("8.00"), "财务核算表", by=county_second)
    with pytest.raises(Refused, match="重新打开"):
        savings.void(first, "记错了", by=county_second)
    savings.void(later, "账目有误", by=county_second)
    assert (reported(), Saving.objects.count()) == (Decimal("12.50"), 2)
    with pytest.raises(Refused, match="已经作废"):
        savings.void(later, "再来一次", by=county_second)
    again = savings.continue_saving(first, TODAY, Decimal("7.00"), "更正后的核算表", by=county_second)
    assert (again.pk == later.pk, reported()) == (False, Decimal("19.50"))


def test_the_database_refuses_a_year_twice(walk, raised):
    entry = closed_a_year_ago(walk, raised)
    entry.pk = None
    with pytest.raises(IntegrityError, match="saving_once_a_problem"), transaction.atomic():
        entry.save(force_insert=True)


# Pages


def test_the_ledger_adds_up_what_was_found(walk, raised, county_second, county_officer, sign_in):
    first = closed_a_year_ago(walk, raised)
    later = savings.continue_saving(first, TODAY, Decimal("8.00"), "财务核算表", by=county_second)
    walk(raised(), "closed", saving=SAVING | {"saving_kind": "once"})
    savings.void(later, "账目有误", by=county_second)
    client, url = sign_in(county_officer), reverse("cultivation:saving_totals")
    for query, count, total in (
        ("", 2, "25.00"),
        ("?kind=once", 1, "12.50"),
        (f"?year={TODAY.year - 1}", 1, "12.50"),
        ("?state=void", 0, None),
        ("?source=measure", 0, None),
    ):
        context = client.get(url + query).context
        assert (context["count"], context["total"]) == (count, total and Decimal(total)), query
    by_year = [(row["year"], row["total"]) for row in client.get(url).context["years"]]
    assert by_year == [(TODAY.year, Decimal("12.50")), (TODAY.year - 1, Decimal("12.50"))]
    ledger = reverse("cultivation:saving_list")
    head, *rows = next(iter(workbook(client.get(f"{ledger}?export=xlsx")).values()))
    assert (client.get(ledger).context["page_obj"].count, len(rows), head[0]) == (3, 3, "来源")


def test_another_county_sees_none_of_it(walk, raised, xianju_officer, other_clerk, expert_user, sign_in):
    entry = closed_a_year_ago(walk, raised)
    for person in (xianju_officer, other_clerk, expert_user):
        client = sign_in(person)
        assert client.get(entry.get_absolute_url()).status_code == 404
        assert client.get(reverse("cultivation:saving_list")).context["page_obj"].count == 0


def test_the_next_year_by_the_page(walk, raised, county_second, county_officer, sign_in):
    entry = closed_a_year_ago(walk, raised)
    client, url = sign_in(county_second), reverse("cultivation:saving_next", args=[entry.pk])
    assert "核定下一年度" in client.get(entry.get_absolute_url()).content.decode()
    data = {"saved_on": TODAY.isoformat(), "amount": "9.00", "basis": "财务核算表"}
    assert client.post(url, data | {"amount": "0"}).status_code == 422
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 422
    later = Saving.objects.get(year=TODAY.year)
    assert (later.amount_wan, later.verified_by) == (Decimal("9.00"), county_second)
    void = reverse("cultivation:saving_void", args=[later.pk])
    assert sign_in(county_officer).post(void, {"reason": "账目有误"}).status_code == 302
    assert reported() == Decimal("12.50")


def test_the_enterprise_reads_and_changes_nothing(walk, raised, clerk, sign_in):
    entry = closed_a_year_ago(walk, raised)
    page = sign_in(clerk).get(entry.get_absolute_url()).content.decode()
    assert ("12.50" in page, "核定下一年度" in page) == (True, False)
    for name in ("saving_next", "saving_void"):
        assert sign_in(clerk).post(reverse(f"cultivation:{name}", args=[entry.pk]), {}).status_code == 403


def test_a_claim_without_proof_never_reaches_the_ledger(walk, raised, clerk, county_officer):
    problem = walk(raised(), "in_progress")
    PROBLEM_PROCEDURE.take(problem, "submit_result", by=clerk, comment="已改。", data=SAVING)
    with pytest.raises(NotReady):
        PROBLEM_PROCEDURE.take(problem, "verify", by=county_officer)
    prove(problem, by=clerk)
    PROBLEM_PROCEDURE.take(problem, "verify", by=county_officer)
    assert reported() == 0
