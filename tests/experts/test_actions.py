"""How experts enter and leave the library, and how teams and ties are kept."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from experts import actions
from experts.models import Expert, Interest, TeamMember
from experts.states import EXPERT_WORKFLOW, ExpertStatus
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.models import DatedSetting
from pinzibiao.casework.refusals import NotReady, Refused, WrongDesk, WrongStatus
from pinzibiao.lib.sealing import PEOPLE
from tests.cast import person
from tests.factories.experts import (
    ExpertFactory,
    InterestFactory,
    OrganisationFactory,
    TeamAssignmentFactory,
    TeamFactory,
    TeamMemberFactory,
    expert_at,
)

IDENTITY = "11010519491231002X"
ACTIONS = list(EXPERT_WORKFLOW.actions)


def near_its_end(expert):
    """So that a further term may be given."""
    expert.term_to = timezone.localdate() + timedelta(days=30)
    expert.term_from = expert.term_to - timedelta(days=1000)
    expert.save()
    return expert


@pytest.mark.parametrize("status", ExpertStatus.values)
@pytest.mark.parametrize("action", ACTIONS)
def test_each_action_in_each_status(action, status, province_handler):
    expert = near_its_end(expert_at(status, province=province_handler))
    move = EXPERT_WORKFLOW.find(action, status)
    if move is None:
        with pytest.raises(WrongStatus):
            actions.take(expert, action, by=province_handler, comment="理由")
        assert Expert.objects.get(pk=expert.pk).status == status
    else:
        actions.take(expert, action, by=province_handler, comment="理由")
        assert Expert.objects.get(pk=expert.pk).status == move.target


@pytest.mark.parametrize("action", ACTIONS)
def test_each_action_by_each_person(action, everyone, province_handler):
    source = next(move.source for move in EXPERT_WORKFLOW.moves if move.action == action)
    expert = near_its_end(expert_at(source, province=province_handler))
    able = set()
    for name, who in everyone.items():
        try:
            with transaction.atomic():
                actions.take(expert, action, by=who, comment="理由")
                able.add(name)
                transaction.set_rollback(True)
        except WrongDesk:
            pass
        expert.refresh_from_db()
    assert able == {"province_handler", "province_reviewer", "province_leader"}


def test_listing_begins_the_term(province_handler):
    expert = expert_at(ExpertStatus.LISTED, province=province_handler)
    today = timezone.localdate()
    assert (expert.term_from, expert.term_to) == (today, actions.years_after(today, 3))


def test_the_length_of_a_term_is_a_setting(province_handler):
    DatedSetting.objects.create(key="experts.term_years", valid_from=date(2020, 1, 1), value=5)
    expert = expert_at(ExpertStatus.LISTED, province=province_handler)
    assert expert.term_to == actions.years_after(timezone.localdate(), 5)


def test_a_leap_day_ends_on_the_28th():
    assert actions.years_after(date(2024, 2, 29), 3) == date(2027, 2, 28)


def test_what_is_missing_is_told_all_at_once(province_handler):
    old = timezone.localdate().year - 66
    expert = ExpertFactory(fields=[], birth_year=old, term_from=date(2020, 1, 1), term_to=date(2023, 1, 1))
    with pytest.raises(NotReady) as refusal:
        actions.take(expert, "list", by=province_handler)
    assert refusal.value.problems == [
        "请先在专家资料中勾选至少一个专长领域。",
        "专家已满 66 岁，超过 65 周岁。确需聘用的，请先在专家资料中写明超龄聘用理由。",
        "聘期已于 2023-01-01 届满，请先在专家资料中更新聘期。",
    ]


@pytest.mark.parametrize(("age", "exception", "is_listed"), [(65, "", True), (66, "", False), (70, "无替代人选", True)])
def test_age(age, exception, is_listed, province_handler):
    expert = ExpertFactory(birth_year=timezone.localdate().year - age, age_exception=exception)
    if is_listed:
        actions.take(expert, "list", by=province_handler)
    else:
        with pytest.raises(NotReady):
            actions.take(expert, "list", by=province_handler)
    assert (Expert.objects.get(pk=expert.pk).status == ExpertStatus.LISTED) is is_listed


def test_a_suspended_expert_past_the_term_does_not_return(province_handler):
    expert = expert_at(ExpertStatus.SUSPENDED, province=province_handler)
    Expert.objects.filter(pk=expert.pk).update(term_from=date(2020, 1, 1), term_to=date(2023, 1, 1))
    expert.refresh_from_db()
    with pytest.raises(NotReady, match="聘期已于 2023-01-01 届满"):
        actions.take(expert, "resume", by=province_handler)


def test_a_city_recommends_and_the_province_enters(city_officer, province_handler):
    by_city = actions.recommend(ExpertFactory(), by=city_officer)
    by_province = actions.recommend(ExpertFactory(), by=province_handler)
    assert [event.label for event in events_of(by_city)] == ["推荐"]
    assert [event.label for event in events_of(by_province)] == ["登记"]


def test_interests_are_declared_and_ended_with_their_events(expert_user, enterprise):
    interest = Interest(expert=expert_user.expert, enterprise=enterprise, kind="kin", since=date(2025, 1, 1))
    actions.declare_interest(interest, by=expert_user)
    with pytest.raises(Refused, match="不能早于开始日期"):
        actions.end_interest(interest, by=expert_user, until=date(2024, 12, 31))
    actions.end_interest(interest, by=expert_user, until=date(2026, 1, 31))
    assert Interest.objects.get().until == date(2026, 1, 31)
    assert [event.action for event in events_of(expert_user.expert)] == ["declare_interest", "end_interest"]
    with pytest.raises(Refused, match="已于 2026-01-31 结束"):
        actions.end_interest(interest, by=expert_user, until=date(2026, 2, 1))


def test_a_team_has_one_leader(province_handler):
    team = TeamFactory()
    first = TeamMemberFactory(team=team, part=TeamMember.Part.LEADER)
    second = actions.add_member(team, ExpertFactory(), by=province_handler, part=TeamMember.Part.LEADER)
    first.refresh_from_db()
    assert (first.part, second.part) == ("member", "leader")
    actions.make_leader(first, by=province_handler)
    assert list(team.memberships.filter(part="leader")) == [first]
    with pytest.raises(Refused, match="已在团队中"):
        actions.add_member(team, second.expert, by=province_handler)
    actions.remove_member(second, by=province_handler)
    assert list(team.memberships.all()) == [first]
    assert [event.action for event in events_of(team)] == ["add_member", "make_leader", "remove_member"]


def test_an_assignment_ends_after_it_began(province_handler):
    assignment = TeamAssignmentFactory(since=date(2023, 3, 1))
    with pytest.raises(Refused, match="不能早于派驻开始日期"):
        actions.end_assignment(assignment, by=province_handler, until=date(2023, 2, 28))
    actions.end_assignment(assignment, by=province_handler, until=date(2024, 3, 1))
    assignment.refresh_from_db()
    assert assignment.until == date(2024, 3, 1)


def test_an_account_is_tied_to_one_expert(expert_user, province_handler, clerk):
    fresh = person("t-zj-9", "新专家", "expert")
    expert = ExpertFactory()
    actions.tie_expert(expert, fresh, by=province_handler)
    assert Expert.objects.get(user=fresh) == expert
    for wrong, other in ((fresh, ExpertFactory()), (expert_user, ExpertFactory()), (clerk, ExpertFactory())):
        with pytest.raises(Refused):
            actions.tie_expert(other, wrong, by=province_handler)
    with pytest.raises(Refused, match="已有账号"):
        actions.tie_expert(expert, person("t-zj-10", "又一位", "expert"), by=province_handler)


def test_an_account_is_tied_to_one_organisation(lead_body, lead_organisation, province_handler, clerk):
    other = OrganisationFactory()
    for wrong in (lead_body, clerk):
        with pytest.raises(Refused):
            actions.tie_organisation(other, wrong, by=province_handler)
    fresh = person("t-qt-9", "新牵头", "body")
    actions.tie_organisation(other, fresh, by=province_handler)
    assert other.members.get().user == fresh


def test_who_may_be_sent_out(province_handler):
    from experts.rules import only_available

    today = timezone.localdate()
    good = expert_at(ExpertStatus.LISTED, province=province_handler)
    past = expert_at(ExpertStatus.LISTED, province=province_handler)
    Expert.objects.filter(pk=past.pk).update(term_from=today - timedelta(days=900), term_to=today - timedelta(days=1))
    for status in (ExpertStatus.PENDING, ExpertStatus.SUSPENDED, ExpertStatus.REMOVED):
        expert_at(status, province=province_handler)
    assert list(only_available(Expert.objects.all())) == [good]


def test_an_interest_cannot_end_before_it_began(enterprise):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError, match="interest_days"), transaction.atomic():
        InterestFactory(enterprise=enterprise, since=date(2025, 1, 1), until=date(2024, 1, 1))


def test_a_further_term_follows_the_old_one(province_handler):
    expert = near_its_end(expert_at("listed", province=province_handler))
    end = expert.term_to
    actions.take(expert, "renew", by=province_handler)
    assert (expert.term_from, expert.term_to) == (end, actions.years_after(end, 3))
    with pytest.raises(NotReady, match="届满前 90 天起才能续聘"):
        actions.take(expert, "renew", by=province_handler)


def test_a_term_that_is_over_begins_today(province_handler):
    expert = expert_at("listed", province=province_handler)
    Expert.objects.filter(pk=expert.pk).update(term_from=date(2020, 1, 1), term_to=date(2023, 1, 1))
    expert.refresh_from_db()
    actions.take(expert, "renew", by=province_handler)
    assert expert.term_from == timezone.localdate()


def test_the_identity_number_is_shown_with_a_trail(province_handler):
    expert = expert_at("listed", province=province_handler)
    with pytest.raises(Refused, match="没有登记身份证号"):
        actions.show_identity(expert, by=province_handler, reason="核对聘书")
    expert.identity_sealed = PEOPLE.seal(IDENTITY)
    assert actions.show_identity(expert, by=province_handler, reason="核对聘书") == IDENTITY
    event = events_of(expert).last()
    assert (event.label, event.comment, event.by_id) == ("查看身份证号", "核对聘书", province_handler.pk)
    assert IDENTITY not in str(event.data)
