"""Filling in over a bad line, by two people at once: nothing typed is lost, nobody's change is overwritten unseen."""

import pytest
from playwright.sync_api import expect

from declarations.models import Declaration
from declarations.states import DeclarationStatus as S
from enterprises.models import Member
from tests.cast import PASSWORD, member
from tests.factories.declarations import DraftFactory, People, declaration_at, step
from tests.factories.enterprises import ProductFactory, StandardFactory, StandardIndicatorFactory
from tests.live import wait_until

pytestmark = pytest.mark.journey


@pytest.fixture
def case(committed_db, enterprise, clerk) -> Declaration:
    standard = StandardFactory(number="T/ZZB 0777—2022", title="输液器")
    StandardIndicatorFactory(standard=standard, name="耐压强度", direction="higher", limit=20, advanced=30, unit="kPa")
    return DraftFactory(product=ProductFactory(enterprise=enterprise, standard=standard), prepared_by=clerk)


@pytest.fixture
def colleague(enterprise):
    return member("second_clerk", "吴经办", enterprise, Member.Kind.CLERK)


def section(case, name: str) -> str:
    return f"{case.get_absolute_url()}edit/{name}/"


def stored(case, field: str):
    return Declaration.objects.values_list(field, flat=True).get(pk=case.pk)


def kept(desk) -> int:
    """How many sections this browser keeps something of."""
    return desk.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('pinzibiao-typed/')).length")


def says(desk, words: str) -> None:
    expect(desk.page.locator("[data-autosave-status]")).to_contain_text(words)


def test_what_is_typed_is_saved_and_survives_a_lost_line_and_a_closed_window(at_desk, portal, case, clerk):
    desk = at_desk(clerk)
    desk.open(section(case, "enterprise"))
    desk.fill(contact_name="李联系")
    desk.page.keyboard.press("Tab")
    says(desk, "已保存")
    assert (stored(case, "contact_name"), kept(desk)) == ("李联系", 0)

    desk.context.set_offline(True)
    desk.fill(legal_representative="周法人")
    desk.page.keyboard.press("Tab")
    says(desk, "连接中断")
    assert (stored(case, "legal_representative"), kept(desk)) == ("赵试验", 1)
    desk.page.close()

    desk.context.set_offline(False)
    desk.page = desk.context.new_page()
    desk.open(section(case, "enterprise"))
    says(desk, "已保存")
    assert (stored(case, "legal_representative"), kept(desk)) == ("周法人", 0)
    assert desk.page.locator("[name=legal_representative]").input_value() == "周法人"


def test_what_is_wrong_stays_in_the_browser_until_sign_out(at_desk, portal, case, clerk):
    desk = at_desk(clerk)
    desk.open(section(case, "enterprise"))
    desk.fill(contact_mobile="139")
    desk.page.keyboard.press("Tab")
    says(desk, "有内容需要改正")
    assert (stored(case, "contact_mobile"), kept(desk)) == ("13900001234", 1)
    desk.page.locator(".person-button").click()
    desk.press("退出")
    desk.page.wait_for_url("**/accounts/login/**")
    assert kept(desk) == 0


def test_a_table_is_judged_and_questioned_while_it_is_typed(at_desk, portal, case, clerk):
    desk = at_desk(clerk)
    desk.open(section(case, "indicators"))
    row = desk.page.locator("tr.is-of-table")
    row.locator("[name$=measured]").fill("2800")
    says(desk, "已保存")
    expect(row).to_contain_text("优于标准，达到先进值")
    expect(row).to_contain_text("单位是否为 kPa、小数点是否正确？")
    row.locator("[name$=measured]").fill("28")
    expect(row).not_to_contain_text("达到先进值")
    desk.press("再加一行指标")
    fresh = desk.page.locator("table[data-rows] tbody tr").last
    for name, value in (("name", "外观"), ("required", "无毛刺"), ("measured", "符合")):
        fresh.locator(f"[name$=-{name}]").fill(value)
    fresh.locator("[name$=-method]").press("Tab")
    wait_until(lambda: case.indicators.filter(name="外观").exists(), what="for the new row")
    says(desk, "已保存")
    desk.press("保存")
    desk.page.wait_for_url("**/edit/")
    assert sorted(case.indicators.values_list("name", "measured")) == [
        ("外观", "符合"),
        ("穿刺力", "0.52"),
        ("耐压强度", "28"),
    ]


