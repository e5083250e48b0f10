"""Pages for everybody: no network takes them away from the others."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from declarations.models import Objection
from declarations.selectors import open_notice_of
from declarations.states import DeclarationStatus as S
from pinzibiao.lib import throttle
from tests.factories.declarations import declaration_at
from tests.factories.enterprises import ProductFactory

from .test_public import objection, text

pytestmark = pytest.mark.django_db
ELSEWHERE = "10.9.8.7"


@pytest.fixture
def anonymous() -> Client:
    return Client()


def a_file():
    return {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")}


def test_certificates_are_verified_only_so_often(anonymous):
    address = reverse("public:verify")
    answers = [anonymous.post(address, a_file()) for _ in range(throttle.VERIFICATIONS_A_MINUTE + 1)]
    assert [one.status_code for one in answers[:-1]] == [answers[0].status_code] * throttle.VERIFICATIONS_A_MINUTE
    assert answers[0].status_code in {200, 422}
    refused = answers[-1]
    assert (refused.status_code, refused["Retry-After"]) == (429, "12")
    assert "等 12 秒后刷新本页" in text(refused)
    assert anonymous.get(address).status_code == 200
    assert anonymous.post(address, a_file(), REMOTE_ADDR=ELSEWHERE).status_code == answers[0].status_code


def test_a_receipt_is_looked_up_only_so_often(anonymous):
    address, guess = reverse("public:objection_lookup"), {"receipt": "YY-1-1-0123456789", "contact": "13700000000"}
    answers = [anonymous.post(address, guess).status_code for _ in range(throttle.FORMS_A_MINUTE + 1)]
    assert answers == [422] * throttle.FORMS_A_MINUTE + [429]


def test_accounts_are_asked_for_only_so_often(anonymous):
    address = reverse("enterprises:account_request_new")
    answers = [anonymous.post(address, {}).status_code for _ in range(throttle.FORMS_A_MINUTE + 1)]
    assert answers == [422] * throttle.FORMS_A_MINUTE + [429]


def test_objections_and_look_ups_share_one_bucket(enterprise, people, anonymous):
    case = declaration_at(S.IN_NOTICE, product=ProductFactory(enterprise=enterprise), people=people)
    address = reverse("public:objection", args=[open_notice_of(case).pk])
    for _ in range(throttle.FORMS_A_MINUTE):
        anonymous.post(reverse("public:objection_lookup"), {})
    assert (anonymous.post(address, objection()).status_code, Objection.objects.count()) == (429, 0)
    assert anonymous.post(address, objection(), REMOTE_ADDR=ELSEWHERE).status_code == 200


def test_a_network_behind_the_proxy_is_told_by_what_the_proxy_says(anonymous, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    address, spoofed = reverse("public:verify"), ["192.0.2.1", "192.0.2.2"]
    last = [
        anonymous.post(address, a_file(), headers={"X-Forwarded-For": f"{spoofed[turn % 2]}, 198.51.100.1"})
        for turn in range(throttle.VERIFICATIONS_A_MINUTE + 1)
    ][-1]
    other = anonymous.post(address, a_file(), headers={"X-Forwarded-For": "192.0.2.1, 198.51.100.2"})
    assert (last.status_code, other.status_code == 429) == (429, False)


def test_pages_are_read_often_but_not_without_end(anonymous):
    pages = [reverse("public:notice_list"), reverse("public:authorisation", args=["nothing"])]
    for _ in range(throttle.PAGES_A_MINUTE):
        throttle.PAGES.wait("127.0.0.1")
    answers = [anonymous.get(page) for page in (*pages, reverse("public:qr", args=["nothing"]))]
    assert [one.status_code for one in answers] == [429] * 3
    assert all("Retry-After" in one for one in answers)
    assert anonymous.get(pages[0], REMOTE_ADDR=ELSEWHERE).status_code == 200
