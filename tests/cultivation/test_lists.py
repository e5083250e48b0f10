"""The lists of a year: what belongs to them, their pages, and the workbook that equals the pages."""

from datetime import date

import openpyxl
import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from cultivation import selectors
from cultivation.actions import ENTRY_PROCEDURE
from cultivation.loading import load_lists
from cultivation.models import LibraryEntry, ListColumn, ListDefinition, ListSet, Problem
from cultivation.presets import PRESETS
from cultivation.projections import PROJECTIONS
from enterprises.models import YearFigure
from tests.factories.cultivation import (
    SAVING,
    BenchmarkProductFactory,
    LibraryEntryFactory,
    MeasureFactory,
    ProblemFactory,
    StandardPlanFactory,
    walk_entry,
    walk_problem,
)
from tests.factories.enterprises import EnterpriseFactory

FIVE = ["培育企业清单", "对标产品清单", "标准研制清单", "质量问题（需求）清单", "帮扶措施（攻坚）清单"]


def fill(enterprise, officer, expert_user) -> dict:
    """One row of each list for ``enterprise``."""
    problem = ProblemFactory(enterprise=enterprise, by=expert_user)
    entry = walk_entry(LibraryEntryFactory(enterprise=enterprise, by=officer), "listed", county=officer)
    return {
        "entry": entry,
        "problem": problem,
        "measure": MeasureFactory(enterprise=enterprise, by=officer, problems=[problem]),
        "benchmark": BenchmarkProductFactory(enterprise=enterprise),
        "plan": StandardPlanFactory(enterprise=enterprise),
    }


@pytest.fixture
def both(enterprise, other_enterprise, county_officer, xianju_officer, expert_user):
    """临平's rows and, beside them, 仙居's, which must not leak."""
    return fill(enterprise, county_officer, expert_user), fill(other_enterprise, xianju_officer, expert_user)


def workbook(response) -> dict[str, list]:
    book = CalamineWorkbook.from_filelike(_file(response))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def _file(response):
    import io

    return io.BytesIO(response.getvalue())


# Definition


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_use_only_known_projections(preset):
    for one in PRESETS[preset].lists:
        assert set(one.keys) <= set(PROJECTIONS[one.source]), one.name
        assert len(set(one.keys)) == len(one.keys)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_list_tells_who_is_responsible_until_when_and_how_it_stands(preset):
    for one in PRESETS[preset].lists:
        labels = {PROJECTIONS[one.source][key].label for key in one.keys}
        assert labels >= {"责任单位", "责任人", "完成时限", "状态"}, one.name


@pytest.mark.django_db
def test_the_years_of_the_programme_have_the_five_lists():
    names = ListDefinition.objects.filter(list_set__year=2026).values_list("name", flat=True)
    assert list(names) == FIVE


@pytest.mark.django_db
def test_loading_again_changes_nothing():
    ListColumn.objects.filter(definition__list_set__year=2026, key="scale").update(label="企业规模")
    assert load_lists(2026) is False
    assert ListColumn.objects.get(definition__list_set__year=2026, key="scale").label == "企业规模"


# What belongs to a year


def years_of(rows, question) -> list[int]:
    return [year for year in (2024, 2025, 2026) if question(rows, year).exists()]


def test_a_problem_belongs_to_the_years_between_raising_and_solving(
    enterprise, expert_user, clerk, county_officer, county_second
):
    problem = ProblemFactory(enterprise=enterprise, by=expert_user, raised_on=date(2024, 12, 31))
    rows = Problem.objects.filter(pk=problem.pk)
    assert years_of(rows, selectors.problems_of_year) == [2024, 2025, 2026]
    people = {"enterprise": clerk, "county": county_officer, "second": county_second}
    walk_problem(problem, "closed", **people, solved_on=date(2025, 1, 1))
    assert years_of(rows, selectors.problems_of_year) == [2024, 2025]
    assert years_of(rows, selectors.results_of_year) == [2025]
    assert years_of(rows, selectors.requests_of_year) == []


