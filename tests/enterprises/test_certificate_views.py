"""Pages of brand holders and certificates: who finds what, what is kept, what is told."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from enterprises import actions
from enterprises.models import BrandHolder, Certificate
from tests.factories import enterprises as make

LIST = "/enterprises/certificates/"
NEW = f"{LIST}new/"
DAY = timedelta(days=1)


def errors(page) -> dict:
    return {name: " ".join(found) for name, found in page.context["form"].errors.items()}


def version(client, address) -> dict:
    return {"version": client.get(address).context["version"]}


def numbers(page) -> list[str]:
    return sorted(row.record.number for row in page.context["table"].table.rows)


def paper(holder, **changes) -> dict:
    return {
        "enterprise": holder.uscc,
        "number": "ZJM-2026-1",
        "kind": "brand",
        "sub_brand": "made",
        "product_name": "输液器",
        "body": "方圆标志认证集团浙江有限公司",
        "issued_on": "2026-01-01",
        "valid_to": "2099-01-01",
    } | changes


# Brand holders


def test_holders_and_certified_ones_are_counted_by_enterprise(sign_in, province_handler, enterprise, other_enterprise):
    make.BrandHolderFactory(enterprise=enterprise)
    make.BrandHolderFactory(enterprise=enterprise, route="self_declaration")
    make.BrandHolderFactory(route="self_declaration")
    make.BrandHolderFactory(enterprise=other_enterprise, is_current=False, ended_on=date(2025, 1, 1))
    page = sign_in(province_handler).get("/enterprises/brand/")
    assert len(page.context["table"]) == 4
    assert page.context["lead"].startswith("共 3 家企业，其中有效 2 家（获证企业 1 家）。")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("route=self_declaration", 1),
        ("sub_brand=farm", 1),
        ("year=2020", 1),
        ("region=331024", 1),
        ("region=330100", 2),
        ("current=no", 1),
        ("q=仙居", 1),
    ],
)
def test_finding_holders(sign_in, province_handler, enterprise, other_enterprise, query, found):
    make.BrandHolderFactory(enterprise=enterprise, first_valid_on=date(2020, 1, 1))
    make.BrandHolderFactory(enterprise=enterprise, route="self_declaration")
    make.BrandHolderFactory(enterprise=other_enterprise, sub_brand="farm", is_current=False, ended_on=date(2025, 1, 1))
    assert len(sign_in(province_handler).get(f"/enterprises/brand/?{query}").context["table"]) == found


def test_a_holder_shows_its_periods_and_its_papers(sign_in, county_officer, enterprise):
    case = actions.record_certificate(
        make.CertificateFactory.build(enterprise=enterprise, standard=None, number="ZJM-7"), by=county_officer
    )
    on, comment = date(2025, 6, 1), "监督不合格。"
    actions.CERTIFICATE_PROCEDURE.take(case, "suspend", by=county_officer, comment=comment, data={"on": on})
    page = sign_in(county_officer).get(BrandHolder.objects.get().get_absolute_url())
    periods, papers = (panel.context["rows"] for panel in page.context["panels"])
    assert [[value for *_, value in row["cells"]] for row in periods] == [
        [date(2024, 5, 1), date(2025, 5, 31), "认证证书"]
    ]
    assert papers[0]["cells"][0][2] == "ZJM-7"
    assert ("有效", False) in page.context["facts"]


def test_holders_and_certificates_of_another_place_are_not_found(sign_in, taizhou_city, enterprise):
    holder, mine = make.BrandHolderFactory(enterprise=enterprise), make.CertificateFactory(enterprise=enterprise)
    row = make.SurveillanceFactory(certificate=mine)
    client = sign_in(taizhou_city)
    assert len(client.get("/enterprises/brand/").context["table"]) == 0
    assert len(client.get(LIST).context["table"]) == 0
    base = mine.get_absolute_url()
    for address in (holder.get_absolute_url(), base, f"{base}edit/", f"{base}surveillance/{row.pk}/"):
        assert client.get(address).status_code == 404
    assert client.get(f"{base}move/suspend/").status_code == 404


# Certificates


@pytest.mark.parametrize("person", ["province_handler", "city_officer", "county_officer"])
def test_a_regulator_records_a_certificate_and_the_brand(request, sign_in, enterprise, person):
    page = sign_in(request.getfixturevalue(person)).post(NEW, paper(enterprise, rule_no="zjm—001 －2016"))
    case = Certificate.objects.get()
    assert (page.url, case.rule_no, case.status) == (case.get_absolute_url(), "ZJM-001-2016", "valid")
    holder = BrandHolder.objects.get()
    assert (holder.enterprise, holder.route, holder.first_valid_on) == (enterprise, "certification", date(2026, 1, 1))
    assert case.surveillances.count() == 20


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"enterprise": "仙居外县器械有限公司"}, "enterprise", "在您的范围内没有找到"),
        ({"issued_on": "2999-01-01", "valid_to": "2999-02-01"}, "issued_on", "日期不能晚于今天"),
        ({"valid_to": "2025-01-01"}, "__all__", "有效期至必须晚于发证日期"),
        ({"number": ""}, "number", "请填写"),
        ({"rule_no": "GB-1"}, "rule_no", "ZJM-001-2016"),
        ({"rule_no": "ZJM"}, "rule_no", "ZJM-001-2016"),
        ({"kind": "international"}, "country", "请填写互认国家"),
        ({"country": "德国"}, "country", "只有国际互认证书"),
    ],
)
def test_bad_certificates(sign_in, county_officer, enterprise, other_enterprise, changes, field, words):
    page = sign_in(county_officer).post(NEW, paper(enterprise, **changes))
    assert page.status_code == 422
    assert words in errors(page)[field]
    assert not Certificate.objects.exists()
    assert not BrandHolder.objects.exists()


def test_an_international_one_names_its_country(sign_in, county_officer, enterprise):
    sign_in(county_officer).post(NEW, paper(enterprise, kind="international", country="德国"))
    case = Certificate.objects.get()
    assert (case.kind, case.country) == ("international", "德国")


def test_a_number_is_recorded_once_however_typed(sign_in, county_officer, enterprise):
    make.CertificateFactory(number="ZJM-2026-1")
    page = sign_in(county_officer).post(NEW, paper(enterprise, number=" ＺJM－2026-１"))
    assert "已登记" in errors(page)["number"]


def test_mending_a_certificate(sign_in, county_officer, enterprise):
    client = sign_in(county_officer)
    client.post(NEW, paper(enterprise))
    address = f"{Certificate.objects.get().get_absolute_url()}edit/"
    typed = paper(enterprise, number="ZJM-2026-2", issued_on="2025-06-01")
    assert client.post(address, typed | version(client, address)).status_code == 302
    assert Certificate.objects.get().number == "ZJM-2026-2"
    assert BrandHolder.objects.get().first_valid_on == date(2025, 6, 1)


def test_a_certificate_that_has_ended_was_not_issued_later(sign_in, county_officer, enterprise):
    case = make.CertificateFactory(enterprise=enterprise, ended_on=date(2025, 6, 1), status="revoked")
    client, address = sign_in(county_officer), f"{case.get_absolute_url()}edit/"
    page = client.post(address, paper(enterprise) | version(client, address))
    assert "不能晚于撤销（注销）日期" in errors(page)["issued_on"]


@pytest.mark.parametrize("person", ["clerk", "auditor", "expert_user", "nobody"])
def test_others_record_no_certificates(request, sign_in, enterprise, person):
    client = sign_in(request.getfixturevalue(person))
    assert client.post(NEW, paper(enterprise)).status_code == 403
    assert not Certificate.objects.exists()


def test_the_form_is_filled_with_the_enterprise_one_came_from(sign_in, county_officer, enterprise, other_enterprise):
    client, address = sign_in(county_officer), f"{NEW}?enterprise="
    assert enterprise.name in client.get(f"{address}{enterprise.pk}").content.decode()
    assert other_enterprise.name not in client.get(f"{address}{other_enterprise.pk}").content.decode()
    assert client.get(f"{address}²").status_code == 200


def test_papers_valid_ones_and_their_holders_are_three_counts(sign_in, province_handler, enterprise):
    for number in range(2):
        make.CertificateFactory(enterprise=enterprise, number=f"ZJM-{number}")
    make.CertificateFactory(status="suspended")
    make.CertificateFactory(valid_to=date(2025, 1, 1))
    lead = sign_in(province_handler).get(LIST).context["lead"]
    assert lead.startswith("共 4 张证书，其中有效 2 张，获证企业 1 家")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=ZJM-1", ["ZJM-1"]),
        ("q=支架", ["ZJM-2"]),
        ("region=331000", ["ZJM-2"]),
        ("status=suspended", ["ZJM-2"]),
        ("kind=international", ["ZJM-2"]),
        ("sub_brand=farm", ["ZJM-2"]),
        ("year=2025", ["ZJM-2"]),
        ("issued_on_before=2024-12-31", ["ZJM-1", "ZJM-3"]),
        ("valid_to_after=2030-01-01", ["ZJM-2"]),
        ("surveillance=overdue", ["ZJM-1"]),
        ("surveillance=soon", ["ZJM-2"]),
        ("sort=-valid_to&valid_to_after=2026-01-01", ["ZJM-1", "ZJM-2", "ZJM-3"]),
        ("sort=next_due_on", ["ZJM-1", "ZJM-2", "ZJM-3"]),
    ],
)
def test_finding_certificates(sign_in, province_handler, enterprise, other_enterprise, query, found):
    today = timezone.localdate()
    first = make.CertificateFactory(enterprise=enterprise, number="ZJM-1")
    second = make.CertificateFactory(
        enterprise=other_enterprise,
        number="ZJM-2",
        product_name="支架",
        status="suspended",
        kind="international",
        country="德国",
        sub_brand="farm",
        issued_on=date(2025, 3, 1),
        valid_to=date(2030, 3, 1),
    )
    ended = make.CertificateFactory(enterprise=enterprise, number="ZJM-3", status="revoked")
    for case, day in ((first, today - DAY), (second, today + 30 * DAY), (ended, today - DAY)):
        make.SurveillanceFactory(certificate=case, due_on=day)
    make.SurveillanceFactory(
        certificate=second, year_no=2, due_on=today - DAY, done_on=today - 2 * DAY, result="passed"
    )
    assert numbers(sign_in(province_handler).get(f"{LIST}?{query}")) == found


def test_the_page_writes_down_what_the_body_decided(sign_in, county_officer, enterprise):
    client = sign_in(county_officer)
    client.post(NEW, paper(enterprise))
    case = Certificate.objects.get()
    address = f"{case.get_absolute_url()}move/suspend/"
    asked = client.get(address)
    assert asked.context["form"].fields["comment"].label == "原因"
    late = (timezone.localdate() + DAY).isoformat()
    typed = {"comment": "监督不合格。", "expected": 0}
    assert "日期不能晚于今天" in errors(client.post(address, typed | {"on": late}))["on"]
    assert "决定日期应在" in errors(client.post(address, typed | {"on": "2025-12-31"}))["__all__"]
    assert client.post(address, typed | {"on": "2026-02-01"}).url == case.get_absolute_url()
    page = client.get(case.get_absolute_url()).content.decode()
    assert Certificate.objects.get().status == "suspended"
    assert "监督不合格。" in page
    assert "登记恢复" in page
    assert not BrandHolder.objects.get().is_current


def test_surveillance_is_recorded_by_the_county(sign_in, county_officer, city_officer, enterprise):
    row = make.SurveillanceFactory(certificate__enterprise=enterprise)
    address = f"{row.certificate.get_absolute_url()}surveillance/{row.pk}/"
    typed = {"done_on": "2025-04-20", "result": "rectified", "note": "已整改"}
    assert sign_in(city_officer).post(address, typed).status_code == 403
    client = sign_in(county_officer)
    for wrong, words in (("2024-05-01", "应晚于发证日期"), ("2999-01-01", "不能晚于今天")):
        page = client.post(address, typed | {"done_on": wrong} | version(client, address))
        assert words in errors(page)["done_on"]
    assert client.post(address, typed | version(client, address)).status_code == 302
    row.refresh_from_db()
    assert (row.done_on, row.result, row.note) == (date(2025, 4, 20), "rectified", "已整改")
    cells = client.get(row.certificate.get_absolute_url()).context["panels"][1].context["rows"][0]["cells"]
    assert [value for *_, value in cells][2] == "已监督"


def test_the_page_names_the_products_beside_the_enterprises_own(sign_in, county_officer, enterprise):
    make.ProductFactory(enterprise=enterprise, name="输液器", models_text="A-1")
    make.ProductFactory(name="支架", models_text="外县")
    case = make.CertificateFactory(enterprise=enterprise, product_name="输液器、支架")
    rows = sign_in(county_officer).get(case.get_absolute_url()).context["panels"][0].context["rows"]
    assert [[value for *_, value in row["cells"]][:2] for row in rows] == [
        ["输液器", "A-1"],
        ["支架", "企业档案中没有同名产品"],
    ]
