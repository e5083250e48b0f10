"""What the declaration says otherwise than the register: found, offered to whoever keeps it, taken over or left."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from declarations.models import Declaration
from declarations.offers import offers_of
from declarations.states import DeclarationStatus as S
from enterprises.history import history_of
from enterprises.models import QualityOfficer
from pinzibiao.casework.actions import events_of
from pinzibiao.notices.models import Message
from tests.declarations.test_views import page, text
from tests.factories.declarations import DraftFactory, declaration_at, step
from tests.factories.enterprises import (
    ContactFactory,
    ProductFactory,
    QualityOfficerFactory,
    StandardFactory,
    SystemCertificateFactory,
)

pytestmark = pytest.mark.django_db
COUNTY_QUERIES = 27
SYSTEM = {
    "kind": "quality",
    "number": "00124Q1",
    "body": "方圆标志认证集团有限公司",
    "issued_on": date(2024, 5, 1),
    "valid_to": date(2099, 4, 30),
}


@pytest.fixture
def product(enterprise, people):
    """Of an enterprise whose record says what the draft of the factory says."""
    ContactFactory(enterprise=enterprise, name="钱联系", mobile="13900001234")
    QualityOfficerFactory(enterprise=enterprise, name="孙质量", trained_on=None, appointed_on=date(2024, 3, 1))
    enterprise.registered_address = enterprise.plant_address = "浙江省杭州市临平区试验路 1 号"
    enterprise.save()
    return ProductFactory(enterprise=enterprise, standard=StandardFactory(number="T/ZZB 0777—2022", title="输液器"))


@pytest.fixture
def case(product, people) -> Declaration:
    return DraftFactory(product=product, prepared_by=people.clerk)


def differences(case) -> list[tuple[str, str, str]]:
    case = Declaration.objects.get(pk=case.pk)
    return [(one.label, one.before, one.after) for one in offers_of(case)]


def say(case, **fields) -> None:
    Declaration.objects.filter(pk=case.pk).update(**fields)


def answer(client, case, act="take", **more):
    [offer] = offers_of(Declaration.objects.get(pk=case.pk))
    sent = {"act": act, "key": offer.key, "version": offer.version} | more
    return client.post(reverse("declarations:register", args=[case.pk]), sent)


# What differs


def test_what_says_the_same_is_not_offered(case):
    assert differences(case) == []


def test_every_difference_is_named_with_both_sides(case):
    standard = StandardFactory(number="T/ZZB 0888—2023", title="导管")
    say(case, plant_address="乙路 2 号", scale="large", contact_mobile="13700001234", standard=standard)
    say(case, officer_post="副总经理")
    case.systems.create(**SYSTEM)
    assert differences(case) == [
        ("生产地址", "浙江省杭州市临平区试验路 1 号", "乙路 2 号"),
        ("规模", "小型", "大型"),
        ("联系人", "钱联系 13900001234", "钱联系 13700001234"),
        (f"产品「{case.product.name}」的执行标准", str(case.product.standard), str(standard)),
        ("质量管理体系（ISO 9001）", "", "00124Q1，方圆标志认证集团有限公司，2024-05-01 至 2099-04-30"),
        ("首席质量官", "孙质量，2024-03-01", "孙质量，副总经理，2024-03-01"),
    ]


def test_another_person_and_an_empty_field(case):
    say(case, plant_address="", contact_name="李联系", quality_officer="李新任", officer_appointed_on=None)
    assert differences(case) == [("联系人", "", "李联系 13900001234"), ("首席质量官", "", "李新任")]


def test_an_officer_who_has_left_is_told(case):
    QualityOfficer.objects.update(is_active=False)
    assert differences(case) == [("首席质量官", "孙质量，2024-03-01，已离任", "孙质量，2024-03-01")]


def test_what_is_ended_offers_nothing(case, people):
    declaration_at(S.WITHDRAWN, case, people)
    say(case, scale="large")
    assert differences(case) == []


# The enterprise takes over what is its own


@pytest.mark.parametrize(
    ("fields", "stored"),
    [
        ({"contact_mobile": "13700001234"}, lambda one: one.contacts.get().mobile == "13700001234"),
        ({"contact_name": "李联系"}, lambda one: one.contacts.filter(name="李联系", mobile="13900001234").exists()),
    ],
)
def test_the_clerk_takes_a_contact_over(fields, stored, case, people, sign_in):
    say(case, **fields)
    assert answer(sign_in(people.clerk), case).status_code == 302
    assert (stored(case.enterprise), differences(case)) == (True, [])
    event = events_of(case).last()
    assert (event.action, event.comment, event.by_id) == ("update_register", "联系人", people.clerk.pk)


def test_the_clerk_takes_standard_and_certificate_over(case, people, sign_in):
    standard = StandardFactory(number="T/ZZB 0888—2023", title="导管")
    client = sign_in(people.clerk)
    say(case, standard=standard)
    answer(client, case)
    case.systems.create(**SYSTEM)
    answer(client, case)
    case.product.refresh_from_db()
    assert (case.product.standard, differences(case)) == (standard, [])
    [row] = case.enterprise.system_certificates.values(*SYSTEM)
    assert row == SYSTEM


def test_a_renewed_certificate_changes_the_row_that_is_there(case, people, sign_in):
    SystemCertificateFactory(enterprise=case.enterprise, **SYSTEM | {"valid_to": date(2026, 1, 1)})
    case.systems.create(**SYSTEM)
    answer(sign_in(people.clerk), case)
    assert case.enterprise.system_certificates.get().valid_to == SYSTEM["valid_to"]


def test_the_record_itself_is_not_the_enterprises_to_change(case, people, sign_in):
    say(case, plant_address="乙路 2 号")
    client = sign_in(people.clerk)
    shown = text(page(client, "register", case.pk))
    assert ("更新企业档案" in shown, "提交后由属地县级市场监管部门核对" in shown) == (False, True)
    assert answer(client, case).status_code == 403
    case.enterprise.refresh_from_db()
    assert case.enterprise.plant_address == "浙江省杭州市临平区试验路 1 号"


def test_what_has_changed_meanwhile_is_not_taken_over(case, people, sign_in):
    say(case, contact_mobile="13700001234")
    [seen] = offers_of(Declaration.objects.get(pk=case.pk))
    case.enterprise.contacts.update(mobile="13611112222")
    sent = {"act": "take", "key": seen.key, "version": seen.version}
    refused = sign_in(people.clerk).post(reverse("declarations:register", args=[case.pk]), sent)
    assert (refused.status_code, case.enterprise.contacts.get().mobile) == (409, "13611112222")
    assert "刚刚有了变化" in text(refused)


def test_what_the_registers_own_form_refuses_is_told(case, people, sign_in):
    case.product.licence_no = "浙械注准20242140001"
    case.product.save()
    say(case, standard=StandardFactory(number="T/ZZB 0888—2023"))
    refused = answer(sign_in(people.clerk), case)
    assert (refused.status_code, "企业档案不能这样保存" in text(refused)) == (422, True)


def test_the_task_list_leads_to_it(case, people, sign_in):
    say(case, contact_mobile="13700001234")
    shown = page(sign_in(people.clerk), "edit", case.pk)
    assert "1 处申报内容与企业档案不同：联系人。" in text(shown)
    assert f'href="{reverse("declarations:register", args=[case.pk])}"' in shown.content.decode()


# The county answers the rest


@pytest.fixture
def handed_in(case, people) -> Declaration:
    say(case, plant_address="乙路 2 号")
    return declaration_at(S.FORM_REVIEW, Declaration.objects.get(pk=case.pk), people)


def test_the_county_is_warned_and_takes_it_over_with_history(handed_in, people, sign_in):
    client = sign_in(people.county)
    assert "申报内容与企业档案不同：生产地址。请核对。" in text(page(client, "detail", handed_in.pk))
    answer(client, handed_in)
    enterprise = handed_in.enterprise
    enterprise.refresh_from_db()
    assert (enterprise.plant_address, differences(handed_in)) == ("乙路 2 号", [])
    told = [(one.who, one.changes) for one in history_of(enterprise) if one.subject == "企业" and one.act == "修改"]
    assert told[0] == (people.county.name, [("生产地址", "浙江省杭州市临平区试验路 1 号", "乙路 2 号")])
    assert "申报内容与企业档案不同" not in text(page(client, "detail", handed_in.pk))


def test_the_county_leaves_it_with_a_reason_that_the_enterprise_reads(handed_in, people, sign_in):
    client = sign_in(people.county)
    assert answer(client, handed_in, "leave").status_code == 422
    answer(client, handed_in, "leave", reason="营业执照未变更")
    assert differences(handed_in) == [("生产地址", "浙江省杭州市临平区试验路 1 号", "乙路 2 号")]
    assert "申报内容与企业档案不同" not in text(page(client, "detail", handed_in.pk))
    assert "属地不采纳。生产地址：营业执照未变更" in text(page(sign_in(people.clerk), "register", handed_in.pk))
    told = Message.objects.filter(title__contains="属地已有答复：企业档案不改").values_list("to", flat=True)
    assert set(told) == {people.clerk.pk, people.signatory.pk}


def test_another_value_is_another_offer(handed_in, people, sign_in):
    client = sign_in(people.county)
    answer(client, handed_in, "leave", reason="营业执照未变更")
    say(handed_in, plant_address="丙路 3 号")
    assert "属地不采纳" not in text(page(client, "register", handed_in.pk))


@pytest.mark.parametrize("who", ["city", "province", "clerk", "signatory"])
@pytest.mark.parametrize("act", ["take", "leave"])
def test_nobody_else_answers_for_the_county(who, act, handed_in, people, sign_in):
    assert answer(sign_in(getattr(people, who)), handed_in, act, reason="x").status_code == 403
    assert differences(handed_in) != []


def test_what_is_being_mended_is_the_enterprises_own(handed_in, people, sign_in):
    step(handed_in, "return_for_correction", people)
    client = sign_in(people.county)
    assert "申报内容与企业档案不同" not in text(page(client, "detail", handed_in.pk))
    assert page(client, "register", handed_in.pk).status_code == 403
    assert page(sign_in(people.clerk), "register", handed_in.pk).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_case_page_costs_the_county_the_same_for_any_number_of_differences(rows, case, people, sign_in):
    say(case, plant_address="乙路 2 号")
    for number in range(rows):
        case.systems.create(**SYSTEM | {"number": f"00124Q{number}"})
    case = declaration_at(S.FORM_REVIEW, Declaration.objects.get(pk=case.pk), people)
    client = sign_in(people.county)
    page(client, "detail", case.pk)
    with CaptureQueriesContext(connection) as found:
        page(client, "detail", case.pk)
    assert len(found) == COUNTY_QUERIES
