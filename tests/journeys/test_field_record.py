"""The record on a telephone, with the network cut by the browser itself. Source: FEATURES.md 67–70 and P16."""

from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from tests.factories.visits import plan_visit
from tests.journeys.phone import Phone
from tests.live import wait_until
from visits.models import HelpVisit, VisitPhoto
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


def test_twelve_photos_through_three_cuts_of_the_network(
    phone, photos, enterprise, expert_user, county_officer, second_expert_user, clerk
):
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
    own.reads("还在本机")

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
    stored = VisitPhoto.objects.filter(visit=visit)
    assert (HelpVisit.objects.count(), HelpVisit.objects.get().status) == (1, VisitStatus.TO_CONFIRM)
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
