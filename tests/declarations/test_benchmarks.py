"""Measured against asked: the judgement, the unit, the question, the picture."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from declarations.benchmarks import (
    Limit,
    Unreadable,
    Verdict,
    frozen,
    is_advanced,
    is_unusual,
    judge,
    picture,
    read_measured,
    verdict_words,
)
from enterprises.models.standard_indicator import plain, requirement_words

D = Decimal
numbers = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=6)


@st.composite
def limits(draw) -> Limit:
    direction = draw(st.sampled_from(["higher", "lower", "range", "equal"]))
    limit = draw(numbers)
    upper = limit + abs(draw(numbers)) + D("0.000001") if direction == "range" else None
    return Limit(direction, limit, upper, draw(st.none() | numbers))


@pytest.mark.parametrize(
    ("asked", "measured", "words"),
    [
        (Limit("higher", D(20)), "28", "优于标准"),
        (Limit("higher", D(20)), "20.000", "达到标准"),
        (Limit("higher", D(20)), "19.9", "未达到标准"),
        (Limit("higher", D(20), None, D(30)), "30", "优于标准，达到先进值"),
        (Limit("higher", D(20), None, D(20)), "20", "达到标准，达到先进值"),
        (Limit("lower", D("0.7"), None, D("0.5")), "0.52", "优于标准"),
        (Limit("lower", D("0.7"), None, D("0.5")), "0.5", "优于标准，达到先进值"),
        (Limit("lower", D("0.7")), "0.71", "未达到标准"),
        (Limit("lower", D(-20)), "-25", "优于标准"),
        (Limit("range", D(5), D(8)), "5", "达到标准"),
        (Limit("range", D(5), D(8)), "8", "达到标准"),
        (Limit("range", D(5), D(8)), "8.1", "未达到标准"),
        (Limit("range", D(5), D(8), D(6)), "6", "达到标准，达到先进值"),
        (Limit("equal", D(0)), "0", "达到标准"),
        (Limit("equal", D(0)), "1", "未达到标准"),
    ],
)
def test_judged_by_the_direction(asked, measured, words):
    assert verdict_words(asked, D(measured)) == words


@given(numbers, numbers)
def test_higher_and_lower_are_mirror_images(limit, measured):
    assert judge(Limit("higher", limit), measured) == judge(Limit("lower", -limit), -measured)


@given(limits(), numbers)
def test_what_misses_the_standard_is_never_called_advanced(asked, measured):
    assert not (judge(asked, measured) == Verdict.WORSE and is_advanced(asked, measured))


@given(limits(), numbers, st.decimals(min_value="0.001", max_value=1000, places=3))
def test_the_same_in_another_unit_is_judged_and_questioned_alike(asked, measured, factor):
    scaled = Limit(asked.direction, *(one if one is None else one * factor for one in (asked.limit, asked.upper, None)))
    plainly = Limit(asked.direction, asked.limit, asked.upper)
    assert judge(scaled, measured * factor) == judge(plainly, measured)
    assert is_unusual(scaled, measured * factor) == is_unusual(plainly, measured)


@given(limits())
def test_what_the_standard_names_is_never_questioned(asked):
    assert not is_unusual(asked, asked.limit)
    assert asked.upper is None or not is_unusual(asked, asked.upper)


@pytest.mark.parametrize(
    ("asked", "measured", "questioned"),
    [
        (Limit("higher", D(20)), "199", False),
        (Limit("higher", D(20)), "200", True),
        (Limit("higher", D(20)), "2", True),
        (Limit("higher", D(20)), "2.1", False),
        (Limit("lower", D("0.7")), "0", False),
        (Limit("lower", D(0)), "5", False),
        (Limit("range", D(5), D(8)), "80", True),
        (Limit("range", D(5), D(8)), "0.5", True),
        (Limit("range", D(-8), D(5)), "40", False),
    ],
)
def test_ten_times_off_is_questioned(asked, measured, questioned):
    assert is_unusual(asked, D(measured)) == questioned


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("0.52", "N", "0.52"),
        (" 0.52 N ", "N", "0.52"),
        ("0.52N", "N", "0.52"),
        ("０．５２", "N", "0.52"),
        ("−3", "℃", "-3"),
        ("5000", "", "5000"),
        ("99.7％", "%", "99.7"),
    ],
)
def test_a_number_is_read_however_typed(text, unit, number):
    assert read_measured(text, unit) == D(number)


@pytest.mark.parametrize(
    ("text", "unit", "sentence"),
    [
        ("合格", "N", "请填写数字，例如 0.52，不写≥、≤和文字。"),
        ("≤0.5", "N", "请填写数字，例如 0.52，不写≥、≤和文字。"),
        ("520 mN", "N", "标准的单位是 N，您写的是“mN”，请换算后只填数字。"),
        ("5 次", "", "标准中这一项没有单位，您写的是“次”，请换算后只填数字。"),
        ("1e5", "N", "标准的单位是 N，您写的是“e5”，请换算后只填数字。"),
        ("1234567890123", "N", "整数最多 12 位、小数最多 6 位，请核对单位。"),
        ("0.1234567", "N", "整数最多 12 位、小数最多 6 位，请核对单位。"),
    ],
)
def test_anything_else_gets_a_sentence(text, unit, sentence):
    with pytest.raises(Unreadable) as told:
        read_measured(text, unit)
    assert str(told.value) == sentence


@given(numbers)
def test_a_number_written_down_is_read_again(number):
    assert read_measured(plain(number)) == number


def test_the_requirement_reads_as_a_standard_prints_it():
    words = [requirement_words(*one) for one in (("higher", D("20.000000")), ("lower", D("0.7")), ("equal", D(100)))]
    assert words == ["≥ 20", "≤ 0.7", "= 100"]
    assert requirement_words("range", D("5.0"), D(8)) == "5 ～ 8"


# The picture


def row_of(asked: Limit, measured: Decimal) -> dict:
    return {"name": "穿刺力", "required": "≤ 0.7", "unit": "N", "benchmark": frozen(asked, measured)}


def test_a_bar_says_in_words_what_it_shows():
    (bar,) = picture([row_of(Limit("lower", D("0.70"), None, D("0.5")), D("0.52"))])
    assert bar.words == "标准要求 ≤ 0.7 N，先进值 0.5 N，实测 0.52 N，优于标准"
    assert (bar.name, bar.verdict, bar.note) == ("穿刺力", "better", "越小越好")
    assert (bar.asked_x, bar.measured_x, bar.asked_width, bar.measured_width) == (0, 0, 90.91, 67.53)
    assert bar.advanced_x == 64.94


@given(limits(), numbers)
def test_every_bar_lies_within_the_picture(asked, measured):
    (bar,) = picture([row_of(asked, measured)])
    assert 0 <= bar.asked_x <= bar.asked_x + bar.asked_width <= 100.01
    assert 0 <= bar.measured_x <= bar.measured_x + bar.measured_width <= 100.01
    assert bar.advanced_x is None or 0 <= bar.advanced_x <= 100


def test_versions_from_before_the_tables_have_no_picture():
    assert picture([{"name": "穿刺力", "required": "≤ 0.7", "measured": "0.52", "unit": "N"}]) == []
