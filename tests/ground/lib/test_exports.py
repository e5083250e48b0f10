"""Excel and CSV out of a list: the rows and columns seen, typed, harmless, however many."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import unquote

import pytest
from django.db.models import DateTimeField, DecimalField, Exists, OuterRef, TextField, Value
from openpyxl import load_workbook

from enterprises.models import Contact, Enterprise
from pinzibiao.lib import exports, tables
from pinzibiao.lib.exports import cells, files, sources
from tests.cast import XIANJU
from tests.factories import enterprises as make

pytestmark = pytest.mark.urls("tests.ground.lib.gallery")


def filename(response) -> str:
    return unquote(response["Content-Disposition"].split("UTF-8''")[1])


def body_of(response) -> bytes:
    """The whole file; reading it to its end closes it."""
    return b"".join(response.streaming_content)


def sheet(response) -> list[tuple]:
    book = load_workbook(io.BytesIO(body_of(response)))
    return list(book.active.iter_rows(values_only=True))


def test_excel_has_the_rows_and_columns_of_the_page(sign_in, county_officer, make_enterprises):
    make_enterprises(28, established_on=date(2020, 5, 1), is_above_scale=True)
    make_enterprises(3, start=40)
    response = sign_in(county_officer).get("/e/", {"is_above_scale": "true", "sort": "number", "export": "xlsx"})
    rows = sheet(response)
    assert rows[0] == ("企业名称", "统一社会信用代码", "属地", "规模", "规上", "成立日期", "编号", "状态")
    assert [row[0] for row in rows[1:]] == [f"企业{n}" for n in range(28)]
    first = rows[1]
    assert first[2:5] == ("临平区", "小型", "是")
    assert first[5].date() == date(2020, 5, 1)
    assert first[6] == int(first[6])
    assert first[7] in {"在库", "待县局初核"}
    assert filename(response).startswith("企业名录_临平区_")
    assert filename(response).endswith("_共28条.xlsx")


def test_export_leaks_no_other_county(sign_in, county_officer, make_enterprises):
    make_enterprises(1)
    make_enterprises(1, county=XIANJU, start=10)
    rows = sheet(sign_in(county_officer).get("/e/?export=xlsx"))
    assert [row[0] for row in rows] == ["企业名称", "企业0"]


# Session, person, columns kept; bounded count, rows, names of counties; the row that stays, in a transaction.
EXPORT_QUERIES = 9


def test_export_takes_as_many_queries_for_three_rows_as_for_one(
    sign_in, county_officer, make_enterprises, django_assert_num_queries
):
    client = sign_in(county_officer)
    client.get("/e/")
    for count, start in ((1, 0), (2, 1)):
        make_enterprises(count, start=start)
        with django_assert_num_queries(EXPORT_QUERIES):
            sheet(client.get("/e/?export=xlsx"))


def test_formulas_and_control_characters_are_harmless(sign_in, county_officer, make_enterprises):
    (row,) = make_enterprises(1)
    type(row).objects.update(name='=HYPERLINK("http://x")\x0b\x1f㐀😀')
    client = sign_in(county_officer)
    response = client.get("/e/?export=xlsx")
    book = load_workbook(io.BytesIO(body_of(response)))
    cell = book.active["A2"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x")㐀😀')
    text = body_of(client.get("/e/?export=csv"))
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    assert rows[1][0] == '\'=HYPERLINK("http://x")㐀😀'


def test_export_without_rows_still_has_its_header(sign_in, county_officer):
    response = sign_in(county_officer).get("/e/?export=csv")
    rows = list(csv.reader(io.StringIO(body_of(response).decode("utf-8-sig"))))
    assert len(rows) == 1
    assert filename(response).endswith("_共0条.csv")


# How the file looks


def test_the_sheet_is_typed_frozen_filtered_and_wide_enough(sign_in, county_officer, make_enterprises):
    make_enterprises(2, established_on=date(2020, 5, 1))
    response = sign_in(county_officer).get("/e/?export=xlsx&sort=number")
    page = load_workbook(io.BytesIO(body_of(response))).active
    assert (page.title, page.freeze_panes, page.auto_filter.ref) == ("企业名录", "A2", "A1:H3")
    assert [(cell.data_type, cell.number_format) for cell in page[2]] == [
        ("s", "General"),
        ("s", "General"),
        ("s", "General"),
        ("s", "General"),
        ("s", "General"),
        ("d", "yyyy-mm-dd"),
        ("n", "General"),
        ("s", "General"),
    ]
    assert all(cell.font.bold for cell in page[1])
    assert [int(page.column_dimensions[letter].width) for letter in "ABF"] == [11, 19, 11]


@pytest.fixture
def written(tmp_path):
    """``written(Table, objects) -> (sheet of the xlsx, lines of the csv)``."""

    def write(table_class, objects, prepare=None, **more):
        made = {}
        for kind in ("xlsx", "csv"):
            path = tmp_path / f"a.{kind}"
            exports.write(exports.Cells(table_class(objects), objects, prepare, "名录"), kind, str(path), **more)
            made[kind] = path
        lines = list(csv.reader(io.StringIO(made["csv"].read_text("utf-8-sig"), newline="")))
        return load_workbook(made["xlsx"]).active, lines

    return write


class ValuesTable(tables.PortalTable):
    name = tables.LinkColumn(verbose_name="名称")
    at = tables.DateColumn(verbose_name="时间")
    amount = tables.NumberColumn(verbose_name="金额（万元）")
    established_on = tables.DateColumn(verbose_name="成立日期")
    scale = tables.Column(verbose_name="规模", accessor="get_scale_display")
    place = tables.Column(verbose_name="市", accessor="county__parent")
    industry = tables.Column(verbose_name="行业", accessor="industry__name")
    is_known = tables.Column(verbose_name="有联系人")


def valued():
    moment = Value(datetime.fromisoformat("2026-03-01T01:30:00+00:00"), output_field=DateTimeField())
    amount = Value(Decimal("1234.50"), output_field=DecimalField())
    known = Exists(Contact.objects.filter(enterprise=OuterRef("pk")))
    return Enterprise.objects.annotate(at=moment, amount=amount, is_known=known).order_by("pk")


@pytest.mark.parametrize("prepare", [None, lambda objects: objects], ids=["in bulk", "by objects"])
def test_values_come_out_the_same_however_they_are_read(written, make_enterprises, prepare):
    make_enterprises(1, established_on=date(2020, 5, 1), scale="large")
    make.ContactFactory(enterprise=make_enterprises(1, start=1, established_on=None, scale="")[0])
    industry = Enterprise.objects.first().industry.name
    page, lines = written(ValuesTable, valued(), prepare)
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=2)] == [
        ["企业0", datetime(2026, 3, 1, 9, 30), 1234.5, datetime(2020, 5, 1), "大型", "杭州市", industry, "否"],
        ["企业1", datetime(2026, 3, 1, 9, 30), 1234.5, None, None, "杭州市", industry, "是"],
    ]
    assert page["B2"].number_format == "yyyy-mm-dd hh:mm"
    assert lines[1:] == [
        ["企业0", "2026-03-01 09:30", "1234.50", "2020-05-01", "大型", "杭州市", industry, "否"],
        ["企业1", "2026-03-01 09:30", "1234.50", "", "", "杭州市", industry, "是"],
    ]


def test_a_file_holds_the_value_and_not_the_look_unless_told(written, make_enterprises):
    class Table(tables.PortalTable):
        name = tables.Column(verbose_name="名称")
        short = tables.Column(verbose_name="简称", accessor="name")
        key = tables.Column(verbose_name="键", accessor="pk")

        def render_name(self, value):
            return "…"

        def value_short(self, value):
            return value[:1]

        def value_key(self, value, record):
            return record.uscc

    (row,) = make_enterprises(1)
    _, lines = written(Table, Enterprise.objects.all())
    assert lines[1] == ["企业0", "企", row.uscc]


def test_what_a_row_alone_can_tell_is_not_asked_of_the_database():
    class Table(tables.PortalTable):
        name = tables.Column()
        county = tables.Column()
        owner = tables.Column(accessor="members__user")
        method = tables.Column(accessor="get_absolute_url")
        own = tables.Column(accessor="name")

        def value_own(self, value, record):
            return value

    objects = Enterprise.objects.all()
    table = Table(objects)
    found = {column.name: sources.source_of(objects, table, column) for column in table.columns}
    assert {name: source and source.path for name, source in found.items()} == {
        "name": "name",
        "county": "county_id",
        "owner": None,
        "method": None,
        "own": None,
    }


def test_rows_of_a_distinct_scope_that_look_alike_stay_two(written, make_enterprises):
    class Table(tables.PortalTable):
        scale = tables.Column(verbose_name="规模")

    make_enterprises(2)
    _, lines = written(Table, Enterprise.objects.distinct())
    assert lines == [["规模"], ["小型"], ["小型"]]


def test_a_founding_day_before_excel_began_is_told_in_words(written, make_enterprises):
    make_enterprises(1, established_on=date(1874, 4, 5))
    make_enterprises(1, start=1, established_on=date(2020, 5, 1))

    class Table(tables.PortalTable):
        established_on = tables.DateColumn(verbose_name="成立日期")

    page, lines = written(Table, Enterprise.objects.order_by("pk"))
    assert [page["A2"].value, page["A3"].value] == ["1874-04-05", datetime(2020, 5, 1)]
    assert lines[1:] == [["1874-04-05"], ["2020-05-01"]]


class NamesTable(tables.PortalTable):
    name = tables.Column(verbose_name="名称")
    again = tables.Column(verbose_name="名称", accessor="name")


def test_a_text_longer_than_a_cell_is_cut_in_excel_and_whole_in_csv(written, make_enterprises):
    class Table(tables.PortalTable):
        main_product = tables.Column(verbose_name="产品", accessor="long")

    make_enterprises(1)
    objects = Enterprise.objects.annotate(long=Value("长" * 40_000, output_field=TextField()))
    page, lines = written(Table, objects)
    assert (len(page["A2"].value), len(lines[1][0])) == (32_767, 40_000)


def test_two_columns_of_one_name_are_both_there(written, make_enterprises):
    make_enterprises(1)
    page, lines = written(NamesTable, Enterprise.objects.all())
    assert [[str(cell.value).strip() for cell in row] for row in page] == [["名称", "名称"], ["企业0", "企业0"]]
    assert lines == [["名称", "名称"], ["企业0", "企业0"]]


@pytest.mark.parametrize(
    ("text", "cell"),
    [("=1+1", "'=1+1"), ("+86", "+86"), ("-甲", "'-甲"), ("@甲", "'@甲"), ("-5", "-5"), ("甲=1", "甲=1")],
)
def test_what_begins_like_a_formula(written, make_enterprises, text, cell):
    """A number may begin with its sign: taken for what it is, it does no harm."""
    (row,) = make_enterprises(1)
    Enterprise.objects.filter(pk=row.pk).update(name=text)
    page, lines = written(NamesTable, Enterprise.objects.all())
    assert (page["A2"].value, page["A2"].data_type, lines[1][0]) == (text, "s", cell)


# More rows than a sheet, or than memory, holds


def test_more_rows_than_a_sheet_holds_go_into_numbered_sheets(tmp_path, make_enterprises, monkeypatch):
    monkeypatch.setattr(files, "EXCEL_ROWS", 2)
    make_enterprises(5)
    objects = Enterprise.objects.order_by("pk")
    path = str(tmp_path / "a.xlsx")
    assert exports.write(exports.Cells(NamesTable(objects), objects), "xlsx", path, expected=5) == 5
    book = load_workbook(path)
    found = {page.title: [cell.value for cell in page["A"]] for page in book}
    assert found == {
        "导出1": ["名称", "企业0", "企业1"],
        "导出2": ["名称", "企业2", "企业3"],
        "导出3": ["名称", "企业4"],
    }
    assert [(page.freeze_panes, page.auto_filter.ref) for page in book] == [
        ("A2", "A1:B3"),
        ("A2", "A1:B3"),
        ("A2", "A1:B2"),
    ]


def test_a_register_that_grew_over_the_end_of_the_sheet_is_said_and_not_cut(tmp_path, make_enterprises, monkeypatch):
    monkeypatch.setattr(files, "EXCEL_ROWS", 2)
    make_enterprises(3)
    objects = Enterprise.objects.all()
    with pytest.raises(exports.TooManyRows):
        exports.write(exports.Cells(NamesTable(objects), objects), "xlsx", str(tmp_path / "a.xlsx"), expected=2)


@pytest.mark.parametrize("prepare", [None, lambda objects: objects], ids=["in bulk", "by objects"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_rows_pass_through_a_few_at_a_time(tmp_path, make_enterprises, monkeypatch, kind, prepare):
    monkeypatch.setattr(cells, "FETCHED_AT_ONCE", 2)
    monkeypatch.setattr(cells, "PREPARED_AT_ONCE", 2)
    make_enterprises(5)
    objects = Enterprise.objects.order_by("pk")
    told = []
    source = exports.Cells(NamesTable(objects), objects, prepare)
    assert exports.write(source, kind, str(tmp_path / "a"), expected=5, told=told.append) == 5
    assert told == [2, 4, 5]
    assert [len(block[0]) for block in source.blocks()] == [2, 2, 1]