def test_two_people_see_each_other_and_choose_whose_words_stay(at_desk, portal, case, clerk, colleague):
    one, other = at_desk(clerk), at_desk(colleague)
    for desk in (one, other):
        desk.open(section(case, "enterprise"))
    for desk, name in ((one, colleague.name), (other, clerk.name)):
        expect(desk.page.locator("[data-presence]")).to_contain_text(name, timeout=10_000)
    one.fill(contact_name="李联系")
    one.page.keyboard.press("Tab")
    says(one, "已保存")
    other.fill(contact_name="赵联系")
    other.page.keyboard.press("Tab")
    expect(other.page.get_by_role("alert")).to_contain_text("别人已改为“李联系”，您填写的是“赵联系”")
    assert stored(case, "contact_name") == "李联系"
    other.press("用我的")
    says(other, "已保存")
    assert stored(case, "contact_name") == "赵联系"


def test_a_passed_deadline_keeps_what_was_typed_and_says_so(at_desk, portal, enterprise, clerk, case):
    people = People.of(enterprise)
    product = ProductFactory(enterprise=enterprise)
    late = declaration_at(S.CORRECTION, DraftFactory(product=product, prepared_by=clerk), people)
    desk = at_desk(clerk)
    desk.open(section(late, "indicators"))
    step(late, "lapse", people)
    desk.page.locator("[name='rows-0-measured']").fill("0.11")
    says(desk, "本申报已办结（视为撤回），内容不能修改。")
    assert late.indicators.get().measured == "0.52"
    desk.open(late.get_absolute_url())
    desk.reads("没有保存到平台的内容", "穿刺力 ≤ 0.7 0.11 N")
    desk.press("清除")
    assert kept(desk) == 0


def loses_session(desk) -> None:
    left = [one for one in desk.context.cookies() if one["name"] != "sessionid"]
    desk.context.clear_cookies()
    desk.context.add_cookies(left)


def signs_in_again(desk, person) -> None:
    desk.page.locator("input[name=login]").fill(person.username)
    desk.page.locator("input[name=password]").fill(PASSWORD)
    desk.press("登录")


def focused(desk) -> str:
    return desk.page.evaluate("document.activeElement.name")


def test_a_session_that_ends_while_typing(at_desk, portal, case, clerk):
    desk = at_desk(clerk)
    desk.open(section(case, "enterprise"))
    loses_session(desk)
    desk.fill(legal_representative="周法人")
    says(desk, "登录已超时")
    assert stored(case, "legal_representative") == "赵试验"
    desk.page.locator("[data-autosave-status] a").click()
    signs_in_again(desk, clerk)
    desk.page.wait_for_url("**/edit/enterprise/#id_legal_representative")
    says(desk, "已保存")
    assert (stored(case, "legal_representative"), kept(desk), focused(desk)) == ("周法人", 0, "legal_representative")


@pytest.fixture
def short_sessions(live):
    live.env["IDLE_TIMEOUT_MINUTES"] = "5"


def test_a_session_warns_before_its_end_and_leads_back_to_the_field(short_sessions, at_desk, portal, case, clerk):
    desk = at_desk(clerk)
    desk.open(section(case, "enterprise"))
    desk.page.locator("[name=legal_representative]").focus()
    warning = desk.page.get_by_role("alertdialog")
    expect(warning).to_contain_text("再过 5 分钟没有操作就会退出登录")
    loses_session(desk)
    warning.get_by_role("button", name="继续").click()
    expect(warning).to_contain_text("登录已超时")
    warning.get_by_role("link", name="重新登录").click()
    signs_in_again(desk, clerk)
    desk.page.wait_for_url("**/edit/enterprise/#id_legal_representative")
    assert focused(desk) == "legal_representative"
