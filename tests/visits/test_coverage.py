"""Who has not been visited, and the round of visits planned over those found."""

import uuid
from datetime import date, timedelta

import pgtrigger
import pytest
from django.urls import reverse
from django.utils import timezone

from pinzibiao.casework.models import DatedSetting
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.visits import offer_visit, visit_at
from visits.models import HelpVisit
from visits.rounds import plan_round
from visits.states import VisitStatus

LIST, ROUND = reverse("visits:unvisited"), reverse("visits:round")
WORDS = {"purpose": "三季度巡诊", "experts": ["张专甲", ""], "per_day": "2", "regulators": "", "team": ""}


@pytest.fixture
def visited(enterprise, expert_user, county_officer, clerk):
    """A visit to the enterprise that was handed in; ``days`` ago."""

    def make(days=0):
        visit = visit_at(
            VisitStatus.TO_CONFIRM, enterprise, expert_user, county=county_officer, member=clerk, titles=["问题"]
        )
        # Only time itself makes a visit that was handed in older.
        with pgtrigger.ignore("visits.HelpVisit:record_final"):
            HelpVisit.objects.filter(pk=visit.pk).update(planned_on=timezone.localdate() - timedelta(days=days))

    return make


def names(client, **query):
    page = client.get(LIST, query)
    return {row.record.name for row in page.context["table"].table.rows}


def test_what_was_handed_in_counts_as_visited(enterprise, visited, county_officer, sign_in):
    other = EnterpriseFactory(name="没人去过有限公司")
    client = sign_in(county_officer)
    assert names(client) == {enterprise.name, other.name}
    visited()
    assert names(client) == {other.name}
    assert names(client, since="ever") == {other.name}


@pytest.mark.parametrize(("days", "since", "is_listed"), [(200, "180", True), (100, "180", False), (400, "365", True)])
def test_the_time_is_chosen(days, since, is_listed, enterprise, visited, county_officer, sign_in):
    visited(days)
    client = sign_in(county_officer)
    assert names(client, since=since) == ({enterprise.name} if is_listed else set())
    assert names(client, since="ever") == set()


def test_a_planned_visit_is_shown_and_can_be_left_out(enterprise, expert_user, county_officer, sign_in):
    day = timezone.localdate() + timedelta(days=3)
    offer_visit(enterprise, [expert_user.expert], county=county_officer, planned_on=day)
    client = sign_in(county_officer)
    row = client.get(LIST).context["table"].table.rows[0].record
    assert (row.visited_on, row.to_visit_on) == (None, day)
    assert names(client, plan="none") == set()


def test_the_list_holds_ones_own_place_only(enterprise, other_enterprise, county_officer, xianju_officer, sign_in):
    assert names(sign_in(county_officer)) == {enterprise.name}
    assert names(sign_in(xianju_officer)) == {other_enterprise.name}


def test_the_export_gives_the_rows_seen(enterprise, county_officer, sign_in):
    response = sign_in(county_officer).get(f"{LIST}?export=csv")
    head, row = b"".join(response).decode("utf-8-sig").splitlines()
    told = dict(zip(head.split(","), row.split(","), strict=True))
    assert (told["企业名称"], told["上次走访"], told["已安排"]) == (enterprise.name, "", "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(count, county_officer, sign_in, django_assert_num_queries):
    EnterpriseFactory.create_batch(count)
    client = sign_in(county_officer)
    client.get(LIST)
    with django_assert_num_queries(9):
        client.get(LIST)


def test_a_round_goes_by_working_days(enterprise, expert_user, county_officer):
    firms = [enterprise, *EnterpriseFactory.create_batch(2)]
    again = {"by": county_officer, "client_id": uuid.uuid4(), "first_on": date(2026, 3, 6), "per_day": 2}
    made = plan_round(firms, [expert_user.expert], purpose="巡诊", **again)
    assert [one.planned_on for one in made] == [date(2026, 3, 6), date(2026, 3, 6), date(2026, 3, 9)]
    assert {(one.mode, one.status) for one in made} == {("round", VisitStatus.OFFERED)}
    assert plan_round(firms, [expert_user.expert], purpose="巡诊", **again) == made
    assert HelpVisit.objects.count() == 3


def test_a_round_is_planned_over_what_the_list_finds(
    enterprise, other_enterprise, expert_user, county_officer, sign_in
):
    wanted = EnterpriseFactory(name="要走访的有限公司")
    client = sign_in(county_officer)
    url = f"{ROUND}?q=要走访的"
    page = client.get(url)
    assert page.context["found"] == [wanted]
    data = WORDS | {"first_on": timezone.localdate().isoformat(), "client_id": str(uuid.uuid4())}
    assert client.post(url, data).url == reverse("visits:list")
    visit = HelpVisit.objects.get()
    assert (visit.enterprise, visit.purpose, visit.experts.get()) == (wanted, "三季度巡诊", expert_user.expert)
    assert client.get(url).context["found"] == []


def test_a_round_takes_no_more_than_the_rule_allows(expert_user, county_officer, sign_in):
    DatedSetting.objects.create(key="visits.round_most", valid_from=date(2020, 1, 1), value=2)
    EnterpriseFactory.create_batch(3)
    client = sign_in(county_officer)
    page = client.get(ROUND)
    assert (len(page.context["found"]), page.context["is_more"]) == (2, True)
    client.post(ROUND, WORDS | {"first_on": timezone.localdate().isoformat(), "client_id": str(uuid.uuid4())})
    assert HelpVisit.objects.count() == 2


def test_a_wrong_round_plans_nothing(enterprise, expert_user, county_officer, sign_in):
    data = WORDS | {"first_on": "2020-01-01", "per_day": "0", "client_id": str(uuid.uuid4())}
    response = sign_in(county_officer).post(ROUND, data)
    assert set(response.context["form"].errors) == {"first_on", "per_day"}
    assert HelpVisit.objects.count() == 0
