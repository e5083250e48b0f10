"""Scans of the QR code: counted by day, of nobody, beside the page from memory."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from declarations import scans
from declarations.models import Scan
from declarations.states import DeclarationStatus as S
from pinzibiao.lib import public_cache
from tests.declarations.test_race import at_once
from tests.factories.declarations import declaration_at
from tests.factories.enterprises import ProductFactory

from .test_public import text


@pytest.fixture
def row(db, enterprise, people):
    return declaration_at(S.AUTHORISED, product=ProductFactory(enterprise=enterprise), people=people).authorisation


def scanned(row, method: str = "get"):
    return getattr(Client(), method)(reverse("public:scan", args=[row.token]))


def counts() -> list[int]:
    return list(Scan.objects.values_list("count", flat=True))


def test_a_scan_is_counted_and_leads_to_the_page(row, nobody_has_asked_yet, monkeypatch):
    monkeypatch.setattr(public_cache, "SECONDS", 60)
    for _ in range(3):
        answer = scanned(row)
        assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (
            302,
            row.get_absolute_url(),
            "no-store",
        )
        assert Client().get(answer["Location"])["Cache-Control"] == "public, max-age=60"
    assert (counts(), Session.objects.count()) == ([3], 0)


def test_a_look_at_the_page_or_a_preview_of_the_link_is_no_scan(row):
    assert Client().get(row.get_absolute_url()).status_code == 200
    assert scanned(row, "head").status_code == 302
    assert scanned(row, "post").status_code == 405
    assert Client().get(reverse("public:scan", args=["nonsense"])).status_code == 404
    assert counts() == []


def test_a_day_is_a_row_and_holds_a_number_alone(row):
    scans.count(row)
    with time_machine.travel(timezone.now() - timedelta(days=30), tick=False):
        scans.count(row)
    with time_machine.travel(timezone.now() - timedelta(days=29), tick=False):
        scans.count(row)
    assert scans.scans_of(row) == (3, 2)
    assert {field.name for field in Scan._meta.concrete_fields} == {"id", "authorisation", "day", "count"}


def test_ten_at_once_are_ten(committed_db):
    row = declaration_at(S.AUTHORISED).authorisation
    at_once(*(lambda: scans.count(row) for _ in range(10)))
    assert counts() == [10]


def test_the_enterprise_and_the_offices_read_the_number(row, people, sign_in):
    case = row.declaration
    for times in (0, 1):
        for person in (people.clerk, people.county, people.province):
            assert f"共 {times} 次，近 30 天 {times} 次" in text(sign_in(person).get(case.get_absolute_url()))
        scans.count(row)
    assert "次，近" not in text(Client().get(row.get_absolute_url()))
