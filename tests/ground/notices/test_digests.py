"""The daily letter: once, on working days, to whoever wants it and has something waiting."""

from datetime import date

import pytest
import time_machine
from django.core import mail

from pinzibiao.accounts.models import Role
from pinzibiao.jobs.models import Job
from pinzibiao.notices import actions, digests, kinds, mailing, tasks
from pinzibiao.notices.digests import Block, Line
from pinzibiao.notices.models import DIGEST, Message
from pinzibiao.notices.selectors import messages_of
from tests.declarations.test_race import at_once

THURSDAY, FRIDAY, SATURDAY = date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 28)
WORK = Block(
    "自我声明", 9, [Line("ZM-1（待受理，甲公司，办理期限 2026-11-20，已逾期）", "/declarations/1/")], "/declarations/"
)


@pytest.fixture
def waiting(monkeypatch, settings, kind):
    """``waiting[username]``: what waits on that person."""
    settings.MAIL_IS_ON, settings.SITE_URL = True, "https://pzb.example.gov.cn/"
    kinds.declare(DIGEST, "每日待办汇总", *Role.REGULATORS)
    found = {}
    monkeypatch.setattr(digests, "_sources", [lambda user: found.get(user.username, [])])
    return found


@pytest.fixture
def reader(county_officer, waiting):
    county_officer.email = "wang@example.gov.cn"
    county_officer.save()
    waiting[county_officer.username] = [WORK]
    return county_officer


def written(day: date) -> int:
    return digests.write(day, lambda percent, words: None)


@pytest.mark.django_db
def test_one_letter_a_day_with_each_item_and_its_link(reader):
    assert (written(THURSDAY), written(THURSDAY), mailing.send_waiting(), mailing.send_waiting()) == (1, 0, 1, 0)
    letter = mail.outbox[0]
    assert (letter.subject, letter.to) == ("11月26日待办：自我声明 9 件", ["wang@example.gov.cn"])
    wanted = (
        reader.name,
        WORK.lines[0].text,
        "https://pzb.example.gov.cn/declarations/1/",
        "还有 8 件：https://pzb.example.gov.cn/declarations/",
        "邮件提醒设置",
    )
    assert [word for word in wanted if word not in letter.body] == []
    assert written(FRIDAY) == 1


@pytest.mark.django_db
def test_it_is_mailed_only_and_rings_no_bell(reader):
    written(THURSDAY)
    assert (Message.objects.count(), messages_of(reader).count()) == (1, 0)
    assert Message.objects.filter(read_at=None).count() == 0


@pytest.mark.django_db
def test_nobody_is_written_to_without_work_address_wish_or_server(reader, county_second, waiting, settings):
    waiting[county_second.username] = [WORK]
    waiting[reader.username] = []
    assert written(THURSDAY) == 0
    waiting[reader.username] = [WORK]
    actions.choose_mail(reader, {"tests.kind"})
    assert written(THURSDAY) == 0
    actions.choose_mail(reader, {DIGEST})
    assert written(SATURDAY) == 0
    settings.MAIL_IS_ON = False
    assert written(THURSDAY) == 0
    settings.MAIL_IS_ON = True
    reader.is_active = False
    reader.save()
    assert (written(THURSDAY), Message.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_who_is_no_longer_of_an_audience_gets_none(reader, waiting, auditor):
    auditor.email = "audit@example.gov.cn"
    auditor.save()
    waiting[auditor.username] = [WORK]
    written(THURSDAY)
    assert [message.to for message in Message.objects.all()] == [reader]


@pytest.mark.django_db
def test_a_letter_that_fails_stops_no_other(reader, city_officer, waiting, monkeypatch):
    city_officer.email = "city@example.gov.cn"
    city_officer.save()

    def ask(user):
        if user == reader:
            raise ZeroDivisionError
        return [WORK]

    monkeypatch.setattr(digests, "_sources", [ask])
    with pytest.raises(digests.SomeFailed, match="1 of 2"):
        written(THURSDAY)
    monkeypatch.setattr(digests, "_sources", [lambda user: [WORK]])
    assert (written(THURSDAY), Message.objects.count()) == (1, 2)


@pytest.mark.django_db
def test_after_an_outage_today_is_told_and_what_is_old_goes(reader):
    for day in (date(2026, 10, 8), THURSDAY):
        with time_machine.travel(day, tick=False):
            written(day)
            Message.objects.filter(key=f"digest:{day}").update(created_at=f"{day}T07:00:00+08:00")
    actions.tell([reader], "tests.kind", "一件事", "/", "k")
    with time_machine.travel(FRIDAY, tick=False):
        result = tasks.write_digests(Job(params={"due": "2026-11-26T07:00:00+08:00"}), lambda percent, words: None)
    assert result == {"label": "每日待办汇总 1 封"}
    assert set(Message.objects.values_list("key", flat=True)) == {"k", f"digest:{THURSDAY}", f"digest:{FRIDAY}"}


def test_two_workers_write_one(committed_db, reader):
    at_once(*(lambda: written(THURSDAY) for _ in range(2)))
    assert Message.objects.count() == 1
