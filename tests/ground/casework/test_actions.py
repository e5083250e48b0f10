"""``take``: the one way by which a status changes, each refusal and each thing it leaves behind."""

import uuid

import pytest

from pinzibiao.casework.actions import OPINION_LIMIT, events_of, last_actors, record
from pinzibiao.casework.models import Event
from pinzibiao.casework.refusals import NeedsComment, NotReady, Refused, WrongDesk, WrongStatus

pytestmark = pytest.mark.django_db


def trail(case) -> list[str]:
    return list(events_of(case).values_list("action", flat=True))


def test_a_move_writes_status_instant_count_and_event(procedure, case, county_officer):
    before = case.status_at
    event = procedure.take(case, "open", by=county_officer, comment=" 证照齐全 ")
    case.refresh_from_db()
    assert (case.status, case.moves) == ("opened", 1)
    assert case.status_at > before
    assert (event.action, event.label, event.desk) == ("open", "开户", "county")
    assert (event.from_status, event.to_status) == ("pending", "opened")
    assert (event.by_id, event.by_name, event.comment) == (county_officer.pk, "林县经", "证照齐全")
    assert (event.subject_type, event.subject_id) == ("enterprises.accountrequest", case.pk)
    assert event.county_code == "330113"
    assert Event.objects.get(pk=event.pk).at is not None


def test_the_callers_object_shows_what_the_row_now_says(procedure, case, county_officer):
    procedure.take(case, "open", by=county_officer)
    assert (case.status, case.moves) == ("opened", 1)


def test_the_effect_gets_case_person_data_and_event(procedure, case, county_officer):
    procedure.take(case, "open", by=county_officer, data={"a": 1})
    assert procedure.seen_effects == [(case.pk, county_officer, {"a": 1}, "open")]


def test_an_effect_that_fails_leaves_nothing(procedure, case, county_officer, monkeypatch):
    def fail(case, **_):
        raise Refused("库存不足")

    monkeypatch.setitem(procedure.effects, "open", fail)
    with pytest.raises(Refused):
        procedure.take(case, "open", by=county_officer)
    case.refresh_from_db()
    assert (case.status, case.moves, trail(case)) == ("pending", 0, [])


def test_another_countys_officer_is_at_the_wrong_desk(procedure, case, xianju_officer):
    with pytest.raises(WrongDesk, match="「开户」由县级办理，您不在该岗位"):
        procedure.take(case, "open", by=xianju_officer)
    assert trail(case) == []


def test_a_higher_desk_does_not_act_at_a_lower_one(procedure, case, city_officer, province_leader):
    for officer in (city_officer, province_leader):
        with pytest.raises(WrongDesk):
            procedure.take(case, "open", by=officer)


def test_a_person_cannot_do_what_the_system_does(procedure, case, county_officer):
    with pytest.raises(WrongDesk):
        procedure.take(case, "lapse", by=county_officer)


def test_the_system_does_its_own_and_nothing_else(procedure, case):
    with pytest.raises(WrongDesk):
        procedure.take(case, "open", by=None)
    event = procedure.take(case, "lapse", by=None)
    assert (event.by_id, event.by_name, event.desk) == (None, "系统", "system")


def test_an_opinion_that_is_asked_for_must_be_given(procedure, case, county_officer):
    for comment in ("", "  \n "):
        with pytest.raises(NeedsComment, match="需要填写意见"):
            procedure.take(case, "refuse", by=county_officer, comment=comment)
    procedure.take(case, "refuse", by=county_officer, comment="证照不符")


def test_an_opinion_may_be_too_long(procedure, case, county_officer):
    with pytest.raises(NeedsComment, match="最多 2000 字，现有 2001 字"):
        procedure.take(case, "open", by=county_officer, comment="长" * (OPINION_LIMIT + 1))
    procedure.take(case, "open", by=county_officer, comment="长" * OPINION_LIMIT)


def test_all_that_is_missing_is_told_at_once(procedure, case, county_officer):
    type(case).objects.filter(pk=case.pk).update(applicant_name="")
    with pytest.raises(NotReady, match="请填写申请人姓名；请核对证照") as refusal:
        procedure.take(case, "open", by=county_officer)
    assert refusal.value.problems == ["请填写申请人姓名。", "请核对证照。"]


