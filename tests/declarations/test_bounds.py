"""How many files a declaration may hold, and how large together."""

import pytest
from django.urls import reverse

from declarations import actions
from declarations.bounds import MEGABYTE, why_too_much
from declarations.defaults import FILES_COUNT, FILES_MEGABYTES
from declarations.states import DeclarationStatus as S
from pinzibiao.casework.models import DatedSetting
from pinzibiao.casework.refusals import NotReady
from pinzibiao.files.actions import stage_upload
from pinzibiao.files.models import StagedUpload
from tests.declarations.test_views import text
from tests.factories.declarations import DraftFactory, declaration_at
from tests.factories.enterprises import ProductFactory
from tests.factories.files import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(enterprise, people):
    """With three small files."""
    return DraftFactory(product=ProductFactory(enterprise=enterprise), prepared_by=people.clerk)


def bound(key: str, value: int, since="2020-01-01") -> None:
    DatedSetting.objects.create(key=key, valid_from=since, value=value)


def test_one_file_too_many_is_refused_and_told(case, people, sign_in):
    bound(FILES_COUNT, 4)
    client, address = sign_in(people.clerk), reverse("declarations:attachments", args=[case.pk])
    two = [upload(name="甲.pdf"), upload(b"%PDF-1.4\n%2\n%%EOF\n", name="乙.pdf")]
    refused = client.post(address, {"kind": "other", "files_files": two})
    assert refused.status_code == 422
    assert "一份申报最多 4 个文件，已有 3 个，这次 2 个。请移除不用的" in text(refused)
    assert case.attachments.count() == 3
    assert client.post(address, {"kind": "other", "files_files": [upload(name="甲.pdf")]}).status_code == 302


def test_the_size_is_of_all_files_together(case):
    bound(FILES_MEGABYTES, 1)
    fits = StagedUpload(size=MEGABYTE - sum(one.file.size for one in case.attachments.all()))
    assert why_too_much(case, [fits]) == ""
    assert why_too_much(case, [fits, StagedUpload(size=1)]).startswith("一份申报的文件合计最多 1 MB，已有 ")


def test_a_removed_file_counts_no_more(case):
    bound(FILES_COUNT, 3)
    assert why_too_much(case, [StagedUpload(size=1)])
    case.attachments.filter(kind="seal").update(is_removed=True)
    assert why_too_much(case, [StagedUpload(size=1)]) == ""


def test_what_was_mended_is_bounded_as_well(enterprise, people):
    case = declaration_at(S.RECTIFICATION, product=ProductFactory(enterprise=enterprise), people=people)
    bound(FILES_COUNT, 3)
    uploads = [stage_upload(upload(), people.clerk)]
    with pytest.raises(NotReady, match="一份申报最多 3 个文件"):
        actions.take(case, "submit_rectification", by=people.clerk, comment="已整改", data={"files": uploads})
    assert case.attachments.count() == 3
