"""Help on site, from the phone to the printed report. Source: DOMAIN.md sections 8 and 9."""

from datetime import date, timedelta

import docx
import openpyxl
import pypdf
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cultivation.loading import load_lists
from cultivation.models import Problem
from reports.models import Report
from tests.factories.files import picture
from tests.factories.visits import plan_visit

pytestmark = pytest.mark.journey
SAVED = "12.50"
FIRST, SECOND = "灌装精度波动大", "出厂检验项目不全"


@pytest.fixture
def photos(tmp_path):
    found = [tmp_path / "车间.jpg", tmp_path / "签到表.jpg"]
    for number, path in enumerate(found):
        path.write_bytes(picture((320 + number, 240)))
    return found


def test_from_the_phone_to_the_report(
    at_desk, machines, enterprise, photos, tmp_path, clerk, county_officer, county_second, expert_user
):
    load_lists(timezone.localdate().year)
    visit = plan_visit(enterprise, [expert_user.expert], county=county_officer)
    on_site = at_desk(expert_user, width=390)
    records(on_site, visit, photos)

    in_the_plant = at_desk(clerk, width=390)
    confirms(in_the_plant, visit)
    problem = Problem.objects.get(title=FIRST)
    mends(in_the_plant, problem, photos[0])

    office, second_office = at_desk(county_officer), at_desk(county_second)
    verifies(office, problem)
    assert "销号" not in office.acts()
    closes(second_office, problem)

    is_listed(office, problem)
    office.open("/")
    tile = office.page.locator(".tile", has_text="节约成本")
    assert SAVED in tile.inner_text()
    tile.click()
    office.reads(problem.title, SAVED)

    report = asks_for_the_quarter(office)
    office.reads(SAVED)
    files = downloads(office, report, tmp_path)
    assert SAVED in words_of(files["word"])
    assert enterprise.name in words_of(files["pdf"])
    assert SAVED in words_of(files["pdf"])
    assert 12.5 in numbers_of(files["excel"])


def records(desk, visit, photos) -> None:
    """One page, on the phone: times, a diagnosis, two problems, two photos, the conclusion."""
    desk.open("/visits/mine/")
    desk.reads(visit.enterprise.name)
    desk.follow("开始帮扶")
    desk.page.locator("form.form-sheet button[type=submit]").click()
    desk.open(f"/visits/{visit.pk}/record/")
    began = timezone.localtime() - timedelta(hours=3)
    desk.fill(
        starts_at=f"{began:%Y-%m-%dT%H:%M}",
        ends_at=f"{began + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        enterprise_people="钱企经（质量部经理）",
        score_technology=4,
        finding_technology="检验设备齐全，缺少可靠性试验。",
        conclusion="质量体系运行有效，出厂检验项目需补充。",
    )
    desk.fill(**{"problems-0-title": FIRST, "problems-0-dimension": "technology", "problems-0-advice": "校准灌装泵。"})
    desk.press("再加一个问题")
    desk.fill(**{"problems-1-title": SECOND, "problems-1-dimension": "management"})
    desk.upload(photos, "photos")
    desk.press("保存并提交")
    desk.page.wait_for_url("**/move/submit_record/")
    desk.press("提交记录")
    desk.reads("待企业确认", FIRST, SECOND, "照片（2 张）")


def confirms(desk, visit) -> None:
    desk.open("/")
    desk.reads(visit.number, "待企业确认", FIRST, SECOND)
    desk.open(visit.get_absolute_url())
    desk.take("确认记录")
    desk.reads("已办理「确认记录」")


def mends(desk, problem, proof) -> None:
    """The enterprise puts it right and says what it saves."""
    desk.open(problem.get_absolute_url())
    desk.take("开始整改", responsible_person="孙质量", root_cause="灌装泵磨损。")
    saving = {"saving_wan": SAVED, "saving_kind": "yearly", "saving_basis": "损耗率由 3% 降至 1%，财务核算表。"}
    desk.take("提交整改结果", comment="已更换灌装泵。", after_value="±1.5%", **saving)
    desk.reads("待验证", SAVED)
    desk.open(f"{problem.get_absolute_url()}evidence/")
    desk.upload(proof, "evidence")
    desk.press("上传")
    desk.reads("佐证材料已上传", proof.name)


def verifies(desk, problem) -> None:
    desk.open(problem.get_absolute_url())
    desk.take("验证通过", comment="现场核实，同意。")
    desk.reads("已验证")


def closes(desk, problem) -> None:
    desk.open("/")
    desk.reads(problem.title)
    desk.open(problem.get_absolute_url())
    desk.take("销号", comment="同意销号。")
    desk.reads("已销号", SAVED)


def is_listed(desk, problem) -> None:
    """In the register and in the fourth of the five lists, where nobody copied it to."""
    desk.open("/cultivation/problems/")
    desk.reads(FIRST, SECOND, "已销号")
    desk.open(f"/cultivation/lists/{timezone.localdate().year}/4/")
    desk.reads(problem.number, SAVED)


def asks_for_the_quarter(desk) -> Report:
    """Made by the worker while the page shows how far it is."""
    today = timezone.localdate()
    desk.open("/reports/new/")
    desk.fill(kind="quarterly", start=date(today.year, (today.month - 1) // 3 * 3 + 1, 1), end=today)
    desk.press("开始生成")
    # The page watches the job and loads itself anew at the end.
    expect(desk.page.get_by_role("link", name=".docx")).to_be_visible(timeout=60_000)
    return Report.objects.get()


def downloads(desk, report, folder) -> dict:
    endings = {"word": "docx", "pdf": "pdf", "excel": "xlsx"}
    return {kind: desk.download(f".{ending}", folder / f"{kind}.{ending}") for kind, ending in endings.items()}


def words_of(path) -> str:
    """The text of a Word file or a PDF, without its line breaks."""
    if path.suffix == ".pdf":
        words = "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    else:
        document = docx.Document(path)
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        words = "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
    return "".join(words.split())


def numbers_of(path) -> set:
    book = openpyxl.load_workbook(path, data_only=True)
    return {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None}
