"""A table that would strand a case is refused when it is written, not when somebody stands before it."""

import pytest
from django.db.models import TextChoices

from pinzibiao.casework.procedure import Procedure
from pinzibiao.casework.workflow import Desk, Workflow, move


class S(TextChoices):
    DRAFT = "draft", "草稿"
    SENT = "sent", "已提交"
    DONE = "done", "办结"


OWNERS = {S.DRAFT: Desk.ENTERPRISE, S.SENT: Desk.COUNTY, S.DONE: Desk.NOBODY}
LINES = (
    move("send", "提交", Desk.ENTERPRISE, S.DRAFT, to=S.SENT),
    move("note", "记录", Desk.COUNTY, S.SENT),
    move("finish", "办结", Desk.COUNTY, S.SENT, to=S.DONE, needs_comment=True),
)
FLOW = Workflow(S, OWNERS, *LINES)


def test_a_status_without_a_desk_is_refused():
    with pytest.raises(ValueError, match="without a desk: \\['done'\\]"):
        Workflow(S, {S.DRAFT: Desk.ENTERPRISE, S.SENT: Desk.COUNTY}, *LINES)


def test_two_lines_with_one_key_are_refused():
    with pytest.raises(ValueError, match="same action and source"):
        Workflow(S, OWNERS, *LINES, move("send", "再提交", Desk.COUNTY, S.DRAFT, to=S.DONE))


def test_a_status_that_nothing_leaves_is_refused():
    with pytest.raises(ValueError, match="nothing leaves: \\['sent'\\]"):
        Workflow(S, OWNERS, LINES[0])


def test_without_a_target_the_status_stays():
    assert FLOW.find("note", S.SENT).target == S.SENT


def test_one_action_out_of_several_statuses():
    found = move("stop", "终止", Desk.COUNTY, S.DRAFT, S.SENT, to=S.DONE)
    assert [(m.source, m.target) for m in found] == [(S.DRAFT, S.DONE), (S.SENT, S.DONE)]


def test_what_the_table_answers():
    assert FLOW.actions == {"send": "提交", "note": "记录", "finish": "办结"}
    assert [m.action for m in FLOW.leaving("sent")] == ["note", "finish"]
    assert FLOW.find("send", "sent") is None
    assert FLOW.owner("draft") == Desk.ENTERPRISE
    assert FLOW.lying_at(Desk.COUNTY, Desk.CITY) == ["sent"]
    assert FLOW.open_statuses == ["draft", "sent"]
    assert [FLOW.ended(s) for s in S] == [False, False, True]


def test_a_procedure_that_names_an_unknown_action_is_refused(monkeypatch):
    monkeypatch.setattr("pinzibiao.casework.procedure.PROCEDURES", {})
    with pytest.raises(ValueError, match="no such actions: \\['sned'\\]"):
        Procedure("enterprises.enterprise", FLOW, sits_at=lambda user, case: set(), ready={"sned": None})