def test_an_entry_belongs_to_the_years_between_entering_and_leaving(enterprise, county_officer):
    entry = LibraryEntryFactory(enterprise=enterprise, by=county_officer)
    ENTRY_PROCEDURE.take(entry, "admit", by=county_officer, data={"entered_on": date(2024, 12, 31)})
    rows = LibraryEntry.objects.filter(pk=entry.pk)
    assert years_of(rows, selectors.entries_of_year) == [2024, 2025, 2026]
    ENTRY_PROCEDURE.take(entry, "leave", by=county_officer, comment="停产。", data={"left_on": date(2025, 1, 1)})
    assert years_of(rows, selectors.entries_of_year) == [2024, 2025]


# Pages and the workbook


@pytest.mark.parametrize("number", range(1, 6))
def test_each_sheet_equals_its_page(number, both, county_officer, sign_in):
    client = sign_in(county_officer)
    sheets = workbook(client.get(reverse("cultivation:lists_workbook", args=[2026])))
    page = workbook(client.get(reverse("cultivation:list", args=[2026, number]) + "?export=xlsx"))
    assert list(sheets) == [f"{n}{name}" for n, name in enumerate(FIVE, start=1)]
    assert sheets[f"{number}{FIVE[number - 1]}"] == next(iter(page.values()))


@pytest.mark.parametrize(
    ("person", "counts"),
    [
        ("county_officer", [1, 1, 1, 1, 1]),
        ("xianju_officer", [1, 1, 1, 1, 1]),
        ("city_officer", [1, 1, 1, 1, 1]),
        ("province_handler", [2, 2, 2, 2, 2]),
        ("auditor", [2, 2, 2, 2, 2]),
        ("clerk", [1, 1, 1, 1, 1]),
        ("zone_officer", [0, 0, 0, 0, 0]),
        ("second_expert_user", [0, 0, 0, 0, 0]),
        ("nobody", [0, 0, 0, 0, 0]),
    ],
)
def test_the_workbook_holds_what_the_person_may_see(person, counts, both, sign_in, request):
    response = sign_in(request.getfixturevalue(person)).get(reverse("cultivation:lists_workbook", args=[2026]))
    sheets = workbook(response)
    assert [len(rows) - 1 for rows in sheets.values()] == counts


def test_nothing_of_another_county_stands_in_the_workbook(both, county_officer, other_enterprise, sign_in):
    sheets = workbook(sign_in(county_officer).get(reverse("cultivation:lists_workbook", args=[2026])))
    text = str(sheets)
    assert other_enterprise.name not in text and other_enterprise.uscc not in text


def test_the_row_shows_the_records_own_values(both, enterprise, county_officer, sign_in):
    YearFigure.objects.create(enterprise=enterprise, year=2025, revenue_wan="23560.50")
    YearFigure.objects.create(enterprise=enterprise, year=2024, revenue_wan="1.00")
    sheets = workbook(sign_in(county_officer).get(reverse("cultivation:lists_workbook", args=[2026])))
    head, row = sheets["1培育企业清单"]
    shown = dict(zip(head, row, strict=True))
    assert shown["企业名称"] == enterprise.name
    assert shown["上年营业收入（万元）"] == 23560.5
    assert (shown["责任单位"], shown["完成时限"], shown["状态"]) == ("临平区市场监督管理局", date(2027, 12, 31), "在库")


def test_the_place_narrows_page_and_workbook_alike(both, province_handler, sign_in):
    client = sign_in(province_handler)
    sheets = workbook(client.get(reverse("cultivation:lists_workbook", args=[2026]) + "?region=331024"))
    page = workbook(client.get(reverse("cultivation:list", args=[2026, 4]) + "?region=331024&export=xlsx"))
    assert sheets["4质量问题（需求）清单"] == next(iter(page.values()))
    assert len(sheets["4质量问题（需求）清单"]) == 2


