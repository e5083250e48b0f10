"""Filters under a name: saved, found again, pinned, renamed, moved, deleted; and never anybody else's."""

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError

from pinzibiao.exchange import keeping
from pinzibiao.exchange.models import SavedView
from tests.factories import enterprises as make

LIST, KEY = "/enterprises/", "enterprises:list"
SAVE = f"/exchange/lists/{KEY}/save/"
VIEWS = "/exchange/views/"


def save(owner, name, query="region=330113", **fields):
    return keeping.save_view(by=owner, list_key=fields.pop("list_key", KEY), query=query, name=name, **fields)


def chips(page) -> list[tuple[str, bool]]:
    return [(view.name, is_current) for view, is_current in page.context["views"]]


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def names(owner) -> list[str]:
    return list(SavedView.objects.filter(owner=owner).values_list("name", flat=True))


def test_saved_under_a_name_and_opened_again(sign_in, county_officer, enterprise):
    client = sign_in(county_officer)
    query = "q=&region=330113&sort=name&page=3&scale="
    answer = client.post(SAVE, {"name": " 临平重点 ", "query": query})
    assert (answer.status_code, answer.url) == (302, f"{LIST}?region=330113&sort=name")
    page = client.get(answer.url)
    assert chips(page) == [("临平重点", True)]
    assert [row.record.name for row in page.context["table"].table.rows] == [enterprise.name]
    assert 'href="?region=330113&amp;sort=name" aria-current="page">临平重点</a>' in page.content.decode()


@pytest.mark.parametrize(
    ("address", "is_current"),
    [
        ("?region=330113", True),
        ("?region=330113&q=", True),
        ("?region=330113&sort=-name", True),
        ("", False),
        ("?region=330100", False),
        ("?region=330113&scale=large", False),
    ],
)
def test_the_view_that_is_open_is_marked(sign_in, province_handler, address, is_current):
    save(province_handler, "临平")
    assert chips(sign_in(province_handler).get(LIST + address)) == [("临平", is_current)]


def test_a_view_saved_with_its_sort_is_another_when_sorted_differently(sign_in, province_handler):
    save(province_handler, "按名称", "sort=name")
    client = sign_in(province_handler)
    assert chips(client.get(f"{LIST}?sort=name")) == [("按名称", True)]
    assert chips(client.get(f"{LIST}?sort=-name")) == [("按名称", False)]


def test_nothing_is_offered_for_saving_where_nothing_is_filtered(sign_in, county_officer):
    client = sign_in(county_officer)
    assert "保存当前筛选" not in client.get(LIST).content.decode()
    assert "保存当前筛选" in client.get(f"{LIST}?scale=large").content.decode()


def test_views_of_others_and_of_other_lists_do_not_show(sign_in, county_officer, county_second):
    save(county_officer, "我的临平")
    save(county_officer, "我的标准", list_key="enterprises:standard_list", query="stage=draft")
    save(county_second, "同事的机密", is_pinned=True)
    client = sign_in(county_officer)
    assert chips(client.get(LIST)) == [("我的临平", False)]
    for address in (LIST, VIEWS, "/"):
        assert "同事的机密" not in client.get(address).content.decode()
    page = client.get(VIEWS).content.decode()
    assert [name in page for name in ("我的临平", "我的标准", "企业库")] == [True, True, True]


def test_two_people_may_use_one_name(county_officer, county_second):
    save(county_officer, "临平")
    save(county_second, "临平")
    assert [names(person) for person in (county_officer, county_second)] == [["临平"], ["临平"]]


def test_a_name_is_taken_once_a_list(sign_in, county_officer):
    save(county_officer, "临平")
    answer = sign_in(county_officer).post(SAVE, {"name": "临平", "query": "scale=large"})
    assert answer.status_code == 422
    assert "您在这张列表上已有名为「临平」的视图，请换一个名称。" in answer.content.decode()
    assert 'value="scale=large"' in answer.content.decode()
    assert names(county_officer) == ["临平"]
    save(county_officer, "临平", list_key="enterprises:standard_list")


@pytest.mark.parametrize(
    ("name", "sentence"), [("", "请填写「名称」。"), ("x" * 31, "最多 30 字，现有 31 字，请删减 1 字。")]
)
def test_a_name_that_cannot_be(sign_in, county_officer, name, sentence):
    answer = sign_in(county_officer).post(SAVE, {"name": name, "query": "scale=large"})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert names(county_officer) == []


def test_more_views_than_a_list_can_show(county_officer):
    for number in range(keeping.VIEWS_A_LIST):
        save(county_officer, f"视图{number}")
    with pytest.raises(ValidationError, match="最多保存 20 个视图"):
        save(county_officer, "再一个")
    save(county_officer, "另一张列表", list_key="enterprises:brand_list")


@pytest.mark.parametrize("key", ["enterprises:nothing", "enterprises:detail", "http://evil.example/", "a/b/c"])
def test_a_list_that_does_not_exist(sign_in, county_officer, key):
    client = sign_in(county_officer)
    assert client.post(f"/exchange/lists/{key}/save/", {"name": "x", "query": ""}).status_code == 404
    assert client.post(f"/exchange/lists/{key}/columns/", {"columns": "name"}).status_code == 404
    assert names(county_officer) == []


def test_pinned_to_the_home_page_and_taken_off(sign_in, county_officer):
    view = save(county_officer, "临平重点", "region=330113&scale=large")
    client = sign_in(county_officer)
    link = '<a class="chip" href="/enterprises/?region=330113&amp;scale=large">临平重点</a>'
    assert link not in client.get("/").content.decode()
    client.post(f"{VIEWS}{view.pk}/act/pin/")
    assert link in client.get("/").content.decode()
    client.post(f"{VIEWS}{view.pk}/act/unpin/")
    assert link not in client.get("/").content.decode()


