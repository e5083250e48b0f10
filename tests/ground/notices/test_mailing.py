"""Mail beside the message: only where wanted; a server that is away loses nothing and breaks nothing."""

import smtplib

import pytest
from django.core import mail

from pinzibiao.notices import actions, mailing
from pinzibiao.notices.models import Message

pytestmark = pytest.mark.django_db
Mail = Message.Mail


@pytest.fixture(autouse=True)
def mail_on(settings):
    settings.MAIL_IS_ON = True
    settings.SITE_URL = "https://pzb.example.gov.cn/"


@pytest.fixture
def reader(county_officer):
    county_officer.email = "wang@example.gov.cn"
    county_officer.save()
    return county_officer


def told(user, *keys, kind="tests.kind") -> list[Message]:
    for key in keys:
        actions.tell([user], kind, f"事项{key}", "/x/", key)
    return list(Message.objects.filter(to=user).order_by("pk"))


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("mail", flat=True))


def test_a_letter_leads_into_the_portal_and_goes_once(reader):
    (message,) = told(reader, "1")
    assert (mailing.send_waiting(), mailing.send_waiting(), states()) == (1, 0, [Mail.SENT])
    letter = mail.outbox[0]
    assert (letter.subject, letter.to, len(mail.outbox)) == ("事项1", ["wang@example.gov.cn"], 1)
    assert f"https://pzb.example.gov.cn/notices/{message.pk}/" in letter.body


def test_no_mail_without_an_address_a_wish_or_a_server(reader, county_second, settings):
    told(county_second, "1")
    actions.choose_mail(reader, {"tests.other"})
    told(reader, "2")
    told(reader, "3", kind="tests.other")
    settings.MAIL_IS_ON = False
    told(reader, "4", kind="tests.other")
    assert states() == [Mail.NONE, Mail.NONE, Mail.WAITING, Mail.NONE]


def test_a_server_that_is_away_keeps_the_letters_for_later(reader, monkeypatch, settings):
    told(reader, "1", "2")
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1", 9,
    )  # fmt: skip
    with pytest.raises(mailing.ServerAway):
        mailing.send_waiting()
    assert states() == [Mail.WAITING, Mail.WAITING]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert (mailing.send_waiting(), len(mail.outbox)) == (2, 2)


def test_a_server_that_goes_away_midway_has_sent_what_it_sent(reader, monkeypatch):
    told(reader, "1", "2", "3")
    send = mail.EmailMessage.send

    def once(letter):
        if letter.subject == "事项2":
            raise smtplib.SMTPServerDisconnected
        return send(letter)

    monkeypatch.setattr(mail.EmailMessage, "send", once)
    with pytest.raises(mailing.ServerAway):
        mailing.send_waiting()
    assert states() == [Mail.SENT, Mail.WAITING, Mail.WAITING]


def test_a_refused_address_stops_no_other_and_is_given_up(reader, city_officer, monkeypatch):
    city_officer.email = "li@example.gov.cn"
    city_officer.save()
    told(reader, "1")
    told(city_officer, "2")
    send = mail.EmailMessage.send

    def refusing(letter):
        if letter.to == ["wang@example.gov.cn"]:
            raise smtplib.SMTPRecipientsRefused({"wang@example.gov.cn": (550, b"no such user")})
        return send(letter)

    monkeypatch.setattr(mail.EmailMessage, "send", refusing)
    assert [mailing.send_waiting() for _ in range(6)] == [1, 0, 0, 0, 0, 0]
    assert states() == [Mail.REFUSED, Mail.SENT]
