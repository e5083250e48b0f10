"""The calendar, its feed, and the letter of a visit."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.visits import offer_visit, plan_visit
from visits.feeds import open_feed
from visits.letters import write_letter
from visits.models import CalendarFeed, HelpVisit
from visits.months import month_after, weeks_of

CALENDAR, SETTINGS = reverse("visits:calendar"), reverse("visits:feed_settings")


@pytest.fixture
def planned(enterprise, expert_user, county_officer):
    def on(day, **fields):
        return plan_visit(enterprise, [expert_user.expert], county=county_officer, planned_on=day, **fields)

    return on


def shown(page):
    return {day.on: [visit.pk for visit in day.visits] for week in page.context["weeks"] for day in week if day.visits}


def test_a_month_is_whole_weeks_with_the_visits_of_each_day(planned, county_officer, sign_in):
    first, second = planned(date(2026, 3, 2)), planned(date(2026, 4, 1))
    planned(date(2026, 5, 20))
    page = sign_in(county_officer).get(CALENDAR, {"month": "2026-03-15"})
    weeks = page.context["weeks"]
    assert (weeks[0][0].on, weeks[-1][-1].on) == (date(2026, 2, 23), date(2026, 4, 5))
    assert shown(page) == {date(2026, 3, 2): [first.pk], date(2026, 4, 1): [second.pk]}
    assert [day.is_inside for day in weeks[-1]] == [True, True, False, False, False, False, False]
    assert (page.context["before"], page.context["after"]) == (date(2026, 2, 1), date(2026, 4, 1))


def test_a_week_shows_its_seven_days(planned, county_officer, sign_in):
    visit = planned(date(2026, 3, 8))
    page = sign_in(county_officer).get(CALENDAR, {"week": "2026-03-04"})
    assert [day.on for day in page.context["weeks"][0]] == [date(2026, 3, n) for n in range(2, 9)]
    assert shown(page) == {date(2026, 3, 8): [visit.pk]}


def test_a_full_day_leads_to_the_list(planned, county_officer, sign_in):
    for _ in range(6):
        planned(date(2026, 3, 2))
    client = sign_in(county_officer)
    day = client.get(CALENDAR, {"month": "2026-03-01"}).context["weeks"][1][0]
    assert (len(day.visits), day.more) == (4, 2)
    assert len(client.get(day.list_url).context["table"]) == 6


@pytest.mark.parametrize("query", ["month=2026-13-01", "month=x", "week=0001-01-01", "month=9999-12-31"])
def test_a_wrong_day_is_told(query, county_officer, sign_in):
    assert sign_in(county_officer).get(f"{CALENDAR}?{query}").status_code == 400


@pytest.mark.parametrize(
    ("months", "expected"), [(-3, date(2025, 12, 1)), (0, date(2026, 3, 1)), (10, date(2027, 1, 1))]
)
def test_months_are_counted_over_the_year(months, expected):
    assert month_after(date(2026, 3, 31), months) == expected


@pytest.mark.parametrize("count", [1, 3])
def test_many_visits_ask_as_often_as_one(count, planned, django_assert_num_queries):
    visits = [planned(date(2026, 3, 2)) for _ in range(count)]
    with django_assert_num_queries(2):
        weeks = weeks_of(HelpVisit.objects.all(), date(2026, 3, 1), date(2026, 3, 31))
        assert [one.enterprise.name for one in weeks[1][0].visits] == [visits[0].enterprise.name] * count


def test_the_feed_is_read_by_the_address_alone_and_names_nobody(
    planned, other_enterprise, second_expert_user, xianju_officer, expert_user, sign_in
):
    visit = planned(timezone.localdate(), regulators="监管甲")
    offer_visit(other_enterprise, [second_expert_user.expert], county=xianju_officer)
    page = sign_in(expert_user).post(SETTINGS, {"open": "1"})
    path = "/visits/" + page.context["address"].partition("/visits/")[2]
    answer = sign_in(None).get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == 1
    assert f"SUMMARY:{visit.enterprise.name}（待上门）" in text
    assert not any(word in text for word in ("监管甲", expert_user.expert.name, other_enterprise.name))
    secret = path.rpartition("/")[2].removesuffix(".ics")
    assert secret not in CalendarFeed.objects.get().digest


def test_a_revoked_or_renewed_address_is_worth_nothing(expert_user, sign_in):
    client, anybody = sign_in(expert_user), sign_in(None)
    first = reverse("visits:feed", args=[open_feed(expert_user)])
    second = reverse("visits:feed", args=[open_feed(expert_user)])
    assert [anybody.get(path).status_code for path in (first, second)] == [404, 200]
    client.post(SETTINGS, {"revoke": "1"})
    assert anybody.get(second).status_code == 404
    assert CalendarFeed.objects.count() == 0


def test_an_account_out_of_use_has_no_feed(expert_user, sign_in):
    path = reverse("visits:feed", args=[open_feed(expert_user)])
    expert_user.is_active = False
    expert_user.save()
    assert sign_in(None).get(path).status_code == 404


def test_the_letter_is_a_pdf_once_the_experts_have_accepted(
    enterprise, expert_user, county_officer, clerk, sign_in, planned
):
    visit = planned(date(2026, 3, 2))
    assert write_letter(visit).startswith(b"%PDF-")
    client = sign_in(clerk)
    answer = client.get(reverse("visits:letter", args=[visit.pk]))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    waiting = offer_visit(enterprise, [expert_user.expert], county=county_officer)
    assert client.get(reverse("visits:letter", args=[waiting.pk])).status_code == 403
