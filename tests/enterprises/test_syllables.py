"""Pinyin typed without blanks."""

import pytest

from enterprises.syllables import divided


@pytest.mark.parametrize(
    ("letters", "ways"),
    [
        ("huqingyutang", [["hu", "qing", "yu", "tang"]]),
        ("xian", [["xian"], ["xi", "an"]]),
        ("huqingyut", [["hu", "qing", "yu"]]),
        ("hqyt", []),
        ("", [[]]),
    ],
)
def test_letters_are_read_as_syllables(letters, ways):
    assert divided(letters) == ways


def test_a_long_row_of_letters_ends_soon():
    assert len(divided("xian" * 25)) == 4
