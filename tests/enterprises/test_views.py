"""Pages of the registry: what each person finds, what is kept, what is told."""

import io
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from enterprises.items import ITEMS
from enterprises.models import (
    AccountRequest,
    Contact,
    Enterprise,
    FurtherIndustry,
    Member,
    Product,
    QualityAward,
    QualityOfficer,
    SystemCertificate,
    YearFigure,
)
from tests.cast import LINPING, XIANJU, uscc
from tests.factories import enterprises as make

LIST = "/enterprises/"


def _names(response):
    return [row.record.name for row in response.context["table"].table.rows]


def _said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def _errors(response):
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


# Lists


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("address", "factory", "queries"),
    [
        ("/enterprises/", make.EnterpriseFactory, 9),
        ("/enterprises/standards/", make.StandardFactory, 8),
        ("/enterprises/brand/", make.BrandHolderFactory, 7),
        ("/enterprises/certificates/", make.CertificateFactory, 7),
        ("/enterprises/account-requests/", make.AccountRequestFactory, 6),
    ],
)
def test_a_list_asks_as_often_for_three_rows_as_for_one(
    sign_in, province_handler, django_assert_num_queries, address, factory, queries, rows
):
    factory.create_batch(rows)
    client = sign_in(province_handler)
    client.get(address)
    with django_assert_num_queries(queries):
        page = client.get(address)
    assert len(page.context["table"]) == rows


def test_a_county_lists_its_own_enterprises(sign_in, county_officer, enterprise, other_enterprise):
    assert _names(sign_in(county_officer).get(LIST)) == [enterprise.name]


@pytest.mark.parametrize(
    ("person", "found"),
    [
        ("province_handler", 2),
        ("city_officer", 1),
        ("taizhou_city", 1),
        ("zone_officer", 0),
        ("auditor", 2),
        ("clerk", 1),
        ("expert_user", 0),
        ("lead_body", 0),
        ("administrator", 0),
        ("nobody", 0),
    ],
)
def test_who_lists_how_many(request, sign_in, enterprise, other_enterprise, person, found):
    page = sign_in(request.getfixturevalue(person)).get(LIST)
    assert len(page.context["table"]) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=甲乙", ["甲乙医药"]),
        ("q=丙丁 器械", ["丙丁器械"]),
        (f"q={uscc(7)[8:]}", ["甲乙医药"]),
        ("region=330113", ["甲乙医药"]),
        ("region=331000", ["丙丁器械"]),
        ("industry=C", ["丙丁器械", "甲乙医药"]),
        ("industry=C35", ["丙丁器械"]),
        ("class_code=C277", ["甲乙医药"]),
        ("scale=large", ["丙丁器械"]),
        ("above_scale=yes", ["丙丁器械"]),
        ("above_scale=no", ["甲乙医药"]),
        ("brand=yes", ["甲乙医药"]),
        ("brand=no", ["丙丁器械"]),
        ("sort=name", ["丙丁器械", "甲乙医药"]),
        ("sort=-name", ["甲乙医药", "丙丁器械"]),
        ("sort=county", ["甲乙医药", "丙丁器械"]),
        ("q=🎉", []),
    ],
)
def test_filters_search_and_sorting(sign_in, province_handler, query, found):
    first = make.EnterpriseFactory(name="甲乙医药", uscc=uscc(7), industry_id="C2770")
    make.EnterpriseFactory(name="丙丁器械", county_id=XIANJU, industry_id="C3581", scale="large", is_above_scale=True)
    make.BrandHolderFactory(enterprise=first)
    assert _names(sign_in(province_handler).get(f"{LIST}?{query}")) == found


def test_an_ended_brand_is_no_brand(sign_in, province_handler):
    make.BrandHolderFactory(is_current=False, ended_on=date(2025, 1, 1))
    assert _names(sign_in(province_handler).get(f"{LIST}?brand=yes")) == []


def test_the_choice_of_places_ends_with_the_scope(sign_in, city_officer, county_officer):
    choices = sign_in(city_officer).get(LIST).context["filterset"].form.fields["region"].choices
    places = [code for _, group in choices if isinstance(group, list) for code, _ in group]
    assert places[0] == "330100"
    assert LINPING in places
    assert all(code.startswith("3301") for code in places)
    choices = sign_in(county_officer).get(LIST).context["filterset"].form.fields["region"].choices
    assert [code for _, group in choices if isinstance(group, list) for code, _ in group] == [LINPING]


