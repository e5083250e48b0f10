"""每日待办汇总: one letter a working day with what waits on a person, to whoever wants it and has something.

What waits is known above; that room registers how it is asked. The letter is a message that is only mailed, so that
it goes out once, waits for a server that is away and follows the person's own choice like any other.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from pinzibiao.accounts.models import User
from pinzibiao.casework.calendar import is_working_day

from .kinds import KINDS
from .models import DIGEST, MailChoice, Message

log = logging.getLogger(__name__)
KEPT_FOR = timedelta(days=30)
LETTER = """{name}，您好：

截至 {now}，以下事项等您办理。

{blocks}

全部待办：{site}/

本邮件由系统发送，请勿回复。不需要每日汇总的，登录平台后在「我的账号」的「邮件提醒设置」中关闭。
"""


@dataclass(frozen=True)
class Line:
    text: str
    url: str


@dataclass(frozen=True)
class Block:
    """One kind of work: how many, the eldest of them, and where all of them stand."""

    title: str
    count: int
    lines: list[Line]
    url: str


class SomeFailed(Exception):
    """Some letters met an unforeseen error; the rest is written. Raised so that the job is tried again."""


_sources: list[Callable[[User], list[Block]]] = []


def register(source: Callable[[User], list[Block]]) -> None:
    """``source(user)`` tells what waits on a person; the room that knows all desks registers."""
    _sources[:] = [source]


def write(on: date, progress: Callable[[int, str], None]) -> int:
    """The letters of ``on`` that are not there yet; gives how many. Nobody is written to on a day off."""
    if not settings.MAIL_IS_ON or not is_working_day(on):
        return 0
    people = list(_waiting(on))
    written = failed = 0
    for number, user in enumerate(people, start=1):
        try:
            written += _write_to(user, on)
        except Exception:
            failed += 1
            log.exception("digest for user %s failed", user.pk)
        progress(number * 100 // len(people), f"已处理 {number}/{len(people)}")
    if failed:
        raise SomeFailed(f"{failed} of {len(people)}")
    return written


def remove_old(on: date) -> None:
    Message.objects.filter(kind=DIGEST, created_at__date__lt=on - KEPT_FOR).delete()


def _waiting(on: date) -> QuerySet[User]:
    """Who is here, has an address, has not said no and has no letter of this day."""
    refused = MailChoice.objects.filter(user=OuterRef("pk"), kind=DIGEST, is_wanted=False)
    written = Message.objects.filter(to=OuterRef("pk"), key=_key(on))
    rows = User.objects.filter(is_active=True, role__kind__in=KINDS[DIGEST].audience).exclude(email="")
    return rows.exclude(Exists(refused)).exclude(Exists(written)).select_related("role__region").order_by("pk")


def _write_to(user: User, on: date) -> bool:
    blocks = [block for source in _sources for block in source(user)]
    if not blocks:
        return False
    counts = "，".join(f"{block.title} {block.count} 件" for block in blocks)
    row = Message(
        to=user,
        kind=DIGEST,
        title=f"{on.month}月{on.day}日待办：{counts}"[:200],
        url="/",
        key=_key(on),
        letter=_letter(user, blocks),
        read_at=timezone.now(),
        mail=Message.Mail.WAITING,
    )
    Message.objects.bulk_create([row], ignore_conflicts=True)
    return True


def _key(on: date) -> str:
    return f"digest:{on}"


def _letter(user: User, blocks: list[Block]) -> str:
    now = timezone.localtime()
    return LETTER.format(
        name=user.name,
        now=f"{now.year}年{now.month}月{now.day}日 {now:%H:%M}",
        blocks="\n\n".join(map(_block, blocks)),
        site=_site(),
    )


def _block(block: Block) -> str:
    lines = [f"【{block.title}】{block.count} 件"]
    lines += [f"· {line.text}\n  {_site()}{line.url}" for line in block.lines]
    if block.count > len(block.lines):
        lines.append(f"· 还有 {block.count - len(block.lines)} 件：{_site()}{block.url}")
    return "\n".join(lines)


def _site() -> str:
    return settings.SITE_URL.rstrip("/")
