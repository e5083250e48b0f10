"""Wrong files and wrong words in a real browser: a sentence says what to do, and nothing that was filled in is lost."""

import pytest

from tests.factories.files import EXE, PDF
from tests.journeys.desk import Desk

pytestmark = pytest.mark.journey
MEGABYTE = 1024 * 1024


@pytest.fixture
def papers(tmp_path):
    """``papers[name]``: a program that calls itself a PDF, a photo of 60 MB, a paper as it should be."""
    contents = {"检测报告.pdf": EXE, "现场.jpg": b"\xff\xd8\xff" + bytes(60 * MEGABYTE), "营业执照.pdf": PDF}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in contents}


def test_files_that_are_none(made, at_desk, clerk, papers):
    desk = at_desk(clerk)
    desk.open(f"{made.cases['draft'].get_absolute_url()}edit/attachments/")
    desk.fill(kind="licence")
    desk.upload(papers["营业执照.pdf"], "files")
    choose(desk, papers["检测报告.pdf"])
    desk.reads("检测报告.pdf", "内容")
    choose(desk, papers["现场.jpg"])
    desk.reads("60.0", "请压缩或拆分后再上传")
    desk.press("上传并保存")
    desk.reads("附件已保存", "营业执照.pdf")


def test_words_that_are_wrong(at_desk, county_officer):
    desk = at_desk(county_officer)
    desk.open("/enterprises/new/")
    name, address = "浙江㐀喆生物有限公司", "临平区<script>alert(1)</script>路1号"
    desk.fill(uscc="91330113MA2ABC125X", name=name, plant_address=address)
    desk.press("保存")
    desk.reads("校验位不符，可能有一位抄错。请对照营业执照逐位核对。")
    assert desk.page.locator("[name=name]").input_value() == name
    assert desk.page.locator("[name=plant_address]").input_value() == address
    desk.fill(name="质" * 10_000)
    desk.press("保存")
    desk.reads("现有 10000 字，请删减")


def choose(desk: Desk, path) -> None:
    desk.page.set_input_files("input[name='files_files']", path)