def test_a_county_cannot_filter_its_way_out(sign_in, county_officer, enterprise, other_enterprise):
    page = sign_in(county_officer).get(f"{LIST}?region={XIANJU}")
    assert len(page.context["table"]) == 0


def test_an_unknown_parameter_is_refused(sign_in, county_officer):
    assert sign_in(county_officer).get(f"{LIST}?county={XIANJU}").status_code == 400


def test_the_export_holds_the_rows_and_columns_of_the_page(sign_in, county_officer, enterprise, other_enterprise):
    answer = sign_in(county_officer).get(f"{LIST}?export=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert list(sheet.values) == [
        ("企业名称", "统一社会信用代码", "属地", "国民经济行业", "规模", "规上", "品字标企业"),
        (enterprise.name, enterprise.uscc, "临平区", "C2770 卫生材料及医药用品制造", "小型", "否", "否"),
    ]


# The page


def test_the_page_shows_what_is_known(sign_in, county_officer, enterprise):
    make.ContactFactory(enterprise=enterprise, name="周联系")
    make.ProductFactory(enterprise=enterprise, name="输液器甲")
    make.YearFigureFactory(enterprise=enterprise, revenue_wan=Decimal(2000), brand_sales_wan=Decimal(500))
    make.YearFigureFactory(enterprise=enterprise, year=2024, brand_sales_wan=None)
    make.QualityAwardFactory(enterprise=enterprise, name="杭州市人民政府质量奖提名奖")
    make.QualityOfficerFactory(enterprise=enterprise, name="吴质量")
    make.CertificateFactory(enterprise=enterprise, number="ZJM-SEEN")
    page = sign_in(county_officer).get(enterprise.get_absolute_url()).content.decode()
    for words in (
        "周联系",
        "输液器甲",
        "25.0",
        "未报",
        "杭州市人民政府质量奖提名奖",
        "吴质量",
        "ZJM-SEEN",
        "杭州市 临平区",
    ):
        assert words in page


def test_the_page_of_a_full_enterprise_stays_under_thirty_queries(
    sign_in, county_officer, enterprise, django_assert_max_num_queries
):
    for factory in (make.ContactFactory, make.ProductFactory, make.QualityAwardFactory, make.CertificateFactory):
        factory.create_batch(5, enterprise=enterprise)
    client = sign_in(county_officer)
    with django_assert_max_num_queries(30):
        client.get(enterprise.get_absolute_url())


def test_another_countys_enterprise_does_not_exist(sign_in, xianju_officer, enterprise):
    client = sign_in(xianju_officer)
    for end in ("", "edit/", "history/", "members/", "contact/new/", "members/new/"):
        assert client.get(enterprise.get_absolute_url() + end).status_code == 404


def test_an_expert_who_helps_reads_no_telephone_numbers(sign_in, expert_user, enterprise, county_officer):
    from visits.models import HelpVisit

    make.ContactFactory(enterprise=enterprise, name="周联系")
    visit = HelpVisit.objects.create(
        enterprise=enterprise, county_id=LINPING, planned_on=date(2026, 11, 1), created_by=county_officer
    )
    visit.experts.add(expert_user.expert)
    client = sign_in(expert_user)
    page = client.get(enterprise.get_absolute_url())
    assert page.status_code == 200
    assert "周联系" not in page.content.decode()
    assert client.get(f"{enterprise.get_absolute_url()}members/").status_code == 403
    assert client.get(f"{enterprise.get_absolute_url()}history/").status_code == 403


# First record and changes


def _new(**changes):
    return {
        "uscc": uscc(501),
        "name": "杭州新建有限公司",
        "industry": "C2770",
        "scale": "small",
        "main_product": "敷料",
    } | changes


def test_a_county_makes_an_enterprise_of_its_own(sign_in, county_officer):
    page = sign_in(county_officer).post("/enterprises/new/", _new())
    made = Enterprise.objects.get()
    assert page.url == made.get_absolute_url()
    assert (made.county_id, made.city_code, made.industry_id) == (LINPING, "330100", "C2770")


def test_a_code_from_elsewhere_is_warned_about_and_kept(sign_in, county_officer):
    page = sign_in(county_officer).post("/enterprises/new/", _new(uscc=uscc(502, "310115")))
    assert Enterprise.objects.get().county_id == LINPING
    assert any("登记地不在浙江省" in words for words in _said(page))


