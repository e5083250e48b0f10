"""The list page: filter, sorting, paging, counting, refusing, exporting."""

import csv
import io
from datetime import date
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from pinzibiao.lib import exports, paging
from tests.cast import XIANJU

pytestmark = pytest.mark.urls("tests.ground.lib.gallery")


def names(response) -> list[str]:
    return [row.record.name for row in response.context["table"].table.rows]


def test_rows_of_the_scope_only(sign_in, county_officer, make_enterprises):
    make_enterprises(2)
    make_enterprises(1, county=XIANJU, start=10)
    response = sign_in(county_officer).get("/e/")
    assert response.status_code == 200
    assert names(response) == ["企业1", "企业0"]
    assert "企业10" not in response.content.decode()
    assert "共 <strong>2</strong> 条" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", ["/e/", "/p/"])
def test_queries_do_not_grow_with_rows(
    sign_in, county_officer, make_enterprises, django_assert_num_queries, count, address
):
    make_enterprises(count)
    client = sign_in(county_officer)
    client.get(address)
    with django_assert_num_queries(5):
        client.get(address)


def test_filters_narrow_and_stay_in_links(sign_in, county_officer, make_enterprises):
    make_enterprises(2, established_on=date(2020, 5, 1))
    make_enterprises(1, start=5, established_on=date(2021, 5, 1))
    client = sign_in(county_officer)
    response = client.get("/e/", {"established_on_after": "2020-05-01", "established_on_before": "2020-05-01"})
    assert names(response) == ["企业1", "企业0"]
    assert "established_on_after=2020-05-01&amp;" in response.content.decode()
    assert names(client.get("/e/", {"q": "企 业5"})) == ["企业5"]


def test_search_takes_wildcards_for_what_they_are(sign_in, county_officer, make_enterprises):
    make_enterprises(2)
    assert names(sign_in(county_officer).get("/e/", {"q": "%"})) == []


def test_sorting_both_ways(sign_in, county_officer, make_enterprises):
    make_enterprises(3)
    client = sign_in(county_officer)
    up = client.get("/e/", {"sort": "name"})
    assert names(up) == ["企业0", "企业1", "企业2"]
    assert 'aria-sort="ascending"' in up.content.decode()
    assert "?sort=-name" in up.content.decode()
    down = client.get("/e/", {"sort": "-name"})
    assert names(down) == ["企业2", "企业1", "企业0"]
    assert 'aria-sort="descending"' in down.content.decode()


def test_rows_that_sort_alike_appear_once_over_all_pages(sign_in, county_officer, make_enterprises):
    make_enterprises(30)
    client = sign_in(county_officer)
    first = client.get("/e/", {"sort": "scale"})
    second = client.get("/e/", {"sort": "scale", "page": first.context["page_obj"].next})
    pages = [names(first), names(second)]
    assert [len(page) for page in pages] == [25, 5]
    assert len({*pages[0], *pages[1]}) == 30


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("statis=x", "不认识的查询条件「statis」"),
        ("county=331024", "不认识的查询条件「county」"),
        ("sort=secret", "不能按「secret」排序"),
        ("sort=uscc", "不能按「uscc」排序"),
        ("export=pdf", "不能导出为「pdf」"),
        ("established_on_after=gestern&export=xlsx", "筛选条件填写有误"),
    ],
)
def test_what_the_page_does_not_know_is_refused(sign_in, county_officer, make_enterprises, query, sentence):
    make_enterprises(1)
    response = sign_in(county_officer).get(f"/e/?{query}")
    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert "企业0" not in response.content.decode()


def test_a_wrong_filter_shows_nothing_and_says_so(sign_in, county_officer, make_enterprises):
    make_enterprises(1)
    response = sign_in(county_officer).get("/e/?scale=giant")
    assert response.status_code == 200
    assert names(response) == []
    assert "筛选条件有误" in response.content.decode()


def test_the_next_page_and_the_last(sign_in, county_officer, make_enterprises):
    make_enterprises(26)
    client = sign_in(county_officer)
    first = client.get("/e/?sort=number")
    page = first.context["page_obj"]
    for place in (page.next, page.last):
        response = client.get("/e/", {"sort": "number", "page": place})
        assert names(response) == ["企业25"]
        assert "第 2 页，共 2 页" in response.content.decode()


def test_a_page_number_of_old_is_refused_with_a_way_out(sign_in, county_officer, make_enterprises):
    make_enterprises(26)
    response = sign_in(county_officer).get("/e/?page=99")
    assert response.status_code == 400
    assert "网址中的页码已失效" in response.content.decode()


def test_empty_states(sign_in, county_officer):
    client = sign_in(county_officer)
    assert "还没有登记企业。" in client.get("/e/").content.decode()
    assert "请放宽筛选条件再查" in client.get("/e/?q=x").content.decode()


def test_counting_stops_at_the_bound(sign_in, county_officer, make_enterprises, monkeypatch):
    monkeypatch.setattr(paging, "COUNT_BOUND", 30)
    make_enterprises(32)
    client = sign_in(county_officer)
    response = client.get("/e/")
    assert "<strong>30+</strong>" in response.content.decode()
    assert len(names(client.get("/e/", {"page": response.context["page_obj"].next}))) == 7


def test_who_may_not_is_told(sign_in, county_officer, make_enterprises):
    make_enterprises(1)
    response = sign_in(county_officer).get("/u/")
    assert response.status_code == 403
    assert "只有审计人员查看这张清单。请联系省局。" in response.content.decode()
    assert "企业0" not in response.content.decode()


def test_cells_are_escaped(sign_in, county_officer, make_enterprises):
    (row,) = make_enterprises(1)
    type(row).objects.update(name="<script>alert(1)</script>&")
    body = sign_in(county_officer).get("/e/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;" in body
    assert "<script>alert(1)" not in body


# Export


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


def test_export_takes_as_many_queries_for_three_rows_as_for_one(
    sign_in, county_officer, make_enterprises, django_assert_num_queries
):
    client = sign_in(county_officer)
    client.get("/e/")
    for count, start in ((1, 0), (2, 1)):
        make_enterprises(count, start=start)
        with django_assert_num_queries(4):
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


def test_more_rows_than_a_sheet_holds_is_said_and_not_cut(sign_in, county_officer, make_enterprises, monkeypatch):
    monkeypatch.setattr(exports, "EXCEL_ROWS", 2)
    make_enterprises(3)
    client = sign_in(county_officer)
    response = client.get("/e/?export=xlsx")
    assert response.status_code == 400
    assert "导出为 CSV" in response.content.decode()
    whole = client.get("/e/?export=csv")
    assert filename(whole).endswith("_共3条.csv")
    assert len(body_of(whole).splitlines()) == 4
