"""The frame of every page: headers, error pages, health, the menu."""

import logging
from datetime import date

import pytest
from django.db import InterfaceError, OperationalError
from django.template.loader import render_to_string
from django.test import Client

from pinzibiao.lib import health, navigation, status, tables
from tests.cast import signed_in
from tests.ground.lib import gallery

pytestmark = pytest.mark.urls("tests.ground.lib.gallery")
EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


@pytest.fixture
def calm(county_officer) -> Client:
    """A signed-in client that gets the 500 page instead of the exception."""
    client = signed_in(county_officer)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("address", ["/e/?q=%00", "/e/?%00=1"])
def test_an_address_with_a_nul_is_a_bad_request(calm, address):
    response = calm.get(address)
    assert response.status_code == 400
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/e/", 200),
        ("/nowhere/", 404),
        ("/u/", 403),
        ("/e/?x=1", 400),
        ("/broken/", 500),
        ("/static/css/portal.css", 200),
    ],
)
def test_every_status_carries_the_headers(calm, address, expected):
    response = calm.get(address)
    response.close()
    assert response.status_code == expected
    assert {name: response[name] for name in EXPECTED} == EXPECTED
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert len(response["X-Request-ID"]) == 32


def test_a_signed_in_page_is_not_kept_by_the_browser(calm):
    assert calm.get("/e/")["Cache-Control"] == "no-store"


def test_a_given_request_id_is_kept_and_a_forged_one_is_not(client):
    assert client.get("/health/live", headers={"X-Request-ID": "abc-12345"})["X-Request-ID"] == "abc-12345"
    assert client.get("/health/live", headers={"X-Request-ID": "a\tb;drop"})["X-Request-ID"] != "a\tb;drop"


@pytest.mark.parametrize(
    ("address", "sentences"),
    [
        ("/nowhere/", ["没有找到这个页面", "请从首页或列表重新进入"]),
        ("/broken/", ["系统出现错误", "请返回上一页稍后再试"]),
    ],
)
def test_error_pages_say_what_to_do(calm, address, sentences):
    body = calm.get(address).content.decode()
    for sentence in sentences:
        assert sentence in body
    assert "broken on purpose" not in body


def test_an_expired_form_says_so(county_officer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(county_officer)
    response = client.post("/e/new/", {})
    assert response.status_code == 403
    assert "页面已过期" in response.content.decode()


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_is_gone_is_a_503(calm, monkeypatch, error):
    def gone(request):
        raise error("server closed the connection unexpectedly")

    monkeypatch.setattr(gallery.EnterpriseList, "scope", lambda self, user: gone(None))
    response = calm.get("/e/")
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "系统暂时不可用" in response.content.decode()
    assert "server closed" not in response.content.decode()


def test_error_pages_need_neither_database_nor_request():
    for name in ("400.html", "403.html", "404.html", "500.html", "503.html"):
        assert "</html>" in render_to_string(name)


def test_live(client):
    assert client.get("/health/live").json() == {"status": "ok"}


def test_ready_when_all_answer(client, db):
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "database": "ok", "redis": "ok"})


def test_ready_without_redis_still_works_and_says_so(client, db, settings, caplog):
    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    with caplog.at_level(logging.WARNING):
        response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "database": "ok", "redis": "down"})
    assert "Redis does not answer" in caplog.text


def test_live_reads_no_session(calm, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert calm.get("/health/live").status_code == 200


def test_not_ready_without_a_database(client, db, monkeypatch):
    monkeypatch.setattr(
        health.connection, "get_connection_params", lambda: {"host": "127.0.0.1", "port": 9, "dbname": "none"}
    )
    response = client.get("/health/ready")
    assert (response.status_code, response.json()["database"]) == (503, "down")


def test_a_server_that_never_answers_is_down_within_time(monkeypatch):
    from threading import Event

    stop = Event()
    monkeypatch.setattr(health, "SECONDS", 0.05)
    asked = health._askers.submit(stop.wait)
    assert health._within_time(asked) is False
    stop.set()


def test_menu_marks_where_one_is(rf):
    request = rf.get("/e/7/edit/")
    found = gallery.menu(request)
    assert navigation.current_url(request, found) == "/e/"
    assert navigation.current_url(rf.get("/elsewhere/"), found) == ""
    assert navigation.current_url(rf.get("/"), found) == "/"


def test_menu_and_person_are_on_the_page(calm, monkeypatch):
    monkeypatch.setattr(navigation, "_providers", [gallery.menu])
    body = calm.get("/e/").content.decode()
    assert 'href="/e/" aria-current="page"' in body
    assert "临平区 · 县级监管（经办）" in body
    assert "修改密码" in body


def test_footer_is_the_operators(calm, settings):
    settings.PORTAL_ICP = "浙ICP备00000000号"
    body = calm.get("/e/").content.decode()
    assert "ICP备案号：浙ICP备00000000号" in body
    assert "公安备案号" not in body


@pytest.mark.parametrize("on", [True, False])
def test_demo_data_is_marked(calm, settings, on):
    settings.DEMO = on
    assert ("演示数据：仅供试用" in calm.get("/e/").content.decode()) is on


def test_no_inline_style_script_or_handler(calm):
    body = calm.get("/e/new/").content.decode()
    for refused in (" style=", " onclick=", " onsubmit=", "<style", "javascript:"):
        assert refused not in body


def test_status_is_dot_and_words():
    html = status.status_html(("已销号<", "done"))
    assert html == '<span class="status status-done"><span class="status-dot"></span>已销号&lt;</span>'


def test_tone_comes_from_whoever_knows(monkeypatch):
    monkeypatch.setattr(status, "_providers", [lambda record: None, lambda record: "mine"])
    assert status.tone_of(object()) == "mine"
    monkeypatch.setattr(status, "_providers", [])
    assert status.tone_of(object()) == "waiting"


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "—"), ("", "—"), (0, "0"), (1234567, "1,234,567"), (True, "是"), (["甲", "乙"], "甲、乙"), ("<", "&lt;")],
)
def test_cell_words(value, words):
    assert tables.text_of(value) == words


def test_worklist_says_what_whose_until_when_and_offers_the_button():
    item = {"label": "输液器", "url": "/d/1/", "owner": "某公司", "since": date(2026, 3, 1), "due": date(2026, 3, 8)}
    late = item | {"url": "/d/2/", "is_late": True, "action": "受理"}
    body = render_to_string("_parts/worklist.html", {"items": [item, late]})
    assert '<a href="/d/1/">输液器</a>' in body
    assert '<a class="btn btn-sm btn-primary" href="/d/1/">办理</a>' in body
    assert '<a class="btn btn-sm btn-primary" href="/d/2/">受理</a>' in body
    assert body.count("已逾期") == 1
    assert "2026-03-01" in body


def test_an_empty_worklist_says_what_will_come():
    assert "现在没有等您办理的事项" in render_to_string("_parts/worklist.html", {"items": []})


def test_progress_asks_again_only_while_the_job_runs():
    running = render_to_string(
        "_parts/progress.html", {"percent": 40, "label": "第 4 步", "poll_url": "/jobs/1/progress/"}
    )
    assert 'hx-get="/jobs/1/progress/"' in running
    assert 'value="40"' in running
    assert "hx-get" not in render_to_string("_parts/progress.html", {"percent": 100, "label": "已完成"})