def test_a_code_typed_carelessly_is_cleaned(sign_in, county_officer):
    sign_in(county_officer).post("/enterprises/new/", _new(uscc=" 91330113 ma2abc 125g "))
    assert Enterprise.objects.get().uscc == "91330113MA2ABC125G"


def test_a_duplicate_in_the_scope_is_shown_with_its_link(sign_in, county_officer, enterprise):
    page = sign_in(county_officer).post("/enterprises/new/", _new(uscc=enterprise.uscc))
    assert page.status_code == 422
    assert page.context["existing"] == enterprise
    assert f'href="{enterprise.get_absolute_url()}"' in page.content.decode()


def test_a_duplicate_outside_the_scope_leaks_nothing(sign_in, county_officer, other_enterprise):
    page = sign_in(county_officer).post("/enterprises/new/", _new(uscc=other_enterprise.uscc))
    assert page.status_code == 422
    assert page.context["existing"] is None
    assert other_enterprise.name not in page.content.decode()
    assert other_enterprise.get_absolute_url() not in page.content.decode()
    assert "已登记" in _errors(page)["uscc"][0]


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("uscc", "91330113MA2ABC125H", "校验位不符"),
        ("uscc", "9" * 10_000, "现有 10000 位"),
        ("uscc", "", "请填写"),
        ("name", "甲" * 10_000, "最多 120 字，现有 10000 字"),
        ("name", "<script>alert(1)</script>", "尖括号"),
        ("name", "好药🎉", "表情"),
        ("name", "甲\x00乙", "控制字符"),
        ("name", "", "请填写"),
        ("industry", "没有的行业", "没有找到这个行业"),
        ("scale", "giant", "重新选择"),
        ("established_on", "2999-01-01", "日期不能晚于今天"),
        ("established_on", "昨天", "日期格式不对"),
    ],
)
def test_bad_input_is_told_in_a_sentence_and_nothing_is_lost(sign_in, county_officer, field, typed, words):
    page = sign_in(county_officer).post("/enterprises/new/", _new(plant_address="㐀路1号", **{field: typed}))
    assert page.status_code == 422
    assert words in " ".join(_errors(page)[field])
    assert page.context["form"]["plant_address"].value() == "㐀路1号"
    assert page.context["form"][field].value() == typed
    assert "<script>alert" not in page.content.decode()
    assert not Enterprise.objects.exists()


def test_a_rare_character_is_kept(sign_in, county_officer):
    sign_in(county_officer).post("/enterprises/new/", _new(name="杭州㐀喆有限公司"))
    assert Enterprise.objects.get().name == "杭州㐀喆有限公司"


@pytest.mark.parametrize("person", ["province_handler", "city_officer", "clerk", "auditor", "expert_user", "nobody"])
def test_only_counties_make_enterprises(request, sign_in, person):
    client = sign_in(request.getfixturevalue(person))
    assert client.post("/enterprises/new/", _new(uscc=uscc(777))).status_code == 403
    assert not Enterprise.objects.filter(uscc=uscc(777)).exists()


def _version(client, address) -> dict:
    """What the page carries so that nobody's change is overwritten unseen."""
    return {"version": client.get(address).context["version"]}


def _edit(enterprise, **changes):
    return {
        "name": enterprise.name,
        "industry": str(enterprise.industry),
        "scale": enterprise.scale,
        "main_product": enterprise.main_product,
        "legal_representative": enterprise.legal_representative,
        "plant_address": enterprise.plant_address,
    } | changes


def test_a_county_changes_its_enterprise_but_not_its_code(sign_in, county_officer, enterprise):
    client, address = sign_in(county_officer), f"{enterprise.get_absolute_url()}edit/"
    typed = _edit(enterprise, name="临平新名有限公司", uscc=uscc(900), county=XIANJU)
    page = client.post(address, typed | _version(client, address))
    assert page.status_code == 302
    changed = Enterprise.objects.get(pk=enterprise.pk)
    assert (changed.name, changed.uscc, changed.county_id) == ("临平新名有限公司", enterprise.uscc, LINPING)


def test_two_at_once_are_shown_both(sign_in, county_officer, enterprise):
    client, address = sign_in(county_officer), f"{enterprise.get_absolute_url()}edit/"
    typed = _edit(enterprise, name="我的名称") | _version(client, address)
    Enterprise.objects.filter(pk=enterprise.pk).update(name="对方的名称")
    page = client.post(address, typed)
    assert page.status_code == 409
    found = [(d.label, d.theirs, d.yours) for d in page.context["differences"]]
    assert ("企业名称", "对方的名称", "我的名称") in found
    assert Enterprise.objects.get(pk=enterprise.pk).name == "对方的名称"


