"""The registers of an enterprise from a file: what is written, what is told, and what another region's row tells."""

from datetime import date
from decimal import Decimal

import pytest

from enterprises.imports.items import KINDS
from enterprises.models import (
    Contact,
    Enterprise,
    Product,
    QualityAward,
    QualityOfficer,
    SystemCertificate,
    YearFigure,
)
from enterprises.search import search
from pinzibiao.exchange import actions
from pinzibiao.exchange.kinds import kind_of, kinds_for
from tests.factories import enterprises as make
from tests.factories.exchange import checked, enterprise_row, written
from tests.ground.files.conftest import store  # noqa: F401 files go to a folder of the test's own

ELSEWHERE = "您维护的企业中没有这个统一社会信用代码，请核对。"
GOOD = {
    "product": {
        "产品名称": "输液器",
        "型号规格": "A-1",
        "器械类别": "二类医疗器械",
        "注册（备案）号": "浙械注准 20212140123",
        "注册（备案）日期": "2021年5月1日",
        "注册证有效期至": "2099.4.30",
        "执行标准": "t/zzb 0123-2020",
    },
    "figure": {"年度": "2024年", "营业收入（万元）": "1.2亿", "品字标产品销售额（万元）": "3,000.5"},
    "award": {"奖项名称": "杭州市人民政府质量奖", "级别": "市级", "年度": 2022, "获奖日期": "2022-11-01"},
    "officer": {"姓名": "吴质量", "职务": "质量总监", "培训证书编号": "CQO-1", "培训日期": "2022-09-01", "在任": "是"},
    "contact": {"姓名": "周联系", "职务": "经理", "手机": 13900000000, "邮箱": "zhou@example.com"},
    "system": {
        "体系": "医疗器械质量管理体系（ISO 13485）",
        "证书编号": "00124Q1",
        "认证机构": "方圆标志认证集团有限公司",
        "发证日期": date(2024, 5, 1),
        "有效期至": date(2027, 4, 30),
    },
}
STORED = {
    "product": (
        Product,
        {
            "name": "输液器",
            "device_class": "2",
            "licence_no": "浙械注准20212140123",
            "licence_issued_on": date(2021, 5, 1),
            "licence_valid_to": date(2099, 4, 30),
            "standard__number": "T/ZZB 0123—2020",
            "category": "",
        },
    ),
    "figure": (YearFigure, {"year": 2024, "revenue_wan": Decimal(12000), "brand_sales_wan": Decimal("3000.5")}),
    "award": (QualityAward, {"name": "杭州市人民政府质量奖", "level": "city", "year": 2022}),
    "officer": (QualityOfficer, {"name": "吴质量", "post": "质量总监", "is_active": True, "document": None}),
    "contact": (Contact, {"name": "周联系", "mobile": "13900000000", "email": "zhou@example.com"}),
    "system": (SystemCertificate, {"kind": "device", "number": "00124Q1", "valid_to": date(2027, 4, 30)}),
}
KEYS = list(GOOD)


@pytest.fixture(autouse=True)
def standard(stage):
    return make.StandardFactory(number="T/ZZB 0123—2020")


def _row(key: str, enterprise, **changes) -> dict:
    return {"企业": enterprise.uscc} | GOOD[key] | changes


def _counts(case) -> tuple:
    return case.created_count, case.updated_count, case.unchanged_count, case.wrong_count


def _told(case) -> list[tuple[str, str]]:
    return [(fault.label, fault.message) for fault in case.faults.order_by("pk")]


def test_every_kind_is_tried_here():
    assert [kind.key for kind in KINDS] == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_a_good_file_is_written_and_the_same_again_changes_nothing(county_officer, enterprise, key):
    case = checked(county_officer, [_row(key, enterprise)], kind=key)
    model, stored = STORED[key]
    assert (_counts(case), _told(case), model.objects.count()) == ((1, 0, 0, 0), [], 0)
    actions.confirm(case, by=county_officer)
    actions.write(case)
    found = model.objects.filter(enterprise=enterprise).values(*stored).get()
    assert found == stored
    actions.confirm(case, by=county_officer)
    actions.write(case)
    assert model.objects.count() == 1
    again = checked(county_officer, [_row(key, enterprise)], kind=key)
    assert _counts(again) == (0, 0, 1, 0)


@pytest.mark.parametrize("key", KEYS)
def test_a_row_of_another_region_is_told_like_one_that_is_not(county_officer, enterprise, other_enterprise, key):
    rows = [_row(key, enterprise), _row(key, other_enterprise), _row(key, make.EnterpriseFactory.build())]
    case = checked(county_officer, rows, kind=key)
    assert _told(case) == [("企业", ELSEWHERE), ("企业", ELSEWHERE)]
    named = checked(county_officer, [_row(key, enterprise, 企业=other_enterprise.name)], kind=key)
    unknown = checked(county_officer, [_row(key, enterprise, 企业="没有的有限公司")], kind=key)
    assert _told(named) == _told(unknown) != []


