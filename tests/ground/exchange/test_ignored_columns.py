"""A column that the register has not is not imported, and the office is told so before anything is written."""

import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from pinzibiao.exchange.models import Import
from tests.cast import any_industry
from tests.factories.exchange import LABELS, checked, enterprise_row, workbook

SENTENCE = "文件中的这些列不是本库的栏目，没有读取：{}。如是表头写错，请对照模板改正后重新上传。"
MISNAMED = enterprise_row(1) | {"法人代表": "王一", "传真\n号码": "0571"}
NAMED = "法人代表（I 列）、传真 号码（J 列）"


@pytest.fixture(autouse=True)
def industry(stage):
    any_industry()


def words(response) -> str:
    return response.content.decode()


def test_the_page_and_the_confirmation_name_them(county_officer, sign_in):
    case = checked(county_officer, [MISNAMED])
    client = sign_in(county_officer)
    assert (case.ignored, case.stage) == (NAMED, "ready")
    assert SENTENCE.format(NAMED) in words(client.get(case.get_absolute_url()))
    assert SENTENCE.format(NAMED) in words(client.get(reverse("exchange:import_confirm", args=[case.pk])))


def test_they_are_named_beside_errors_too(county_officer, sign_in):
    case = checked(county_officer, [MISNAMED | {"成立日期": "去年"}])
    page = words(sign_in(county_officer).get(case.get_absolute_url()))
    assert SENTENCE.format(NAMED) in page
    assert "1 行有错误，全部没有写入" in page


def test_the_command_names_them(county_officer, tmp_path):
    path, out = tmp_path / "企业.xlsx", io.StringIO()
    path.write_bytes(workbook([MISNAMED]))
    by = f"--as={county_officer.username}"
    call_command("import_records", "enterprise", str(path), by, "--dry-run", stdout=out)
    assert SENTENCE.format(NAMED) in out.getvalue().splitlines()


def test_nothing_is_said_of_known_and_empty_headings(county_officer, sign_in):
    case = checked(county_officer, content=workbook([list(enterprise_row().values())], labels=[*LABELS, "", " "]))
    assert case.warning == ""
    assert "没有读取" not in words(sign_in(county_officer).get(case.get_absolute_url()))


def test_of_very_many_and_long_ones_the_first_are_named(county_officer):
    case = checked(county_officer, [enterprise_row() | {f"{n}{'栏' * 300}": "x" for n in range(40)}])
    assert case.ignored.count("列）") == 12
    assert case.ignored.endswith("（T 列）等 40 列")
    assert Import.objects.get().ignored == case.ignored


def test_a_row_with_nothing_but_a_number_in_such_a_column_is_blank(county_officer):
    rows = [enterprise_row(1) | {"序号": 1}, dict.fromkeys(LABELS) | {"序号": 2}, enterprise_row(3) | {"序号": 3}]
    case = checked(county_officer, rows)
    assert (case.created_count, case.wrong_count, case.ignored) == (2, 0, "序号（I 列）")


def test_a_filled_column_without_heading_is_named_and_an_empty_one_is_not(county_officer):
    cells = list(enterprise_row().values())
    case = checked(
        county_officer, content=workbook([[*cells, None, "下沙路 3 号", " "]], labels=[*LABELS, "", " ", None])
    )
    assert (case.created_count, case.ignored) == (1, "没有表头（J 列）")
