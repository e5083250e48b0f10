"""Asks a ClamAV daemon about an upload before it is kept (``CLAMAV``; where that is empty, nobody is asked).

Fails closed: where a daemon is named and does not answer, nothing is taken.
"""

import logging
import socket
import struct
from contextlib import contextmanager
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings

from .rules import Refused

CHUNK = 64 * 1024
PATIENCE_SECONDS = 20
ANSWER_BYTES = 4096
CLEAN, FOUND = "stream: OK", " FOUND"
log = logging.getLogger(__name__)


def check_clean(name: str, content: BinaryIO) -> None:
    """Raises ``Refused`` for an infected file, and for any file that could not be examined."""
    if not settings.CLAMAV:
        return
    answer = _answer(content)
    if answer.endswith(FOUND):
        virus = answer.removeprefix("stream: ").removesuffix(FOUND)
        raise Refused(f"「{name}」含有病毒（{virus}），没有保存。请用杀毒软件检查这台电脑，换一份干净的文件再上传。")
    if answer != CLEAN:
        log.error("A file could not be scanned: %s", answer)
        raise Refused(f"「{name}」没有保存：病毒检查暂时不可用，请稍后再试；一直不行的，请联系平台管理员。")


def _answer(content: BinaryIO) -> str:
    """What the daemon says of ``content``, or why it says nothing."""
    try:
        with _line() as line:
            _send(line, content)
            return _read(line)
    except (OSError, ValueError) as broken:
        return f"{type(broken).__name__}: {broken}"


@contextmanager
def _line():
    """Connected to ``tcp://host:3310`` or ``unix:///run/clamav/clamd.ctl``."""
    address = urlsplit(settings.CLAMAV)
    if address.scheme not in ("tcp", "unix"):
        raise ValueError("CLAMAV must begin with tcp:// or unix://")
    is_tcp = address.scheme == "tcp"
    with socket.socket(socket.AF_INET if is_tcp else socket.AF_UNIX) as line:
        line.settimeout(PATIENCE_SECONDS)
        line.connect((address.hostname, address.port or 3310) if is_tcp else address.path)
        yield line


def _send(line: socket.socket, content: BinaryIO) -> None:
    """The command INSTREAM: chunks, each behind its length in four bytes; a chunk of nothing ends it."""
    line.sendall(b"zINSTREAM\0")
    content.seek(0)
    while chunk := content.read(CHUNK):
        line.sendall(struct.pack("!L", len(chunk)) + chunk)
    line.sendall(struct.pack("!L", 0))


def _read(line: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < ANSWER_BYTES and (more := line.recv(ANSWER_BYTES)):
        answer += more
    return answer.rstrip(b"\0").decode(errors="replace").strip()
