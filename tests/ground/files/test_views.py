"""One way in, one way out."""

import json
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pinzibiao.files import access, actions
from pinzibiao.files.models import StagedUpload, StoredFile
from tests.factories.files import EXE, PDF, StoredFileFactory, picture, upload

STAGE = "/files/stage/"


@pytest.fixture
def doors(monkeypatch):
    """Two doors of the test's own: one shows a file to its owner, one shows it to everybody."""
    monkeypatch.setattr(access, "_doors", {})
    access.register("tests.paper", lambda user, pk: StoredFile.objects.filter(owner_id=user.pk, pk=pk).first())
    access.register("tests.notice", lambda user, pk: StoredFile.objects.filter(pk=pk).first(), public=True)


def status(client, url, **kwargs) -> int:
    """The status alone; the file is read to its end, which closes it."""
    response = client.get(url, **kwargs)
    b"".join(response)
    return response.status_code


def sent(client, file, **fields):
    fields = {"size": file.size} | fields
    return client.post(STAGE, {"file": file, **fields})


class TestStage:
    def test_a_whole_file_is_kept_and_described(self, clerk, sign_in):
        response = sent(sign_in(clerk), upload(name="检测报告.pdf"))
        kept = StagedUpload.objects.get()
        assert response.status_code == 201
        assert response.json() == {
            "id": str(kept.pk),
            "name": "检测报告.pdf",
            "size": len(PDF),
            "sha256": kept.sha256,
            "checksum": kept.sha256[:12],
            "content_type": "application/pdf",
            "url": f"/files/staged/{kept.pk}/",
        }
        assert kept.owner_id == clerk.pk

    @pytest.mark.parametrize("size", [len(PDF) + 1, "", "viele"])
    def test_a_cut_off_file_is_never_taken_for_whole(self, clerk, sign_in, size):
        response = sent(sign_in(clerk), upload(), size=size)
        assert response.status_code == 422
        assert "没有传完整" in response.json()["error"]
        assert StagedUpload.objects.count() == 0

    def test_a_body_that_breaks_off_is_never_taken_for_whole(self, clerk, sign_in):
        body = (
            b'--x\r\nContent-Disposition: form-data; name="size"\r\n\r\n45\r\n'
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
            b"Content-Type: application/pdf\r\n\r\n" + PDF[:20]
        )
        response = sign_in(clerk).post(STAGE, body, content_type="multipart/form-data; boundary=x")
        assert response.status_code == 422
        assert response.json()["error"].endswith("请重新上传。") or "重新上传" in response.json()["error"]
        assert StagedUpload.objects.count() == 0

    def test_a_program_named_pdf(self, clerk, sign_in):
        response = sent(sign_in(clerk), SimpleUploadedFile("报告.pdf", EXE, "application/pdf"))
        assert response.status_code == 422
        assert response.json()["error"].startswith("「报告.pdf」不是真正的 PDF 文件，内容是 Windows 程序，不能上传。")

    def test_sixty_megabytes(self, clerk, sign_in, settings):
        settings.MAX_UPLOAD_BYTES = 50 * 1024 * 1024
        photo = SimpleUploadedFile("现场.jpg", b"\xff\xd8\xff" + bytes(60 * 1024 * 1024), "image/jpeg")
        response = sent(sign_in(clerk), photo)
        assert response.status_code == 422
        assert response.json() == {
            "error": "「现场.jpg」有 60.0\xa0MB，超过单个文件 50.0\xa0MB 的上限，请压缩或拆分后再上传。"
        }

    def test_the_form_narrows_the_kinds_and_cannot_widen_them(self, clerk, sign_in):
        assert sent(sign_in(clerk), upload(), groups="image").status_code == 422
        assert sent(sign_in(clerk), upload(), groups="program").status_code == 201

    def test_only_for_people_signed_in_by_post_with_a_token(self, clerk):
        assert Client().post(STAGE).status_code == 302
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(clerk)
        assert strict.post(STAGE, {"file": upload(), "size": len(PDF)}).status_code == 403
        assert strict.get(STAGE).status_code == 405