@pytest.mark.parametrize("person", ["province_handler", "city_officer", "clerk", "signatory", "auditor"])
def test_others_in_the_scope_may_not_change_it(request, sign_in, enterprise, person):
    client = sign_in(request.getfixturevalue(person))
    page = client.post(f"{enterprise.get_absolute_url()}edit/", _edit(enterprise, name="改名"))
    assert page.status_code == 403
    assert Enterprise.objects.get(pk=enterprise.pk).name == enterprise.name


def test_the_history_says_who_changed_what(sign_in, county_officer, enterprise):
    client, address = sign_in(county_officer), f"{enterprise.get_absolute_url()}edit/"
    client.post(address, _edit(enterprise, name="临平新名有限公司", scale="large") | _version(client, address))
    entries = client.get(f"{enterprise.get_absolute_url()}history/").context["entries"]
    latest = entries[0]
    assert (latest.who, latest.act, latest.subject) == ("林县经", "修改", "企业")
    assert latest.changes == [("企业名称", enterprise.name, "临平新名有限公司"), ("规模", "小型", "大型")]
    assert (entries[-1].who, entries[-1].act) == ("系统", "新增")
    assert ("属地", "", "临平区") in entries[-1].changes


def test_the_history_keeps_what_was_deleted(sign_in, clerk, enterprise):
    contact = make.ContactFactory(enterprise=enterprise, name="周联系")
    client = sign_in(clerk)
    page = client.post(f"{enterprise.get_absolute_url()}contact/{contact.pk}/delete/")
    assert page.status_code == 302
    assert not Contact.objects.exists()
    latest = client.get(f"{enterprise.get_absolute_url()}history/").context["entries"][0]
    assert (latest.who, latest.act, latest.subject) == ("钱企经", "删除", "联系人「周联系」")


# What belongs to an enterprise

GOOD = {
    "contact": {"name": "周联系", "post": "经理", "mobile": "13900000000", "email": "zhou@example.com"},
    "product": {"name": "输液器", "models_text": "A-1", "device_class": "3", "licence_no": "国械注准20213140123"},
    "figure": {"year": "2025", "revenue_wan": "12000.50", "brand_sales_wan": ""},
    "award": {"level": "city", "name": "杭州市人民政府质量奖提名奖", "year": "2022", "awarded_on": "2022-11-01"},
    "officer": {"name": "吴质量", "certificate_no": "CQO-1", "trained_on": "2022-09-01", "is_active": "on"},
    "system": {
        "kind": "quality",
        "number": "00124Q1",
        "body": "方圆标志认证集团有限公司",
        "issued_on": "2024-05-01",
        "valid_to": "2027-04-30",
    },
    "industry": {"industry": "C2720"},
}
MODELS = {
    "contact": Contact,
    "product": Product,
    "figure": YearFigure,
    "award": QualityAward,
    "officer": QualityOfficer,
    "system": SystemCertificate,
    "industry": FurtherIndustry,
}
FACTORIES = {
    "contact": make.ContactFactory,
    "product": make.ProductFactory,
    "figure": make.YearFigureFactory,
    "award": make.QualityAwardFactory,
    "officer": make.QualityOfficerFactory,
    "system": make.SystemCertificateFactory,
    "industry": make.FurtherIndustryFactory,
}


@pytest.mark.parametrize("item", list(ITEMS))
def test_the_county_adds_changes_and_deletes(sign_in, county_officer, enterprise, item):
    client, base = sign_in(county_officer), f"{enterprise.get_absolute_url()}{item}/"
    assert client.get(f"{base}new/").status_code == 200
    assert client.post(f"{base}new/", GOOD[item]).status_code == 302
    row = MODELS[item].objects.get(enterprise=enterprise)
    assert client.get(f"{base}{row.pk}/edit/").status_code == 200
    address = f"{base}{row.pk}/edit/"
    assert client.post(address, GOOD[item] | _version(client, address)).status_code == 302
    assert client.get(f"{base}{row.pk}/delete/").status_code == 200
    assert client.post(f"{base}{row.pk}/delete/").status_code == 302
    assert not MODELS[item].objects.exists()


