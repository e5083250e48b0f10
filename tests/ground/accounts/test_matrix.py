"""The matrix of roles and acts is the tables themselves, printed."""

from pinzibiao.accounts import matrix
from pinzibiao.accounts.models import Role
from pinzibiao.casework.procedure import PROCEDURES
from pinzibiao.casework.workflow import Desk


def test_every_desk_has_its_kinds_of_people():
    assert set(matrix.SITTING) == set(Desk)


def test_every_act_of_every_procedure_is_printed_once_for_each_desk():
    printed = sum(len(block.lines) for block in matrix.procedures())
    assert printed == sum(len({(m.action, m.desk) for m in p.workflow.moves}) for p in PROCEDURES.values())
    assert len(matrix.procedures()) == len(PROCEDURES)


def test_a_line_says_who_where_and_under_which_conditions():
    experts = next(b for b in matrix.procedures() if b.title == "专家")
    suspend = next(line for line in experts.lines if line.title == "暂停")
    assert suspend.details == ["在库 → 暂停"]
    assert suspend.note.startswith("省级；须填意见")
    assert dict(zip(Role.Kind.values, suspend.cells, strict=True)) == {
        kind: kind == "province" for kind in Role.Kind.values
    }


def test_an_act_out_of_several_statuses_is_one_line():
    declarations = next(b for b in matrix.procedures() if b.title == "自我声明")
    withdraw = next(line for line in declarations.lines if line.title == "撤回")
    assert withdraw.details == ["草稿、已提交、形式审查中、待补正、待指派专家 → 已撤回"]


def test_rules_of_pages():
    assert matrix.rule("a", "甲").kinds == set(Role.Kind)
    assert matrix.rule("a", "甲", "county").kinds == {"county"}
    assert matrix.rule("a", "甲", matrix.PUBLIC).is_public
    assert matrix.rule_of("accounts:user_create").kinds == {"administrator"}
    assert matrix.rule_of("no:such") is None
