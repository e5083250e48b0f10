"""The life of an import, sentence by sentence of what an office expects of it."""

import threading
from datetime import date, datetime

import pytest
from django.db import connection, connections

from enterprises.models import Enterprise
from pinzibiao.casework.models import Event
from pinzibiao.casework.refusals import Refused
from pinzibiao.exchange import actions, tasks
from pinzibiao.exchange.models import Import
from pinzibiao.jobs import skeleton
from pinzibiao.jobs.models import Job
from pinzibiao.jobs.states import Status
from pinzibiao.schedule import SCHEDULE
from tests.cast import XIANJU, any_industry, uscc
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.exchange import checked, enterprise_row, taken_in, workbook, written

CODE = "统一社会信用代码"


@pytest.fixture(autouse=True)
def industry(stage):
    any_industry()


def counts(case: Import) -> tuple:
    return case.created_count, case.updated_count, case.unchanged_count, case.wrong_count


def faults(case: Import) -> list[tuple]:
    return list(case.faults.values_list("row", "letter", "label", "value", "message"))


def staged_tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE 'exchange_staged_%' ORDER BY 1")
        return [name for (name,) in cursor.fetchall()]


# What is read


@pytest.mark.parametrize(
    ("heading", "cell", "name", "meant"),
    [
        ("成立日期", datetime(2015, 6, 1), "established_on", date(2015, 6, 1)),
        ("成立日期", "2015年6月1日", "established_on", date(2015, 6, 1)),
        ("成立日期", "2015.6.1", "established_on", date(2015, 6, 1)),
        ("企业名称", "  临平导入医药有限公司 \u3000", "name", "临平导入医药有限公司"),
        ("规模", "large", "scale", "large"),
        ("规模", " 大型 ", "scale", "large"),
        ("规上企业", "√", "is_above_scale", True),
        ("国民经济行业", "2770", "industry_id", "C2770"),
        ("国民经济行业", "C2770 卫生材料及医药用品制造", "industry_id", "C2770"),
        ("属地", "330113", "county_id", "330113"),
        (CODE, "９１３３０１１３ＭＡ２ＡＢＣ１２５Ｇ", "uscc", "91330113MA2ABC125G"),
        (CODE, " 91330113 ma2abc125g ", "uscc", "91330113MA2ABC125G"),
    ],
)
def test_a_cell_is_read_however_typed(county_officer, heading, cell, name, meant):
    written(county_officer, [enterprise_row(**{heading: cell})])
    assert getattr(Enterprise.objects.get(), name) == meant


