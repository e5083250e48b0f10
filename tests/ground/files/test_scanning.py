"""The virus scan, against a daemon that speaks ClamAV's INSTREAM over a real socket."""

import socketserver
import struct
import threading

import pytest
from django.urls import reverse

from pinzibiao.files import actions
from pinzibiao.files.models import StagedUpload, StoredFile
from pinzibiao.files.rules import Refused
from tests.factories.files import PDF, picture, upload

pytestmark = pytest.mark.django_db
EICAR = PDF + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


class Daemon(socketserver.BaseRequestHandler):
    """Reads the stream as clamd does, and finds the one virus that everybody knows."""

    def handle(self):
        command = self._exactly(len(b"zINSTREAM\0"))
        content = b""
        while size := struct.unpack("!L", self._exactly(4))[0]:
            content += self._exactly(size)
        self.server.seen.append((command, content))
        found = b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if b"EICAR" in content else b"stream: OK\0"
        self.request.sendall(self.server.answer or found)

    def _exactly(self, count: int) -> bytes:
        found = b""
        while len(found) < count:
            found += self.request.recv(count - len(found))
        return found


@pytest.fixture(params=["tcp", "unix"])
def clamd(request, settings, tmp_path):
    if request.param == "tcp":
        server = socketserver.TCPServer(("127.0.0.1", 0), Daemon)
        settings.CLAMAV = f"tcp://127.0.0.1:{server.server_address[1]}"
    else:
        server = socketserver.UnixStreamServer(str(tmp_path / "clamd.ctl"), Daemon)
        settings.CLAMAV = f"unix://{tmp_path}/clamd.ctl"
    server.seen, server.answer = [], b""
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_clean_file_is_taken_and_was_shown_whole(clamd, clerk):
    content = PDF + bytes(200_000) + b"%%EOF\n"
    stored = actions.store_upload(upload(content), clerk)
    with stored.open() as kept:
        assert kept.read() == content
    assert clamd.seen == [(b"zINSTREAM\0", content)]


def test_an_infected_file_is_refused_by_its_name(clamd, clerk):
    with pytest.raises(Refused, match=r"「合同.pdf」含有病毒（Win.Test.EICAR_HDB-1），没有保存"):
        actions.store_upload(upload(EICAR, "合同.pdf"), clerk)
    assert StoredFile.objects.count() == 0


def test_a_picture_is_examined_as_it_was_sent(clamd, clerk):
    sent = picture() + b"EICAR"
    with pytest.raises(Refused, match="含有病毒"):
        actions.stage_upload(upload(sent, "现场.jpg", "image/jpeg"), clerk)
    assert clamd.seen[0][1] == sent


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"\0"])
def test_a_daemon_that_cannot_say_takes_nothing(clamd, clerk, answer):
    clamd.answer = answer
    with pytest.raises(Refused, match="病毒检查暂时不可用，请稍后再试"):
        actions.store_upload(upload(), clerk)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "unix:///nowhere/clamd.ctl", "clamd"])
def test_without_an_answer_the_page_says_try_again(settings, clerk, sign_in, address):
    settings.CLAMAV = address
    response = sign_in(clerk).post(reverse("files:stage"), {"file": upload(name="报告.pdf"), "size": len(PDF)})
    assert response.status_code == 422
    assert response.json()["error"].startswith("「报告.pdf」没有保存：病毒检查暂时不可用，请稍后再试")
    assert StagedUpload.objects.count() == 0


def test_without_a_setting_nobody_is_asked(settings, clerk):
    settings.CLAMAV = ""
    assert actions.store_upload(upload(EICAR), clerk).size == len(EICAR)
