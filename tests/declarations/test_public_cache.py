"""Public pages from memory: for visitors alone, for a minute, and nothing of one visitor's own."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from declarations.states import DeclarationStatus as S
from pinzibiao.lib import public_cache, throttle
from tests.factories.declarations import declaration_at, step
from tests.factories.enterprises import ProductFactory

from .test_public import text

pytestmark = pytest.mark.django_db
FOR_ALL = "public, max-age=60"


@pytest.fixture(autouse=True)
def a_minute(nobody_has_asked_yet, monkeypatch):
    monkeypatch.setattr(public_cache, "SECONDS", 60)


@pytest.fixture
def anonymous() -> Client:
    return Client()


@pytest.fixture
def authorised(enterprise, people):
    return declaration_at(S.AUTHORISED, product=ProductFactory(enterprise=enterprise, name="输液器甲"), people=people)


def later(seconds: int):
    return time_machine.travel(timezone.now() + timedelta(seconds=seconds), tick=False)


def kept_pages(case) -> list[str]:
    lists = [reverse("public:register"), reverse("public:notice_list")]
    return [*lists, case.authorisation.get_absolute_url(), case.notices.get().get_absolute_url()]


def pages_with_forms(case) -> list[str]:
    objection = reverse("public:objection", args=[case.notices.get().pk])
    return [reverse("public:verify"), reverse("public:objection_lookup"), objection]


def test_the_second_visitor_is_answered_from_memory(authorised, anonymous):
    for address in kept_pages(authorised):
        first = anonymous.get(address)
        with CaptureQueriesContext(connection) as asked:
            second = Client().get(address)
        assert (first["Cache-Control"], second["Cache-Control"]) == (FOR_ALL, FOR_ALL), address
        assert (len(asked), second.content == first.content) == (0, True), address
        assert (dict(first.cookies), dict(second.cookies), Session.objects.count()) == ({}, {}, 0)
        assert first["X-Request-ID"] != second["X-Request-ID"]


def test_a_suspension_shows_within_a_minute(authorised, people, anonymous):
    address = authorised.authorisation.get_absolute_url()
    with later(0):
        before = text(anonymous.get(address))
    with later(1):
        step(authorised, "suspend", people)
    with later(40):
        kept = anonymous.get(address)
    with later(61):
        fresh = anonymous.get(address)
    assert (text(kept) == before, text(fresh) == before, "暂停" in text(fresh)) == (True, False, True)
    assert (int(kept["Age"]) in range(38, 42), fresh.has_header("Age")) == (True, False)


def test_who_is_signed_in_is_answered_anew(authorised, people, anonymous, sign_in):
    address = authorised.authorisation.get_absolute_url()
    anonymous.get(address)
    step(authorised, "suspend", people)
    answer = sign_in(people.city).get(address)
    assert ("暂停" in text(answer), answer["Cache-Control"]) == (True, "no-store")
    assert text(anonymous.get(address)) != text(answer)


def test_each_search_is_a_page_of_its_own(authorised, anonymous):
    address = reverse("public:register")
    assert "输液器甲" in text(anonymous.get(address))
    assert "输液器甲" not in text(anonymous.get(address, {"q": "骨钉"}))
    assert "输液器甲" in text(anonymous.get(address, {"q": "输液器"}))


def test_no_form_that_is_sent_is_kept(authorised, anonymous):
    for address in pages_with_forms(authorised):
        assert anonymous.get(address)["Cache-Control"] == "no-store", address
    assert [a for a in kept_pages(authorised) if b"csrfmiddlewaretoken" in anonymous.get(a).content] == []


def test_what_was_refused_is_not_kept(authorised, anonymous):
    missing = reverse("public:authorisation", args=["nonsense"])
    address = reverse("public:register")
    assert (anonymous.get(missing).status_code, anonymous.get(missing)["Cache-Control"]) == (404, "no-store")
    for _ in range(throttle.PAGES_A_MINUTE):
        throttle.PAGES.wait("127.0.0.1")
    refused = anonymous.get(address)
    assert (refused.status_code, refused["Cache-Control"]) == (429, "no-store")
    assert anonymous.get(address, REMOTE_ADDR="10.9.8.7").status_code == 200
    assert anonymous.get(address).status_code == 200