@pytest.mark.parametrize(
    ("heading", "cell", "letter", "sentence"),
    [
        (CODE, "91330113MA2ABC1250", "A", "统一社会信用代码的校验位不符，可能有一位抄错。请对照营业执照逐位核对。"),
        (
            CODE,
            913301131000000163,
            "A",
            "代码被 Excel 当作数字，15 位以后已变成 0。请把这一列设为“文本”格式后重新填写。",
        ),
        (CODE, None, "A", "「统一社会信用代码」必填。"),
        ("企业名称", "临平<b>公司", "B", "名称中不能有尖括号 < >，请按证照上的文字填写。"),
        ("企业名称", "某" * 121, "B", "最多 120 字，现有 121 字，请删减 1 字。"),
        ("属地", "仙居县", "C", "不是您辖区内的县（市、区）或功能区，请填写本辖区的名称或六位代码。"),
        ("属地", "无此县", "C", "不是您辖区内的县（市、区）或功能区，请填写本辖区的名称或六位代码。"),
        ("国民经济行业", "造火箭", "D", "没有找到这个行业。请填写 GB/T 4754 的代码（例如 C2770）或完整名称。"),
        ("规模", "巨型", "E", "不在可选范围内。"),
        ("规上企业", "也许", "F", "请填写“是”或“否”。"),
        ("主导产品", "输液器😀", "G", "名称中不能有表情或图形符号，请删除后按证照上的文字填写。"),
        ("主导产品", "#REF!", "G", "单元格是公式错误（#REF!）。请在 Excel 中改好公式，或直接填写数值。"),
        ("成立日期", "去年", "H", "日期请写作 2026-03-01、2026.3.1 或 2026年3月1日。"),
        ("成立日期", "2999-01-01", "H", "日期不能晚于今天"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(county_officer, heading, cell, letter, sentence):
    case = checked(county_officer, [enterprise_row(1), enterprise_row(2, **{heading: cell})])
    ((row, at, label, _, message),) = faults(case)
    assert (row, at, label) == (3, letter, heading)
    assert message.startswith(sentence)
    assert (case.stage, case.wrong_count, Enterprise.objects.count()) == ("wrong", 1, 0)


def test_every_error_is_told_at_once(county_officer):
    case = checked(county_officer, [enterprise_row(n, 成立日期="x", 规模="y") for n in range(3)])
    assert [(row, letter) for row, letter, *_ in faults(case)] == [(n, at) for n in (2, 3, 4) for at in "EH"]
    assert (case.wrong_count, case.fault_count) == (3, 6)


def test_a_row_twice_in_the_file_is_told_at_the_second(county_officer):
    case = checked(county_officer, [enterprise_row(1), enterprise_row(2), enterprise_row(1)])
    assert [(row, message) for row, *_, message in faults(case)] == [(4, "与第 2 行重复，请保留一行。")]


def test_blank_formatted_rows_are_no_rows(county_officer):
    rows = [
        enterprise_row(1),
        dict.fromkeys(enterprise_row()),
        dict.fromkeys(enterprise_row(), "  "),
        enterprise_row(2),
    ]
    assert counts(checked(county_officer, rows)) == (2, 0, 0, 0)


def test_headings_alone_are_nothing_to_import(county_officer):
    case = checked(county_officer, content=workbook([], labels=list(enterprise_row())))
    assert case.refusal == "表头下面没有内容。请从表头的下一行起填写企业库，再上传。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_taken_too(county_officer, encoding):
    row = enterprise_row()
    content = "\r\n".join(",".join(line) for line in (row, row.values())).encode(encoding)
    assert counts(checked(county_officer, content=content, name="企业.csv")) == (1, 0, 0, 0)


def test_the_mark_tells_another_registers_template_and_an_old_one(county_officer):
    sentences = [
        checked(county_officer, content=workbook([enterprise_row()], mark=mark)).refusal
        for mark in ("elsewhere@12345678", "enterprise@00000000")
    ]
    assert sentences[0].startswith("这是别的库的模板，这里导入的是「企业库」。")
    assert sentences[1].startswith("这是旧版的「企业库」模板，栏目已有变化。")


# What is written


def test_nothing_is_written_before_the_word(county_officer):
    case = checked(county_officer)
    assert (counts(case), Enterprise.objects.count()) == ((1, 0, 0, 0), 0)
    actions.write(case)
    assert Enterprise.objects.count() == 0
    actions.write(actions.confirm(case, by=county_officer))
    assert Enterprise.objects.count() == 1


def test_new_changed_and_unchanged_rows_are_counted_and_written(county_officer):
    written(county_officer, [enterprise_row(1), enterprise_row(2)])
    case = written(county_officer, [enterprise_row(1), enterprise_row(2, 规模="大型"), enterprise_row(3)])
    assert counts(case) == (1, 1, 1, 0)
    assert list(Enterprise.objects.order_by("uscc").values_list("scale", flat=True)) == ["medium", "large", "medium"]


def test_an_empty_cell_keeps_and_the_word_empties(county_officer):
    written(county_officer, [enterprise_row(1), enterprise_row(2)])
    written(county_officer, [enterprise_row(1, 主导产品=None), enterprise_row(2, 主导产品="清空", 成立日期="清空")])
    kept = Enterprise.objects.order_by("uscc").values_list("main_product", "established_on")
    assert list(kept) == [("输液器", date(2015, 6, 1)), ("", None)]


def test_written_twice_it_changes_nothing(county_officer):
    case = written(county_officer)
    before = Enterprise.objects.values_list("pk", "updated_at").get()
    actions.write(Import.objects.get(pk=case.pk))
    assert Enterprise.objects.values_list("pk", "updated_at").get() == before
    assert Event.objects.filter(action="import").count() == 1
    assert counts(checked(county_officer)) == (0, 0, 1, 0)


def test_what_is_written_is_in_the_importers_name(county_officer):
    written(county_officer, [enterprise_row(1)])
    written(county_officer, [enterprise_row(1, 规模="大型")])
    history = Enterprise.pgh_event_model.objects.order_by("pgh_id")
    assert list(history.values_list("pgh_label", "pgh_context__metadata__user")) == [
        ("insert", county_officer.pk),
        ("update", county_officer.pk),
    ]


def test_the_search_finds_what_was_imported(county_officer, sign_in):
    written(county_officer, [enterprise_row(1)])
    page = sign_in(county_officer).get("/enterprises/", {"q": "lpdr"}).content.decode()
    assert "临平导入1医药有限公司" in page


# Whose it is


def test_a_record_elsewhere_is_told_as_the_form_does_and_no_more(county_officer):
    EnterpriseFactory(uscc=uscc(60_001), county_id=XIANJU, name="仙居别处有限公司")
    case = checked(county_officer, [enterprise_row(1)])
    ((_, _, label, value, message),) = faults(case)
    form_says = (
        "这个统一社会信用代码已登记，不要重复建档。企业库中查不到的，说明企业不属于您的辖区，请联系省局核对属地。"
    )
    assert (label, message) == (CODE, form_says)
    assert "仙居" not in value + message
    assert counts(case)[:3] == (0, 0, 0)


def test_a_county_is_not_changed_by_a_file(province_handler):
    EnterpriseFactory(uscc=uscc(60_001), county_id=XIANJU)
    case = checked(province_handler, [enterprise_row(1)])
    assert [message for *_, message in faults(case)] == [
        "属地与企业档案不同。企业迁移请在企业页面办理，不能用导入修改属地。"
    ]


def test_who_lost_the_post_meanwhile_writes_nothing(county_officer):
    case = actions.confirm(checked(county_officer), by=county_officer)
    county_officer.role.delete()
    with pytest.raises(Refused):
        actions.write(Import.objects.get(pk=case.pk))
    assert Enterprise.objects.count() == 0


def test_what_became_anothers_meanwhile_stops_the_whole_file(county_officer):
    case = actions.confirm(checked(county_officer, [enterprise_row(1), enterprise_row(2)]), by=county_officer)
    EnterpriseFactory(uscc=uscc(60_001), county_id=XIANJU)
    with pytest.raises(Refused, match="第 2 行现在不能写入，因此全部没有写入"):
        actions.write(case)
    assert Enterprise.objects.count() == 1


# Jobs


def run(case: Import) -> Job:
    skeleton.run(case.job_id)
    return Job.objects.get(pk=case.job_id)


def test_jobs_check_and_write_and_lead_to_the_page(county_officer):
    case = taken_in(county_officer)
    assert run(case).result == {"url": case.get_absolute_url(), "label": "查看核对结果"}
    case = actions.confirm(Import.objects.get(), by=county_officer)
    assert run(case).result == {"url": case.get_absolute_url(), "label": "查看回执"}
    assert (Import.objects.get().stage, Enterprise.objects.count()) == ("written", 1)


def test_a_job_that_cannot_write_says_why_on_both_pages(county_officer):
    case = actions.confirm(checked(county_officer, [enterprise_row(1)]), by=county_officer)
    EnterpriseFactory(uscc=uscc(60_001), county_id=XIANJU)
    job = run(case)
    case = Import.objects.get()
    assert (job.status, job.error, case.stage) == (Status.FAILED, case.refusal, "unreadable")
    assert staged_tables() == []


def test_checked_again_after_a_kill_in_the_middle_it_is_the_same(county_officer):
    case = taken_in(county_officer, [enterprise_row(1), enterprise_row(2)])
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE UNLOGGED TABLE {case.staging_table} (row_no integer)")
    assert counts(actions.check_file(case)) == (2, 0, 0, 0)
    assert counts(actions.check_file(Import.objects.get())) == (2, 0, 0, 0)


def test_given_up_while_it_is_checked_it_stays_given_up(county_officer):
    case = taken_in(county_officer)
    actions.check_file(case, lambda percent, _words: actions.give_up(case) if percent == 60 else None)
    case = Import.objects.get()
    assert (case.stage, case.checked_at, staged_tables()) == ("closed", None, [])


def test_the_nightly_line_sweeps_what_is_over(county_officer):
    old, ready = checked(county_officer, [enterprise_row(1)]), checked(county_officer, [enterprise_row(2)])
    Import.objects.filter(pk=old.pk).update(created_at="2026-01-01T00:00Z")
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNLOGGED TABLE exchange_staged_999999 (row_no integer)")
    assert [line.when for line in SCHEDULE if line.kind == "exchange.close_old"] == ["每天 03:20"]
    tasks.close_old(Job(), lambda _percent, _words: None)
    assert staged_tables() == [ready.staging_table]
    assert Import.objects.get(pk=old.pk).stage == "closed"


# Two at once


def at_once(*acts) -> list:
    """Each act in a thread with a connection of its own, begun together."""
    gate, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run_one(number: int, act) -> None:
        try:
            gate.wait(timeout=30)
            found[number] = act()
        except Exception as error:
            found[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run_one, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return found


def test_two_people_with_the_same_rows_neither_deadlock_nor_double(committed_db, county_officer, county_second):
    rows = [enterprise_row(n) for n in range(200)]
    cases = [
        actions.confirm(checked(person, some), by=person)
        for person, some in ((county_officer, rows), (county_second, rows[::-1]))
    ]
    found = at_once(*(lambda case=case: counts(actions.write(case)) for case in cases))
    assert sorted(found) == [(0, 0, 200, 0), (200, 0, 0, 0)]
    assert Enterprise.objects.count() == 200


def test_one_import_written_by_two_workers_is_written_once(committed_db, county_officer):
    case = actions.confirm(checked(county_officer, [enterprise_row(n) for n in range(50)]), by=county_officer)
    found = at_once(*(lambda: counts(actions.write(Import.objects.get(pk=case.pk))) for _ in range(2)))
    assert found == [(50, 0, 0, 0), (50, 0, 0, 0)]
    assert (Enterprise.objects.count(), Event.objects.filter(action="import").count()) == (50, 1)
