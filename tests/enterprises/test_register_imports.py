"""Standards, certificates and past brand holders from a file: what is written, what is told, what it brings about."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from enterprises.actions import CERTIFICATE_PROCEDURE, follow_certificates
from enterprises.imports.registers import KINDS
from enterprises.models import BrandHolder, BrandPeriod, Certificate, Standard, StandardStage, Surveillance
from pinzibiao.casework.models import Event
from pinzibiao.exchange import actions
from pinzibiao.exchange.kinds import kinds_for
from tests.factories import enterprises as make
from tests.factories.exchange import checked, written
from tests.ground.files.conftest import store  # noqa: F401 files go to a folder of the test's own

ELSEWHERE = "您维护的企业中没有这个统一社会信用代码，请核对。"
FAR = date(2099, 1, 1)
DAY = timedelta(days=1)
MAY = date(2024, 5, 1)
STANDARD = {
    "标准号": "t/zzb 0123-2020",
    "标准名称": "一次性使用输液器",
    "发布日期": "2020年3月1日",
    "发布机构": "试验促进会",
    "实施日期": "2020.4.1",
    "阶段": "",
    "废止日期": "",
}
PAPER = {
    "证书编号": " ＺJM-2024-１",
    "证书类别": "国际互认认证",
    "互认国家（地区）": "德国",
    "子品牌": "品字标浙江制造",
    "产品": "输液器、留置针",
    "标准号": "T/ZZB 0456-2018",
    "认证规则编号": "zjm—001—2016",
    "认证机构": "方圆标志认证集团浙江有限公司",
    "发证日期": MAY,
    "有效期至": FAR,
    "状态": "",
    "撤销（注销）日期": "",
}
HOLDER = {"途径": "自我声明", "子品牌": "品字标浙江农产", "首次获得日期": "2016-05-01", "失效日期": ""}


@pytest.fixture(autouse=True)
def known(stage):
    make.PublisherFactory(name="试验促进会", valid_from=date(2014, 1, 1), valid_to=date(2020, 12, 31))
    make.StandardFactory(number="T/ZZB 0456—2018")


def row_of(key: str, enterprise, **changes) -> dict:
    if key == "standard":
        return STANDARD | changes
    return {"企业": enterprise.uscc} | {"certificate": PAPER, "brand_holder": HOLDER}[key] | changes


def counts(case) -> tuple:
    return case.created_count, case.updated_count, case.unchanged_count, case.wrong_count


def told(case) -> list[tuple[str, str]]:
    return [(fault.label, fault.message) for fault in case.faults.order_by("pk")]


def everything() -> list:
    models = (Standard, StandardStage, Certificate, Surveillance, BrandHolder, BrandPeriod, Event)
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.mark.parametrize("key", [kind.key for kind in KINDS])
def test_a_good_file_is_written_and_the_same_again_changes_nothing(province_handler, enterprise, key):
    case = checked(province_handler, [row_of(key, enterprise)], kind=key)
    assert (counts(case), told(case)) == ((1, 0, 0, 0), [])
    for _ in range(2):
        actions.confirm(case, by=province_handler)
        actions.write(case)
    before = everything()
    actions.confirm(case, by=province_handler)
    actions.write(case)
    again = checked(province_handler, [row_of(key, enterprise)], kind=key)
    assert (counts(again), told(again)) == ((0, 0, 1, 0), [])
    assert everything() == before


def test_a_row_of_another_region_is_told_like_one_that_is_not(county_officer, enterprise, other_enterprise):
    rows = [
        row_of("certificate", one, 证书编号=f"ZJM-{number}")
        for number, one in enumerate((enterprise, other_enterprise, make.EnterpriseFactory.build()))
    ]
    assert told(checked(county_officer, rows, kind="certificate")) == [("企业", ELSEWHERE), ("企业", ELSEWHERE)]


def test_a_number_of_another_region_is_only_said_to_be_taken(county_officer, enterprise, other_enterprise):
    make.CertificateFactory(enterprise=other_enterprise, number="ZJM-2024-1")
    said = told(checked(county_officer, [row_of("certificate", enterprise)], kind="certificate"))
    assert said == [("证书编号", "这个证书编号已登记，请在证书列表中查找，不要重复登记。")]


@pytest.mark.parametrize(
    ("key", "changes", "label", "words"),
    [
        ("standard", {"标准号": "GB 1"}, "标准号", "T/ZZB 0123—2020"),
        ("standard", {"标准名称": ""}, "标准名称", "必填"),
        ("standard", {"发布机构": "没有的协会"}, "发布机构", "没有登记这个发布机构"),
        ("standard", {"发布日期": "2021-03-01", "实施日期": ""}, "发布机构", "起止日期不含"),
        ("standard", {"实施日期": "2019-04-01"}, "实施日期", "不能早于发布日期"),
        ("standard", {"废止日期": "2019-04-01"}, "废止日期", "不能早于发布日期"),
        ("standard", {"发布日期": "2998-03-01"}, "发布日期", "日期不能晚于今天"),
        ("standard", {"发布日期": "", "发布机构": "", "实施日期": ""}, "阶段", "请填写阶段"),
        ("standard", {"阶段": "实施", "发布日期": "", "发布机构": ""}, "发布日期", "请填写发布日期"),
        ("standard", {"阶段": "起草"}, "阶段", "不在可选范围内"),
        ("certificate", {"证书编号": ""}, "证书编号", "必填"),
        ("certificate", {"认证规则编号": "GB-1"}, "认证规则编号", "ZJM-001-2016"),
        ("certificate", {"互认国家（地区）": ""}, "互认国家（地区）", "请填写互认国家"),
        ("certificate", {"证书类别": "品字标认证"}, "互认国家（地区）", "只有国际互认证书"),
        ("certificate", {"标准号": "T/ZZB 9999—2020"}, "标准号", "标准库中没有找到"),
        ("certificate", {"有效期至": MAY}, "有效期至", "必须晚于发证日期"),
        ("certificate", {"发证日期": date(2998, 1, 1)}, "发证日期", "日期不能晚于今天"),
        ("certificate", {"状态": "暂停"}, "状态", "到证书页面登记暂停"),
        ("certificate", {"状态": "到期"}, "状态", "有效期未过"),
        ("certificate", {"状态": "有效", "有效期至": "2025-01-01"}, "状态", "有效期已过"),
        ("certificate", {"状态": "撤销"}, "撤销（注销）日期", "请填写撤销"),
        ("certificate", {"撤销（注销）日期": "2025-01-01"}, "撤销（注销）日期", "“撤销”或“注销”"),
        ("certificate", {"状态": "注销", "撤销（注销）日期": "2023-01-01"}, "撤销（注销）日期", "之间"),
        ("brand_holder", {"途径": "购买"}, "途径", "不在可选范围内"),
        ("brand_holder", {"首次获得日期": ""}, "首次获得日期", "必填"),
        ("brand_holder", {"失效日期": "2015-05-01"}, "失效日期", "不能早于首次获得日期"),
    ],
)
def test_a_wrong_cell_is_told_with_its_column(province_handler, enterprise, key, changes, label, words):
    said = told(checked(province_handler, [row_of(key, enterprise, **changes)], kind=key))
    assert label in [column for column, _ in said]
    assert words in " ".join(message for column, message in said if column == label)


@pytest.mark.parametrize(
    ("person", "keys"),
    [
        ("province_handler", {"standard", "certificate", "brand_holder"}),
        ("city_officer", {"certificate"}),
        ("county_officer", {"certificate"}),
        ("clerk", set()),
        ("auditor", set()),
        ("nobody", set()),
    ],
)
def test_who_imports_them(request, person, keys):
    mine = {kind.key for kind in kinds_for(request.getfixturevalue(person))}
    assert mine & {"standard", "certificate", "brand_holder"} == keys


# Standards


def test_a_standard_enters_its_stages(province_handler, enterprise):
    rows = [
        STANDARD,
        STANDARD | {"标准号": "T/ZZB 0124—2021", "阶段": "研制", "发布日期": "", "发布机构": "", "实施日期": ""},
    ]
    written(province_handler, rows, kind="standard")
    found = Standard.objects.get(number="T/ZZB 0123—2020")
    assert (found.stage, found.publisher.name, found.published_on) == ("in_force", "试验促进会", date(2020, 3, 1))
    assert [stage for stage, _ in found.stages.values_list("stage", "entered_on")] == ["published", "in_force"]
    drafting = Standard.objects.get(number="T/ZZB 0124—2021")
    assert (drafting.stage, drafting.stages.get().entered_on) == ("drafting", timezone.localdate())


def test_a_changed_day_moves_its_stage_and_a_stage_is_entered_by_an_act(province_handler):
    written(province_handler, [STANDARD], kind="standard")
    case = written(
        province_handler,
        [{"标准号": "T/ZZB 0123—2020", "标准名称": "一次性使用输液器", "发布日期": "2020-02-01"}],
        kind="standard",
    )
    assert counts(case) == (0, 1, 0, 0)
    assert StandardStage.objects.get(standard__number="T/ZZB 0123—2020", stage="published").entered_on == date(
        2020, 2, 1
    )
    said = told(checked(province_handler, [STANDARD | {"阶段": "评审"}], kind="standard"))
    assert len(said) == 1
    assert "请到标准页面“登记阶段”" in said[0][1]


# Certificates


def test_certificates_bring_surveillance_the_brand_and_their_trail(county_officer, enterprise):
    today = timezone.localdate()
    rows = [
        row_of("certificate", enterprise),
        row_of("certificate", enterprise, 证书编号="ZJM-OLD", 发证日期=date(2018, 5, 1), 有效期至=date(2021, 4, 30)),
        row_of(
            "certificate",
            enterprise,
            证书编号="ZJM-GONE",
            发证日期=date(2022, 5, 1),
            有效期至=FAR,
            状态="撤销",
            **{"撤销（注销）日期": date(2023, 5, 1)},
        ),
    ]
    case = written(county_officer, rows, kind="certificate")
    assert counts(case) == (3, 0, 0, 0)
    found = dict(Certificate.objects.values_list("number", "status"))
    assert found == {"ZJM-2024-1": "valid", "ZJM-OLD": "expired", "ZJM-GONE": "revoked"}
    holder = BrandHolder.objects.get()
    assert (holder.first_valid_on, holder.is_current, holder.ended_on) == (date(2018, 5, 1), True, None)
    assert list(holder.periods.order_by("began_on").values_list("began_on", "ended_on")) == [
        (date(2018, 5, 1), date(2021, 5, 1)),
        (date(2022, 5, 1), date(2023, 5, 1)),
        (MAY, FAR + DAY),
    ]
    first = Surveillance.objects.filter(certificate__number="ZJM-2024-1").order_by("due_on").first()
    assert first.due_on >= today
    assert not Surveillance.objects.filter(certificate__number="ZJM-OLD").exists()
    trail = Event.objects.filter(subject_type="enterprises.certificate").values_list("action", "by_name")
    name = county_officer.get_full_name()
    assert sorted(trail) == [("bring_in", name), ("bring_in", name), ("record_certificate", name)]


def test_the_library_hears_of_imported_certificates(county_officer, enterprise):
    from cultivation.actions import nominate
    from cultivation.models import LibraryEntry
    from tests.factories.cultivation import walk_entry

    entry = walk_entry(nominate(by=county_officer, enterprise=enterprise), "listed", county=county_officer)
    written(county_officer, [row_of("certificate", enterprise)], kind="certificate")
    assert LibraryEntry.objects.get(pk=entry.pk).status == "branded"


def test_a_mended_day_mends_status_and_brand(county_officer, enterprise):
    written(county_officer, [row_of("certificate", enterprise)], kind="certificate")
    case = written(county_officer, [row_of("certificate", enterprise, 有效期至=date(2025, 4, 30))], kind="certificate")
    assert counts(case) == (0, 1, 0, 0)
    assert Certificate.objects.get().status == "expired"
    assert BrandHolder.objects.get().ended_on == date(2025, 5, 1)


def test_a_file_moves_no_certificate(county_officer, enterprise):
    written(county_officer, [row_of("certificate", enterprise)], kind="certificate")
    paper = Certificate.objects.get()
    CERTIFICATE_PROCEDURE.take(paper, "suspend", by=county_officer, comment="通知。", data={"on": date(2025, 1, 1)})
    unchanged = checked(county_officer, [row_of("certificate", enterprise)], kind="certificate")
    assert counts(unchanged) == (0, 0, 1, 0)
    said = told(checked(county_officer, [row_of("certificate", enterprise, 状态="有效")], kind="certificate"))
    assert len(said) == 1
    assert "状态变化请到证书页面办理" in said[0][1]


@pytest.mark.parametrize("address", ["certificates", "standards"])
def test_what_was_taken_out_of_the_list_goes_in_again(sign_in, province_handler, enterprise, address):
    key = address.removesuffix("s")
    written(province_handler, [row_of(key, enterprise)], kind=key)
    answer = sign_in(province_handler).get(f"/enterprises/{address}/?export=xlsx")
    case = checked(province_handler, content=b"".join(answer.streaming_content), kind=key)
    assert (counts(case)[:2], case.wrong_count, told(case)) == ((0, 0), 0, [])


# Past holders


def test_a_past_holder_has_its_period(province_handler, enterprise, other_enterprise):
    rows = [
        row_of("brand_holder", enterprise),
        row_of("brand_holder", other_enterprise, 途径="认证", 失效日期="2019-05-01"),
    ]
    written(province_handler, rows, kind="brand_holder")
    found = BrandHolder.objects.order_by("pk").values_list("route", "is_current", "ended_on")
    assert list(found) == [("self_declaration", True, None), ("certification", False, date(2019, 5, 1))]
    periods = BrandPeriod.objects.order_by("holder_id").values_list("ground", "began_on", "ended_on")
    assert list(periods) == [
        ("record", date(2016, 5, 1), None),
        ("record", date(2016, 5, 1), date(2019, 5, 1)),
    ]
    written(province_handler, [row_of("brand_holder", enterprise, 首次获得日期="2015-05-01")], kind="brand_holder")
    assert BrandPeriod.objects.get(ended_on=None).began_on == date(2015, 5, 1)


def test_a_holder_by_certificate_is_not_rewritten(province_handler, enterprise):
    make.CertificateFactory(enterprise=enterprise, valid_to=FAR)
    follow_certificates([enterprise.pk])
    row = row_of("brand_holder", enterprise, 途径="认证", 子品牌="品字标浙江制造")
    said = told(checked(province_handler, [row], kind="brand_holder"))
    assert len(said) == 1
    assert "由平台登记的证书或授权产生" in said[0][1]
