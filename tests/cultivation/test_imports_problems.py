"""Problems by Excel: new ones, changes of open ones, and those solved before the portal knew them."""

from datetime import date
from decimal import Decimal

import pytest

from cultivation.models import Problem
from pinzibiao.casework.actions import events_of
from tests.factories.cultivation import ProblemFactory, walk_problem
from tests.factories.exchange import checked, written
from tests.factories.receipts import counts, faults

DAY = date(2026, 3, 2)


def new_row(enterprise, title="灌装精度波动", **more) -> dict:
    row = {"企业": enterprise.uscc, "问题": title, "来源": "现场诊断", "维度": "质量技术", "提出日期": DAY}
    return row | {"严重程度": "严重", "共性/个性": "共性"} | more


def past_row(enterprise, title, **more) -> dict:
    row = {"企业": enterprise.name, "问题": title, "来源": "调研分析", "维度": "质量管理", "提出日期": date(2021, 1, 5)}
    end = {"状态": "已销号", "销号日期": date(2021, 6, 1), "验证人": "陈历史"}
    return row | end | {"节约成本（万元）": 9.07, "节约性质": "每年", "节约依据": "财务核算表"} | more


def test_a_good_file_begins_problems(county_officer, enterprise):
    case = written(county_officer, [new_row(enterprise), new_row(enterprise, "批次追溯不全")], kind="problem")
    assert counts(case) == (2, 0, 0)
    first, second = Problem.objects.order_by("number")
    assert [first.number, second.number] == ["WT-330113-2026-0001", "WT-330113-2026-0002"]
    assert (first.title, first.county_id, first.status, first.moves) == ("灌装精度波动", "330113", "to_confirm", 0)
    assert (first.severity, first.is_common, first.reported_by) == ("high", True, county_officer)
    assert (first.responsible_unit, first.due_on) == (enterprise.name, date(2026, 4, 1))
    assert [(e.action, e.label, e.to_status, e.by_id) for e in events_of(first)] == [
        ("raise", "提出问题", "to_confirm", county_officer.pk)
    ]


def test_the_same_file_again_changes_nothing(county_officer, enterprise):
    written(county_officer, [new_row(enterprise)], kind="problem")
    again = checked(county_officer, [new_row(enterprise)], kind="problem")
    assert counts(again) == (0, 0, 1)
    assert not again.can_confirm
    assert Problem.objects.count() == 1


def test_who_brought_a_problem_in_may_not_verify_it(county_officer, county_second, signatory, enterprise):
    written(county_officer, [new_row(enterprise)], kind="problem")
    problem = Problem.objects.get()
    with pytest.raises(Exception, match="经办与审核不得为同一人"):
        walk_problem(problem, "verified", enterprise=signatory, county=county_officer, second=county_second)


def test_the_province_brings_in_what_was_solved_before(province_handler, enterprise, other_enterprise):
    rows = [past_row(enterprise, "问题一"), past_row(other_enterprise, "问题二", **{"节约成本（万元）": 0})]
    assert counts(written(province_handler, rows, kind="problem")) == (2, 0, 0)
    one, two = Problem.objects.order_by("title")
    assert (one.status, one.solved_on, one.verifier) == ("closed", date(2021, 6, 1), "陈历史")
    assert (one.saving_wan, one.saving_kind, one.saving_basis) == (Decimal("9.07"), "yearly", "财务核算表")
    assert (one.due_on, one.closed_by, one.moves) == (None, None, 0)
    assert (two.county_id, two.saving_wan) == ("331024", None)
    assert [(e.action, e.label, e.to_status) for e in events_of(one)] == [("bring_in", "导入历史记录", "closed")]
    assert counts(checked(province_handler, rows, kind="problem")) == (0, 0, 2)


def test_the_county_does_not_close_by_a_file(county_officer, enterprise):
    case = checked(county_officer, [past_row(enterprise, "问题一")], kind="problem")
    assert faults(case) == [
        (2, "F", "已销号", "新登记的问题从“待确认”开始，请把状态留空；以前已销号的历史问题由省局导入。")
    ]
    assert not Problem.objects.exists()


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"验证人": None}, (2, "F", "已销号", "已销号的问题请填写验证人。")),
        (
            {"销号日期": date(2020, 1, 1)},
            (2, "G", "2020-01-01", "销号日期不能早于提出日期（2021-01-05），请核对后重新填写。"),
        ),
        ({"节约依据": None}, (2, "I", "9.07", "填写了节约成本，请同时填写节约依据。")),
        ({"状态": "整改中"}, None),
        ({"状态": None}, None),
        ({"节约成本（万元）": "约九万"}, None),
    ],
)
def test_what_a_past_problem_must_say(province_handler, enterprise, more, fault):
    case = checked(province_handler, [past_row(enterprise, "问题一", **more)], kind="problem")
    assert case.wrong_count == 1
    if fault:
        assert faults(case) == [fault]