def test_a_waiting_upload_is_seen_by_its_owner_alone(clerk, other_clerk, sign_in):
    staged = actions.stage_upload(upload(), clerk)
    url = reverse("files:staged", args=[staged.pk])
    assert b"".join(sign_in(clerk).get(url)) == PDF
    assert status(sign_in(other_clerk), url) == 404
    assert status(Client(), url) == 302


class TestServe:
    def test_a_document_is_downloaded_under_its_chinese_name(self, doors, clerk, sign_in):
        stored = StoredFileFactory(by=clerk, content=PDF, name="累计成效报告.pdf")
        response = sign_in(clerk).get(access.url("tests.paper", stored.pk, stored.name))
        assert b"".join(response) == PDF
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('累计成效报告.pdf')}"
        assert response["Content-Length"] == str(len(PDF))
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
        assert response["Cache-Control"] == "private, no-cache"
        assert response["ETag"] == f'"{stored.sha256}"'

    def test_a_picture_is_shown_in_a_sandbox(self, doors, clerk, sign_in):
        stored = actions.store_upload(upload(picture(), "现场.jpg"), clerk)
        response = sign_in(clerk).get(access.url("tests.paper", stored.pk, stored.name))
        assert b"".join(response)[:3] == b"\xff\xd8\xff"
        assert response["Content-Disposition"].startswith("inline")
        assert "sandbox" in response["Content-Security-Policy"]

    def test_unchanged_is_said_only_to_those_who_may_see(self, doors, clerk, other_clerk, sign_in):
        stored = StoredFileFactory(by=clerk)
        url, known = access.url("tests.paper", stored.pk, stored.name), {"If-None-Match": f'"{stored.sha256}"'}
        assert status(sign_in(clerk), url, headers=known) == 304
        assert status(sign_in(other_clerk), url, headers=known) == 404

    def test_who_is_outside_the_scope_finds_nothing(self, doors, clerk, other_clerk, nobody, sign_in):
        stored = StoredFileFactory(by=clerk)
        url = access.url("tests.paper", stored.pk, stored.name)
        assert [status(sign_in(person), url) for person in (other_clerk, nobody)] == [404, 404]
        assert status(sign_in(clerk), url) == 200

    def test_a_kind_without_a_door_does_not_exist(self, doors, clerk, sign_in):
        stored = StoredFileFactory(by=clerk)
        assert status(sign_in(clerk), access.url("tests.unknown", stored.pk, stored.name)) == 404

    def test_who_is_not_signed_in_is_sent_to_the_sign_in_page(self, doors, clerk):
        stored = StoredFileFactory(by=clerk)
        for kind in ("tests.paper", "tests.unknown"):
            url = access.url(kind, stored.pk, stored.name)
            response = Client().get(url)
            assert response.status_code == 302
            assert response["Location"].startswith(reverse("account_login"))

    def test_a_public_door_opens_for_everybody(self, doors, clerk):
        stored = StoredFileFactory(by=clerk)
        assert status(Client(), access.url("tests.notice", stored.pk, stored.name)) == 200
        assert status(Client(), access.url("tests.notice", stored.pk + 1, "x.pdf")) == 404

    def test_a_door_may_be_named_by_its_path(self, clerk, sign_in, monkeypatch):
        monkeypatch.setattr(access, "_doors", {})
        access.register("tests.path", f"{__name__}.nothing")
        monkeypatch.setattr("pinzibiao.files.access.import_string", lambda path: nothing)
        assert status(sign_in(clerk), access.url("tests.path", 1, "x.pdf")) == 404


def nothing(user, pk):
    return None


def test_the_answer_to_a_refusal_is_json_even_for_a_strange_body(clerk, sign_in):
    response = sign_in(clerk).post(STAGE, json.dumps({}), content_type="application/json")
    assert response.status_code == 422
    assert response.json() == {"error": "文件没有传完整，请检查网络后重新上传。"}
