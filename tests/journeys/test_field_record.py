"""The record on a telephone, with the network cut by the browser itself. Source: FEATURES.md 67–70 and P16."""

from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from tests.factories.visits import plan_visit, visit_at
from tests.journeys.phone import Phone
from tests.live import wait_until
from visits import actions
from visits.models import HelpVisit, Signature, VisitPhoto
from visits.states import VisitStatus

pytestmark = pytest.mark.journey
PHOTOS = 12


@pytest.fixture
def phone(portal, browser_type, browser_type_launch_args, tmp_path):
    """``phone(name)``: a telephone of its own; at the end none may have met an error of a script."""
    owned: list[Phone] = []

    def take(name: str) -> Phone:
        owned.append(Phone(browser_type, browser_type_launch_args, tmp_path / name, portal.url))
        return owned[-1]

    yield take
    for one in owned:
        one.close_browser()
    assert [trouble for one in owned for trouble in one.troubles] == []


@pytest.fixture
def photos(tmp_path):
    found = [tmp_path / f"现场{number}.jpg" for number in range(PHOTOS)]
    for number, path in enumerate(found):
        Image.effect_noise((2400, 1800), 20 + 10 * number).save(path)
    return found


def test_twelve_photos_through_three_cuts_of_the_network(phone, photos, enterprise, expert_user, county_officer):
    visit = plan_visit(enterprise, [expert_user.expert], county=county_officer)
    own = phone("own")
    own.sign_in(expert_user)
    own.reads(enterprise.name)
    own.is_ready_for_no_signal()

    own.cut()
    own.open_field()
    own.open_visit(visit)
    own.press("开始帮扶")
    records(own)
    own.shoots(photos)
    assert set(own.states()) == {"仅本机"}
    own.press("完成并提交")
    # The button of a record that is finished: only then does the phone's own store hold the wish to hand it in.
    own.reads("继续修改", "还在本机")

    own.close_browser()
    own.open_browser()
    own.open_field()
    own.open_visit(visit)
    expect(own.page.locator("[name=conclusion]")).to_have_value("需补充可靠性试验。")
    kept = own.hashes()
    assert (len(kept), set(own.states())) == (PHOTOS, {"仅本机"})

    # Half way: the network is cut again while photos are leaving.
    own.mend()
    own.reads("请重新登录")
    own.sign_in(expert_user)
    wait_until(lambda: VisitPhoto.objects.count() >= 3, what="for three photos")
    own.cut()
    own.open_field()
    own.open_visit(visit)
    assert own.hashes() == kept
    assert HelpVisit.objects.get().status == VisitStatus.RECORDING

    own.mend()
    own.reads("全部已上传，服务器已确认收齐")
    assert set(own.states()) == {"已上传"}
    wait_until(lambda: HelpVisit.objects.filter(status=VisitStatus.TO_CONFIRM).exists(), what="for the handing in")
    stored = VisitPhoto.objects.filter(visit=visit)
    assert HelpVisit.objects.count() == 1
    assert (stored.count(), {one.sent_sha256 for one in stored}) == (PHOTOS, kept)
    assert [one.title for one in visit.problems.all()] == ["缺少可靠性试验"]


def records(own) -> None:
    began = timezone.localtime() - timedelta(hours=3)
    own.fill(
        starts_at=f"{began:%Y-%m-%dT%H:%M}",
        ends_at=f"{began + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        enterprise_people="钱企经（质量部经理）",
        finding_technology="设备齐全，缺少可靠性试验。",
        conclusion="需补充可靠性试验。",
    )
    own.score("technology", 4)
    own.notes("缺少可靠性试验", "technology")
    own.reads("还在本机")


def test_two_phones_change_one_record_and_a_person_chooses(
    phone, enterprise, expert_user, second_expert_user, county_officer
):
    visit = plan_visit(enterprise, [expert_user.expert, second_expert_user.expert], county=county_officer)
    actions.take(visit, "start", by=expert_user)
    mine, theirs = phone("mine"), phone("theirs")
    for one, person in ((mine, expert_user), (theirs, second_expert_user)):
        one.sign_in(person)
        one.open_visit(visit)
    mine.cut()
    mine.fill(conclusion="我的结论。", regulators="林县经")
    mine.reads("还在本机")
    theirs.fill(conclusion="同事的结论。", enterprise_people="钱企经")
    theirs.page.get_by_text("全部已上传").wait_for()

    mine.mend()
    mine.reads("有人同时修改了这份记录", "我的结论。", "同事的结论。")
    choices = {one.get_attribute("data-choice") for one in mine.page.locator("[data-choice]").all()}
    assert choices == {"conclusion", "regulators", "enterprise_people"}
    mine.press("采用所选内容")
    mine.reads("请先选择「帮扶结论」保留哪一种")
    mine.page.locator("[data-choice=conclusion] label", has_text="我填的").click()
    mine.press("采用所选内容")
    mine.reads("全部已上传，服务器已确认收齐")
    visit.refresh_from_db()
    assert (visit.conclusion, visit.regulators, visit.enterprise_people) == ("我的结论。", "林县经", "钱企经")
    outcomes = [(one.outcome, one.content["conclusion"]) for one in visit.edits.all()]
    assert outcomes == [("saved", "同事的结论。"), ("conflict", "我的结论。"), ("saved", "我的结论。")]
    theirs.press_back()
    theirs.open_visit(visit)
    expect(theirs.page.locator("[name=conclusion]")).to_have_value("我的结论。")


