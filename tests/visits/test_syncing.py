"""What phones send: taken once however often it comes, kept beside what somebody else wrote, whole or told so."""

import hashlib
import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from pinzibiao.casework.actions import events_of
from pinzibiao.casework.refusals import NotReady, Refused
from tests.factories.files import picture, upload
from tests.factories.visits import plan_visit, visit_at
from visits import actions
from visits.models import HelpVisit, RecordEdit, VisitPhoto
from visits.sheet import BadSheet, fingerprint, sheet_of
from visits.states import VisitStatus
from visits.syncing import SentPhoto, SentRecord, receive_photo, receive_record, settle


@pytest.fixture
def visit(enterprise, expert_user, county_officer, clerk):
    def at(status=VisitStatus.PLANNED):
        return visit_at(status, enterprise, expert_user, county=county_officer, member=clerk)

    return at


def filled(visit, *titles: str, **words) -> dict:
    """The record of ``visit`` with everything in it that handing in asks for."""
    began = timezone.localtime() - timedelta(hours=3)
    rows = [
        {
            "client_id": str(uuid.uuid4()),
            "title": title,
            "dimension": "technology",
            "severity": "medium",
            "advice": "",
            "due_on": "",
        }
        for title in titles
    ]
    said = {
        "starts_at": f"{began:%Y-%m-%dT%H:%M}",
        "ends_at": f"{began + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "enterprise_people": "钱企经（质量部经理）",
        "conclusion": "需补充可靠性试验。",
        "score_technology": "4",
        "finding_technology": "设备齐全。",
    }
    return sheet_of(visit) | said | {"problems": rows} | words


def sent(sheet: dict, base: str, **more) -> SentRecord:
    return SentRecord(client_id=more.pop("client_id", uuid.uuid4()), sheet=sheet, base=base, made_at=timezone.now(), **more)  # fmt: skip


def send(visit, expert, sheet: dict):
    """As the phone does that knows what is stored."""
    stored = HelpVisit.objects.get(pk=visit.pk)
    return receive_record(visit, sent(sheet, fingerprint(sheet_of(stored))), by=expert)


def shot(number: int = 0, **changes) -> SentPhoto:
    content = picture((64 + number, 48))
    facts = {
        "client_id": uuid.uuid4(),
        "sha256": hashlib.sha256(content).hexdigest(),
        "taken_at": timezone.now(),
        "uploaded": upload(content, f"{number}.jpg", "image/jpeg"),
    }
    return SentPhoto(**facts | changes)


def test_a_record_from_a_phone_begins_the_visit_and_is_stored(visit, expert_user):
    case = visit()
    sheet = filled(case, "缺少可靠性试验")
    kept = send(case, expert_user, sheet)
    case.refresh_from_db()
    assert (case.status, kept.sheet, kept.is_conflict) == (VisitStatus.RECORDING, sheet, False)
    assert kept.version == fingerprint(sheet) == fingerprint(sheet_of(case))
    assert [event.action for event in events_of(case)] == ["plan", "accept", "start"]


def test_the_same_edit_sent_twice_is_one_edit_with_one_answer(visit, expert_user):
    case = visit()
    first = sent(filled(case, "缺少可靠性试验"), fingerprint(sheet_of(case)))
    answer = receive_record(case, first, by=expert_user)
    send(case, expert_user, answer.sheet | {"conclusion": "后来又改了。"})
    assert receive_record(case, first, by=expert_user) == answer
    case.refresh_from_db()
    assert (case.conclusion, case.noted_problems.count(), case.edits.count()) == ("后来又改了。", 1, 2)


def test_the_same_words_under_another_id_are_no_conflict(visit, expert_user):
    case = visit()
    base = fingerprint(sheet_of(case))
    sheet = filled(case)
    send(case, expert_user, sheet)
    assert not receive_record(case, sent(sheet, base), by=expert_user).is_conflict


def test_an_older_edit_that_comes_late_does_not_win(visit, expert_user):
    case = visit()
    base = fingerprint(sheet_of(case))
    send(case, expert_user, filled(case, conclusion="新的。"))
    late = receive_record(case, sent(filled(case, conclusion="旧的。"), base), by=expert_user)
    case.refresh_from_db()
    assert (late.is_conflict, late.sheet["conclusion"], case.conclusion) == (True, "新的。", "新的。")


def test_what_somebody_else_changed_meanwhile_is_told_and_both_are_kept(visit, expert_user, second_expert_user):
    case = visit(VisitStatus.RECORDING)
    case.experts.add(second_expert_user.expert)
    base = fingerprint(sheet_of(case))
    theirs = send(case, second_expert_user, filled(case, conclusion="他的说法。"))
    mine = sent(filled(case, conclusion="我的说法。"), base)
    answers = [receive_record(case, mine, by=expert_user) for _ in range(2)]
    assert [(one.is_conflict, one.sheet, one.version) for one in answers] == [(True, theirs.sheet, theirs.version)] * 2
    edits = [(one.outcome, one.content["conclusion"], one.by) for one in case.edits.all()]
    assert edits == [("saved", "他的说法。", second_expert_user), ("conflict", "我的说法。", expert_user)]
    chosen = receive_record(case, sent(mine.sheet, answers[0].version), by=expert_user)
    case.refresh_from_db()
    assert (chosen.is_conflict, case.conclusion) == (False, "我的说法。")


def test_a_problem_that_the_phone_no_longer_holds_is_taken_away(visit, expert_user):
    case = visit()
    kept = send(case, expert_user, filled(case, "写错了", "留着"))
    send(case, expert_user, kept.sheet | {"problems": kept.sheet["problems"][1:]})
    assert [one.title for one in case.noted_problems.all()] == ["留着"]


