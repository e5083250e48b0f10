"""manage.py import_records: the same engine, from the command line."""

import io

import pytest
from django.core.management import CommandError, call_command

from enterprises.models import Enterprise
from pinzibiao.exchange.models import Import
from pinzibiao.jobs.models import Job
from tests.cast import XIANJU
from tests.factories.exchange import enterprise_row, workbook


@pytest.fixture(autouse=True)
def industry(enterprise):
    """The industry of the rows."""


@pytest.fixture
def file(tmp_path):
    """``file(rows)``: the path of a workbook."""

    def write(*rows, content: bytes | None = None, name: str = "企业.xlsx") -> str:
        path = tmp_path / name
        path.write_bytes(workbook(list(rows)) if content is None else content)
        return str(path)

    return write


def run(*arguments, by) -> str:
    out = io.StringIO()
    call_command("import_records", "enterprise", *arguments, f"--as={by.username}", stdout=out)
    return out.getvalue()


def test_it_writes_and_gives_the_receipt(county_officer, file):
    said = run(file(enterprise_row(1), enterprise_row(2)), by=county_officer)
    case = Import.objects.get()
    assert "新增 2 行，更新 0 行，无变化 0 行，有错误 0 行" in said
    assert f"导入编号 {case.pk}，文件校验值 {case.source.sha256}" in said
    assert (Enterprise.objects.count(), case.stage, Job.objects.count()) == (3, "written", 0)


def test_a_dry_run_writes_nothing_and_leaves_nothing_to_confirm(county_officer, file):
    said = run(file(enterprise_row(1)), "--dry-run", by=county_officer)
    assert "新增 1 行" in said
    assert said.endswith("只核对，没有写入。\n")
    assert (Enterprise.objects.count(), Import.objects.get().stage) == (1, "closed")


def test_every_error_is_printed_and_nothing_written(county_officer, file):
    out = io.StringIO()
    path = file(enterprise_row(1), enterprise_row(2, 成立日期="去年"))
    with pytest.raises(CommandError, match="有 1 行、1 处错误，全部没有写入。"):
        call_command("import_records", "enterprise", path, f"--as={county_officer.username}", stdout=out)
    sentence = "第 3 行 H 列「成立日期」“去年”：日期请写作 2026-03-01、2026.3.1 或 2026年3月1日。例如 2015-06-01"
    assert sentence in out.getvalue().splitlines()
    assert Enterprise.objects.count() == 1


def test_twice_the_same_file_changes_nothing(county_officer, file):
    path = file(enterprise_row(1))
    run(path, by=county_officer)
    before = Enterprise.objects.order_by("pk").values_list("pk", "updated_at")
    kept = list(before)
    assert "与现有数据相同，无须写入。" in run(path, by=county_officer)
    assert list(before.all()) == kept


def test_the_persons_post_decides_what_may_be_written(county_officer, city_officer, file):
    path = file(enterprise_row(1, 属地="仙居县"))
    with pytest.raises(CommandError, match="有 1 行"):
        run(path, by=county_officer)
    with pytest.raises(CommandError, match="企业档案由所在县"):
        run(path, by=city_officer)
    assert not Enterprise.objects.filter(county_id=XIANJU).exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["enterprise", "{file}"], "请用 --as 写明以谁的名义导入"),
        (["enterprise", "{file}", "--as=nobody-here"], "没有账号“nobody-here”"),
        (["nothing", "{file}", "--as={user}"], "没有名为“nothing”的库"),
        (["enterprise", "/nowhere/a.xlsx", "--as={user}"], "打不开文件 /nowhere/a.xlsx"),
    ],
)
def test_what_cannot_begin_says_why(county_officer, file, arguments, sentence):
    filled = [one.format(file=file(enterprise_row()), user=county_officer.username) for one in arguments]
    with pytest.raises(CommandError, match=sentence):
        call_command("import_records", *filled)
    assert Import.objects.count() == 0


def test_a_file_that_cannot_be_read_says_why(county_officer, file):
    with pytest.raises(CommandError, match="是 PDF 文件，不能导入"):
        run(file(content=b"%PDF-1.7 x"), by=county_officer)
    with pytest.raises(CommandError, match="没有找到「企业库」的表头"):
        run(file(content=workbook([["甲"]], labels=["不对"])), by=county_officer)
