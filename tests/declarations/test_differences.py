"""What differs between two versions: pure, and on the pages."""

import re

import pytest
from django.urls import reverse

from declarations.differences import GONE, NEW, compare
from declarations.states import DeclarationStatus as S
from tests.factories.declarations import declaration_at, step
from tests.factories.enterprises import ProductFactory

HEAD = ["指标", "实测值"]


def version(facts=(), rows=(), head=HEAD, files=(), key="product") -> dict:
    section = {"key": key, "title": "产品", "facts": [list(one) for one in facts], "head": head, "rows": list(rows)}
    return {"sections": [section], "attachments": [{"kind": "报告", "sha256": one, "name": one} for one in files]}


def told(found) -> dict:
    (section,) = found.sections
    return {cell.label: cell.before for cell in section.facts if cell.is_changed}


def test_nothing_is_marked_without_a_version_before():
    found = compare(None, version([("品牌", "甲")], [["耐压", "3"]], files=["a"]))
    assert found.changed_titles == []


def test_a_field_shows_what_stood_there():
    found = compare(version([("品牌", "甲"), ("型号", "A")]), version([("品牌", "乙"), ("型号", "A")]))
    assert (told(found), found.changed_titles) == ({"品牌": "甲"}, ["产品"])


def test_a_field_that_one_of_them_lacks_was_not_filled_in():
    older, newer = version([("旧项", "1")]), version([("新项", "2")])
    assert told(compare(older, newer)) == {"新项": "", "旧项": "1"}


def test_rows_are_found_again_wherever_they_stand():
    before = version(rows=[["耐压", "3"], ["穿刺力", "0.5"], ["外观", "好"]])
    after = version(rows=[["外观", "好"], ["耐压", "4"], ["长度", "9"]])
    rows = compare(before, after).sections[0].rows
    found = [(row.cells[0].value, row.state, [cell.before for cell in row.cells if cell.is_changed]) for row in rows]
    assert found == [("外观", "", []), ("耐压", "", ["3"]), ("长度", NEW, []), ("穿刺力", GONE, [])]


def test_two_rows_of_one_name_are_two():
    before = version(rows=[["甲所", "1"], ["甲所", "2"]])
    after = version(rows=[["甲所", "2"], ["甲所", "3"]])
    rows = compare(before, after).sections[0].rows
    assert [[cell.before for cell in row.cells if cell.is_changed] for row in rows] == [[], ["1"]]


def test_columns_come_and_go():
    before = version(rows=[["耐压", "3"]])
    after = version(rows=[["耐压", "3", "YY/T"]], head=[*HEAD, "方法"])
    (row,) = compare(before, after).sections[0].rows
    assert [(cell.label, cell.before) for cell in row.cells if cell.is_changed] == [("方法", "")]


def test_sections_come_and_go():
    found = compare(version([("品牌", "甲")], key="old"), version([("商标", "甲")], key="new"))
    assert [(one.key, one.is_changed) for one in found.sections] == [("new", True), ("old", True)]


def test_a_version_without_keys_is_compared():
    assert compare({}, version([("品牌", "甲")], files=["a"])).changed_titles == ["产品", "附件"]
    assert compare(version(files=["a"]), {}).files[0].state == GONE


def test_files_are_the_same_by_kind_and_content():
    found = compare(version(files=["a", "b"]), version(files=["b", "c"]))
    assert [(one.file["sha256"], one.state) for one in found.files] == [("b", ""), ("c", NEW), ("a", GONE)]


@pytest.fixture
def corrected(db, enterprise, people):
    """A case whose second version names another officer and a better measure."""
    case = declaration_at(S.CORRECTION, product=ProductFactory(enterprise=enterprise), people=people)
    case.quality_officer = "李新任"
    case.save()
    case.indicators.update(measured="0.48")
    step(case, "resubmit", people)
    return case


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_case_page_marks_what_changed_since_the_last_round(corrected, people, sign_in):
    body = text(sign_in(people.county).get(corrected.get_absolute_url()))
    assert "李新任 已修改，原为：孙质量" in body
    assert "0.48 已修改，原为：0.52" in body
    assert body.count("已修改") == 2


def test_any_two_versions_stand_side_by_side(corrected, people, sign_in):
    client = sign_in(people.county)
    body = text(client.get(reverse("declarations:compare", args=[corrected.pk, 1, 2])))
    assert "首席质量官 不同 孙质量 李新任" in body
    assert "有不同的部分：关键指标、首席质量官。" in body
    assert "两版内容相同" in text(client.get(reverse("declarations:compare", args=[corrected.pk, 2, 2])))
    assert client.get(reverse("declarations:compare", args=[corrected.pk, 1, 3])).status_code == 404
    chosen = client.get(reverse("declarations:compare", args=[corrected.pk, 1, 2]), {"older": "2", "newer": "1"})
    assert chosen.url == reverse("declarations:compare", args=[corrected.pk, 2, 1])


def test_a_fact_that_moved_to_another_section_is_compared_there():
    before = version([("品牌", "甲"), ("联系人", "钱"), ("电话", "1")], key="old")
    after = version([("品牌", "甲")], key="old")
    after["sections"] += version([("联系人", "钱"), ("电话", "2")], key="new")["sections"]
    found = compare(before, after)
    changed = [(one.key, cell.label, cell.before) for one in found.sections for cell in one.facts if cell.is_changed]
    assert changed == [("new", "电话", "1")]


def test_a_version_tells_what_it_answers_and_what_was_asked_of_it(corrected, people, sign_in):
    client = sign_in(people.county)
    asked = "关键指标 ：请补充耐压强度的实测值。"
    first, second = (
        text(client.get(reverse("declarations:version", args=[corrected.pk, number]))) for number in (1, 2)
    )
    assert f"本版退回的补正事项 第 1 次补正 {asked}" in first and "本版回应的" not in first
    assert f"本版回应的补正事项 第 1 次补正 {asked}" in second and "本版退回的" not in second
