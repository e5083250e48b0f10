"""Library entries, benchmark products, standard plans and measures by Excel; who may, and two at once."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import openpyxl
import pytest
from django.db import connection

from cultivation.models import BenchmarkProduct, LibraryEntry, Measure, Problem, StandardPlan
from enterprises.models import Product
from pinzibiao.casework.actions import events_of
from pinzibiao.casework.refusals import Refused
from pinzibiao.exchange import actions
from pinzibiao.exchange.kinds import kind_of, kinds_for
from pinzibiao.exchange.templates import write_template
from tests.factories.cultivation import LibraryEntryFactory, ProblemFactory, walk_entry
from tests.factories.enterprises import BrandHolderFactory
from tests.factories.exchange import checked, written
from tests.factories.receipts import counts, faults

KEYS = {"library_entry", "benchmark", "standard_plan", "problem", "measure"}
UNKNOWN = "您维护的企业中没有这个统一社会信用代码，请核对。"


@pytest.mark.parametrize(
    ("person", "found"),
    [
        ("county_officer", KEYS),
        ("province_handler", KEYS),
        ("city_officer", set()),
        ("clerk", set()),
        ("lead_body", set()),
        ("expert_user", set()),
        ("auditor", set()),
        ("nobody", set()),
    ],
)
def test_who_may_bring_in_the_lists(person, found, request):
    assert {kind.key for kind in kinds_for(request.getfixturevalue(person))} & KEYS == found


def test_who_may_not_any_more_writes_nothing(county_officer, enterprise):
    case = actions.confirm(checked(county_officer, [entry_row(enterprise)], kind="library_entry"), by=county_officer)
    county_officer.role.delete()
    with pytest.raises(Refused, match="培育企业清单由属地县级监管部门维护"):
        actions.write(case)
    assert not LibraryEntry.objects.exists()


# Library entries


def entry_row(enterprise, **more) -> dict:
    return {"统一社会信用代码": enterprise.uscc, "入库日期": None, "梯队": None, "状态": None, "目标年度": 2027} | more


def test_a_candidate_and_a_past_stay(county_officer, enterprise):
    left = entry_row(
        enterprise, 入库日期="2021-03-01", 状态="已出库", 梯队="重点", 出库日期="2022-05-01", 出库原因="停产"
    )
    rows = [entry_row(enterprise, 出库日期=None, 出库原因=None), left]
    assert counts(written(county_officer, rows, kind="library_entry")) == (2, 0, 0)
    candidate, past = LibraryEntry.objects.order_by("-status")[::-1]
    assert (candidate.status, candidate.tier, candidate.entered_on) == ("candidate", "reserve", None)
    assert (past.status, past.tier, past.entered_on, past.left_on) == (
        "left",
        "key",
        date(2021, 3, 1),
        date(2022, 5, 1),
    )
    assert [e.action for e in events_of(candidate)] == ["nominate"]
    assert [e.action for e in events_of(past)] == ["bring_in"]
    assert counts(checked(county_officer, rows, kind="library_entry")) == (0, 0, 2)


def test_an_enterprise_is_inside_once(county_officer, enterprise):
    twice = [entry_row(enterprise), entry_row(enterprise, 入库日期="2021-03-01", 状态="在库")]
    assert faults(checked(county_officer, twice, kind="library_entry")) == [
        (3, "A", enterprise.uscc, "该企业在这份文件中有两条在库记录，请保留一条。")
    ]
    walk_entry(LibraryEntryFactory(enterprise=enterprise, by=county_officer), "listed", county=county_officer)
    sentence = "该企业已在培育库中，请在原记录上办理；要修改原记录，请按清单导出的入库日期填写。"
    assert faults(checked(county_officer, twice[:1], kind="library_entry")) == [(2, "A", enterprise.uscc, sentence)]


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"状态": "在库"}, (2, "D", "在库", "状态为“在库”，请填写入库日期。")),
        ({"入库日期": "2021-03-01"}, (2, "D", "", "状态为“候选”，不应填写入库日期。请改正状态，或清除这些栏目。")),
        ({"梯队": "已获标"}, (2, "C", "已获标", "“已获标”梯队只用于已获标的企业，请核对梯队和状态。")),
        (
            {"入库日期": "2021-03-01", "状态": "已获标", "获标日期": "2022-03-01"},
            (2, "A", "91330113MA2ABC125G", "品字标企业名录中没有该企业，请先登记认证证书或授权，再导入“已获标”。"),
        ),
    ],
)
def test_what_an_entry_must_say(county_officer, enterprise, more, fault):
    assert faults(checked(county_officer, [entry_row(enterprise, **more)], kind="library_entry")) == [fault]


def test_a_branded_enterprise_comes_in_as_such(county_officer, enterprise):
    BrandHolderFactory(enterprise=enterprise)
    row = entry_row(enterprise, 入库日期="2021-03-01", 状态="已获标", 获标日期="2022-03-01")
    written(county_officer, [row], kind="library_entry")
    assert LibraryEntry.objects.get().tier == "branded"


def test_who_cares_for_an_entry_is_of_its_county(
    county_officer, county_second, xianju_officer, enterprise, expert_user
):
    walk_entry(LibraryEntryFactory(enterprise=enterprise, by=county_officer), "listed", county=county_officer)
    day = LibraryEntry.objects.get().entered_on
    row = {"企业": enterprise.name, "入库日期": day, "责任人": county_second.name, "联系专家": expert_user.name}
    assert counts(written(county_officer, [row], kind="library_entry")) == (0, 1, 0)
    entry = LibraryEntry.objects.get()
    assert (entry.regulator, entry.expert, entry.status) == (county_second, expert_user.expert, "listed")
    case = checked(county_officer, [row | {"责任人": xianju_officer.name}], kind="library_entry")
    sentence = "没有找到这位监管人员，请核对姓名，或留空后在培育库页面指定。"
    assert faults(case) == [(2, "C", xianju_officer.name, sentence)]


def test_the_tier_is_not_typed(county_officer, enterprise):
    walk_entry(LibraryEntryFactory(enterprise=enterprise, by=county_officer), "listed", county=county_officer)
    row = {"企业": enterprise.name, "入库日期": LibraryEntry.objects.get().entered_on, "梯队": "冲刺"}
    sentence = "梯队、状态、获标和出库由办理产生，不能用导入修改。请恢复原内容，或到培育库页面办理。"
    assert faults(checked(county_officer, [row], kind="library_entry")) == [(2, "C", "冲刺", sentence)]


# Benchmark products and standard plans


def benchmark_row(enterprise, **more) -> dict:
    row = {"企业": enterprise.uscc, "产品名称": "输液器", "型号规格": None, "年度": 2026, "对标对象": "领先产品"}
    return row | {"关键指标": "微粒含量", "单位": "个/mL", "现状值": 20, "标杆值": 5, "目标值": "8.5"} | more


def test_a_benchmark_of_the_enterprise_s_own_product(county_officer, enterprise, other_enterprise):
    product = Product.objects.create(enterprise=enterprise, name="输液器", models_text="A")
    Product.objects.create(enterprise=other_enterprise, name="采血管")
    assert counts(written(county_officer, [benchmark_row(enterprise)], kind="benchmark")) == (1, 0, 0)
    row = BenchmarkProduct.objects.get()
    assert (row.product, row.enterprise, row.county_id, row.responsible_unit) == (
        product,
        enterprise,
        "330113",
        enterprise.name,
    )
    changed = benchmark_row(enterprise, 达到值=7, 报告日期="2026-05-01")
    assert counts(written(county_officer, [changed], kind="benchmark")) == (0, 1, 0)
    rows = [
        benchmark_row(enterprise, 产品名称="采血管"),
        benchmark_row(other_enterprise),
        benchmark_row(enterprise, 年度=2025, 达到值=7),
    ]
    rows = [row | {"达到值": row.get("达到值"), "报告日期": None} for row in rows]
    assert faults(checked(county_officer, rows, kind="benchmark")) == [
        (2, "B", "采血管", "该企业没有登记这个产品，请核对名称和型号；新产品请先在企业页面登记。"),
        (3, "A", other_enterprise.uscc, UNKNOWN),
        (4, "L", "", "填写达到值，请同时填写检测报告日期。"),
    ]


def test_a_plan_names_several_products(county_officer, enterprise):
    first, second = (Product.objects.create(enterprise=enterprise, name=name) for name in ("甲、乙型器", "丙"))
    row = {
        "主要起草企业": enterprise.name,
        "标准名称": "输液器",
        "年度": 2026,
        "性质": "制定",
        "关联产品": "甲、乙型器、丙",
    }
    assert counts(written(county_officer, [row], kind="standard_plan")) == (1, 0, 0)
    plan = StandardPlan.objects.get()
    assert set(plan.products.all()) == {first, second}
    assert counts(checked(county_officer, [row], kind="standard_plan")) == (0, 0, 1)
    assert counts(written(county_officer, [row | {"关联产品": "丙"}], kind="standard_plan")) == (0, 1, 0)
    assert set(plan.products.all()) == {second}
    assert counts(written(county_officer, [row | {"关联产品": "清空"}], kind="standard_plan")) == (0, 1, 0)
    assert not plan.products.exists()


# Measures


def measure_row(problem, **more) -> dict:
    row = {"企业名称": problem.enterprise.name, "针对问题": problem.number, "类别": "培训", "措施内容": "开展培训。"}
    return row | {"责任单位": "方圆检测集团", "完成时限": "2026-12-31"} | more


def test_measures_answer_problems_of_their_enterprise(county_officer, xianju_officer, enterprise, other_enterprise):
    problem = ProblemFactory(enterprise=enterprise, by=county_officer)
    there = ProblemFactory(enterprise=other_enterprise, by=xianju_officer)
    assert counts(written(county_officer, [measure_row(problem)], kind="measure")) == (1, 0, 0)
    measure = Measure.objects.get()
    assert (measure.status, measure.county_id, measure.created_by) == ("planned", "330113", county_officer)
    assert list(measure.problems.all()) == [problem]
    assert [(e.action, e.label) for e in events_of(measure)] == [("plan", "制定措施")]
    assert counts(checked(county_officer, [measure_row(problem)], kind="measure")) == (0, 0, 1)
    rows = [
        measure_row(problem, 针对问题=f"{problem.number}，{there.number}"),
        measure_row(problem, 针对问题="没有", 措施内容="另一项"),
    ]
    unknown = "该企业没有这个编号的质量问题，请核对；几个编号之间用顿号隔开。"
    assert faults(checked(county_officer, rows, kind="measure")) == [
        (2, "B", f"{problem.number}，{there.number}", unknown),
        (3, "B", "没有", unknown),
    ]


def test_a_past_measure_is_the_province_s(province_handler, county_officer, enterprise):
    problem = ProblemFactory(enterprise=enterprise, by=county_officer)
    row = measure_row(problem, 状态="已销号", 开始日期="2021-01-01", 完成日期="2021-05-01", 完成时限="2021-06-01")
    sentence = "新措施从“待实施”开始，请把状态留空；以前已销号的历史措施由省局导入。"
    assert faults(checked(county_officer, [row], kind="measure")) == [(2, "G", "已销号", sentence)]
    written(province_handler, [row], kind="measure")
    measure = Measure.objects.get()
    assert (measure.number, measure.status, measure.done_on) == ("CS-330113-2021-0001", "closed", date(2021, 5, 1))
    assert [e.action for e in events_of(measure)] == ["bring_in"]


# Two at once


def test_two_who_bring_in_the_same_rows_make_them_once(committed_db, county_officer, county_second, enterprise):
    rows = [
        {
            "企业": enterprise.uscc,
            "问题": f"问题{n}",
            "来源": "现场诊断",
            "维度": "质量技术",
            "提出日期": date(2026, 3, 2),
        }
        for n in range(60)
    ]
    cases = [
        actions.confirm(checked(person, rows, kind="problem"), by=person) for person in (county_officer, county_second)
    ]
    barrier = Barrier(2)

    def write(case):
        try:
            barrier.wait(timeout=10)
            return counts(actions.write(case))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        found = sorted(pool.map(write, cases))
    assert found == [(0, 0, 60), (60, 0, 0)]
    numbers = sorted(Problem.objects.values_list("number", flat=True))
    assert numbers == [f"WT-330113-2026-{n:04d}" for n in range(1, 61)]
    assert ProblemFactory(enterprise=enterprise, by=county_officer).number == "WT-330113-2026-0061"


# Templates


@pytest.mark.parametrize("key", sorted(KEYS | {"project", "project_target", "indicator_value", "indicator_baseline"}))
def test_each_template_is_known_again_and_names_nobody(key, province_handler, county_second, enterprise):
    target = io.BytesIO()
    write_template(kind_of(key), target, user=province_handler)
    book = openpyxl.load_workbook(target)
    headings = [cell.value.removesuffix("*") for cell in book["填报"][1]]
    assert headings == [column.label for column in kind_of(key).columns]
    everything = str([[cell.value for row in sheet.iter_rows() for cell in row] for sheet in book])
    assert county_second.name not in everything and enterprise.name not in everything
    case = checked(province_handler, content=target.getvalue(), kind=key)
    assert case.refusal.startswith("表头下面没有内容。请从表头的下一行起填写")