@pytest.mark.parametrize(
    ("item", "status"),
    [
        ("contact", 302),
        ("product", 302),
        ("figure", 302),
        ("award", 403),
        ("officer", 403),
        ("system", 302),
        ("industry", 403),
    ],
)
@pytest.mark.parametrize("person", ["clerk", "signatory"])
def test_an_enterprise_keeps_part_of_it_itself(request, sign_in, enterprise, person, item, status):
    client = sign_in(request.getfixturevalue(person))
    assert client.post(f"{enterprise.get_absolute_url()}{item}/new/", GOOD[item]).status_code == status
    assert MODELS[item].objects.count() == (status == 302)


@pytest.mark.parametrize("item", list(ITEMS))
@pytest.mark.parametrize(
    ("person", "status"),
    [("province_handler", 403), ("city_officer", 403), ("auditor", 403), ("other_clerk", 404), ("xianju_officer", 404)],
)
def test_nobody_else_writes(request, sign_in, enterprise, item, person, status):
    row = FACTORIES[item](enterprise=enterprise)
    client, base = sign_in(request.getfixturevalue(person)), f"{enterprise.get_absolute_url()}{item}/"
    for end in ("new/", f"{row.pk}/edit/", f"{row.pk}/delete/"):
        assert client.post(base + end, GOOD[item]).status_code == status
    assert MODELS[item].objects.count() == 1


@pytest.mark.parametrize("item", list(ITEMS))
def test_a_row_of_another_enterprise_is_not_reached_through_ones_own(
    sign_in, clerk, enterprise, other_enterprise, item
):
    row = FACTORIES[item](enterprise=other_enterprise)
    client, base = sign_in(clerk), f"{enterprise.get_absolute_url()}{item}/{row.pk}/"
    if item in {"award", "officer"}:
        client = sign_in(clerk)
    for end in ("edit/", "delete/"):
        assert client.post(base + end, GOOD[item]).status_code == 404
    assert MODELS[item].objects.filter(pk=row.pk, enterprise=other_enterprise).exists()


@pytest.mark.parametrize(
    ("item", "changes", "field", "words"),
    [
        ("contact", {"mobile": "123"}, "mobile", "11 位手机号"),
        ("contact", {"name": "周🎉"}, "name", "表情"),
        ("product", {"licence_no": "浙械注准20212140123"}, "licence_no", "国械注准20213140123"),
        ("product", {"name": "甲" * 10_000}, "name", "现有 10000 字"),
        ("product", {"standard": "T/ZZB 9999—2020"}, "standard", "标准库中没有找到"),
        ("figure", {"brand_sales_wan": "99999"}, "__all__", "不能大于营业收入"),
        ("figure", {"revenue_wan": "-1"}, "revenue_wan", "0"),
        ("figure", {"year": "2999"}, "year", "年度不能晚于今年"),
        ("award", {"awarded_on": "2999-01-01"}, "awarded_on", "日期不能晚于今天"),
        ("award", {"name": ""}, "name", "请填写"),
        ("officer", {"trained_on": "2999-01-01"}, "trained_on", "日期不能晚于今天"),
        ("product", {"licence_valid_to": "2020-01-01", "licence_issued_on": "2021-01-01"}, "__all__", "必须晚于注册"),
        ("product", {"device_class": "", "licence_no": "", "licence_valid_to": "2099-01-01"}, "licence_no", "同时填写"),
        ("product", {"licence_issued_on": "2999-01-01"}, "licence_issued_on", "日期不能晚于今天"),
        ("system", {"valid_to": "2024-05-01"}, "__all__", "必须晚于发证日期"),
        ("system", {"issued_on": "2999-01-01"}, "issued_on", "日期不能晚于今天"),
        ("industry", {"industry": "没有的行业"}, "industry", "没有找到这个行业"),
        ("industry", {"industry": "C2770"}, "industry", "主营行业"),
    ],
)
def test_bad_rows_are_told_in_a_sentence(sign_in, county_officer, enterprise, item, changes, field, words):
    page = sign_in(county_officer).post(f"{enterprise.get_absolute_url()}{item}/new/", GOOD[item] | changes)
    assert page.status_code == 422
    assert words in " ".join(_errors(page)[field])
    assert not MODELS[item].objects.exists()


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("figure", "这一年度的数据已登记"),
        ("award", "奖项已登记"),
        ("product", "同名同型号"),
        ("system", "已登记"),
        ("industry", "已登记"),
    ],
)
def test_the_same_row_twice_is_refused(sign_in, county_officer, enterprise, item, words):
    client, address = sign_in(county_officer), f"{enterprise.get_absolute_url()}{item}/new/"
    client.post(address, GOOD[item])
    page = client.post(address, GOOD[item])
    assert page.status_code == 422
    assert words in " ".join(_errors(page)["__all__"])
    assert MODELS[item].objects.count() == 1


