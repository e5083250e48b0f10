"""转办 and 代办: who has a case in hand, what a stand-in finds, and for whom the trail says they acted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from declarations import actions
from declarations.checklist import mark_rest_met
from declarations.states import DeclarationStatus as S
from desks.worklists import worklist
from pinzibiao.accounts import stand_ins
from pinzibiao.casework import holders, holding
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.models import Holding
from pinzibiao.casework.refusals import NotReady, Refused
from pinzibiao.casework.workflow import Desk
from tests.factories.declarations import declaration_at
from tests.factories.enterprises import ProductFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HELD = "我经办的自我声明"


@pytest.fixture
def case(enterprise, people):
    return declaration_at(S.SUBMITTED, product=ProductFactory(enterprise=enterprise, name="甲"), people=people)


@pytest.fixture
def other(enterprise, people):
    return declaration_at(S.SUBMITTED, product=ProductFactory(enterprise=enterprise, name="乙"), people=people)


def held(user) -> list[str]:
    return [item.label for pile in worklist(user) if pile.title == HELD for item in pile.items]


def go(client, name, case, **data):
    return client.post(reverse(f"declarations:{name}", args=[case.pk]), data)


def test_a_case_is_claimed_handed_over_and_laid_down(case, other, people, sign_in):
    client = sign_in(people.county)
    go(client, "claim", case)
    assert (held(people.county), held(people.county_second)) == ([str(case)], [])
    before = (case.status, case.due_on)
    go(client, "hand_over", case, holder=people.county_second.pk, reason="我去培训")
    assert (held(people.county), held(people.county_second)) == ([], [str(case)])
    go(client, "release", case)
    case.refresh_from_db()
    assert ((case.status, case.due_on), Holding.objects.count()) == (before, 0)
    told = [(event.label, event.data) for event in events_of(case).filter(action__in=("claim", "hand_over", "release"))]
    names = people.county.name, people.county_second.name
    assert told == [
        ("认领", {"from": "", "to": names[0], "reason": ""}),
        (f"转办给{names[1]}", {"from": names[0], "to": names[1], "reason": "我去培训"}),
        ("放回待领", {"from": names[1]}),
    ]


def test_it_goes_to_a_colleague_of_the_same_place_only(case, people, sign_in, xianju_officer, city_officer):
    client = sign_in(people.county)
    for stranger in (xianju_officer, city_officer, people.clerk):
        assert go(client, "hand_over", case, holder=stranger.pk, reason="请办").status_code == 422
    assert Holding.objects.count() == 0


def test_the_same_hands_twice_and_empty_hands_are_told_so(case, people):
    holding.hold(case, Desk.COUNTY, people.county, by=people.county)
    with pytest.raises(Refused, match=f"已由{people.county.name}经办"):
        holding.hold(case, Desk.COUNTY, people.county, by=people.county_second)
    holding.release(case, Desk.COUNTY, by=people.county)
    with pytest.raises(Refused, match="没有经办人"):
        holding.release(case, Desk.COUNTY, by=people.county)


def test_the_list_finds_what_one_has_in_hand(case, other, people, sign_in):
    holding.hold(case, Desk.COUNTY, people.county, by=people.county)
    body = sign_in(people.county).get(reverse("declarations:list"), {"turn": "held"}).content.decode()
    assert (f"{case.number}" in body, f"{other.number}" in body) == (True, False)


def test_the_enterprise_does_not_read_why_a_case_was_handed_over(case, people, sign_in):
    holding.hold(case, Desk.COUNTY, people.county_second, by=people.county, reason="与我有亲属关系")
    seen = [
        "与我有亲属关系" in sign_in(one).get(case.get_absolute_url()).content.decode()
        for one in (people.county, people.clerk)
    ]
    assert seen == [True, False]


@pytest.fixture
def away(people):
    """The county's first officer is away; the second acts."""
    today = timezone.localdate()
    return stand_ins.set_up(people.county, people.county_second, today, today + 5 * DAY, "年休假", by=people.county)


def test_a_stand_in_finds_the_absent_ones_cases_and_the_trail_says_for_whom(case, other, people, away, sign_in):
    holding.hold(case, Desk.COUNTY, people.county, by=people.county)
    assert held(people.county_second) == [str(case)]
    event = actions.take(case, "accept", by=people.county_second)
    assert (event.by_id, event.data["for"]) == (people.county_second.pk, people.county.name)
    body = sign_in(people.county_second).get(case.get_absolute_url()).content.decode()
    assert (f"（代 {people.county.name} 办理）" in body, f"您正在代 {people.county.name} 办理" in body) == (True, True)
    assert "for" not in actions.take(other, "accept", by=people.county_second).data


def test_the_two_person_rule_looks_at_the_real_person(case, people, away):
    actions.take(case, "accept", by=people.county_second)
    holding.hold(case, Desk.COUNTY, people.county, by=people.county)
    mark_rest_met(case, by=people.county_second)
    with pytest.raises(NotReady, match="经办与审核不得为同一人"):
        actions.take(case, "pass_form_review", by=people.county_second)


def test_before_and_after_the_days_nobody_acts_for_anybody(case, people, away):
    holding.hold(case, Desk.COUNTY, people.county, by=people.county)
    assert holders.absent_of(people.county_second) == {people.county.pk: people.county.name}
    stand_ins.end(away, by=people.county)
    assert (holders.absent_of(people.county_second), held(people.county_second)) == ({}, [])
    today = timezone.localdate()
    stand_ins.set_up(people.county, people.county_second, today + DAY, today + DAY, "出差", by=people.county)
    assert holders.absent_of(people.county_second) == {}
