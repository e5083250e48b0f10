"""Who hears of what; and what they are reminded of, once, also after an outage."""

from datetime import timedelta

import pytest
from django.utils import timezone

from declarations import actions
from declarations.models import Authorisation, Declaration
from declarations.notifications import WORDS
from declarations.reminders import planned
from declarations.states import WORKFLOW
from declarations.states import DeclarationStatus as S
from desks.worklists import worklist
from pinzibiao.casework.calendar import working_days_before, working_days_between
from pinzibiao.casework.models import DatedSetting
from pinzibiao.casework.refusals import NotReady
from pinzibiao.notices.actions import plan, send_due
from pinzibiao.notices.models import Message, Reminder
from tests.factories.declarations import declaration_at, nearly_over, renewal_of, step
from tests.factories.enterprises import ProductFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = timezone.localdate


@pytest.fixture
def at(enterprise, people):
    return lambda status: declaration_at(
        status, product=ProductFactory(enterprise=enterprise, name="甲"), people=people
    )


def heard(user) -> list[str]:
    return list(Message.objects.filter(to=user).order_by("pk").values_list("title", flat=True))


def night(on) -> None:
    """What the night plans and the next minutes send."""
    plan(planned(on))
    send_due(on)


def test_words_are_said_of_acts_of_the_table_only():
    assert set(WORDS) <= set(WORKFLOW.actions)


def test_a_submission_is_told_to_the_county_and_to_nobody_else(at, people, xianju_officer, other_clerk):
    case = at(S.SUBMITTED)
    words = [f"{case.enterprise.name}提交了「甲」的自我声明，请在 {case.due_on} 前受理。"]
    assert (heard(people.county), heard(people.county_second)) == (words, words)
    assert set(Message.objects.values_list("to", flat=True)) == {people.county.pk, people.county_second.pk}


def test_an_act_that_comes_to_nothing_tells_nothing(at, people):
    case = at(S.FORM_REVIEW)
    with pytest.raises(NotReady):
        actions.take(case, "return_for_correction", by=people.county, comment="改", data={"items": []})
    assert heard(people.clerk) == []


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (S.CORRECTION, "「甲」的自我声明被退回补正，请在 {due} 前改好并重新提交。"),
        (S.DECLINED, "「甲」的自我声明不予受理，理由见办理记录。"),
        (S.FAILED, "「甲」的自我声明未通过资料评价，理由见办理记录。"),
        (S.AUTHORISED, "「甲」已获授权使用品字标，授权编号 {number}。"),
        (S.SUSPENDED, "「甲」的授权已暂停，请在 {due} 前提交整改情况；期间不得使用品字标。"),
        (S.REVOKED, "「甲」的授权已撤销，请停止使用品字标。理由见办理记录。"),
    ],
)
def test_the_enterprise_hears_what_became_of_its_case(status, words, at, people, other_clerk):
    case = at(status)
    number = case.authorisation.number if hasattr(case, "authorisation") else ""
    for reader in (people.clerk, people.signatory):
        assert heard(reader)[-1] == words.format(due=case.due_on, number=number)
    assert heard(other_clerk) == []


def test_a_mending_report_is_told_to_the_province(at, people):
    case = at(S.SUSPENDED)
    step(case, "report_mended", people)
    assert heard(people.province) == [f"{case.enterprise.name}提交了「甲」的整改情况，请核查。"]


# Reminders


def test_a_correction_is_reminded_of_five_working_days_and_one_before(at, people):
    case = at(S.CORRECTION)
    first, last = (working_days_before(case.due_on, count) for count in (5, 1))
    assert [working_days_between(day, case.due_on) for day in (first, last)] == [5, 1]
    before = len(heard(people.clerk))
    for day in (first - DAY, first, first, last, last + DAY):
        night(day)
    assert heard(people.clerk)[before:] == [f"「甲」请在 {case.due_on} 前重新提交，逾期将按规定处理。"] * 2


def test_who_has_corrected_is_not_reminded(at, people):
    case = at(S.CORRECTION)
    first = working_days_before(case.due_on, 5)
    plan(planned(first))
    step(case, "resubmit", people)
    before = len(heard(people.clerk))
    send_due(first)
    assert (len(heard(people.clerk)), Reminder.objects.filter(settled_at=None, due_on__lte=first).count()) == (
        before,
        0,
    )


def test_the_end_is_reminded_of_ninety_days_and_thirty_before(at, people):
    case = nearly_over(at(S.AUTHORISED), 100)
    ends, before = case.authorisation.valid_to, len(heard(people.clerk))
    for days in (91, 90, 89, 30, 30, 29):
        night(ends - timedelta(days=days))
    said = [text for text in heard(people.clerk)[before:] if "到期" in text]
    assert said == [f"「甲」的授权 {case.authorisation.number} 将于 {ends} 到期，需要继续使用的请申请续展。"] * 2


def test_an_outage_over_both_days_ends_in_one_reminder(at, people):
    case = nearly_over(at(S.AUTHORISED), 100)
    ends = case.authorisation.valid_to
    night(ends - timedelta(days=90) - DAY)
    night(ends - timedelta(days=20))
    assert len([text for text in heard(people.clerk) if "到期" in text]) == 1


def test_a_renewal_with_the_offices_needs_no_reminder(at, people):
    case = nearly_over(at(S.AUTHORISED))
    renewal_of(case, people, S.SUBMITTED)
    night(Authorisation.objects.get(declaration=case).valid_to - timedelta(days=30))
    assert [text for text in heard(people.clerk) if "到期" in text] == []


def test_the_yearly_self_check_is_asked_reminded_and_overdue(at, people):
    case = at(S.AUTHORISED)
    due = case.due_on
    assert due == case.authorisation.valid_from.replace(year=case.authorisation.valid_from.year + 1)
    for days in (61, 60, 15, 0, -1):
        night(due - timedelta(days=days))
    asked = f"「甲」请在 {due} 前办理年度自查。"
    late = f"{case.enterprise.name}「甲」的年度自查已逾期（期限 {due}）。"
    assert [text for text in heard(people.clerk) if "年度自查" in text] == [asked, asked, late]
    assert [text for text in heard(people.county) if "年度自查" in text] == [late]


def test_the_office_may_change_the_days(at, people):
    DatedSetting.objects.create(key="declarations.self_check_reminders", valid_from="2020-01-01", value=[10])
    case = at(S.AUTHORISED)
    night(case.due_on - timedelta(days=60))
    assert [text for text in heard(people.clerk) if "年度自查" in text] == []


def test_a_self_check_answers_this_years_and_the_next_is_a_year_later(at, people):
    case = at(S.AUTHORISED)
    first = case.due_on
    step(case, "self_check", people)
    assert case.due_on == first
    Declaration.objects.filter(pk=case.pk).update(due_on=TODAY() + timedelta(days=20))
    Authorisation.objects.filter(declaration=case).update(
        valid_from=(TODAY() + timedelta(days=20)).replace(year=TODAY().year - 1), valid_to=TODAY() + timedelta(days=900)
    )
    case = Declaration.objects.get(pk=case.pk)
    assert [(item.kind, item.due) for pile in worklist(people.clerk) for item in pile.items] == [
        ("已授权", case.due_on)
    ]
    step(case, "self_check", people)
    assert case.due_on > TODAY() + timedelta(days=380)
    assert worklist(people.clerk) == []
