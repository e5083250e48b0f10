"""代办 with dates: who may stand in for whom, when, and who sees it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pinzibiao.accounts import stand_ins
from pinzibiao.accounts.models import StandIn
from pinzibiao.casework.refusals import Refused
from tests.cast import LINPING, person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = timezone.localdate


def set_up(absent, stand_in, first=0, last=5):
    return stand_ins.set_up(absent, stand_in, TODAY() + first * DAY, TODAY() + last * DAY, "年休假", by=absent)


def test_only_a_colleague_of_the_same_kind_and_place(county_officer, xianju_officer, city_officer, clerk):
    for stranger in (xianju_officer, city_officer, clerk, county_officer):
        with pytest.raises(Refused, match="同一单位"):
            set_up(county_officer, stranger)


def test_no_chains_and_no_two_at_once(county_officer, county_second):
    third = person("third", "丙", "county", LINPING)
    set_up(county_officer, county_second)
    for absent, stand_in, words in (
        (county_officer, third, "已有代办人"),
        (third, county_officer, "也不在岗"),
        (county_second, third, "正代别人办理"),
    ):
        with pytest.raises(Refused, match=words):
            set_up(absent, stand_in, 5, 9)
    set_up(county_second, third, 6, 9)


def test_not_in_the_past_and_not_backwards(county_officer, county_second):
    for first, last in ((-5, -1), (3, 2)):
        with pytest.raises(Refused, match="结束日期不能早于"):
            set_up(county_officer, county_second, first, last)


def test_an_ended_one_is_ended_once(county_officer, county_second):
    row = set_up(county_officer, county_second)
    stand_ins.end(row, by=county_second)
    with pytest.raises(Refused, match="已经结束"):
        stand_ins.end(row, by=county_second)


def test_who_has_left_the_office_stands_in_no_more(county_officer, county_second):
    set_up(county_officer, county_second)
    county_officer.role.region_id = "331024"
    county_officer.role.save()
    assert stand_ins.absent_of(county_second) == {}


def test_both_sides_and_the_administrator_see_it(
    county_officer, county_second, county_leader, administrator, auditor, sign_in
):
    set_up(county_officer, county_second)
    people = (county_officer, county_second, administrator, auditor, county_leader)
    seen = ["年休假" in sign_in(one).get(reverse("accounts:stand_ins")).content.decode() for one in people]
    assert seen == [True, True, True, True, False]


def test_it_is_set_up_and_ended_on_the_pages(county_officer, county_second, sign_in):
    client = sign_in(county_officer)
    days = {"from_on": TODAY(), "to_on": TODAY() + DAY, "reason": "开会"}
    client.post(reverse("accounts:stand_in_create"), {"stand_in": county_second.pk} | days)
    row = StandIn.objects.get()
    assert (row.absent, row.stand_in, row.by) == (county_officer, county_second, county_officer)
    client.post(reverse("accounts:stand_in_end", args=[row.pk]))
    assert "已提前结束" in client.get(reverse("accounts:stand_ins")).content.decode()


def test_the_administrator_names_both(administrator, county_officer, county_second, xianju_officer, sign_in):
    client = sign_in(administrator)
    days = {"from_on": TODAY(), "to_on": TODAY() + DAY, "reason": "病假"}
    url = reverse("accounts:stand_in_create")
    wrong = client.post(url, {"absent": county_officer.pk, "stand_in": xianju_officer.pk} | days)
    assert (wrong.status_code, StandIn.objects.count()) == (422, 0)
    client.post(url, {"absent": county_officer.pk, "stand_in": county_second.pk} | days)
    assert StandIn.objects.get().by == administrator
