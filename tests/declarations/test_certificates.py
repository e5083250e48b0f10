"""The certificate: made after authorising, signed by the portal's key, and worth nothing once a byte is changed."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from declarations import certificates, signing
from declarations.models import Authorisation
from declarations.papers.certificate import write_certificate
from declarations.signing import Finding
from declarations.states import DeclarationStatus as S
from declarations.tasks import write_certificate as task
from declarations.tasks import write_missing_certificates
from declarations.verifying import verify
from pinzibiao.jobs.models import Job
from pinzibiao.jobs.registry import JobRefused
from tests.declarations.test_race import at_once
from tests.factories.declarations import declaration_at, step
from tests.factories.enterprises import ProductFactory

pytestmark = pytest.mark.django_db
VERIFY = "/public/verify/"


@pytest.fixture
def key(settings, tmp_path):
    """A key of this test's own."""
    settings.SIGNING_TRUSTED = tmp_path
    settings.SIGNING_P12 = tmp_path / "key.p12"
    call_command("make_signing_key", stdout=io.StringIO())
    return settings.SIGNING_P12


@pytest.fixture
def row(enterprise, people, settings) -> Authorisation:
    settings.SITE_URL = "https://pzb.example.gov.cn"
    product = ProductFactory(enterprise=enterprise, name="输液器喆堃")
    return declaration_at(S.AUTHORISED, product=product, people=people).authorisation


def bytes_of(row: Authorisation) -> bytes:
    with certificates.certify(row.pk).certificate.open() as file:
        return file.read()


def sent(pdf: bytes, name: str = "证书.pdf"):
    return Client().post(VERIFY, {"file": SimpleUploadedFile(name, pdf, "application/pdf")})


def test_authorising_asks_for_the_certificate_and_the_worker_makes_it_once(row, key):
    job = Job.objects.get(kind="declarations.write_certificate")
    assert (job.params, job.county_code) == ({"authorisation": row.pk}, row.declaration.county_id)
    for _ in range(2):
        assert task(job, lambda *_: None) == {"url": row.get_absolute_url(), "label": "打开查验页"}
    stored = Authorisation.objects.get(pk=row.pk).certificate
    assert (stored.name, stored.content_type) == (f"{row.number}.pdf", "application/pdf")


def test_the_night_makes_what_is_missing_for_what_is_in_force(row, key, people):
    ended = declaration_at(S.REVOKED, product=ProductFactory(enterprise=row.declaration.enterprise), people=people)
    for made in (1, 0):
        assert write_missing_certificates(Job(), lambda *_: None) == {"label": f"补做授权证书 {made} 件"}
    assert Authorisation.objects.get(pk=row.pk).certificate is not None
    assert Authorisation.objects.get(declaration=ended).certificate is None


def test_two_workers_make_one_certificate(committed_db, key):
    row = declaration_at(S.AUTHORISED).authorisation
    made = at_once(*(lambda: certificates.certify(row.pk) for _ in range(2)))
    assert len({one.certificate_id for one in made}) == 1


def test_without_a_key_the_job_says_what_to_do(row, settings, tmp_path):
    settings.SIGNING_P12 = tmp_path / "none.p12"
    with pytest.raises(JobRefused, match="make_signing_key"):
        task(Job(params={"authorisation": row.pk}), lambda *_: None)
    assert Authorisation.objects.get(pk=row.pk).certificate is None


def test_the_paper_says_what_is_authorised_and_where_to_verify(row, key):
    words = PdfReader(io.BytesIO(bytes_of(row))).pages[0].extract_text().replace("\n", "")
    for wanted in (row.number, row.enterprise_name, row.uscc, "输液器喆堃", row.standard_text, "pzb.example.gov.cn"):
        assert wanted.replace(" ", "") in words.replace(" ", "")