def test_pinned_while_saving(sign_in, county_officer):
    client = sign_in(county_officer)
    client.post(SAVE, {"name": "大型", "query": "scale=large", "is_pinned": "on"})
    assert ">大型</a>" in client.get("/").content.decode()


def test_a_list_of_one_year_is_found_again(sign_in, county_officer):
    view = save(county_officer, "清单一", "region=330113", list_key="cultivation:list/2026/1")
    assert view.get_absolute_url() == "/cultivation/lists/2026/1/?region=330113"


def test_views_change_places(sign_in, county_officer, county_second):
    first, second, third = (save(county_officer, name) for name in ("一", "二", "三"))
    save(county_second, "别人")
    client = sign_in(county_officer)
    client.post(f"{VIEWS}{third.pk}/act/up/")
    assert names(county_officer) == ["一", "三", "二"]
    client.post(f"{VIEWS}{first.pk}/act/down/")
    assert names(county_officer) == ["三", "一", "二"]
    client.post(f"{VIEWS}{third.pk}/act/up/")
    client.post(f"{VIEWS}{second.pk}/act/down/")
    assert names(county_officer) == ["三", "一", "二"]
    assert [name for name, _ in chips(client.get(LIST))] == ["三", "一", "二"]
    assert client.post(f"{VIEWS}{first.pk}/act/explode/").status_code == 404


def test_renamed(sign_in, county_officer):
    view = save(county_officer, "旧名")
    save(county_officer, "已用")
    client = sign_in(county_officer)
    version = client.get(f"{VIEWS}{view.pk}/rename/").context["version"]
    taken = client.post(f"{VIEWS}{view.pk}/rename/", {"name": "已用", "version": version})
    assert taken.status_code == 422
    assert "已有名为「已用」的视图" in taken.content.decode()
    done = client.post(f"{VIEWS}{view.pk}/rename/", {"name": "新名", "is_pinned": "on", "version": version})
    assert (done.status_code, done.url) == (302, VIEWS)
    view.refresh_from_db()
    assert (view.name, view.is_pinned, view.query) == ("新名", True, "region=330113")


def test_deleted_after_a_question(sign_in, county_officer, enterprise):
    view = save(county_officer, "临平")
    client = sign_in(county_officer)
    assert "删除视图「临平」？" in client.get(f"{VIEWS}{view.pk}/delete/").content.decode()
    assert names(county_officer) == ["临平"]
    assert client.post(f"{VIEWS}{view.pk}/delete/").url == VIEWS
    assert names(county_officer) == []


@pytest.mark.parametrize("address", ["rename/", "delete/", "act/pin/", "act/up/"])
def test_another_persons_view_does_not_exist(sign_in, county_officer, county_second, auditor, administrator, address):
    view = save(county_officer, "临平")
    for person in (county_second, auditor, administrator):
        answer = sign_in(person).post(f"{VIEWS}{view.pk}/{address}", {"name": "抢来的"})
        assert answer.status_code == 404
    view.refresh_from_db()
    assert (view.name, view.is_pinned, view.owner) == ("临平", False, county_officer)


@pytest.mark.parametrize("query", ["gone=key", "sort=nothing", "region=330113&gone=key"])
def test_a_view_whose_filter_is_gone_says_so_and_can_be_deleted(sign_in, county_officer, county_second, query):
    view = save(county_officer, "旧视图", query)
    page = sign_in(county_officer).get(f"{LIST}?{query}")
    assert page.status_code == 400
    body = page.content.decode()
    assert "您保存的视图「旧视图」用到了本页已经没有的条件，不能再打开。" in body
    assert f'href="{VIEWS}{view.pk}/delete/">删除这个视图</a>' in body
    other = sign_in(county_second).get(f"{LIST}?{query}")
    assert other.status_code == 400
    assert "旧视图" not in other.content.decode()


def test_a_view_of_a_list_that_is_gone_can_only_be_deleted(sign_in, county_officer):
    save(county_officer, "老列表", list_key="enterprises:gone", is_pinned=True)
    client = sign_in(county_officer)
    assert "这张列表已不存在，请删除" in client.get(VIEWS).content.decode()
    assert "老列表" not in client.get("/").content.decode()


def test_a_name_is_no_markup(sign_in, county_officer):
    save(county_officer, "<b>粗</b>", 'q="><script>', is_pinned=True)
    client = sign_in(county_officer)
    for address in (LIST, VIEWS, "/"):
        body = client.get(address).content.decode()
        assert "&lt;b&gt;粗&lt;/b&gt;" in body
        assert "<b>粗" not in body
        assert '"><script>' not in body


def test_many_views_cost_no_more_queries_than_none(sign_in, county_officer, django_assert_num_queries):
    make.EnterpriseFactory()
    client = sign_in(county_officer)
    client.get(LIST)
    for address, queries in ((LIST, QUERIES_OF_LIST), (VIEWS, QUERIES_OF_VIEWS)):
        with django_assert_num_queries(queries):
            client.get(address)
    for number in range(3):
        save(county_officer, f"视图{number}", is_pinned=True)
    for address, queries in ((LIST, QUERIES_OF_LIST), (VIEWS, QUERIES_OF_VIEWS)):
        with django_assert_num_queries(queries):
            client.get(address)


QUERIES_OF_LIST, QUERIES_OF_VIEWS = 9, 3
