"""Told once, however often it is said; reminders are caught up, and looked at anew on their day."""

from datetime import date, timedelta

import pytest

from pinzibiao.notices import actions
from pinzibiao.notices.models import Message, Reminder
from tests.declarations.test_race import at_once

DAY = date(2026, 6, 1)


def reminder(subject: int = 7, due: date = DAY, **more) -> Reminder:
    fields = {"kind": "tests.kind", "key": f"k{subject}", "about_on": due, "until_on": due + timedelta(days=5)}
    return Reminder(subject_id=subject, due_on=due, **(fields | more))


def titles(user) -> list[str]:
    return list(Message.objects.filter(to=user).order_by("pk").values_list("title", flat=True))


@pytest.mark.django_db
def test_the_same_occasion_is_told_once_to_each(county_officer, county_second):
    for _ in range(2):
        actions.tell([county_officer, county_second], "tests.kind", "一件事", "/", "once")
    actions.tell([county_officer], "tests.kind", "又一件", "/", "again")
    assert (titles(county_officer), titles(county_second)) == (["一件事", "又一件"], ["一件事"])


@pytest.mark.django_db
def test_whoever_has_left_is_told_nothing(county_officer):
    county_officer.is_active = False
    actions.tell([county_officer], "tests.kind", "一件事", "/", "k")
    assert titles(county_officer) == []


@pytest.mark.django_db
def test_a_reminder_waits_for_its_day_and_is_sent_once(county_officer, notice):
    actions.plan([reminder()])
    actions.plan([reminder()])
    assert (actions.send_due(DAY - timedelta(days=1)), titles(county_officer)) == (0, [])
    assert (actions.send_due(DAY), actions.send_due(DAY)) == (1, 0)
    assert titles(county_officer) == ["七号事项快到期了"]


@pytest.mark.django_db
def test_what_an_outage_kept_back_is_sent_after_it_unless_it_is_stale(county_officer, notice):
    actions.plan([reminder(key="early", until_on=DAY + timedelta(days=1)), reminder(key="late")])
    assert actions.send_due(DAY + timedelta(days=4)) == 2
    assert Message.objects.get(to=county_officer).key == "late"


@pytest.mark.django_db
def test_what_is_no_longer_so_is_not_said(county_officer, notice):
    actions.plan([reminder(8), reminder(9, kind="tests.unknown")])
    assert (actions.send_due(DAY), titles(county_officer)) == (2, [])
    assert not Reminder.objects.filter(settled_at=None).exists()


def test_two_workers_at_once_do_not_double(committed_db, county_officer, notice):
    actions.plan([reminder(key=f"k{n}") for n in range(8)])
    answers = at_once(*(lambda: actions.send_due(DAY) for _ in range(2)))
    assert (sum(answers), Message.objects.count()) == (8, 8)


@pytest.mark.django_db
def test_a_person_marks_only_their_own_read(county_officer, county_second):
    actions.tell([county_officer, county_second], "tests.kind", "一件事", "/", "k")
    foreign = Message.objects.get(to=county_second)
    assert (actions.mark_read(county_officer, foreign.pk), actions.mark_read(county_officer)) == (0, 1)
    foreign.refresh_from_db()
    assert foreign.read_at is None