def test_the_signature_covers_every_byte(row, key):
    pdf = bytes_of(row)
    assert signing.examine(pdf) == Finding.INTACT
    for place in range(0, len(pdf), max(1, len(pdf) // 60)):
        changed = bytearray(pdf)
        changed[place] ^= 1
        assert verify(bytes(changed)).finding != Finding.INTACT, place


@pytest.mark.parametrize("tail", [b"\n", b"% more\n", b"\n1 0 obj\n<<>>\nendobj\n"])
def test_what_is_added_behind_is_a_change(tail, row, key):
    assert signing.examine(bytes_of(row) + tail) == Finding.CHANGED


def test_a_certificate_signed_by_somebody_else_is_not_ours(row, key, settings, tmp_path):
    pdf = bytes_of(row)
    settings.SIGNING_TRUSTED = tmp_path / "other"
    settings.SIGNING_P12 = tmp_path / "other" / "key.p12"
    call_command("make_signing_key", stdout=io.StringIO())
    assert verify(pdf).finding == Finding.CHANGED


def test_after_a_new_key_what_the_old_one_signed_stays_good(row, key):
    pdf = bytes_of(row)
    call_command("make_signing_key", replace=True, stdout=io.StringIO())
    assert verify(pdf).finding == Finding.INTACT


def test_our_signature_under_other_words_is_a_change(row, key):
    forged = signing.sign(write_certificate(row, "https://evil.example/", certificates.qr_svg(row)))
    assert (signing.examine(forged), verify(forged).finding) == (Finding.INTACT, Finding.CHANGED)


def test_the_key_is_made_once_and_kept_to_its_owner(key, settings):
    before = key.read_bytes()
    call_command("make_signing_key", stdout=io.StringIO())
    assert (key.read_bytes() == before, oct(key.stat().st_mode)[-3:]) == (True, "600")


def test_a_key_with_a_passphrase(row, settings, tmp_path):
    settings.SIGNING_TRUSTED, settings.SIGNING_P12 = tmp_path, tmp_path / "key.p12"
    settings.SIGNING_PASSPHRASE = "长口令-2026"
    call_command("make_signing_key", stdout=io.StringIO())
    assert signing.examine(bytes_of(row)) == Finding.INTACT
    settings.SIGNING_PASSPHRASE = "wrong"
    with pytest.raises(signing.NoKey, match="打不开"):
        signing.sign(b"%PDF-1.7")


# Pages


def test_everybody_downloads_it_from_the_public_page_while_it_holds(row, key, people):
    pdf = bytes_of(row)
    page = Client().get(row.get_absolute_url()).content.decode()
    address = page.split('verify-certificate"><a class="btn btn-outline-primary" href="')[1].split('"')[0]
    answer = Client().get(address)
    assert b"".join(answer.streaming_content) == pdf
    step(row.declaration, "suspend", people)
    assert Client().get(address).status_code == 404
    assert "下载授权证书" not in Client().get(row.get_absolute_url()).content.decode()


def test_the_page_says_intact_and_how_the_authorisation_stands(row, key, people):
    pdf = bytes_of(row)
    body = sent(pdf).content.decode()
    assert all(word in body for word in ("没有改动", row.number, row.enterprise_name, "有效"))
    step(row.declaration, "revoke", people)
    assert "已撤销" in sent(pdf).content.decode()


def test_the_page_says_changed_and_names_no_authorisation(row, key):
    pdf = bytearray(bytes_of(row))
    pdf[len(pdf) // 3] ^= 1
    body = sent(bytes(pdf)).content.decode()
    assert ("文件已被改动" in body, row.number in body) == (True, False)


@pytest.mark.parametrize(
    ("pdf", "status", "sentence"),
    [
        (b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", 200, "没有数字签名"),
        (b"%PDF-1.7\n" + b"[" * 100_000, 200, "没有数字签名"),
        (b"\x89PNG\r\n", 422, "这不是 PDF 文件"),
        (b"%PDF-" + bytes(2 * 1024 * 1024), 422, "超过 2 MB"),
    ],
)
def test_whatever_is_sent_gets_a_sentence(pdf, status, sentence, key):
    answer = sent(pdf)
    assert (answer.status_code, sentence in answer.content.decode()) == (status, True)


def test_without_a_file_the_page_asks_for_one():
    assert Client().post(VERIFY, {}).status_code == 422
    assert "不保存" in Client().get(reverse("public:verify")).content.decode()
