"""Staging, claiming and storing."""

import hashlib
import json
import re
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.utils import timezone

from pinzibiao.files import actions, kinds
from pinzibiao.files.actions import Refused
from pinzibiao.files.models import StagedUpload, StoredFile
from tests.factories.files import PDF, StoredFileFactory, picture, upload

SHA = hashlib.sha256(PDF).hexdigest()


def listed(*uploads, **changes) -> str:
    return json.dumps(
        [{"id": str(one.pk), "size": one.size, "sha256": one.sha256, "name": one.name} | changes for one in uploads]
    )


def lies_in_store(store) -> list[str]:
    return sorted(str(path.relative_to(store)) for path in store.rglob("*") if path.is_file())


def test_a_staged_upload_knows_its_content(clerk, store):
    staged = actions.stage_upload(upload(name="检测 报告.PDF"), clerk, declared_size=len(PDF))
    assert (staged.name, staged.size, staged.sha256) == ("检测 报告.pdf", len(PDF), SHA)
    assert (staged.content_type, staged.owner_id, staged.checksum) == ("application/pdf", clerk.pk, SHA[:12])
    assert lies_in_store(store) == [f"{SHA[:2]}/{SHA[2:4]}/{SHA}"]


def test_a_claim_makes_files_in_the_order_of_the_form(clerk):
    first, second = (actions.stage_upload(upload(PDF + end, f"{end.decode()}.pdf"), clerk) for end in (b"1", b"2"))
    files = actions.claim(listed(second, first), clerk, county_code="330113")
    assert [file.name for file in files] == ["2.pdf", "1.pdf"]
    assert {(file.owner_id, file.owner_name, file.county_code) for file in files} == {(clerk.pk, str(clerk), "330113")}
    with files[0].open() as body:
        assert body.read() == PDF + b"2"


def test_the_same_form_sent_twice_gets_the_same_files(clerk):
    staged = actions.stage_upload(upload(), clerk)
    assert actions.claim(listed(staged), clerk) == actions.claim(listed(staged), clerk)
    assert StoredFile.objects.count() == 1


def test_nothing_claimed_is_nothing(clerk):
    assert actions.claim("", clerk) == []
    assert actions.claim("[]", clerk) == []


def test_cleaned_rows_can_be_claimed_as_they_are(clerk):
    staged = actions.stage_upload(upload(), clerk)
    assert [file.sha256 for file in actions.claim([staged], clerk)] == [SHA]


@pytest.mark.parametrize("change", [{"size": len(PDF) - 1}, {"sha256": "0" * 64}])
def test_a_manifest_that_differs_from_what_arrived_is_refused(clerk, change):
    staged = actions.stage_upload(upload(), clerk)
    with pytest.raises(Refused, match=re.escape("「检测报告.pdf」与服务器收到的不一致，请删除后重新上传。")):
        actions.claim(listed(staged, **change), clerk)
    assert StoredFile.objects.count() == 0


def test_another_persons_upload_cannot_be_claimed(clerk, other_clerk):
    staged = actions.stage_upload(upload(), other_clerk)
    with pytest.raises(Refused, match=re.escape("「检测报告.pdf」已过期或不是您上传的")):
        actions.claim(listed(staged), clerk)
    with pytest.raises(Refused, match="已过期或不是您上传的"):
        actions.claim([staged], clerk)


def test_an_expired_upload_cannot_be_claimed(clerk):
    staged = actions.stage_upload(upload(), clerk)
    StagedUpload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Refused, match="已过期"):
        actions.claim(listed(staged), clerk)


@pytest.mark.parametrize(
    "manifest", ["{", "[1]", '[{"id": "x", "size": 1, "sha256": ""}]', "null", '{"a": 1}', '[{"size": 1}]']
)
def test_a_manifest_that_is_none_is_refused_with_a_sentence(clerk, manifest):
    with pytest.raises(Refused, match="附件清单无法识别，请刷新页面后重新上传。"):
        actions.claim(manifest, clerk)


def test_the_same_content_lies_once_and_two_rows_point_at_it(clerk, other_clerk, store):
    mine = actions.store_upload(upload(name="甲.pdf"), clerk)
    theirs = actions.store_upload(upload(name="乙.pdf"), other_clerk)
    assert (mine.path, mine.name, theirs.name) == (theirs.path, "甲.pdf", "乙.pdf")
    assert len(lies_in_store(store)) == 1