def test_a_value_in_yuan_is_asked_about_once(sign_in, clerk, enterprise):
    make.YearFigureFactory(enterprise=enterprise, year=2024, revenue_wan=Decimal(12_000))
    client, address = sign_in(clerk), f"{enterprise.get_absolute_url()}figure/new/"
    typed = {"year": "2025", "revenue_wan": "120000000"}
    page = client.post(address, typed)
    assert page.status_code == 422
    assert "单位是否填成了元" in _errors(page)["revenue_wan"][0]
    assert client.post(address, typed | {"unit_is_right": "on"}).status_code == 302
    assert YearFigure.objects.get(year=2025).revenue_wan == Decimal(120_000_000)


def test_a_product_that_was_declared_is_not_deleted(sign_in, clerk, enterprise):
    from declarations.models import Declaration

    product = make.ProductFactory(enterprise=enterprise)
    Declaration.objects.create(enterprise=enterprise, product=product, county_id=LINPING, prepared_by=clerk)
    page = sign_in(clerk).post(f"{enterprise.get_absolute_url()}product/{product.pk}/delete/")
    assert page.status_code == 302
    assert any("已被申报或清单引用" in words for words in _said(page))
    assert Product.objects.filter(pk=product.pk).exists()


# Account requests

ASK = "/enterprises/account-requests/new/"


def _asked(**changes):
    return {
        "uscc": uscc(600),
        "enterprise_name": "杭州申请有限公司",
        "county": LINPING,
        "applicant_name": "申请人",
        "applicant_mobile": "13900000000",
        "applicant_kind": "clerk",
        "website": "",
    } | changes


def test_anybody_may_ask_for_an_account(sign_in, db):
    client = sign_in(None)
    assert client.get(ASK).status_code == 200
    page = client.post(ASK, _asked())
    assert page.url == "/enterprises/account-requests/received/"
    assert client.get(page.url).status_code == 200
    case = AccountRequest.objects.get()
    assert (case.status, case.county_id, case.uscc) == ("pending", LINPING, uscc(600))


def test_the_answer_does_not_tell_who_is_registered(sign_in, enterprise):
    answers = {sign_in(None).post(ASK, _asked(uscc=code)).url for code in (enterprise.uscc, uscc(601))}
    assert answers == {"/enterprises/account-requests/received/"}


def test_a_machine_gets_the_same_answer_and_leaves_nothing(sign_in, db):
    page = sign_in(None).post(ASK, _asked(website="https://spam.example"))
    assert page.url == "/enterprises/account-requests/received/"
    assert not AccountRequest.objects.exists()


def test_a_request_sent_twice_is_one(sign_in, db):
    client = sign_in(None)
    assert [client.post(ASK, _asked()).status_code for _ in range(2)] == [302, 302]
    assert AccountRequest.objects.count() == 1


def test_one_code_asks_three_times_a_day(sign_in, db):
    client = sign_in(None)
    for name in "甲乙丙":
        assert client.post(ASK, _asked(applicant_name=name)).status_code == 302
    page = client.post(ASK, _asked())
    assert page.status_code == 422
    assert "一天最多提交 3 次" in _errors(page)["uscc"][0]
    assert client.post(ASK, _asked(uscc=uscc(602))).status_code == 302
    AccountRequest.objects.update(created_at=timezone.now() - timedelta(days=1))
    assert client.post(ASK, _asked()).status_code == 302


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("uscc", "91330113MA2ABC125H", "校验位不符"),
        ("enterprise_name", "<script>", "尖括号"),
        ("applicant_name", "王🎉", "表情"),
        ("applicant_name", "甲" * 10_000, "现有 10000 字"),
        ("applicant_mobile", "123", "11 位手机号"),
        ("county", "330100", "重新选择"),
        ("county", "110101", "重新选择"),
        ("county", "", "请选择"),
        ("applicant_kind", "boss", "重新选择"),
    ],
)
def test_bad_requests(sign_in, db, field, typed, words):
    page = sign_in(None).post(ASK, _asked(**{field: typed}))
    assert page.status_code == 422
    assert words in " ".join(_errors(page)[field])
    assert not AccountRequest.objects.exists()


