"""The enterprise confirms on the spot, by a signature or a code; then nothing moves any more, and a sheet is made."""

import hashlib
import io
import uuid
from datetime import timedelta

import pypdf
import pytest
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from cultivation.models import Problem
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.refusals import NotReady, Refused
from pinzibiao.casework.versions import versions_of
from pinzibiao.jobs.models import Job
from pinzibiao.notices.models import Message
from tests.factories.files import picture, upload
from tests.factories.visits import full_record, visit_at
from visits import actions, confirmation
from visits.models import ConfirmationCode, HelpVisit, RecordPaper, Signature
from visits.notifications import SIGNED
from visits.sheet import BadSheet, fingerprint, sheet_of
from visits.states import VisitStatus
from visits.syncing import SentSignature, settle
from visits.tasks import write_paper

S = VisitStatus


@pytest.fixture
def visit(enterprise, expert_user, county_officer, clerk):
    def at(status, *titles):
        return visit_at(status, enterprise, expert_user, county=county_officer, member=clerk, titles=titles)

    return at


@pytest.fixture
def written(visit, expert_user):
    """A full record that has not been handed in."""
    case = visit(S.RECORDING)
    return actions.save_record(case, full_record("缺少可靠性试验"), by=expert_user)


def signed(**changes) -> SentSignature:
    content = picture((300, 150), "PNG")
    facts = {
        "client_id": uuid.uuid4(),
        "sha256": hashlib.sha256(content).hexdigest(),
        "signer_name": "钱厂长",
        "signer_post": "厂长",
        "signed_at": timezone.now(),
        "uploaded": upload(content, "签字.png", "image/png"),
    }
    return SentSignature(**facts | changes)


def hand_over(case, expert, signature):
    version = fingerprint(sheet_of(HelpVisit.objects.get(pk=case.pk)))
    return settle(case, version, {}, by=expert, hand_in=True, signature=signature)


def sheet_words(case) -> str:
    with RecordPaper.objects.get(visit=case).pdf.open() as content:
        pages = pypdf.PdfReader(io.BytesIO(content.read())).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def test_a_signature_hands_in_confirms_and_enters_the_problems(written, expert_user):
    signature = signed()
    for _ in range(2):
        assert hand_over(written, expert_user, signature).status == S.CONFIRMED
    written.refresh_from_db()
    row = Signature.objects.get()
    assert (row.client_id, row.signer, row.witness) == (signature.client_id, "钱厂长（厂长）", expert_user)
    assert (written.confirmed_on, written.confirmed_by) == (timezone.localdate(), expert_user)
    assert [event.action for event in events_of(written)] == ["plan", "accept", "start", "submit_record", "sign"]
    assert events_of(written).last().data == {"signer": "钱厂长（厂长）", "sha256": row.file.sha256}
    problem = Problem.objects.get()
    assert (problem.status, events_of(problem).last().action) == ("confirmed", "confirm_signed")


def test_the_enterprise_learns_that_somebody_signed_in_its_name(written, expert_user, clerk, signatory):
    hand_over(written, expert_user, signed())
    told = Message.objects.filter(kind=SIGNED)
    assert {row.to for row in told} == {clerk, signatory}
    assert told[0].title.startswith(f"钱厂长（厂长）已在现场签字确认帮扶记录 {written.number}")


def test_what_is_not_complete_is_not_signed(visit, expert_user):
    case = visit(S.RECORDING)
    with pytest.raises(NotReady):
        hand_over(case, expert_user, signed())
    assert (HelpVisit.objects.get().status, Signature.objects.count()) == (S.RECORDING, 0)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"sha256": "0" * 64}, "没有传完整"), ({"signed_at": timezone.now() - timedelta(days=400)}, "签字时间早于")],
)
def test_a_signature_that_is_not_right_leaves_everything_as_it_was(changes, sentence, written, expert_user):
    with pytest.raises(BadSheet, match=sentence):
        hand_over(written, expert_user, signed(**changes))
    assert (HelpVisit.objects.get().status, Problem.objects.count()) == (S.RECORDING, 0)


def test_signing_needs_the_phone(visit, expert_user, sign_in):
    case = visit(S.TO_CONFIRM)
    with pytest.raises(NotReady, match="在屏幕上签字"):
        actions.take(case, "sign", by=expert_user)
    answer = sign_in(expert_user).get(reverse("visits:move", args=[case.pk, "sign"]))
    assert answer.url == f"{reverse('visits:field')}#/{case.pk}/sign"