def test_another_person_on_the_same_phone_sees_nothing_and_loses_nothing(
    phone, photos, enterprise, other_enterprise, expert_user, second_expert_user, county_officer, xianju_officer
):
    visit = plan_visit(enterprise, [expert_user.expert], county=county_officer)
    foreign = plan_visit(other_enterprise, [second_expert_user.expert], county=xianju_officer)
    shared = phone("shared")
    shared.sign_in(expert_user)
    shared.open_visit(visit)
    shared.cut()
    shared.press("开始帮扶")
    shared.fill(conclusion="只有我知道的结论。")
    shared.shoots(photos[:1])
    shared.press_back()
    shared.press("退出登录")
    # What waits is counted in the phone's own store before the question comes.
    shared.reads("请先登录")
    assert "1 份帮扶记录、1 张照片没有上传" in shared.asked[-1]
    shared.reads("请先登录")

    shared.mend()
    # What could not be told offline is made up for: the session ends.
    shared.reads("请重新登录")
    shared.sign_in(second_expert_user)
    shared.reads(other_enterprise.name)
    shared.page.goto(f"{shared.url}/visits/field/#/{visit.pk}")
    shared.page.reload()
    shared.reads(other_enterprise.name)
    assert enterprise.name not in shared.page.content()
    stored = shared.page.evaluate(WORDS_AT_REST)
    assert "只有我知道的结论" not in stored and enterprise.name not in stored and foreign.number not in stored

    shared.page.context.clear_cookies()
    shared.sign_in(expert_user)
    shared.open_visit(visit)
    shared.reads("全部已上传，服务器已确认收齐")
    visit.refresh_from_db()
    assert (visit.conclusion, visit.photos.count()) == ("只有我知道的结论。", 1)


# Everything that the browser keeps, as text: of sealed bytes nothing can be read.
WORDS_AT_REST = """async () => {
  const base = await new Promise((done) => { const asked = indexedDB.open("pinzibiao-field"); asked.onsuccess = () => done(asked.result); });
  const rows = await new Promise((done) => { const asked = base.transaction("words").objectStore("words").getAll(); asked.onsuccess = () => done(asked.result); });
  const text = (bytes) => new TextDecoder().decode(bytes);
  return rows.map((row) => row.id + text(row.sealed)).join() + JSON.stringify(Object.values(localStorage));
}"""


def test_the_enterprise_signs_on_the_spot_without_signal(phone, enterprise, expert_user, county_officer):
    visit = plan_visit(enterprise, [expert_user.expert], county=county_officer)
    own = phone("own")
    own.sign_in(expert_user)
    own.open_visit(visit)
    own.is_ready_for_no_signal()
    own.cut()
    own.press("开始帮扶")
    own.press("现场签字")
    own.reads("还不能提交", "请填写帮扶结论。")
    records(own)
    own.press("现场签字")
    own.page.locator("#f-signer").fill("钱厂长")
    own.writes_a_name()
    own.press("确认签字")
    own.reads("已签字，待上传")
    expect(own.page.locator("[name=conclusion]")).to_be_disabled()

    own.mend()
    wait_until(lambda: HelpVisit.objects.get().status == VisitStatus.CONFIRMED, what="for the signature")
    signature = Signature.objects.get(visit=visit)
    assert (signature.signer_name, signature.file.content_type) == ("钱厂长", "image/png")
    assert [(one.title, one.status) for one in visit.problems.all()] == [("缺少可靠性试验", "confirmed")]
    own.page.locator("[data-main]").get_by_text("现在没有安排给您的帮扶").wait_for()


def test_a_code_of_the_enterprise_confirms(phone, at_desk, enterprise, expert_user, county_officer, clerk):
    visit = visit_at("to_confirm", enterprise, expert_user, county=county_officer, member=clerk)
    in_the_plant = at_desk(clerk, width=390)
    in_the_plant.open(visit.get_absolute_url())
    in_the_plant.follow("出示确认码")
    in_the_plant.press("出示确认码")
    code = in_the_plant.page.locator(".visit-code").inner_text()
    own = phone("own")
    own.sign_in(expert_user)
    own.open_visit(visit)
    own.press("输入确认码")
    own.page.locator("#f-code").fill(code)
    own.press("确认")
    own.reads("企业已确认，记录不再改动")
    visit.refresh_from_db()
    assert (visit.status, visit.confirmed_by) == (VisitStatus.CONFIRMED, clerk)