def _opening(case, **changes):
    return {
        "enterprise_name": "杭州申请有限公司",
        "industry": "C2770",
        "kind": "clerk",
        "person_name": "申请人",
        "mobile": "13900000000",
        "username": "qy-new-1",
        "expected": "0",
        "key": "5c3f2d1e-8a4b-4f6d-9c7e-1a2b3c4d5e6f",
    } | changes


def test_the_county_opens_and_reads_the_password_once(sign_in, county_officer):
    case = make.AccountRequestFactory()
    client, address = sign_in(county_officer), f"{case.get_absolute_url()}move/open/"
    assert client.get(address).status_code == 200
    page = client.post(address, _opening(case))
    assert page.status_code == 200
    password = page.context["password"]
    assert password in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    member = Member.objects.get()
    assert member.user.check_password(password)
    again = client.post(address, _opening(case))
    assert again.status_code == 409
    assert "林县经已办理「开户」" in again.content.decode()
    assert password not in again.content.decode()
    assert Member.objects.count() == 1
    detail = client.get(case.get_absolute_url())
    assert password not in detail.content.decode()
    assert "已开户" in detail.content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("username", "t-lp-jb", "已有人使用"),
        ("username", "有空格 的", "账号只能用小写字母"),
        ("industry", "", "请填写"),
        ("person_name", "王🎉", "表情"),
        ("mobile", "1", "11 位手机号"),
    ],
)
def test_bad_openings(sign_in, county_officer, field, typed, words):
    case = make.AccountRequestFactory()
    page = sign_in(county_officer).post(f"{case.get_absolute_url()}move/open/", _opening(case, **{field: typed}))
    assert page.status_code == 422
    assert words in " ".join(_errors(page)[field])
    assert not Member.objects.exists()


def test_a_known_enterprise_is_not_asked_again(sign_in, county_officer, enterprise):
    case = make.AccountRequestFactory(uscc=enterprise.uscc)
    page = sign_in(county_officer).get(f"{case.get_absolute_url()}move/open/")
    assert "industry" not in page.context["form"].fields


def test_a_request_of_another_county_does_not_exist(sign_in, xianju_officer):
    case = make.AccountRequestFactory()
    client = sign_in(xianju_officer)
    for end in ("", "move/open/", "move/refuse/"):
        assert client.get(case.get_absolute_url() + end).status_code == 404
    assert len(client.get("/enterprises/account-requests/").context["table"]) == 0


def test_a_higher_desk_does_not_act_at_the_countys(sign_in, city_officer):
    case = make.AccountRequestFactory()
    page = sign_in(city_officer).post(f"{case.get_absolute_url()}move/refuse/", {"comment": "理由", "expected": "0"})
    assert page.status_code == 403
    case.refresh_from_db()
    assert case.status == "pending"


# The enterprise's own people


def test_a_signatory_invites_a_clerk_and_reads_the_password_once(sign_in, signatory, enterprise):
    client, base = sign_in(signatory), f"{enterprise.get_absolute_url()}members/"
    form = {"kind": "clerk", "name": "新经办", "mobile": "13900000002", "username": "qy-new-2"}
    assert client.get(f"{base}new/").status_code == 200
    page = client.post(f"{base}new/", form)
    member = Member.objects.get(user__username="qy-new-2")
    assert (member.enterprise, member.kind) == (enterprise, "clerk")
    assert member.user.check_password(page.context["password"])
    again = client.post(f"{base}new/", form)
    assert again.status_code == 422
    assert "已有人使用" in _errors(again)["username"][0]
    assert "新经办" in client.get(base).content.decode()


def test_closing_ones_colleague_and_not_oneself(sign_in, signatory, clerk, enterprise):
    client, base = sign_in(signatory), f"{enterprise.get_absolute_url()}members/"
    assert client.get(f"{base}{clerk.membership.pk}/close/").status_code == 200
    client.post(f"{base}{clerk.membership.pk}/close/")
    page = client.post(f"{base}{signatory.membership.pk}/close/")
    assert any("不能停用自己的账号" in words for words in _said(page))
    clerk.refresh_from_db()
    signatory.refresh_from_db()
    assert (clerk.is_active, signatory.is_active) == (False, True)
    client.post(f"{base}{clerk.membership.pk}/reopen/")
    clerk.refresh_from_db()
    assert clerk.is_active


