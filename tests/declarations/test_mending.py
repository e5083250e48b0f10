"""暂停 → 整改: the enterprise tells what it mended, the province answers, the night leaves the answer to it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from declarations import actions
from declarations.models import Attachment, Declaration
from declarations.selectors import unmended
from declarations.states import DeclarationStatus as S
from pinzibiao.casework.refusals import NotReady
from pinzibiao.casework.versions import versions_of
from tests.desks.test_worklists import labels
from tests.factories.declarations import declaration_at, step
from tests.factories.enterprises import ProductFactory
from tests.factories.files import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def suspended(enterprise, people) -> Declaration:
    return declaration_at(S.SUSPENDED, product=ProductFactory(enterprise=enterprise), people=people)


def test_the_report_enters_the_trail_and_the_next_version(suspended, people, sign_in):
    client = sign_in(people.clerk)
    address = reverse("declarations:move", args=[suspended.pk, "report_mended"])
    answer = client.post(address, {"comment": "已换标签。", "files": "", "files_files": upload(name="整改.pdf")})
    suspended.refresh_from_db()
    assert (answer.status_code, suspended.status, suspended.mended_on) == (302, S.SUSPENDED, timezone.localdate())
    row = suspended.attachments.get(kind=Attachment.Kind.RECTIFICATION)
    assert (row.file.name, row.first_version, versions_of(suspended).count()) == ("整改.pdf", 2, 2)


def test_no_deadline_runs_while_the_province_has_not_answered(suspended, people):
    late = suspended.due_on + timedelta(days=1)
    assert list(unmended(late)) == [suspended]
    step(suspended, "report_mended", people)
    assert (suspended.due_on, list(unmended(late))) == (None, [])
    with pytest.raises(NotReady, match="由省级核查后决定"):
        actions.take(suspended, "revoke_overdue", by=None, data={"on": late})
    assert suspended.status == S.SUSPENDED


def test_a_report_is_answered_before_the_next_one(suspended, people):
    step(suspended, "report_mended", people)
    with pytest.raises(NotReady, match="正在等待省级核查"):
        step(suspended, "report_mended", people)


def test_the_province_gives_new_days_and_they_run_out(suspended, people):
    with pytest.raises(NotReady, match="还没有提交整改情况"):
        actions.take(suspended, "mend_again", by=people.province, comment="不够。")
    step(suspended, "report_mended", people)
    due = timezone.localdate() + timedelta(days=10)
    actions.take(suspended, "mend_again", by=people.province, comment="标签仍不合规。", data={"due_on": due})
    assert (suspended.mended_on, suspended.due_on) == (None, due)
    actions.take(suspended, "revoke_overdue", by=None, data={"on": due + timedelta(days=1)})
    assert suspended.status == S.REVOKED


def test_what_was_mended_once_is_not_said_of_the_next_suspension(suspended, people):
    for action in ("report_mended", "restore", "suspend"):
        step(suspended, action, people)
    assert (suspended.status, suspended.mended_on) == (S.SUSPENDED, None)


def test_the_enterprise_finds_it_among_its_work_until_it_has_answered(suspended, people, other_clerk):
    asked = [("暂停", "提交整改情况")]
    assert (labels(people.clerk), labels(people.signatory), labels(other_clerk)) == (asked, asked, [])
    step(suspended, "report_mended", people)
    assert labels(people.clerk) == []
    actions.take(suspended, "mend_again", by=people.province, comment="不够。")
    assert labels(people.clerk) == asked