def test_an_ended_case_says_who_ended_it(procedure, case, county_officer, county_second):
    procedure.take(case, "open", by=county_officer)
    with pytest.raises(WrongStatus, match=r"林县经 已于 .+ 办理「开户」，当前状态为「已开户」"):
        procedure.take(case, "refuse", by=county_second, comment="晚了")


def test_an_unknown_action_is_no_move(procedure, case, county_officer):
    with pytest.raises(WrongStatus, match="当前状态为「待审核」"):
        procedure.take(case, "abolish", by=county_officer)


def test_the_row_is_read_anew_so_an_old_object_cannot_act_twice(procedure, case, county_officer, county_second):
    stale = type(case).objects.get(pk=case.pk)
    procedure.take(case, "open", by=county_officer)
    assert stale.status == "pending"
    with pytest.raises(WrongStatus):
        procedure.take(stale, "refuse", by=county_second, comment="并不知道")


def test_who_took_the_step_before_may_not_take_this_one(procedure, case, county_officer, county_second):
    procedure.take(case, "look", by=county_officer)
    with pytest.raises(NotReady, match="经办与审核不得为同一人"):
        procedure.take(case, "open", by=county_officer)
    procedure.take(case, "open", by=county_second)


def test_the_last_one_who_took_it_counts(procedure, case, county_officer, county_second):
    procedure.take(case, "look", by=county_officer)
    procedure.take(case, "look", by=county_second)
    assert last_actors(case) == {"look": (county_second.pk, "林县审")}
    procedure.take(case, "open", by=county_officer)


def test_the_button_tells_the_second_person_rule_beforehand(procedure, case, county_officer, county_second):
    procedure.take(case, "look", by=county_officer)
    mine = {a.move.action: a.is_ready for a in procedure.open_actions(county_officer, case)}
    theirs = {a.move.action: a.is_ready for a in procedure.open_actions(county_second, case)}
    assert mine == {"look": True, "open": False, "refuse": True}
    assert theirs == {"look": True, "open": True, "refuse": True}


def test_nobody_else_gets_a_button(procedure, case, everyone):
    with_buttons = {name for name, person in everyone.items() if procedure.open_actions(person, case)}
    assert with_buttons == {"county_officer", "county_second", "county_leader"}


def test_the_same_form_sent_twice_gets_the_same_receipt(procedure, case, county_officer):
    key = uuid.uuid4()
    first = procedure.take(case, "look", by=county_officer, key=key)
    again = procedure.take(case, "look", by=county_officer, key=key)
    case.refresh_from_db()
    assert again.pk == first.pk
    assert (case.moves, trail(case)) == (1, ["look"])


def test_a_key_belongs_to_one_person(procedure, case, county_officer, county_second):
    key = uuid.uuid4()
    procedure.take(case, "look", by=county_officer, key=key)
    procedure.take(case, "look", by=county_second, key=key)
    assert trail(case) == ["look", "look"]


def test_a_key_used_for_another_act_is_refused(procedure, case, county_officer):
    key = uuid.uuid4()
    procedure.take(case, "look", by=county_officer, key=key)
    with pytest.raises(Refused, match="这张页面已经用过"):
        procedure.take(case, "open", by=county_officer, key=key)


def test_a_key_used_for_another_kind_of_case_is_refused(procedure, case, county_officer):
    key = uuid.uuid4()
    said = {"label": "看", "desk": "county", "by_name": "林县经"}
    Event.objects.create(
        subject_type="other.case", subject_id=case.pk, action="look", by_id=county_officer.pk, key=key, **said
    )
    with pytest.raises(Refused, match="这张页面已经用过"):
        procedure.take(case, "look", by=county_officer, key=key)


def test_a_form_from_an_older_page_is_told_so(procedure, case, county_officer, county_second):
    procedure.take(case, "look", by=county_officer, expected=0)
    with pytest.raises(WrongStatus, match="林县经 已于"):
        procedure.take(case, "refuse", by=county_second, comment="见旧页", expected=0)
    procedure.take(case, "refuse", by=county_second, comment="见新页", expected=1)


def test_a_record_moves_nothing(procedure, case, county_officer):
    event = record(case, "read", "查看附件", by=county_officer, desk="county", data={"file": 7})
    case.refresh_from_db()
    assert (case.status, case.moves) == ("pending", 0)
    assert (event.from_status, event.to_status, event.data) == ("pending", "pending", {"file": 7})
