"""``FilesField`` in a form, with and without JavaScript."""

import json

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from pinzibiao.files import actions, kinds
from pinzibiao.files.forms import FilesField, UploadsForm
from pinzibiao.files.models import StagedUpload
from tests.factories.files import EXE, PDF, picture, upload


class VisitForm(UploadsForm, forms.Form):
    title = forms.CharField(required=False)
    photos = FilesField(max_count=2, groups=(kinds.IMAGE,), camera=True, required=False)


class ReportForm(UploadsForm, forms.Form):
    papers = FilesField()


def manifest(*uploads) -> str:
    return json.dumps(
        [{"id": str(one.pk), "size": one.size, "sha256": one.sha256, "name": one.name} for one in uploads]
    )


def staged_photo(by, name="现场.jpg"):
    return actions.stage_upload(upload(picture(), name, "image/jpeg"), by)


def test_staged_uploads_are_cleaned_to_rows_that_can_be_claimed(clerk):
    photo = staged_photo(clerk)
    form = VisitForm({"photos": manifest(photo)}, by=clerk)
    assert form.is_valid()
    assert form.cleaned_data["photos"] == [photo]
    assert [file.name for file in actions.claim(form.cleaned_data["photos"], clerk)] == ["现场.jpg"]


def test_a_form_without_files(clerk):
    assert VisitForm({}, by=clerk).is_valid()
    assert ReportForm({}, by=clerk).errors == {"papers": ["请至少上传一个文件。"]}


def test_without_javascript_the_plain_input_is_staged_and_survives_an_error(clerk):
    sent = MultiValueDict({"photos_files": [upload(picture(), "一.jpg"), SimpleUploadedFile("二.jpg", EXE)]})
    form = VisitForm({"photos": "[]"}, sent, by=clerk)
    assert not form.is_valid()
    (problem,) = form.errors["photos"]
    assert problem.startswith("「二.jpg」不是真正的 JPG 文件，内容是 Windows 程序，不能上传")
    kept = StagedUpload.objects.get()
    html = str(form["photos"])
    assert "一.jpg" in html
    assert kept.checksum in html
    assert str(kept.pk) in html
    again = VisitForm({"photos": manifest(kept)}, by=clerk)
    assert again.is_valid()


def test_an_entry_ticked_for_removal_goes(clerk):
    first, second = staged_photo(clerk, "一.jpg"), staged_photo(clerk, "二.jpg")
    form = VisitForm({"photos": manifest(first, second), "photos_remove": [str(first.pk)]}, by=clerk)
    assert form.is_valid()
    assert form.cleaned_data["photos"] == [second]


def test_too_many_are_refused_and_kept(clerk):
    photos = [staged_photo(clerk, f"{n}.jpg") for n in "123"]
    form = VisitForm({"photos": manifest(*photos)}, by=clerk)
    assert form.errors == {"photos": ["最多上传 2 个文件，现有 3 个，请删去一些。"]}
    assert "3.jpg" in str(form["photos"])


def test_an_upload_of_another_kind_is_refused_by_the_form(clerk):
    paper = actions.stage_upload(upload(), clerk)
    form = VisitForm({"photos": manifest(paper)}, by=clerk)
    assert form.errors == {"photos": ["「检测报告.pdf」的类型这里不收，只能上传：照片（JPG、PNG、WebP）。"]}


def test_another_persons_upload_is_refused(clerk, other_clerk):
    form = VisitForm({"photos": manifest(staged_photo(other_clerk))}, by=clerk)
    assert form.errors == {"photos": ["「现场.jpg」已过期或不是您上传的，请删除后重新上传。"]}


def test_a_file_above_the_limit_is_refused_without_javascript(clerk, settings, rf):
    settings.MAX_UPLOAD_BYTES = settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    request = rf.post("/", {"papers": "", "papers_files": upload(PDF + bytes(2000), "大.pdf")})
    form = ReportForm(request.POST, request.FILES, by=clerk)
    assert form.errors == {
        "papers": ["「大.pdf」有 2.0\xa0KB，超过单个文件 1000\xa0字节 的上限，请压缩或拆分后再上传。"]
    }


def test_the_widget_says_what_may_be_uploaded(clerk):
    html = str(VisitForm(by=clerk)["photos"])
    assert "可上传 照片（JPG、PNG、WebP），单个不超过 50.0\xa0MB，最多 2 个。" in html
    assert 'capture="environment"' in html
    assert 'data-groups="image"' in html
    assert VisitForm(by=clerk).media._js == ["js/uploads.js"]
    assert "style=" not in html
    assert VisitForm(by=clerk).is_multipart()


@pytest.mark.parametrize("name", ["<script>alert(1)</script>.jpg", '"><img src=x>.jpg'])
def test_a_name_is_text_and_nothing_else(clerk, name):
    photo = staged_photo(clerk, name)
    form = VisitForm({"photos": manifest(photo, photo, staged_photo(clerk))}, by=clerk)
    form.is_valid()
    html = str(form["photos"])
    assert "<script" not in html
    assert "<img" not in html
