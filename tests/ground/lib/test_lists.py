"""The list page: filter, sorting, paging, counting, refusing."""

from datetime import date

import pytest

from pinzibiao.lib import paging
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
    assert "筛选条件有误，未查询。规模：" in response.content.decode()
    assert "没有符合条件的记录" not in response.content.decode()


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