@pytest.mark.parametrize(
    ("key", "changes", "label", "words"),
    [
        ("product", {"产品名称": ""}, "产品名称", "必填"),
        ("product", {"产品名称": "好药🎉"}, "产品名称", "表情"),
        ("product", {"器械类别": "四类"}, "器械类别", "不在可选范围内"),
        ("product", {"注册（备案）号": "国械注准20213140123"}, "注册（备案）号", "浙械注准20212140123"),
        ("product", {"注册（备案）号": ""}, "注册（备案）号", "同时填写注册（备案）号"),
        ("product", {"注册证有效期至": "2021-05-01"}, "注册证有效期至", "必须晚于"),
        ("product", {"注册（备案）日期": "2998-01-01"}, "注册（备案）日期", "日期不能晚于今天"),
        ("product", {"执行标准": "T/ZZB 9999—2020"}, "执行标准", "标准库中没有找到"),
        ("figure", {"年度": 2999}, "年度", "年度不能晚于今年"),
        ("figure", {"年度": ""}, "年度", "必填"),
        ("figure", {"营业收入（万元）": "很多"}, "营业收入（万元）", "请填写数字"),
        ("figure", {"营业收入（万元）": -1}, "营业收入（万元）", "不能小于"),
        ("figure", {"品字标产品销售额（万元）": 99999}, "品字标产品销售额（万元）", "不能大于营业收入"),
        ("award", {"级别": "乡级"}, "级别", "不在可选范围内"),
        ("award", {"获奖日期": "2998-01-01"}, "获奖日期", "日期不能晚于今天"),
        ("award", {"年度": 2999}, "年度", "年度不能晚于今年"),
        ("officer", {"姓名": ""}, "姓名", "必填"),
        ("officer", {"培训日期": "去年"}, "培训日期", "日期请写作"),
        ("officer", {"在任": "也许"}, "在任", "“是”或“否”"),
        ("contact", {"手机": "123"}, "手机", "11 位手机号"),
        ("contact", {"邮箱": "zhou"}, "邮箱", "Email"),
        ("system", {"体系": "ISO"}, "体系", "不在可选范围内"),
        ("system", {"有效期至": date(2024, 5, 1)}, "有效期至", "必须晚于发证日期"),
        ("system", {"发证日期": date(2998, 5, 1)}, "发证日期", "日期不能晚于今天"),
    ],
)
def test_a_wrong_cell_is_told_with_its_column(county_officer, enterprise, key, changes, label, words):
    told = _told(checked(county_officer, [_row(key, enterprise, **changes)], kind=key))
    assert label in [column for column, _ in told]
    assert words in " ".join(message for column, message in told if column == label)


def test_a_changed_cell_changes_that_alone(county_officer, enterprise):
    written(county_officer, [_row("officer", enterprise)], kind="officer")
    case = written(county_officer, [{"企业": enterprise.uscc, "姓名": "吴质量", "在任": "否"}], kind="officer")
    assert _counts(case) == (0, 1, 0, 0)
    row = QualityOfficer.objects.get()
    assert (row.is_active, row.post, row.certificate_no) == (False, "质量总监", "CQO-1")


def test_the_word_by_which_the_list_shows_nothing_is_no_amount(county_officer, enterprise):
    written(county_officer, [_row("figure", enterprise, **{"品字标产品销售额（万元）": "未报"})], kind="figure")
    assert YearFigure.objects.get().brand_sales_wan is None


def test_an_enterprise_may_be_named_by_its_name(county_officer, enterprise):
    written(county_officer, [_row("contact", enterprise, 企业=enterprise.name)], kind="contact")
    assert Contact.objects.get().enterprise == enterprise


@pytest.mark.parametrize(
    ("person", "may"),
    [
        ("county_officer", True),
        ("province_handler", True),
        ("city_officer", False),
        ("clerk", False),
        ("auditor", False),
        ("expert_user", False),
        ("nobody", False),
    ],
)
def test_who_imports_them(request, person, may):
    mine = {kind.key for kind in kinds_for(request.getfixturevalue(person))}
    assert mine & {"enterprise", *KEYS} == ({"enterprise", *KEYS} if may else set())


def test_the_province_imports_for_every_county(province_handler, enterprise, other_enterprise):
    rows = [_row("award", one) for one in (enterprise, other_enterprise)]
    assert _counts(written(province_handler, rows, kind="award")) == (2, 0, 0, 0)


def test_headings_of_the_list_are_those_of_the_file(sign_in, county_officer, enterprise):
    """What was taken out of the list goes in again as it is."""
    written(county_officer, [_row("system", enterprise)], kind="system")
    answer = sign_in(county_officer).get("/enterprises/system-certificates/?export=xlsx")
    content = b"".join(answer.streaming_content)
    assert _counts(checked(county_officer, content=content, kind="system")) == (0, 0, 1, 0)


def test_a_name_changed_by_a_file_keeps_the_former_ones_findable(county_officer, enterprise):
    from enterprises.actions import rename_enterprise

    old = enterprise.name
    rename_enterprise(enterprise, "杭州新名医药有限公司", date(2024, 5, 1), by=county_officer)
    row = enterprise_row(统一社会信用代码=enterprise.uscc, 企业名称="杭州再名医药有限公司")
    written(county_officer, [row])
    for words in (old, "再名医药"):
        assert list(search(Enterprise.objects.all(), words)) == [enterprise]


def test_a_kind_says_where_its_list_is():
    assert all(kind_of(key).list_url.startswith("enterprises:") for key in KEYS)
