"""The lists as an official Word annex: main columns, one's own rows, on sheets that lie on their side."""

import io

import pytest
from django.urls import reverse
from docx import Document

from cultivation.actions.snapshots import ask_snapshot, take_snapshot
from cultivation.models import ListColumn, ListSet
from cultivation.views import annexes
from tests.cultivation.test_lists import FIVE, fill


@pytest.fixture
def both(enterprise, other_enterprise, county_officer, xianju_officer, expert_user):
    return fill(enterprise, county_officer, expert_user), fill(other_enterprise, xianju_officer, expert_user)


def paper(client, name: str, *args):
    return Document(io.BytesIO(client.get(reverse(f"cultivation:{name}", args=args)).content))


def heads(document) -> list[list[str]]:
    return [[cell.text for cell in table.rows[0].cells] for table in document.tables]


def test_each_list_is_an_annex_with_its_main_columns_and_ones_own_rows(both, county_officer, other_enterprise, sign_in):
    document = paper(sign_in(county_officer), "lists_word", 2026)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert [name for name in FIVE if name in text] == FIVE
    printed = ListColumn.objects.filter(definition__list_set__year=2026, is_printed=True)
    assert heads(document) == [
        ["序号", *printed.filter(definition__number=number).values_list("label", flat=True)] for number in range(1, 6)
    ]
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows[1:]]
    assert [row[0] for row in rows] == ["1"] * 5
    assert other_enterprise.name not in str(rows)
    assert document.sections[0].page_width > document.sections[0].page_height


def test_a_snapshots_annex_is_what_was_frozen(both, province_handler, county_officer, sign_in):
    live = paper(sign_in(county_officer), "lists_word", 2026)
    asked = ask_snapshot(by=province_handler, list_set=ListSet.objects.get(year=2026), kind="day", name="快照")
    shot = take_snapshot(asked, lambda *_: None)
    problem = both[0]["problem"]
    type(problem).objects.filter(pk=problem.pk).update(title="改过的问题")
    frozen = paper(sign_in(county_officer), "snapshot_word", shot.pk)
    assert heads(frozen) == heads(live)
    assert "改过的问题" not in str([[cell.text for cell in row.cells] for row in frozen.tables[3].rows])
    assert [cell.text for cell in frozen.tables[3].rows[1].cells] == [
        cell.text.replace("—", "") for cell in live.tables[3].rows[1].cells
    ]


def test_more_than_anybody_would_read_is_refused_with_a_way_out(both, province_handler, sign_in, monkeypatch):
    monkeypatch.setattr(annexes, "MOST_ROWS", 9)
    answer = sign_in(province_handler).get(reverse("cultivation:lists_word", args=[2026]))
    assert (answer.status_code, "选定属地" in answer.content.decode()) == (400, True)
