"""Postgres gone: a plain Chinese page that says what to do, probes that tell the truth, and work again afterwards."""

import json
from urllib.parse import urlsplit

import pytest

from tests.live import wait_until
from tests.resilience.pipe import Pipe
from tests.resilience.visitor import Visitor


@pytest.fixture
def wire(live):
    """The web server's only way to its database."""
    parts = urlsplit(live.env["DATABASE_URL"])
    pipe = Pipe((parts.hostname, parts.port))
    credentials = parts.netloc.rpartition("@")[0]
    live.env["DATABASE_URL"] = parts._replace(netloc=f"{credentials}@127.0.0.1:{pipe.port}").geturl()
    yield pipe
    pipe.cut()


def test_without_database(live, wire, county_officer):
    live.start("web")
    officer = Visitor(live.url)
    assert officer.sign_in(county_officer).location == "/"
    assert (officer.get("/").status, probe(live.url)) == (200, (200, "ok"))

    wire.cut()
    for path in ("/", "/enterprises/", "/accounts/login/"):
        answer = officer.get(path)
        assert (answer.status, answer.retry_after) == (503, "30")
        assert "系统暂时不可用" in answer.text
        assert "过一分钟返回上一页再试" in answer.text
        assert "Traceback" not in answer.text
    assert probe(live.url) == (503, "down")
    assert officer.get("/health/live").status == 200

    wire.mend()
    wait_until(lambda: probe(live.url) == (200, "ok"), what="for the database")
    assert officer.get("/").status == 200


def probe(url: str) -> tuple[int, str]:
    answer = Visitor(url).get("/health/ready")
    return answer.status, json.loads(answer.text)["database"]