def test_an_enterprise_elsewhere_is_as_unknown_as_none(county_officer, enterprise, other_enterprise):
    rows = [new_row(other_enterprise), new_row(enterprise, 企业="没有这家企业")]
    case = checked(county_officer, rows, kind="problem")
    assert faults(case) == [
        (2, "A", other_enterprise.uscc, "您维护的企业中没有这个统一社会信用代码，请核对。"),
        (3, "A", "没有这家企业", "您维护的企业中没有这个名称，请核对，或改填统一社会信用代码。"),
    ]


def test_a_number_elsewhere_is_as_unknown_as_none(county_officer, xianju_officer, enterprise, other_enterprise):
    there = ProblemFactory(enterprise=other_enterprise, by=xianju_officer, title="不能泄露的标题")
    rows = [{"编号": there.number, "问题": "新标题"}, {"编号": "WT-331024-2026-9999", "问题": "新标题"}]
    case = checked(county_officer, rows, kind="problem")
    unknown = "您维护的问题中没有这个编号，请核对；登记新问题请把编号留空，由平台编号。"
    assert faults(case) == [(2, "A", there.number, unknown), (3, "A", "WT-331024-2026-9999", unknown)]


def test_every_wrong_cell_is_told(county_officer, enterprise):
    rows = [new_row(enterprise, 来源="听说", 提出日期="三月二日"), new_row(enterprise, "", 维度=None)]
    case = checked(county_officer, rows, kind="problem")
    assert faults(case) == [
        (2, "C", "听说", "不在可选范围内。"),
        (2, "E", "三月二日", "日期请写作 2026-03-01、2026.3.1 或 2026年3月1日。"),
        (3, "B", "", "「问题」必填。"),
        (3, "D", "", "「维度」必填。"),
    ]
    first = case.faults.first()
    assert (first.label, first.expected, first.example) == (
        "来源",
        "可填：企业需求、现场诊断、监督抽查、调研分析。",
        "现场诊断",
    )


def test_facts_of_an_open_problem_change_with_a_trace(county_officer, county_second, enterprise):
    problem = ProblemFactory(enterprise=enterprise, by=county_officer, advice="旧建议")
    row = {"编号": problem.number, "问题": "新标题", "改进建议": "新建议"}
    assert counts(written(county_second, [row], kind="problem")) == (0, 1, 0)
    problem.refresh_from_db()
    assert (problem.title, problem.advice, problem.status, problem.dimension) == (
        "新标题",
        "新建议",
        "to_confirm",
        "technology",
    )
    assert [e.action for e in events_of(problem)] == ["raise", "edit"]


def test_what_acts_leave_is_not_typed(county_officer, enterprise):
    problem = ProblemFactory(enterprise=enterprise, by=county_officer)
    row = {"编号": problem.number, "状态": "已销号", "销号日期": DAY, "提出日期": DAY}
    case = checked(county_officer, [row], kind="problem")
    sentence = "登记之后，这一栏只能在问题页面通过办理产生，不能用导入修改。请恢复原内容。"
    assert faults(case) == [(2, "B", "已销号", sentence), (2, "C", "2026-03-02", sentence)]


def test_an_ended_problem_stays_as_it_ended(county_officer, county_second, county_leader, signatory, enterprise):
    problem = ProblemFactory(enterprise=enterprise, by=county_leader)
    walk_problem(problem, "closed", enterprise=signatory, county=county_officer, second=county_second)
    row = {"编号": problem.number, "问题": "改掉的标题"}
    case = checked(county_officer, [row], kind="problem")
    assert faults(case) == [
        (2, "A", problem.number, "这条记录已办结或不在您的环节，不能用导入修改。请恢复原内容，或到它的页面办理。")
    ]
    same = checked(county_officer, [row | {"问题": problem.title}], kind="problem")
    assert counts(same) == (0, 0, 1)


def test_the_province_changes_no_county_s_open_problem(province_handler, county_officer, enterprise):
    problem = ProblemFactory(enterprise=enterprise, by=county_officer)
    case = checked(province_handler, [{"编号": problem.number, "问题": "改掉的标题"}], kind="problem")
    assert case.wrong_count == 1


def test_one_record_in_two_rows_is_told(county_officer, enterprise):
    problem = ProblemFactory(enterprise=enterprise, by=county_officer, title="同一个", raised_on=DAY)
    rows = [{"编号": number} | new_row(enterprise, "同一个") for number in (problem.number, None)]
    case = checked(county_officer, rows, kind="problem")
    assert faults(case) == [(3, "A", "", "与前面的一行是同一条记录，请保留一行。")]