def test_a_code_of_the_enterprise_confirms_in_its_name(visit, clerk, expert_user, sign_in):
    case = visit(S.TO_CONFIRM, "缺少可靠性试验")
    code = sign_in(clerk).post(reverse("visits:show_code", args=[case.pk])).context["code"]
    answer = _type(sign_in(expert_user), case, code)
    case.refresh_from_db()
    assert (answer.status_code, case.status, case.confirmed_by) == (200, S.CONFIRMED, clerk)
    assert events_of(case).last().data == {"by_code_at": "张专甲"}
    assert Problem.objects.get().status == "confirmed"


def _type(client, case, code: str):
    return client.post(reverse("visits:field_code", args=[case.pk]), {"code": code}, content_type="application/json")


def test_a_wrong_code_is_refused_and_five_of_them_spend_it(visit, clerk, expert_user, sign_in):
    case = visit(S.TO_CONFIRM)
    code = confirmation.show_code(case, by=clerk)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    client = sign_in(expert_user)
    answers = [_type(client, case, one) for one in [wrong] * 5 + [code]]
    assert [one.status_code for one in answers] == [422] * 6
    assert "重新出示确认码" in answers[-1].json()["error"]
    assert HelpVisit.objects.get().status == S.TO_CONFIRM
    assert _type(client, case, confirmation.show_code(case, by=clerk)).status_code == 200


def test_a_code_ends_and_only_the_last_one_counts(visit, clerk, signatory):
    case = visit(S.TO_CONFIRM)
    first = confirmation.show_code(case, by=clerk)
    second = confirmation.show_code(case, by=signatory)
    assert first == second or confirmation.person_behind(case, first) is None
    ConfirmationCode.objects.update(expires_at=timezone.now())
    assert confirmation.person_behind(case, second) is None


def test_a_code_is_not_kept_in_words_and_opens_no_other_visit(visit, clerk):
    one, other = visit(S.TO_CONFIRM), visit(S.TO_CONFIRM)
    code = confirmation.show_code(one, by=clerk)
    assert code not in ConfirmationCode.objects.get().digest
    assert confirmation.person_behind(other, code) is None
    assert confirmation.person_behind(one, code) == clerk
    assert confirmation.person_behind(one, code) is None


@pytest.mark.parametrize("status", [S.PLANNED, S.RECORDING, S.CONFIRMED, S.RATED])
def test_there_is_no_code_but_for_a_record_that_waits(status, visit, clerk):
    with pytest.raises(Refused, match="不需要企业确认"):
        confirmation.show_code(visit(status), by=clerk)


@pytest.mark.parametrize("status", [S.TO_CONFIRM, S.CONFIRMED, S.RATED])
def test_postgres_refuses_to_change_a_record_that_was_handed_in(status, visit):
    case = visit(status)
    rows = HelpVisit.objects.filter(pk=case.pk)
    for change in ({"conclusion": "改了"}, {"starts_at": timezone.now()}, {"enterprise_people": "别人"}):
        with pytest.raises(InternalError, match="cannot be changed"), transaction.atomic():
            rows.update(**change)


def test_postgres_refuses_to_change_who_confirmed(visit, signatory):
    case = visit(S.CONFIRMED)
    with pytest.raises(InternalError, match="cannot be changed"), transaction.atomic():
        HelpVisit.objects.filter(pk=case.pk).update(confirmed_by=signatory)


def test_the_sheet_is_made_once_of_what_was_frozen(written, expert_user):
    hand_over(written, expert_user, signed())
    job = Job.objects.get(kind="visits.write_record")
    for _ in range(2):
        write_paper(job, lambda *_: None)
    words = sheet_words(written)
    for said in ("质量帮扶记录", written.number, "缺少可靠性试验", "钱厂长（厂长）", "张专甲见证", "需补充"):
        assert said in words
    assert versions_of(written).last().sha256 in words


def test_the_sheet_of_a_record_confirmed_in_the_account(visit, clerk, sign_in):
    case = visit(S.CONFIRMED)
    write_paper(Job.objects.get(kind="visits.write_record"), lambda *_: None)
    assert "钱企经于" in sheet_words(case) and "以企业账号确认" in sheet_words(case)
    page = sign_in(clerk).get(case.get_absolute_url())
    assert f"/files/visits.paper/{RecordPaper.objects.get().pk}/" in page.content.decode()