def test_what_is_not_right_yet_is_told_and_nothing_is_stored(visit, expert_user):
    case = visit()
    wrong = filled(case, "长" * 121, score_brand="", finding_brand="没有评分的意见")
    with pytest.raises(BadSheet) as refusal:
        send(case, expert_user, wrong)
    assert refusal.value.problems == [
        "问题 1「问题」：最多 120 字，现有 121 字，请删减 1 字。",
        "质量品牌评分：已填写诊断意见，请给「质量品牌」评分。",
    ]
    case.refresh_from_db()
    assert (case.status, case.edits.count()) == (VisitStatus.PLANNED, 0)


@pytest.mark.parametrize("status", ["to_confirm", "confirmed", "rated", "cancelled"])
def test_a_closed_record_takes_only_what_it_already_holds(status, visit, expert_user):
    case = visit(status)
    before = sheet_of(case)
    with pytest.raises(Refused, match="不能修改"):
        send(case, expert_user, before | {"conclusion": "改了"})
    assert sheet_of(HelpVisit.objects.get(pk=case.pk)) == before
    assert send(case, expert_user, before).version == fingerprint(before)


def test_only_the_experts_who_were_sent_write(visit, second_expert_user, county_officer, clerk):
    case = visit()
    for person in (second_expert_user, county_officer, clerk):
        with pytest.raises(Refused):
            send(case, person, filled(case))
        with pytest.raises(Refused):
            receive_photo(case, shot(), by=person)
    assert (RecordEdit.objects.count(), VisitPhoto.objects.count()) == (0, 0)


def test_an_id_of_another_visit_is_refused(visit, expert_user):
    first, second = visit(), visit()
    one = sent(filled(first), fingerprint(sheet_of(first)))
    receive_record(first, one, by=expert_user)
    with pytest.raises(Refused, match="另一份帮扶"):
        receive_record(second, one, by=expert_user)


def test_a_photo_sent_twice_is_one_photo(visit, expert_user):
    case = visit(VisitStatus.RECORDING)
    one = shot()
    first = receive_photo(case, one, by=expert_user)
    again = receive_photo(case, one, by=expert_user)
    assert (again, case.photos.count()) == (first, 1)
    assert (first.sent_sha256, first.taken_at) == (one.sha256, one.taken_at)


def test_a_photo_cut_off_on_the_way_is_not_stored(visit, expert_user):
    case = visit(VisitStatus.RECORDING)
    with pytest.raises(BadSheet, match="没有传完整"):
        receive_photo(case, shot(sha256="0" * 64), by=expert_user)
    assert case.photos.count() == 0


def test_another_photo_under_the_same_id_is_refused(visit, expert_user):
    case = visit(VisitStatus.RECORDING)
    one = shot()
    receive_photo(case, one, by=expert_user)
    with pytest.raises(Refused, match="不一致"):
        receive_photo(case, shot(5, client_id=one.client_id), by=expert_user)


def test_a_thirteenth_photo_is_refused(visit, expert_user):
    case = visit(VisitStatus.RECORDING)
    for number in range(12):
        receive_photo(case, shot(number), by=expert_user)
    with pytest.raises(Refused, match="最多 12 张"):
        receive_photo(case, shot(12), by=expert_user)


def test_photos_removed_on_the_phone_are_removed(visit, expert_user):
    case = visit(VisitStatus.RECORDING)
    gone, kept = (receive_photo(case, shot(number), by=expert_user) for number in range(2))
    sheet = sheet_of(case)
    receive_record(case, sent(sheet, fingerprint(sheet), removed_photos=[gone.client_id]), by=expert_user)
    assert list(case.photos.all()) == [kept]


def test_the_set_is_whole_only_when_everything_is_there(visit, expert_user):
    case = visit()
    kept = send(case, expert_user, filled(case))
    there, lacking = shot(1), shot(2)
    receive_photo(case, there, by=expert_user)
    photos = {one.client_id: one.sha256 for one in (there, lacking)}
    half = settle(case, kept.version, photos, by=expert_user, hand_in=True)
    assert (half.is_whole, half.missing, half.status) == (False, [lacking.client_id], VisitStatus.RECORDING)
    receive_photo(case, lacking, by=expert_user)
    for _ in range(2):
        whole = settle(case, kept.version, photos, by=expert_user, hand_in=True)
        assert (whole.is_whole, whole.status) == (True, VisitStatus.TO_CONFIRM)
    assert [event.action for event in events_of(case)] == ["plan", "accept", "start", "submit_record"]


def test_the_set_of_a_record_that_somebody_else_changed_is_not_settled(visit, expert_user):
    case = visit()
    kept = send(case, expert_user, filled(case))
    changed = send(case, expert_user, kept.sheet | {"conclusion": "又改。"})
    found = settle(case, kept.version, {}, by=expert_user, hand_in=True)
    assert (found.is_conflict, found.version) == (True, changed.version)
    assert HelpVisit.objects.get(pk=case.pk).status == VisitStatus.RECORDING


def test_an_incomplete_record_is_not_handed_in(visit, expert_user):
    case = visit()
    kept = send(case, expert_user, filled(case, conclusion=""))
    with pytest.raises(NotReady) as refusal:
        settle(case, kept.version, {}, by=expert_user, hand_in=True)
    assert refusal.value.problems == ["请填写帮扶结论。"]


def test_the_same_photo_sent_twice_at_once_is_one_photo(committed_db, enterprise, expert_user, county_officer):
    case = plan_visit(enterprise, [expert_user.expert], county=county_officer)
    actions.take(case, "start", by=expert_user)
    same, gate, found = uuid.uuid4(), threading.Barrier(2), []

    def post():
        gate.wait()
        try:
            found.append(receive_photo(case, shot(client_id=same), by=expert_user).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [case.photos.get().pk] * 2
