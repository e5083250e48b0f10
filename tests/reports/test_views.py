"""The pages of reports: who reads what, in how many queries."""

from datetime import date

import pytest
from django.urls import reverse

from pinzibiao.files.access import url
from pinzibiao.jobs.models import Job
from reports.models import Report
from reports.sources import SOURCES
from tests.factories.enterprises import BrandHolderFactory
from tests.factories.reports import QUARTER, WRITTEN, built, report_of

PERIOD = {"start": "2026-07-01", "end": "2026-09-30"}


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries(count, county_officer, sign_in, django_assert_num_queries):
    for _ in range(count):
        report_of(by=county_officer)
    client = sign_in(county_officer)
    with django_assert_num_queries(8):
        page = client.get(reverse("reports:list"))
    assert len(page.context["table"]) == count


def test_a_place_reads_its_own_reports_and_those_below(county_officer, city_officer, xianju_officer, sign_in):
    own, other = report_of(by=county_officer), report_of("331024", by=xianju_officer)
    shown = {
        person: set(Report.objects.filter(pk__in=_listed(sign_in(person))))
        for person in (county_officer, city_officer, xianju_officer)
    }
    assert shown == {county_officer: {own}, city_officer: {own}, xianju_officer: {other}}
    assert sign_in(xianju_officer).get(own.get_absolute_url()).status_code == 404


def _listed(client) -> list[int]:
    page = client.get(reverse("reports:list"))
    return [row.record.pk for row in page.context["table"].table.rows]


def test_asking_opens_the_report_with_its_progress(county_officer, sign_in):
    data = {"kind": "quarterly", "region": "330113"} | PERIOD
    page = sign_in(county_officer).post(reverse("reports:create"), data, follow=True)
    report = Report.objects.get()
    assert page.redirect_chain == [(report.get_absolute_url(), 302)]
    assert page.context["job"] == Job.objects.get()
    assert (report.period_from, report.period_to) == QUARTER


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"region": "331024"}, "region", "所选内容不在可选范围内，请从列表中重新选择。"),
        ({"end": "2999-01-01"}, "end", "期间至不能晚于今天：还没有发生的事不能统计。"),
        ({"start": "2026-10-01"}, "end", "期间至不能早于期间自。"),
        ({"start": "0001-01-01"}, "start", "期间自不能早于 2000-01-01：平台没有更早的记录。"),
        ({"start": "昨天"}, "start", "日期格式不对，请按 2026-03-01 这样填写。"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(change, field, sentence, county_officer, sign_in):
    data = {"kind": "quarterly", "region": "330113"} | PERIOD | change
    page = sign_in(county_officer).post(reverse("reports:create"), data)
    assert page.status_code == 422
    assert page.context["form"].errors == {field: [sentence]}
    assert not Report.objects.exists()


def test_a_form_sent_twice_asks_for_one_report(county_officer, sign_in):
    client, url = sign_in(county_officer), reverse("reports:create")
    data = {"kind": "quarterly", "region": "330113", "key": client.get(url).context["form"]["key"].value()} | PERIOD
    assert client.post(url, data)["Location"] == client.post(url, data)["Location"]
    assert (Report.objects.count(), Job.objects.count()) == (1, 1)


def test_words_are_written_while_it_is_a_draft_and_numbers_are_not(county_officer, city_officer, sign_in):
    report = built(report_of(by=county_officer))
    url = reverse("reports:narrative", args=[report.pk])
    assert sign_in(city_officer).get(url).status_code == 403
    client = sign_in(county_officer)
    seen = {"version": client.get(url).context["version"]}
    client.post(url, WRITTEN | seen | {"overview": "", "results": "", "frozen": "{}"})
    report.refresh_from_db()
    texts = dict(report.narratives.values_list("chapter", "text"))
    assert texts == WRITTEN | {"overview": "", "results": ""}
    assert report.frozen["title"] == report.title


def test_two_officials_who_write_at_once_lose_no_word(county_officer, county_second, sign_in):
    report = built(report_of(by=county_officer))
    url = reverse("reports:narrative", args=[report.pk])
    first, second = sign_in(county_officer), sign_in(county_second)
    seen = {"version": second.get(url).context["version"]}
    first.post(url, WRITTEN | {"version": first.get(url).context["version"], "overview": "", "results": ""})
    answer = second.post(url, WRITTEN | seen | {"practice": "另一段。", "overview": "", "results": ""})
    assert answer.status_code == 409
    assert report.narratives.get(chapter="practice").text == WRITTEN["practice"]


def test_files_open_for_readers_only(county_officer, xianju_officer, clerk, sign_in):
    report = built(report_of(by=county_officer))
    address = url("reports.pdf", report.pk, report.pdf.name)
    answers = [_status(sign_in(person), address) for person in (county_officer, xianju_officer, clerk)]
    assert answers == [200, 404, 404]


def test_a_figure_opens_the_rows_it_counts(county_officer, enterprise, other_enterprise, sign_in):
    BrandHolderFactory(enterprise=enterprise, first_valid_on=date(2026, 8, 1))
    BrandHolderFactory(enterprise=other_enterprise, first_valid_on=date(2026, 8, 1))
    client = sign_in(county_officer)
    page = client.get(reverse("reports:figures"), {"region": "330113", "industry": ""} | PERIOD)
    figure = next(row for row in page.context["figures"] if row["code"] == "BR_ENT")
    rows = client.get(figure["url"])
    assert figure["period"] == "1"
    assert [row.record["title"] for row in rows.context["table"].table.rows] == [enterprise.name]
    assert "清除条件" not in rows.content.decode()


def test_rows_of_another_place_are_refused(xianju_officer, enterprise, sign_in):
    BrandHolderFactory(enterprise=enterprise, first_valid_on=date(2026, 8, 1))
    page = sign_in(xianju_officer).get(reverse("reports:rows", args=["BR_ENT"]), {"region": "330113"} | PERIOD)
    assert page.status_code == 400
    assert enterprise.name not in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_rows_take_the_same_queries(count, county_officer, sign_in, django_assert_num_queries):
    for _ in range(count):
        BrandHolderFactory(first_valid_on=date(2026, 8, 1))
    client = sign_in(county_officer)
    url = reverse("reports:rows", args=["BR_ENT"])
    with django_assert_num_queries(15):
        page = client.get(url, {"region": "330113"} | PERIOD)
    assert len(page.context["table"]) == count


def test_every_counted_kind_has_its_page(county_officer, sign_in):
    client = sign_in(county_officer)
    answers = {
        code: client.get(reverse("reports:rows", args=[code]), {"region": "330113"} | PERIOD).status_code
        for code in SOURCES
    }
    assert answers == dict.fromkeys(SOURCES, 200)


def test_live_figures_stay_within_thirty_queries(county_officer, sign_in, django_assert_max_num_queries):
    client = sign_in(county_officer)
    with django_assert_max_num_queries(30):
        client.get(reverse("reports:figures"))


def _status(client, address) -> int:
    """The answer's status; a file is read to its end, which closes it."""
    response = client.get(address)
    b"".join(response)
    return response.status_code


@pytest.mark.parametrize(("code", "columns"), [("ISS_SOLVED", 4), ("COST_SAVED", 5)])
def test_only_what_is_summed_shows_a_number(code, columns, county_officer, sign_in):
    page = sign_in(county_officer).get(reverse("reports:rows", args=[code]), {"region": "330113"} | PERIOD)
    assert len(page.context["headings"]) == columns
