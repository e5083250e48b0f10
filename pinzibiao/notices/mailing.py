"""Messages by mail. A server that is away loses nothing: what waits is tried again; a message is locked while sent."""

import smtplib

from django.conf import settings
from django.core import mail
from django.db import transaction

from .models import Message

# What concerns one letter; anything else is the server's trouble, and then all letters wait.
REFUSALS = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError, ValueError)
MOST_TRIES = 5
# So many a run: the next one is ten minutes away.
BATCH = 500
BODY = """{title}

查看：{site}{url}

本邮件由系统发送，请勿回复。不需要邮件提醒的，登录平台后在「我的消息」的「邮件提醒设置」中关闭。
"""


class ServerAway(Exception):
    """The mail server does not answer; raised so that the job is tried again."""


def send_waiting() -> int:
    """Send what waits, eldest first; gives how many were sent. Raises ``ServerAway``."""
    if not Message.objects.filter(mail=Message.Mail.WAITING).exists():
        return 0
    try:
        with mail.get_connection() as connection:
            return _send_all(connection)
    except (OSError, smtplib.SMTPException) as error:
        raise ServerAway(f"{type(error).__name__}: {error}") from error


def _send_all(connection) -> int:
    sent = after = 0
    for _ in range(BATCH):
        message = _send_next(connection, after)
        if message is None:
            break
        after = message.pk
        sent += message.mail == Message.Mail.SENT
    return sent


@transaction.atomic
def _send_next(connection, after: int) -> Message | None:
    waiting = Message.objects.filter(mail=Message.Mail.WAITING, pk__gt=after).select_related("to").order_by("pk")
    message = waiting.select_for_update(of=("self",), skip_locked=True).first()
    if message is None:
        return None
    try:
        _letter(message, connection).send()
        message.mail = Message.Mail.SENT
    except REFUSALS:
        message.mail_tries += 1
        if message.mail_tries >= MOST_TRIES:
            message.mail = Message.Mail.REFUSED
    message.save(update_fields=["mail", "mail_tries"])
    return message


def _letter(message: Message, connection) -> mail.EmailMessage:
    site, url = settings.SITE_URL.rstrip("/"), message.get_absolute_url()
    body = message.letter or BODY.format(title=message.title, site=site, url=url)
    return mail.EmailMessage(message.title, body, to=[message.to.email], connection=connection)
