"""The receipt of a submission: what it says, who may have it, and what everybody may verify later."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from declarations import receipts, signing
from declarations.selectors import latest_version
from declarations.states import DeclarationStatus as S
from declarations.verifying import verify
from pinzibiao.casework.models import Version
from tests.declarations.test_views import page, text
from tests.factories.declarations import declaration_at, step
from tests.factories.enterprises import ProductFactory

pytestmark = pytest.mark.django_db
NAME = "输液器喆堃珺玥㐀型"


@pytest.fixture
def case(enterprise, people, settings):
    settings.SITE_URL = "https://pzb.example.gov.cn"
    return declaration_at(S.SUBMITTED, product=ProductFactory(enterprise=enterprise, name=NAME), people=people)


def words_of(pdf: bytes) -> str:
    return re.sub(r"\s", "", PdfReader(io.BytesIO(pdf)).pages[0].extract_text())


def public(case, version: Version, code: str | None = None, **query):
    code = version.sha256[: receipts.CODE_LENGTH] if code is None else code
    return Client().get(reverse("public:receipt", args=[case.number, version.number, code]), query)


def test_the_receipt_says_what_was_handed_in_rare_characters_too(case, people, sign_in):
    version = latest_version(case)
    response = page(sign_in(people.clerk), "receipt", case.pk, 1)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    words = words_of(response.content)
    expected = (case.number, case.enterprise.name, case.enterprise.uscc, NAME, "第1版", "企业签署", version.sha256)
    assert [one for one in (*expected, receipts.address_of(case, version)) if one not in words] == []


def test_each_version_has_its_own(case, people, sign_in):
    for action in ("accept", "return_for_correction", "resubmit"):
        step(case, action, people)
    first, second = Version.objects.order_by("number")
    client = sign_in(people.county)
    assert first.sha256 in words_of(page(client, "receipt", case.pk, 1).content)
    assert second.sha256 in words_of(page(client, "receipt", case.pk, 2).content)
    assert page(client, "receipt", case.pk, 3).status_code == 404
    body = page(client, "detail", case.pk).content.decode()
    assert [reverse("declarations:receipt", args=[case.pk, number]) in body for number in (1, 2)] == [True, True]


def test_the_receipt_stays_as_it_was_when_the_register_changes(case, people, sign_in):
    case.product.name = "改名以后"
    case.product.save()
    words = words_of(page(sign_in(people.clerk), "receipt", case.pk, 1).content)
    assert (NAME in words, "改名以后" in words) == (True, False)


def test_everybody_verifies_it_and_reads_nothing_else(case):
    version = latest_version(case)
    body = text(public(case, version))
    assert [one for one in (case.number, "第 1 版", version.sha256, "没有改动") if one not in body] == []
    told = (case.enterprise.name, case.enterprise.uscc, NAME, "企业签署", "钱联系", "13900001234")
    assert [one for one in told if one in body] == []


@pytest.mark.parametrize(("changed", "sentence"), [(False, "校验值一致"), (True, "校验值不一致")])
def test_a_hash_is_compared(case, changed, sentence):
    version = latest_version(case)
    pasted = version.sha256.upper()[:32] + " " + version.sha256[32:]
    body = text(public(case, version, sha256=pasted[:-1] + "x" if changed else pasted))
    assert sentence in body


def test_a_guessed_address_leads_nowhere(case):
    version = latest_version(case)
    for code in ("0" * receipts.CODE_LENGTH, version.sha256[:1], version.sha256):
        assert public(case, version, code).status_code == 404
    assert Client().get(reverse("public:receipt", args=["ZM-000000-2026-0001", 1, "0" * 24])).status_code == 404


def test_content_that_was_tampered_with_is_told(case):
    version = latest_version(case)
    assert receipts.is_intact(version) is True
    version.content["facts"]["product_name"] = "别的产品"
    assert receipts.is_intact(version) is False


def test_a_withdrawn_declaration_can_still_be_verified(case, people):
    step(case, "withdraw", people)
    assert "没有改动" in text(public(case, latest_version(case)))


# The file


@pytest.fixture
def pdf(case, settings, tmp_path) -> bytes:
    """The receipt as it is downloaded, signed by a key of this test's own."""
    settings.SIGNING_TRUSTED, settings.SIGNING_P12 = tmp_path, tmp_path / "key.p12"
    call_command("make_signing_key", stdout=io.StringIO())
    return receipts.receipt_pdf(case, latest_version(case))


def sent(pdf: bytes) -> str:
    file = SimpleUploadedFile("回执.pdf", pdf, "application/pdf")
    return text(Client().post(reverse("public:verify"), {"file": file}))


def test_an_unchanged_file_is_told_with_its_number_and_hash(pdf, case):
    version = latest_version(case)
    verdict = verify(pdf)
    assert (verdict.finding, verdict.receipt, verdict.authorisation) == (signing.Finding.INTACT, (case, version), None)
    body = sent(pdf)
    assert [one for one in ("没有改动", case.number, "第 1 版", version.sha256) if one not in body] == []
    told = (case.enterprise.name, NAME, "企业签署")
    assert [one for one in told if one in body] == []


def test_a_file_of_which_a_byte_was_changed_is_told(pdf, case):
    for place in range(0, len(pdf), max(1, len(pdf) // 25)):
        changed = bytearray(pdf)
        changed[place] ^= 1
        verdict = verify(bytes(changed))
        assert (verdict.finding != signing.Finding.INTACT, verdict.receipt) == (True, None), place
    body = sent(pdf + b"% more")
    assert ("文件已被改动" in body, case.number in body) == (True, False)


def test_another_paper_of_ours_is_no_receipt(pdf, case):
    plain = receipts._paper(case, latest_version(case))
    for reason in (None, "提交回执", f"提交回执 {case.number} 第 9 版", "提交回执 ZM-000000-2026-0001 第 1 版"):
        verdict = verify(signing.sign(plain, reason))
        assert (verdict.finding, verdict.receipt) == (signing.Finding.CHANGED, None), reason


def test_without_a_key_the_receipt_is_a_plain_paper(case, settings, tmp_path):
    settings.SIGNING_P12 = tmp_path / "none.p12"
    plain = receipts.receipt_pdf(case, latest_version(case))
    assert case.number in words_of(plain)
    assert verify(plain).finding == signing.Finding.UNSIGNED


def test_the_page_of_a_receipt_takes_the_file(case):
    body = public(case, latest_version(case)).content.decode()
    assert f'action="{reverse("public:verify")}"' in body
