"""The pledge: shown in full, read to its end, and the text that is signed is the one in force."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from declarations.default_pledge import PLEDGE as TEXT
from declarations.defaults import PLEDGE
from declarations.pledge import pledge_in_force
from declarations.selectors import latest_version
from declarations.states import DeclarationStatus as S
from pinzibiao.casework.models import DatedSetting
from tests.declarations.test_views import answers, page, text
from tests.factories.declarations import DraftFactory, declaration_at, step
from tests.factories.enterprises import ProductFactory

pytestmark = pytest.mark.django_db
TICKS = dict.fromkeys(("confirm_promises_quality", "confirm_promises_credit", "confirm_promises_truth"), "on")


@pytest.fixture
def case(enterprise, people):
    return DraftFactory(product=ProductFactory(enterprise=enterprise), prepared_by=people.clerk)


def put_in_force(day, version="2027 年版") -> None:
    DatedSetting.objects.create(key=PLEDGE, valid_from=day, value=TEXT | {"version": version})


def test_the_signing_page_shows_every_clause(case, people, sign_in):
    body = text(page(sign_in(people.signatory), "move", case.pk, "submit"))
    assert [clause for clause in TEXT["clauses"] if clause not in body] == []
    assert (TEXT["title"] in body, "2026 年版" in body, "承诺书全文完" in body) == (True, True, True)


def test_whoever_has_not_read_it_cannot_submit(case, people, sign_in):
    response = answers(sign_in(people.signatory), case, "submit", **TICKS)
    case.refresh_from_db()
    assert (response.status_code, case.status) == (422, S.DRAFT)
    assert "请把承诺书读到最后" in text(response)


def test_the_version_keeps_the_text_that_was_signed(case, people, sign_in):
    assert answers(sign_in(people.signatory), case, "submit", **TICKS, has_read="on").status_code == 302
    kept = latest_version(case).content["pledge"]
    assert kept == TEXT | {"sha256": pledge_in_force().digest}
    put_in_force(timezone.localdate())
    assert pledge_in_force().digest != kept["sha256"]
    shown = text(page(sign_in(people.county), "version", case.pk, 1))
    assert "品字标自我声明信用承诺书（2026 年版）" in shown


def test_a_text_that_was_replaced_meanwhile_is_not_signed(case, people, sign_in):
    client, address = sign_in(people.signatory), reverse("declarations:move", args=[case.pk, "submit"])
    old = client.get(address).context["form"].pledge.digest
    put_in_force(timezone.localdate())
    refused = client.post(address, TICKS | {"has_read": "on", "pledge": old})
    case.refresh_from_db()
    assert (refused.status_code, case.status) == (422, S.DRAFT)
    assert ("您签署的不是现行文本" in text(refused), "2027 年版" in text(refused)) == (True, True)
    new = refused.context["form"].pledge.digest
    assert client.post(address, TICKS | {"has_read": "on", "pledge": new}).status_code == 302


def test_a_page_that_names_no_text_is_refused(case, people, sign_in):
    address = reverse("declarations:move", args=[case.pk, "submit"])
    refused = sign_in(people.signatory).post(address, TICKS | {"has_read": "on"})
    assert (refused.status_code, "您签署的不是现行文本" in text(refused)) == (422, True)


def test_tomorrows_text_is_not_signed_today(case):
    put_in_force(timezone.localdate() + timedelta(days=1))
    assert pledge_in_force().version == "2026 年版"


def test_a_correction_is_signed_with_the_text_of_its_day(enterprise, people):
    case = declaration_at(S.CORRECTION, product=ProductFactory(enterprise=enterprise), people=people)
    put_in_force(timezone.localdate())
    step(case, "resubmit", people)
    assert latest_version(case).content["pledge"]["version"] == "2027 年版"
