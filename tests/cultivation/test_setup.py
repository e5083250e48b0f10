"""The province says what the lists of a year are: from last year's, by columns shown, hidden, named and ordered."""

import pytest
from django.urls import reverse

from cultivation.actions import listsets
from cultivation.models import ListColumn, ListDefinition
from pinzibiao.casework.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def problems_list() -> ListDefinition:
    return ListDefinition.objects.get(list_set__year=2026, number=4)


def labels(client, year=2026, number=4) -> list[str]:
    page = client.get(reverse("cultivation:list", args=[year, number]))
    return [heading.label for heading in page.context["headings"]]


def test_a_year_begins_like_another_with_its_extra_columns_and_none_of_their_values(
    province_handler, problems_list, sign_in
):
    extra = listsets.add_extra_column(
        by=province_handler, definition=problems_list, data={"label": "专班意见", "type": "text", "editors": ["city"]}
    )
    listsets.show_column(problems_list.columns.get(key="advice"), is_shown=False, by=province_handler)
    client = sign_in(province_handler)
    answer = client.post(reverse("cultivation:lists_create"), {"year": 2027, "preset": "like-2026"})
    assert answer.url == reverse("cultivation:lists", args=[2027])
    copied = ListColumn.objects.get(definition__list_set__year=2027, key=extra.key)
    assert (copied.label, copied.type, copied.editors, copied.values.count()) == ("专班意见", "text", ["city"], 0)
    assert labels(client, 2027) == labels(client, 2026)


def test_a_year_from_a_preset_lets_the_county_write_what_it_writes_on_the_record(province_handler):
    made = listsets.begin_year(by=province_handler, year=2027, preset="five")
    columns = ListColumn.objects.filter(definition__list_set=made, definition__number=4)
    written = set(columns.filter(editors=["county"]).values_list("key", flat=True))
    assert written == {
        "title", "dimension", "is_common", "severity", "now_value", "root_cause", "advice", "responsible_person",
        "due_on",
    }  # fmt: skip
    assert not any(columns.exclude(key__in=written).values_list("editors", flat=True))


def test_columns_move_hide_and_are_renamed_on_the_page_at_once(
    province_handler, county_officer, problems_list, sign_in
):
    client, reader = sign_in(province_handler), sign_in(county_officer)
    before = labels(reader)
    second = problems_list.columns.get(key="title")
    client.post(reverse("cultivation:list_column_act", args=[second.pk, "up"]))
    assert labels(reader) == [before[1], before[0], *before[2:]]
    client.post(reverse("cultivation:list_column_act", args=[second.pk, "down"]))
    client.post(reverse("cultivation:list_column_act", args=[second.pk, "hide"]))
    assert labels(reader) == [before[0], *before[2:]]
    client.post(reverse("cultivation:list_column_act", args=[second.pk, "show"]))
    page = reverse("cultivation:list_column", args=[second.pk])
    version = client.get(page).context["version"]
    data = {"label": "问题名称", "editors": ["county"], "is_shown": "on", "version": version}
    assert client.post(page, data).status_code == 302
    assert labels(reader) == [before[0], "问题名称", *before[2:]]
    told = Event.objects.filter(subject_type="cultivation.listset").values_list("label", flat=True)
    assert list(told) == ["移动列", "移动列", "隐藏列", "显示列", "修改列"]


def test_a_value_the_records_have_is_added_as_a_column(province_handler, problems_list, sign_in):
    client = sign_in(province_handler)
    page = reverse("cultivation:list_add", args=[2026, 4])
    offered = dict(client.get(page).context["form"].fields["key"].choices)
    assert offered == {"enterprise.uscc": "统一社会信用代码", "after_value": "整改后值", "saving_kind": "节约性质",
                       "project": "转入项目"}  # fmt: skip
    client.post(page, {"key": "project"})
    assert labels(client)[-1] == "转入项目"
    assert client.post(page, {"key": "reported_by.password"}).status_code == 422


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"label": "级别", "type": "choice", "options": " \n"}, "至少写一个选项"),
        ({"label": "级别", "type": "password"}, "所选内容不在可选范围内"),
        ({"label": "级别", "type": "text", "editors": ["auditor"]}, "所选内容不在可选范围内"),
    ],
)
def test_a_column_that_cannot_be_is_refused(data, sentence, province_handler, sign_in):
    answer = sign_in(province_handler).post(reverse("cultivation:list_extra", args=[2026, 4]), data)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not ListColumn.objects.exclude(type="").exists()