@pytest.mark.parametrize("person", ["county_officer", "signatory"])
def test_a_lost_password_is_replaced_once(request, sign_in, clerk, enterprise, person):
    address = f"{enterprise.get_absolute_url()}members/{clerk.membership.pk}/password/"
    client = sign_in(request.getfixturevalue(person))
    assert client.get(address).status_code == 200
    page = client.post(address)
    clerk.refresh_from_db()
    assert clerk.check_password(page.context["password"])
    assert clerk.must_change_password
    assert "重置经办人密码" in client.get(f"{enterprise.get_absolute_url()}members/").content.decode()


def test_nobody_resets_ones_own_password_here(sign_in, clerk, enterprise):
    page = sign_in(clerk).post(f"{enterprise.get_absolute_url()}members/{clerk.membership.pk}/password/")
    assert page.status_code == 302
    assert any("修改密码" in words for words in _said(page))


def test_a_clerk_finds_no_way_into_the_signatorys_account(sign_in, clerk, signatory, enterprise):
    client, base = sign_in(clerk), f"{enterprise.get_absolute_url()}members/"
    page = client.get(base).content.decode()
    assert (f"{signatory.membership.pk}/password/" in page, f"{signatory.membership.pk}/close/" in page) == (
        False,
        False,
    )
    for end in ("close/", "reopen/", "password/"):
        answer = client.post(f"{base}{signatory.membership.pk}/{end}")
        assert any("签署人的账号不能由经办人办理" in words for words in _said(answer))
    form = {"kind": "signatory", "name": "假签署", "mobile": "13900000002", "username": "qy-new-3"}
    assert client.post(f"{base}new/", form).status_code == 422
    signatory.refresh_from_db()
    assert (signatory.is_active, signatory.must_change_password, enterprise.members.count()) == (True, False, 2)


def test_a_member_of_another_enterprise_is_not_reached(sign_in, signatory, other_clerk, enterprise):
    base = f"{enterprise.get_absolute_url()}members/"
    for end in ("close/", "reopen/", "password/"):
        assert sign_in(signatory).post(f"{base}{other_clerk.membership.pk}/{end}").status_code == 404
    other_clerk.refresh_from_db()
    assert other_clerk.is_active


@pytest.mark.parametrize("person", ["province_handler", "city_officer", "auditor"])
def test_others_read_the_people_but_change_none(request, sign_in, clerk, enterprise, person):
    client, base = sign_in(request.getfixturevalue(person)), f"{enterprise.get_absolute_url()}members/"
    assert client.get(base).status_code == 200
    for end in (
        "new/",
        f"{clerk.membership.pk}/close/",
        f"{clerk.membership.pk}/reopen/",
        f"{clerk.membership.pk}/password/",
    ):
        assert client.post(base + end).status_code == 403
    clerk.refresh_from_db()
    assert clerk.is_active


# Exports: what the page shows, and nothing of another place


@pytest.mark.parametrize(
    ("address", "factory", "words"),
    [
        ("/enterprises/brand/", make.BrandHolderFactory, "企业名称"),
        ("/enterprises/certificates/", make.CertificateFactory, "证书编号"),
    ],
)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_exports_end_with_the_scope(
    sign_in, county_officer, enterprise, other_enterprise, address, factory, words, kind
):
    factory(enterprise=enterprise)
    factory(enterprise=other_enterprise)
    answer = sign_in(county_officer).get(f"{address}?export={kind}")
    content = b"".join(answer.streaming_content)
    if kind == "xlsx":
        rows = [[str(value) for value in row] for row in openpyxl.load_workbook(io.BytesIO(content)).active.values]
    else:
        rows = [line.split(",") for line in content.decode("utf-8-sig").splitlines()]
    assert rows[0][0] == words
    assert len(rows) == 2
    assert enterprise.name in rows[1]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_account_requests_of_another_county_are_not_exported(sign_in, xianju_officer, kind):
    make.AccountRequestFactory()
    answer = sign_in(xianju_officer).get(f"/enterprises/account-requests/?export={kind}")
    content = b"".join(answer.streaming_content)
    if kind == "csv":
        assert len(content.decode("utf-8-sig").splitlines()) == 1
    else:
        assert openpyxl.load_workbook(io.BytesIO(content)).active.max_row == 1
