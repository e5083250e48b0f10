"""Where a self-declaration does not go straight on: corrected twice, recalled, objected to, suspended, revoked.

Source: DOMAIN.md section 6. And the public's pages, read by a browser that runs no JavaScript.
"""

import re

import pytest
from playwright.sync_api import expect

from declarations.models import Authorisation, Declaration, Objection, PublicNotice
from declarations.selectors import open_notice_of
from declarations.states import DeclarationStatus as S
from enterprises.models import BrandHolder
from tests.factories.declarations import People, declaration_at
from tests.factories.enterprises import ProductFactory
from tests.journeys.test_self_declaration import in_section, passes, signs

pytestmark = pytest.mark.journey


@pytest.fixture
def people(
    committed_db, clerk, signatory, county_officer, county_second, city_officer, province_handler, expert_user,
    second_expert_user,
) -> People:  # fmt: skip
    experts = [expert_user.expert, second_expert_user.expert]
    return People(clerk, signatory, county_officer, county_second, city_officer, province_handler, experts)


@pytest.fixture
def case_at(enterprise, people):
    """``case_at(status)``: led there by the acts of 临平's own people."""

    def lead(status: str) -> Declaration:
        return declaration_at(status, people=people, product=ProductFactory(enterprise=enterprise))

    return lead


def test_corrected_twice_and_then_decided(at_desk, portal, case_at, people):
    case = case_at(S.FORM_REVIEW)
    reviewing, filling, signing = at_desk(people.county), at_desk(people.clerk), at_desk(people.signatory)
    for number, reason in enumerate(("请补充联系人。", "请写联系人全名。"), start=1):
        reviewing.open(case.get_absolute_url())
        reviewing.take("退回补正", tick_enterprise=True, reason_enterprise=reason, comment="请补正。")
        filling.open(f"{case.get_absolute_url()}edit/")
        filling.reads(reason)
        in_section(filling, "企业信息", contact_name=f"钱联系{number}")
        signs(signing, case, "重新提交")
    reviewing.open(case.get_absolute_url())
    reviewing.reads("第 3 版", "钱联系2")
    reviewing.page.locator(".action-bar", has_text="退回补正").first.wait_for()
    reviewing.open(f"{case.get_absolute_url()}move/return_for_correction/")
    reviewing.reads("已退回补正 2 次")
    passes(at_desk(people.county_second), case)


def test_recalled_until_the_evaluation_begins(at_desk, portal, case_at, people):
    early, late = case_at(S.FORM_REVIEW), case_at(S.EVALUATION)
    desk = at_desk(people.clerk)
    desk.open(early.get_absolute_url())
    desk.take("撤回", comment="型号填错了，重新申报。")
    desk.reads("已撤回")
    desk.open(late.get_absolute_url())
    assert "撤回" not in desk.acts()
    desk.reads("资料评价已经开始，不能再撤回")


def test_an_objection_that_proves_right_ends_the_case(at_desk, portal, case_at, people):
    case = case_at(S.IN_NOTICE)
    street, city = at_desk(), at_desk(people.city)
    street.open(open_notice_of(case).get_absolute_url())
    street.follow("提出异议")
    street.page.wait_for_timeout(5_000)
    street.fill(name="周异议", contact="zhou@example.cn", content="产品所用材料与声明不符。")
    street.press("提交异议")
    receipt = re.search(r"YY-\d+-\d+-[0-9a-f]{10}", street.main.inner_text()).group()
    city.open(case.get_absolute_url())
    city.reads("产品所用材料与声明不符。")
    city.take("核查异议", comment="派员核查。")
    city.open(case.get_absolute_url())
    pk = Objection.objects.get().pk
    city.take("异议成立", comment="查实，材料与声明不符。", **{f"answer_{pk}": "经核查属实。", "upheld": True})
    city.reads("不通过")
    street.open("/public/objections/")
    street.fill(receipt=receipt, contact="zhou@example.cn")
    street.press("查询")
    street.reads("经核查属实。")
    street.reads_nothing_of("周异议")
    assert not Authorisation.objects.exists()
    assert PublicNotice.objects.get().closed_at is not None


def test_suspended_mended_restored_and_at_last_revoked(at_desk, portal, case_at, people):
    case = case_at(S.AUTHORISED)
    page = case.authorisation.get_absolute_url()
    province, filling, street = at_desk(people.province), at_desk(people.clerk), at_desk()
    province.open(case.get_absolute_url())
    province.take("暂停", comment="监督抽查不合格：穿刺力超标。")
    street.open(page)
    street.reads("暂停", "监督抽查不合格：穿刺力超标。")
    assert not BrandHolder.objects.get().is_current
    filling.open(case.get_absolute_url())
    filling.take("提交整改情况", comment="已更换针管供应商并复检合格。")
    province.open(case.get_absolute_url())
    province.reads("已更换针管供应商并复检合格。")
    province.take("整改合格恢复", comment="复检合格，恢复使用。")
    street.open(page)
    street.reads("有效")
    assert BrandHolder.objects.get().is_current
    province.open(case.get_absolute_url())
    province.take("撤销", comment="再次抽查不合格。")
    street.open(page)
    street.reads("撤销", "再次抽查不合格。")
    assert not BrandHolder.objects.get().is_current


def test_the_public_reads_and_objects_without_javascript(browser, portal, case_at, people):
    authorised, in_notice = case_at(S.AUTHORISED), case_at(S.IN_NOTICE)
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{portal.url}/public/")
    page.locator("input[name=q]").fill(authorised.authorisation.number)
    page.get_by_role("button", name="查询").click()
    page.wait_for_url("**q=*")
    page.locator("table").get_by_role("link", name=authorised.authorisation.number).click()
    expect(page.locator("main")).to_contain_text(authorised.product.name)
    expect(page.locator("main")).to_contain_text("穿刺力")
    page.goto(f"{portal.url}{open_notice_of(in_notice).get_absolute_url()}")
    page.get_by_role("link", name="提出异议").first.click()
    page.wait_for_timeout(5_000)
    for name, words in {"name": "周异议", "contact": "a@b.cn", "content": "不符合标准。"}.items():
        page.locator(f"[name={name}]").fill(words)
    page.get_by_role("button", name="提交异议").click()
    expect(page.locator("main")).to_contain_text("YY-")
    for address in ("/public/notices/", "/public/verify/", "/public/objections/"):
        assert page.goto(portal.url + address).status == 200
        assert page.locator("main").inner_text().strip()
    context.close()
