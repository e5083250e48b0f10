"""The record as plain words."""

import pytest

from tests.factories.visits import visit_at
from visits.sheet import BadSheet, fingerprint, read_sheet, sheet_of


@pytest.fixture
def sheet(enterprise, expert_user, county_officer, clerk):
    titles = ["问题甲", "问题乙"]
    return sheet_of(visit_at("to_confirm", enterprise, expert_user, county=county_officer, member=clerk, titles=titles))


def test_what_is_told_can_be_read_again(sheet):
    assert read_sheet(sheet) == sheet
    assert [row["title"] for row in sheet["problems"]] == ["问题甲", "问题乙"]
    assert (sheet["score_technology"], sheet["score_brand"], sheet["next_visit_on"]) == ("4", "", "")


def test_the_version_follows_the_words_and_not_their_order(sheet):
    turned = sheet | {"problems": sheet["problems"][::-1]}
    assert fingerprint(turned) == fingerprint(sheet)
    assert fingerprint(sheet | {"conclusion": "改"}) != fingerprint(sheet)


def test_spaces_around_and_line_breaks_of_windows_are_no_other_words(sheet):
    assert read_sheet(sheet | {"conclusion": " 甲\r\n乙 "})["conclusion"] == "甲\n乙"


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        {"problems": None},
        {"problems": ["不是一行"]},
        {"problems": [], "conclusion": 5},
        {"problems": [], "conclusion": "长" * 10_001},
        {"problems": [{}] * 31},
    ],
)
def test_what_is_no_record_is_refused(raw):
    with pytest.raises(BadSheet, match="请"):
        read_sheet(raw)