def test_a_short_file_left_by_a_crash_is_written_again(clerk):
    first = actions.store_upload(upload(), clerk)
    with open(default_storage.path(first.path), "wb") as body:
        body.write(PDF[:5])
    second = actions.store_upload(upload(), clerk)
    with second.open() as body:
        assert body.read() == PDF


def test_a_photo_is_stored_as_it_was_written_anew(clerk):
    sent = picture((4000, 3000))
    stored = actions.store_upload(upload(sent, "现场.jpg", "image/jpeg"), clerk)
    with stored.open() as body:
        kept = body.read()
    assert (stored.size, stored.sha256) == (len(kept), hashlib.sha256(kept).hexdigest())
    assert kept != sent
    assert stored.is_image


def test_a_png_called_jpg_gets_its_true_extension(clerk):
    assert actions.store_upload(upload(picture(kind="PNG"), "图.jpg"), clerk).name == "图.png"


def test_what_is_refused_leaves_nothing_behind(clerk, store):
    with pytest.raises(Refused, match=re.escape("「图.jpg」已损坏或不完整，请重新拍摄或导出后再上传。")):
        actions.stage_upload(upload(picture()[:100], "图.jpg"), clerk)
    with pytest.raises(Refused, match="没有传完整"):
        actions.stage_upload(upload(), clerk, declared_size=len(PDF) + 1)
    assert lies_in_store(store) == []
    assert StagedUpload.objects.count() == 0


def test_waiting_uploads_of_one_person_are_bounded(clerk, other_clerk, monkeypatch):
    monkeypatch.setattr(actions, "MAX_WAITING", 2)
    first = actions.stage_upload(upload(), clerk)
    actions.stage_upload(upload(), clerk)
    with pytest.raises(Refused, match="待提交的文件太多"):
        actions.stage_upload(upload(), clerk)
    actions.stage_upload(upload(), other_clerk)
    actions.claim(listed(first), clerk)
    actions.stage_upload(upload(), clerk)


def test_what_the_portal_made_is_stored_with_its_type(db):
    report = actions.store_content(PDF, "累计成效报告.pdf")
    data = actions.store_content(b"{}", "数据.json", content_type="application/json")
    assert (report.content_type, report.owner_id) == ("application/pdf", None)
    assert (data.content_type, data.name) == ("application/json", "数据.json")


def test_a_stored_file_cannot_be_changed(db):
    stored = StoredFileFactory()
    stored.name = "改名.pdf"
    with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
        stored.save()
    stored.refresh_from_db()
    assert stored.name != "改名.pdf"


class TestCleaning:
    def expire(self, *uploads):
        StagedUpload.objects.filter(pk__in=[one.pk for one in uploads]).update(
            expires_at=timezone.now() - timedelta(minutes=1)
        )

    def test_expired_uploads_and_their_bytes_go(self, clerk, store):
        old = actions.stage_upload(upload(PDF + b"old"), clerk)
        fresh = actions.stage_upload(upload(PDF + b"new"), clerk)
        self.expire(old)
        assert actions.remove_expired() == 1
        assert list(StagedUpload.objects.all()) == [fresh]
        assert lies_in_store(store) == [fresh.path]

    def test_bytes_that_became_a_file_stay(self, clerk):
        staged = actions.stage_upload(upload(), clerk)
        (stored,) = actions.claim(listed(staged), clerk)
        self.expire(staged)
        assert actions.remove_expired() == 1
        with stored.open() as body:
            assert body.read() == PDF

    def test_bytes_of_another_persons_waiting_upload_stay(self, clerk, other_clerk):
        mine, theirs = (actions.stage_upload(upload(), person) for person in (clerk, other_clerk))
        self.expire(mine)
        assert actions.remove_expired() == 1
        with theirs.open() as body:
            assert body.read() == PDF


def test_groups_of_the_form_are_kept(clerk):
    with pytest.raises(Refused, match="这里只能上传：照片"):
        actions.stage_upload(upload(), clerk, groups=(kinds.IMAGE,))
