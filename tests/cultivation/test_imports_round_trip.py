"""What the lists give out comes back in, and changes nothing."""

from datetime import date

import pytest
from django.urls import reverse

from cultivation.models import LibraryEntry, Measure, Problem
from enterprises.models import Product, Standard
from experts.models import Organisation
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
from tests.factories.exchange import checked, written
from tests.factories.receipts import counts, faults

KINDS = ("library_entry", "benchmark", "standard_plan", "problem", "measure")
PAGES = (
    "cultivation:entry_list",
    "cultivation:benchmark_list",
    "cultivation:plan_list",
    "cultivation:problem_list",
    "cultivation:measure_list",
)


@pytest.fixture
def rows(enterprise, signatory, county_officer, county_second, county_leader, expert_user):
    """At least two rows in each list of 2026: one that is open and one that has ended, with all that may be odd."""
    walk = {"enterprise": signatory, "county": county_second, "second": county_leader}
    closed = ProblemFactory(enterprise=enterprise, by=county_officer, title="“双引号”，逗号", is_common=True)
    odd = ProblemFactory(
        enterprise=enterprise,
        by=county_officer,
        root_cause="第一行\r\n第二行  两个空格\r\n",
        advice="=1+1",
        now_value="-3%",
    )
    body = Organisation.objects.create(name="方圆检测集团", kind="testing")
    measures = [
        MeasureFactory(enterprise=enterprise, by=county_officer, problems=[closed, odd], helping_organisation=body),
        MeasureFactory(enterprise=enterprise, by=county_officer, problems=[odd], content="甲\r\n乙"),
    ]
    walk_measure(measures[0], "closed", county=county_second, second=county_leader)
    walk_problem(closed, "closed", **walk, saving=SAVING)
    entry = LibraryEntryFactory(enterprise=enterprise, by=county_officer, note="备注")
    walk_entry(entry, "left", county=county_officer)
    again = LibraryEntryFactory(enterprise=enterprise, by=county_officer)
    again.regulator, again.expert = county_second, expert_user.expert
    again.save()
    one = BenchmarkProductFactory(enterprise=enterprise, unit="%", reached_value="7.5", reported_on=date(2026, 5, 1))
    other = Product.objects.create(enterprise=enterprise, name=one.product.name, models_text="另一型号")
    BenchmarkProductFactory(enterprise=enterprise, product=other, year=2025)
    standard = Standard.objects.create(number="T/ZZB 0001—2026", title="输液器", published_on=date(2026, 2, 1))
    plan = StandardPlanFactory(enterprise=enterprise, standard=standard, published_on=date(2026, 2, 1))
    plan.products.add(one.product)
    StandardPlanFactory(enterprise=enterprise)


def exported(client, url: str) -> bytes:
    answer = client.get(url)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("person", ["county_officer", "province_handler"])
@pytest.mark.parametrize(("number", "key"), list(enumerate(KINDS, start=1)))
def test_a_list_of_the_year_comes_back_unchanged(rows, number, key, person, request, sign_in):
    by = request.getfixturevalue(person)
    content = exported(sign_in(by), reverse("cultivation:list", args=[2026, number]) + "?export=xlsx")
    case = checked(by, content=content, kind=key)
    assert (case.refusal, faults(case)) == ("", [])
    assert counts(case) == (0, 0, 2)


@pytest.mark.parametrize(("page", "key"), list(zip(PAGES, KINDS, strict=True)))
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_register_s_page_comes_back_unchanged(rows, page, key, form, county_officer, sign_in):
    content = exported(sign_in(county_officer), reverse(page) + f"?export={form}")
    case = checked(county_officer, content=content, kind=key, name=f"清单.{form}")
    assert (case.refusal, faults(case)) == ("", [])
    assert counts(case) == (0, 0, 2)


def test_a_case_keeps_its_enterprise_though_it_moved_away(rows, enterprise, county_officer, sign_in):
    content = exported(sign_in(county_officer), reverse("cultivation:list", args=[2026, 4]) + "?export=xlsx")
    enterprise.county_id = "330102"
    enterprise.save()
    case = checked(county_officer, content=content, kind="problem")
    assert counts(case) == (0, 0, 2)


def test_only_what_was_edited_changes(rows, enterprise, county_officer):
    problem = Problem.objects.get(status="to_confirm")
    measure = Measure.objects.get(status="planned")
    more = ProblemFactory(enterprise=enterprise, by=county_officer)
    row = {"措施编号": measure.number, "针对问题": f"{problem.number}、{more.number}"}
    assert counts(written(county_officer, [row], kind="measure")) == (0, 1, 0)
    assert set(measure.problems.all()) == {problem, more}
    assert counts(written(county_officer, [row | {"针对问题": more.number}], kind="measure")) == (0, 1, 0)
    assert set(measure.problems.all()) == {more}
    assert LibraryEntry.objects.count() == 2