def test_formulas_stay_text(enterprise, expert_user, county_officer, sign_in, tmp_path):
    ProblemFactory(enterprise=enterprise, by=expert_user, title='=HYPERLINK("http://x")')
    response = sign_in(county_officer).get(reverse("cultivation:lists_workbook", args=[2026]))
    book = openpyxl.load_workbook(_file(response))
    cell = book["4质量问题（需求）清单"]["B2"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("http://x")', "s")


QUERIES = {1: 14, 2: 14, 3: 14, 4: 14, 5: 14}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("number", QUERIES)
def test_a_list_asks_the_same_number_of_questions_for_one_row_and_three(
    number, rows, county_officer, expert_user, sign_in, django_assert_num_queries
):
    for _ in range(rows):
        fill(EnterpriseFactory(), county_officer, expert_user)
    client = sign_in(county_officer)
    with django_assert_num_queries(QUERIES[number]):
        response = client.get(reverse("cultivation:list", args=[2026, number]))
    assert response.context["page_obj"].count == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_workbook_asks_the_same_number_of_questions(
    rows, county_officer, expert_user, sign_in, django_assert_num_queries
):
    for _ in range(rows):
        fill(EnterpriseFactory(), county_officer, expert_user)
    client = sign_in(county_officer)
    with django_assert_num_queries(13):
        client.get(reverse("cultivation:lists_workbook", args=[2026])).getvalue()


def test_unknown_year_list_and_question(county_officer, sign_in):
    client = sign_in(county_officer)
    assert client.get(reverse("cultivation:lists", args=[1999])).status_code == 404
    assert client.get(reverse("cultivation:list", args=[2026, 6])).status_code == 404
    assert client.get(reverse("cultivation:lists", args=[2026]) + "?password=1").status_code == 400


def test_a_column_that_is_no_projection_is_not_shown(both, county_officer, sign_in):
    definition = ListDefinition.objects.get(list_set__year=2026, number=4)
    ListColumn.objects.create(definition=definition, position=99, key="reported_by.password", label="登录口令")
    page = sign_in(county_officer).get(reverse("cultivation:list", args=[2026, 4]))
    assert "登录口令" not in page.content.decode()


def test_the_way_in_leads_to_the_latest_lists(county_officer, province_handler, sign_in):
    assert sign_in(county_officer).get(reverse("cultivation:lists_now")).url == reverse(
        "cultivation:lists", args=[2026]
    )
    ListSet.objects.all().delete()
    assert sign_in(county_officer).get(reverse("cultivation:lists_now")).status_code == 404
    assert sign_in(province_handler).get(reverse("cultivation:lists_now")).url == reverse("cultivation:lists_create")


def test_the_province_begins_a_year_once(province_handler, county_officer, sign_in):
    url, data = reverse("cultivation:lists_create"), {"year": 2027, "preset": "duty"}
    assert sign_in(county_officer).post(url, data).status_code == 403
    assert sign_in(province_handler).post(url, data).url == reverse("cultivation:lists", args=[2027])
    assert ListDefinition.objects.filter(list_set__year=2027).count() == 5
    again = sign_in(province_handler).post(url, data)
    assert (again.status_code, "已经建立" in again.content.decode()) == (422, True)


def test_solved_problems_with_savings_are_results(
    enterprise, expert_user, clerk, county_officer, county_second, sign_in
):
    problem = ProblemFactory(enterprise=enterprise, by=expert_user)
    walk_problem(problem, "closed", enterprise=clerk, county=county_officer, second=county_second, saving=SAVING)
    sheets = workbook(sign_in(county_officer).get(reverse("cultivation:lists_workbook", args=[2026])))
    head, row = sheets["4质量问题（需求）清单"]
    shown = dict(zip(head, row, strict=True))
    assert (shown["状态"], shown["节约成本（万元）"], shown["验证人"]) == ("已销号", 12.5, county_officer.name)
